"""A thread in each worker's main process: shows that the worker lives, sweeps, and ends a worker that went deaf.

After a crash of the broker a worker can stay connected and consume nothing for ever. Then only a restart helps, so
the watchdog ends the process and whoever supervises it starts a new one.
"""

import logging
import os
import threading
import time
import uuid
from collections.abc import Iterable
from datetime import timedelta

from celery.signals import task_received, worker_ready, worker_shutdown
from celery.worker import state
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from factcheck.jobs import doorbell, running
from factcheck.jobs.models import Job, JobState, Worker

log = logging.getLogger(__name__)
DEAF_EXIT = 70  # sysexits.h: an internal software error
# Drawn before the pool forks, so that all processes of one worker share it and a restarted worker has another.
INCARNATION = uuid.uuid4().hex[:12]


def holder_name(worker: str) -> str:
    """How jobs name the worker that holds them: its node name and its incarnation."""
    return f"{worker}/{INCARNATION}"[-100:]


class Watchdog(threading.Thread):
    """Goes round every `SWEEP_SECONDS`, with a database connection of its own each time."""

    def __init__(self, *, worker: str, queues: Iterable[str]) -> None:
        super().__init__(name="watchdog", daemon=True)
        self.worker = worker
        self.queues = sorted(queues)
        self.is_known = False
        self.quiet_since = time.monotonic()
        self._stopping = threading.Event()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.go_round()
            except Exception:
                # The database may be away for a while; the next round will tell.
                log.exception("watchdog: a round failed")
                self.heard()
            finally:
                connection.close()
            self._stopping.wait(settings.SWEEP_SECONDS)

    def stop(self) -> None:
        """No further round, and the worker's row goes: it left on purpose."""
        self._stopping.set()
        Worker.objects.filter(pk=self.worker).delete()

    def heard(self) -> None:
        """The worker received a task just now."""
        self.quiet_since = time.monotonic()

    def go_round(self) -> None:
        """One round: be seen, sweep, and look whether the worker still hears."""
        if not self.is_known:
            self.come_up()
        Worker.objects.filter(pk=self.worker).update(beat_at=Now())
        running.sweep()
        if state.active_requests or not self._has_unheard_work():
            self.heard()
        elif time.monotonic() - self.quiet_since > settings.WATCHDOG_SECONDS:
            self.end_worker()

    def come_up(self) -> None:
        """Take the place of an earlier worker of this name: what it held has no living run any more."""
        facts = {"queues": self.queues, "pid": os.getpid(), "started_at": Now(), "beat_at": Now()}
        Worker.objects.update_or_create(pk=self.worker, defaults=facts)
        held = Job.objects.filter(state=JobState.RUNNING, held_by__startswith=f"{self.worker}/")
        freed = held.exclude(held_by=holder_name(self.worker)).update(lease_until=Now())
        if freed:
            log.warning("watchdog: %s jobs of an earlier %s are due again", freed, self.worker)
        self.is_known = True

    def _has_unheard_work(self) -> bool:
        """Whether work is due although the broker answers and rings were sent. Without a broker nobody can hear."""
        rung_before = Now() - timedelta(seconds=settings.SWEEP_SECONDS)
        due = Job.objects.due().filter(queue__in=self.queues, rung_at__lt=rung_before)
        return due.exists() and doorbell.count_waiting(self.queues[0]) is not None

    def end_worker(self) -> None:
        """End the whole process at once; its supervisor starts it again."""
        log.critical("watchdog: work is due and %s hears nothing; ending it", self.worker)
        Worker.objects.filter(pk=self.worker).update(deaf_ends=F("deaf_ends") + 1)
        os._exit(DEAF_EXIT)


_watchdogs: list[Watchdog] = []


@worker_ready.connect
def start_watchdog(sender, **kwargs) -> None:
    watchdog = Watchdog(worker=sender.hostname, queues=sender.app.amqp.queues.consume_from)
    _watchdogs.append(watchdog)
    watchdog.start()


@task_received.connect
def note_received(**kwargs) -> None:
    for watchdog in _watchdogs:
        watchdog.heard()


@worker_shutdown.connect
def stop_watchdog(**kwargs) -> None:
    while _watchdogs:
        _watchdogs.pop().stop()
