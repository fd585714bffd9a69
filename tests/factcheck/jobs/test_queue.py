"""Asking for work, holding it, finishing it."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from factcheck.jobs import queue, registry
from factcheck.jobs.models import Job, JobState

pytestmark = pytest.mark.django_db
KIND = "count_sheep"


@pytest.fixture(autouse=True)
def sheep(monkeypatch):
    """A kind of work that only these tests know."""
    done = []
    monkeypatch.setattr(registry, "KINDS", {})
    monkeypatch.setattr(registry, "GIVING_UP", {})
    registry.handles(KIND, queue="fetch")(lambda job: done.append(job.subject_id))
    return done


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))


def state_of(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def test_a_job_waits_on_the_queue_of_its_kind():
    assert queue.enqueue(KIND, subject_id=1).queue == "fetch"
    assert queue.enqueue("unknown_here", subject_id=1).queue == "default"


def test_asking_twice_gives_one_job_with_the_newer_args():
    first = queue.enqueue(KIND, subject_id=1, args={"page": 1})
    second = queue.enqueue(KIND, subject_id=1, args={"page": 2})
    assert first.pk == second.pk
    assert second.args == {"page": 2}
    assert queue.enqueue(KIND, subject_id=2).pk != first.pk


def test_a_job_needs_a_subject():
    with pytest.raises(IntegrityError), transaction.atomic():
        queue.enqueue(KIND, subject_id=None)


def test_an_error_that_quotes_what_no_table_takes_is_kept_all_the_same():
    job = queue.enqueue(KIND, subject_id=1)
    queue.put_back(queue.take(job.pk), error="choked on \x00 and \ud800" + "x" * 9000)
    job.refresh_from_db()
    assert job.last_error.startswith("choked on \ufffd and ?")
    assert len(job.last_error) == queue.LONGEST_ERROR
    assert job.state == JobState.QUEUED


def test_only_one_run_holds_a_job():
    job = queue.enqueue(KIND, subject_id=1)
    held = queue.take(job.pk)
    assert held.state == JobState.RUNNING
    assert held.tries == 1
    assert queue.take(job.pk) is None


def test_a_lease_is_thirty_seconds_longer_than_the_hard_time_limit(settings):
    settings.JOB_TIME_LIMIT = 100
    assert queue.lease_length() == timedelta(seconds=130)


def test_a_job_that_is_not_due_yet_is_not_taken():
    job = queue.enqueue(KIND, subject_id=1)
    Job.objects.update(run_after=Now() + timedelta(minutes=1))
    assert queue.take(job.pk) is None


def test_an_expired_lease_passes_to_another_run_and_the_first_leaves_no_trace():
    job = queue.enqueue(KIND, subject_id=1)
    late = queue.take(job.pk)
    expire(late)
    current = queue.take(job.pk)
    assert current.token != late.token
    with pytest.raises(queue.LeaseLost), queue.finishing(late):
        pass
    with queue.finishing(current):
        pass
    assert state_of(job) == JobState.DONE


def test_a_lease_lost_in_the_middle_undoes_what_was_written():
    job = queue.enqueue(KIND, subject_id=1)
    late = queue.take(job.pk)

    def finish_late():
        with queue.finishing(late):
            Job.objects.create(kind="effect", subject_id=7)
            expire(late)
            assert queue.take(job.pk)

    with pytest.raises(queue.LeaseLost):
        finish_late()
    assert not Job.objects.filter(kind="effect").exists()


def test_a_running_job_that_is_asked_for_again_runs_once_more():
    job = queue.enqueue(KIND, subject_id=1)
    held = queue.take(job.pk)
    assert queue.enqueue(KIND, subject_id=1, args={"n": 2}).pk == job.pk
    with queue.finishing(held):
        pass
    again = queue.take(job.pk)
    assert again.args == {"n": 2}
    with queue.finishing(again):
        pass
    assert state_of(job) == JobState.DONE


def test_a_finished_job_makes_room_for_a_new_one():
    job = queue.enqueue(KIND, subject_id=1)
    with queue.finishing(queue.take(job.pk)):
        pass
    assert queue.enqueue(KIND, subject_id=1).pk != job.pk


def test_a_failed_run_waits_longer_each_time():
    job = queue.enqueue(KIND, subject_id=1)
    waits = []
    for _ in range(3):
        Job.objects.update(run_after=Now())
        queue.put_back(queue.take(job.pk), error="no wool")
        job = Job.objects.annotate(now=Now()).get(pk=job.pk)
        waits.append(round((job.run_after - job.now).total_seconds()))
    assert waits == [2, 4, 8]
    assert job.last_error == "no wool"
    assert job.state == JobState.QUEUED


def test_the_fifth_failure_sets_the_job_aside_and_tells_its_room():
    told = []
    registry.gives_up(KIND)(lambda job, error: told.append((job.subject_id, error)))
    job = queue.enqueue(KIND, subject_id=3)
    for _ in range(queue.MOST_TRIES):
        assert told == []
        Job.objects.update(run_after=Now())
        queue.put_back(queue.take(job.pk), error="no wool")
    assert told == [(3, "no wool")]
    assert state_of(job) == JobState.QUARANTINED
    assert queue.take(job.pk) is None


def test_a_room_that_fails_to_say_so_does_not_keep_the_job_running():
    registry.gives_up(KIND)(lambda job, error: 1 / 0)
    job = queue.enqueue(KIND, subject_id=1)
    queue.put_back(queue.take(job.pk), error="no wool", hopeless=True)
    assert state_of(job) == JobState.QUARANTINED


def test_a_run_that_lost_its_lease_cannot_set_the_job_aside_or_tell_anybody():
    def tell(job, error):
        Job.objects.create(kind="told", subject_id=job.subject_id)

    registry.gives_up(KIND)(tell)
    job = queue.enqueue(KIND, subject_id=1)
    late = queue.take(job.pk)
    expire(late)
    queue.take(job.pk)
    queue.put_back(late, error="no wool", hopeless=True)
    assert state_of(job) == JobState.RUNNING
    assert not Job.objects.filter(kind="told").exists()


def test_asking_for_set_aside_work_gives_it_five_fresh_tries():
    job = queue.enqueue(KIND, subject_id=1)
    queue.put_back(queue.take(job.pk), error="no wool", hopeless=True)
    revived = queue.enqueue(KIND, subject_id=1)
    assert revived.pk == job.pk
    assert (revived.state, revived.tries, revived.finished_at) == (JobState.QUEUED, 0, None)


def test_a_kind_has_one_handler():
    with pytest.raises(RuntimeError, match="already has a handler"):
        registry.handles(KIND)(print)


@pytest.mark.django_db(transaction=True)
def test_eight_threads_asking_and_taking_at_once_get_one_job_and_one_lease():
    barrier = threading.Barrier(8)
    jobs, leases, errors = [], [], []

    def ask_and_take():
        try:
            barrier.wait(10)
            job = queue.enqueue(KIND, subject_id=1)
            barrier.wait(10)
            jobs.append(job.pk)
            if held := queue.take(job.pk):
                leases.append(held.token)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask_and_take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert errors == []
    assert len(jobs) == 8
    assert len(set(jobs)) == 1
    assert len(leases) == 1


@pytest.mark.django_db(transaction=True)
def test_a_waiting_job_is_not_taken_before_the_change_that_asked_again_is_committed():
    job = queue.enqueue(KIND, subject_id=1)
    taken_at_once, started, taken = threading.Event(), threading.Event(), threading.Event()

    def take():
        started.set()
        queue.take(job.pk)
        taken.set()
        connection.close()

    worker = threading.Thread(target=take)
    with transaction.atomic():
        queue.enqueue(KIND, subject_id=1)
        worker.start()
        started.wait(10)
        if taken.wait(0.3):
            taken_at_once.set()
    assert taken.wait(10)
    worker.join(10)
    assert not taken_at_once.is_set()
