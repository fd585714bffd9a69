"""The watchdog: seen to live, takes over from its predecessor, ends a deaf worker."""

from datetime import timedelta

import pytest
from celery import current_app
from django.db.models.functions import Now
from kombu import Connection

from factcheck.jobs import queue, watchdog
from factcheck.jobs.models import Job, JobState, Worker
from factcheck.jobs.watchdog import Watchdog
from tests.crew import Crew
from tests.factcheck.jobs import work


@pytest.fixture
def dog() -> Watchdog:
    return Watchdog(worker="default@here", queues=["mail", "default"])


@pytest.mark.django_db
def test_a_worker_is_known_after_its_first_round_and_beats_in_each(dog):
    dog.go_round()
    worker = Worker.objects.get()
    assert (worker.name, worker.queues) == ("default@here", ["default", "mail"])
    Worker.objects.update(beat_at=Now() - timedelta(minutes=5))
    dog.go_round()
    assert Worker.objects.get().beat_at > worker.beat_at - timedelta(minutes=1)
    dog.stop()
    assert not Worker.objects.exists()


@pytest.mark.django_db
def test_a_new_worker_frees_what_its_predecessor_held_and_nothing_else(dog):
    holders = ["default@here/earlier", watchdog.holder_name("default@here"), "default@there/earlier", "fetch@here/old"]
    held = [queue.enqueue(work.COUNT, subject_id=n) for n in range(len(holders))]
    for job, holder in zip(held, holders, strict=True):
        assert queue.take(job.pk, worker=holder)
    dog.come_up()
    freed = Job.objects.filter(state=JobState.RUNNING, lease_until__lte=Now())
    assert [job.held_by for job in freed] == ["default@here/earlier"]


@pytest.mark.slow
@pytest.mark.chaos
@pytest.mark.django_db(transaction=True)
def test_a_worker_that_hears_nothing_while_work_is_due_ends_itself():
    with Crew(WATCHDOG_SECONDS="3") as crew:
        process = crew.start("worker", "--include", work.MODULE)
        crew.wait(Worker.objects.exists, seconds=30, what="the worker is up")
        # The real deafness needs a crash of the broker at the right moment; this one is the same to the watchdog.
        with Connection(crew.broker.celery_url) as line:
            assert current_app.control.cancel_consumer("default", connection=line, reply=True, timeout=5)
        job = Job.objects.filter(pk=queue.enqueue(work.COUNT, subject_id=1).pk)
        assert process.wait(30) == watchdog.DEAF_EXIT
        assert Worker.objects.get().deaf_ends == 1
        assert job.get().state == JobState.QUEUED
        crew.start("worker", "--include", work.MODULE)
        crew.wait(lambda: job.get().state == JobState.DONE, seconds=40, what="the next worker does it")
