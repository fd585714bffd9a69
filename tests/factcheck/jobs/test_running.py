"""Running one job, and sweeping up what was left lying."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from factcheck.core.errors import NotFound, Unavailable
from factcheck.jobs import doorbell, queue, registry, running
from factcheck.jobs.models import Job, JobState, Sweep

pytestmark = pytest.mark.django_db
KIND = "count_sheep"


@pytest.fixture(autouse=True)
def no_kinds(monkeypatch):
    monkeypatch.setattr(registry, "KINDS", {})
    monkeypatch.setattr(registry, "GIVING_UP", {})


@pytest.fixture
def rings(monkeypatch):
    """What was rung for, at a broker that takes every ring."""
    heard: list[int] = []
    monkeypatch.setattr(doorbell, "ring", lambda job_id, queue: heard.append(job_id) or True)
    monkeypatch.setattr(doorbell, "count_waiting", lambda queue: 0)
    return heard


def job_doing(work) -> Job:
    registry.handles(KIND)(work)
    return queue.enqueue(KIND, subject_id=1)


def refuse(job):
    raise NotFound("The article is gone.")


def be_away(job):
    raise Unavailable("The mail server does not answer.")


def break_down(job):
    raise ValueError("sheep are not hashable")


def test_a_job_is_done_once_and_then_skipped():
    counted = []
    job = job_doing(counted.append)
    assert running.run(job.pk, worker="default@here") == "done"
    assert running.run(job.pk) == "skipped"
    assert [run.subject_id for run in counted] == [1]
    job.refresh_from_db()
    assert (job.state, job.token, job.lease_until, job.held_by) == (JobState.DONE, None, None, "")
    assert job.finished_at is not None


def test_a_handler_may_finish_the_job_itself():
    def finish(job):
        with queue.finishing(job):
            pass

    assert running.run(job_doing(finish).pk) == "done"


def test_a_refusal_is_set_aside_at_once_with_its_sentence():
    job = job_doing(refuse)
    assert running.run(job.pk) == "failed"
    job.refresh_from_db()
    assert (job.state, job.tries, job.last_error) == (JobState.QUARANTINED, 1, "The article is gone.")


@pytest.mark.parametrize(("work", "words"), [(be_away, "does not answer"), (break_down, "ValueError: sheep")])
def test_what_may_pass_is_tried_again(work, words):
    job = job_doing(work)
    assert running.run(job.pk) == "failed"
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert words in job.last_error


def test_a_kind_nobody_knows_is_tried_again_since_a_newer_version_may_know_it():
    job = queue.enqueue("from_the_future", subject_id=1)
    assert running.run(job.pk) == "failed"
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert "UnknownKind" in job.last_error


def test_a_run_that_breaks_after_losing_its_lease_changes_nothing():
    def lose_and_break(job):
        Job.objects.update(lease_until=Now() - timedelta(seconds=1))
        assert queue.take(job.pk)
        raise ValueError

    job = job_doing(lose_and_break)
    assert running.run(job.pk) == "lost"
    job.refresh_from_db()
    assert (job.state, job.tries, job.last_error) == (JobState.RUNNING, 2, "")


def test_the_sweeper_leaves_fresh_and_future_jobs_alone(rings):
    job_doing(print)
    later = queue.enqueue(KIND, subject_id=2)
    Job.objects.filter(pk=later.pk).update(run_after=Now() + timedelta(minutes=1))
    assert running.sweep() == 0
    assert rings == []


def test_the_sweeper_rings_again_for_what_nobody_answered_and_then_waits(rings):
    job = job_doing(print)
    Job.objects.update(run_after=Now() - timedelta(seconds=20), rung_at=Now() - timedelta(seconds=20))
    assert running.sweep() == 1
    assert running.sweep() == 0
    assert rings == [job.pk]


def test_the_sweeper_rings_at_once_when_a_wait_or_a_lease_ends(rings):
    waited, held = job_doing(print), queue.enqueue(KIND, subject_id=2)
    queue.take(held.pk)
    Job.objects.filter(pk=held.pk).update(
        lease_until=Now() - timedelta(seconds=1), rung_at=Now() - timedelta(seconds=2)
    )
    Job.objects.filter(pk=waited.pk).update(
        run_after=Now() - timedelta(seconds=1), rung_at=Now() - timedelta(seconds=2)
    )
    assert running.sweep() == 2
    assert sorted(rings) == [waited.pk, held.pk]


def test_the_sweeper_never_fills_the_broker(rings, monkeypatch):
    job_doing(print)
    Job.objects.update(rung_at=Now() - timedelta(minutes=1))
    monkeypatch.setattr(doorbell, "count_waiting", lambda queue: running.SWEEP_MOST)
    assert running.sweep() == 0
    monkeypatch.setattr(doorbell, "count_waiting", lambda queue: None)
    assert running.sweep() == 0


def test_a_ring_that_was_lost_is_tried_again_by_the_next_sweep(rings, monkeypatch):
    job_doing(print)
    Job.objects.update(rung_at=Now() - timedelta(minutes=1))
    with monkeypatch.context() as broken:
        broken.setattr(doorbell, "ring", lambda job_id, queue: False)
        assert running.sweep() == 0
    assert running.sweep() == 1


def test_the_sweeper_sets_aside_what_died_five_times(rings):
    job = job_doing(print)
    queue.take(job.pk)
    Job.objects.update(tries=queue.MOST_TRIES, lease_until=Now() - timedelta(seconds=1))
    running.sweep()
    job.refresh_from_db()
    assert job.state == JobState.QUARANTINED
    assert rings == []


def test_a_sweep_leaves_its_time(rings):
    running.sweep()
    first = Sweep.objects.get().at
    running.sweep()
    assert Sweep.objects.get().at >= first


@pytest.mark.parametrize("state", [JobState.RUNNING])
def test_the_database_refuses_a_running_job_without_a_lease(state):
    job = job_doing(print)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state=state)
    assert connection.is_usable()
