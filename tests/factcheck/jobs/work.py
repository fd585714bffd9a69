"""Kinds of work for tests with a real worker, which loads this module with `--include`.

They are registered in the worker's processes only: pytest imports every module, and no other test shall know them.
"""

import os
import signal

from celery.signals import worker_process_init
from django.utils import timezone

from factcheck.accounts.models import Desk
from factcheck.jobs import registry
from factcheck.jobs.models import Job
from factcheck.jobs.queue import finishing
from factcheck.ledger import acts as ledger
from factcheck.processes import wait_until

COUNT, HELD, POISON = "test_count", "test_held", "test_poison"
MODULE = "tests.factcheck.jobs.work"


def count(job: Job) -> None:
    """One act in the ledger: its entries tell how often the effect happened."""
    with ledger.act("test_counted", by=None, at=timezone.now(), number=job.subject_id), finishing(job):
        pass


def work_until_let_go(job: Job) -> None:
    """As `count`, but only once the desk is named "go"."""
    wait_until(lambda: Desk.objects.filter(name="go").exists(), seconds=60)
    count(job)


def kill_own_process(job: Job) -> None:
    """What an article that exhausts the memory does."""
    os.kill(os.getpid(), signal.SIGKILL)


@worker_process_init.connect
def register(**kwargs) -> None:
    registry.handles(COUNT)(count)
    registry.handles(HELD)(work_until_let_go)
    registry.handles(POISON)(kill_own_process)
