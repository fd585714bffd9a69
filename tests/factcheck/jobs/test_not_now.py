"""Work that has to wait its turn is put off; that is no failed try."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from factcheck.jobs import queue, registry, running
from factcheck.jobs.models import Job, JobState

pytestmark = pytest.mark.django_db
KIND = "wait_in_line"


@pytest.fixture
def job(monkeypatch) -> Job:
    """Work whose turn never comes."""

    def wait(job: Job) -> None:
        raise queue.NotNow("Somebody else is being served.", seconds=30)

    monkeypatch.setattr(registry, "KINDS", {})
    registry.handles(KIND)(wait)
    return queue.enqueue(KIND, subject_id=1)


def test_it_is_due_again_after_the_wait_and_held_by_nobody(job):
    assert running.run(job.pk) == "postponed"
    row = Job.objects.annotate(now=Now()).get(pk=job.pk)
    assert (row.state, row.tries, row.token, row.last_error) == (JobState.QUEUED, 0, None, "")
    assert timedelta(seconds=25) < row.run_after - row.now <= timedelta(seconds=30)


def test_it_may_wait_more_often_than_work_may_fail(job):
    for _ in range(queue.MOST_TRIES + 2):
        Job.objects.filter(pk=job.pk).update(run_after=Now())
        assert running.run(job.pk) == "postponed"
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED


def test_a_run_that_lost_the_job_puts_nothing_off(job):
    taken = queue.take(job.pk)
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))
    later = queue.take(job.pk)
    queue.postpone(taken, seconds=30)
    assert queue.is_held(later)
