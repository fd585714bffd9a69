"""Real worker processes: a job runs once whatever dies meanwhile."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from factcheck.accounts.models import Desk
from factcheck.jobs import queue
from factcheck.jobs.models import Job, JobState, Sweep, Worker
from factcheck.ledger.models import Entry
from tests.crew import Crew
from tests.factcheck.jobs import work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


OURS = Job.objects.filter(kind__startswith="test_")  # beside what the clock asks for


@pytest.fixture
def crew():
    with Crew() as crew:
        yield crew


def start_worker(crew: Crew) -> None:
    crew.start("worker", "--include", work.MODULE)
    crew.wait(lambda: Worker.objects.exists(), seconds=30, what="the worker is up")


def effects() -> Counter:
    return Counter(Entry.objects.filter(verb="test_counted").values_list("payload", flat=True))


def states() -> Counter:
    return Counter(OURS.all().values_list("state", flat=True))


def all_done(count: int) -> bool:
    return states() == Counter({JobState.DONE: count})


def let_go() -> None:
    Desk.objects.update(name="go")


def test_jobs_run_and_the_worker_shows_that_it_lives_and_leaves_in_good_order(crew):
    start_worker(crew)
    for number in range(20):
        queue.enqueue(work.COUNT, subject_id=number)
    crew.wait(lambda: all_done(20), seconds=20, what="twenty jobs are done")
    assert set(effects().values()) == {1}
    worker = Worker.objects.get()
    assert worker.queues == ["default", "mail"]
    assert worker.pid == crew.processes["worker"].pid
    crew.wait(Sweep.objects.exists, seconds=10, what="the watchdog swept")
    assert crew.stop("worker") == 0
    assert not Worker.objects.exists()


def test_a_warm_stop_lets_the_running_job_finish(crew):
    start_worker(crew)
    job = queue.enqueue(work.HELD, subject_id=1)
    crew.wait(lambda: states()[JobState.RUNNING], seconds=20, what="the job runs")
    crew.processes["worker"].terminate()
    let_go()
    assert crew.stop("worker") == 0
    assert Job.objects.get(pk=job.pk).state == JobState.DONE


@pytest.mark.chaos
def test_a_job_whose_worker_was_killed_runs_once_more_in_the_next_worker_of_that_name(crew):
    start_worker(crew)
    job = queue.enqueue(work.HELD, subject_id=1)
    crew.wait(lambda: states()[JobState.RUNNING], seconds=20, what="the job runs")
    crew.kill("worker")
    let_go()
    Worker.objects.all().delete()
    start_worker(crew)
    crew.wait(lambda: all_done(1), seconds=30, what="the job is done after all")
    assert Job.objects.get(pk=job.pk).tries == 2
    assert list(effects().values()) == [1]


@pytest.mark.chaos
def test_a_job_whose_process_was_killed_is_rung_again_when_its_lease_ends(crew):
    start_worker(crew)
    queue.enqueue(work.POISON, subject_id=1)
    crew.wait(lambda: OURS.all().filter(state=JobState.RUNNING, tries=1), seconds=20, what="it was tried")
    crew.wait(lambda: "WorkerLostError" in crew.log("worker").read_text(), seconds=20, what="its process is gone")
    OURS.update(lease_until=Now() - timedelta(seconds=1))
    crew.wait(lambda: OURS.all().filter(tries=2), seconds=20, what="it was tried again")


@pytest.mark.chaos
def test_a_job_that_kills_its_worker_each_time_is_set_aside_after_five_tries_and_hurts_only_itself(crew):
    start_worker(crew)
    poison = queue.enqueue(work.POISON, subject_id=1)
    for number in range(50):
        queue.enqueue(work.COUNT, subject_id=number)

    def is_set_aside() -> bool:
        Job.objects.filter(kind=work.POISON, state=JobState.RUNNING).update(lease_until=Now() - timedelta(seconds=1))
        return Job.objects.get(pk=poison.pk).state == JobState.QUARANTINED

    crew.wait(is_set_aside, seconds=60, what="the poison is set aside")
    poison.refresh_from_db()
    assert poison.tries == queue.MOST_TRIES
    assert "died five times" in poison.last_error
    crew.wait(lambda: states()[JobState.DONE] == 50, seconds=30, what="the others are done")
    assert set(effects().values()) == {1}


@pytest.mark.chaos
def test_a_broker_that_comes_back_empty_loses_nothing_and_is_served_again_within_thirty_seconds(crew):
    start_worker(crew)
    for number in range(300):
        queue.enqueue(work.COUNT, subject_id=number)
    crew.wait(lambda: states()[JobState.DONE] >= 20, seconds=20, what="work is under way")
    crew.broker.kill()
    for number in range(300, 320):
        queue.enqueue(work.COUNT, subject_id=number)
    crew.broker.start(empty=True)
    done = states()[JobState.DONE]
    crew.wait(lambda: states()[JobState.DONE] > done, seconds=30, what="the worker consumes again")
    crew.wait(lambda: all_done(320), seconds=60, what="nothing is lost")
    assert set(effects().values()) == {1}
