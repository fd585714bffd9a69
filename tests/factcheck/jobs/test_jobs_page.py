"""The jobs page: what waits, runs, is done and set aside; retry."""

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.core.errors import InvalidTransition, NotAllowed, NotFound
from factcheck.jobs import queue, registry, retrying
from factcheck.jobs.models import Job, JobState, Sweep, Worker
from factcheck.ledger.models import Entry

pytestmark = pytest.mark.django_db
KIND = "count_sheep"


@pytest.fixture(autouse=True)
def sheep(monkeypatch):
    monkeypatch.setitem(registry.KINDS, KIND, registry.Kind(KIND, print, "default", "Count the sheep", "person_role"))


def set_aside(subject_id: int = 1, error: str = "no <b>wool</b>") -> Job:
    job = queue.enqueue(KIND, subject_id=subject_id)
    queue.put_back(queue.take(job.pk), error=error, hopeless=True)
    return Job.objects.get(pk=job.pk)


def test_a_set_aside_job_is_retried_with_fresh_tries_and_a_record(ana, now):
    job = set_aside()
    retrying.retry_job(job_id=job.pk, by=ana, at=now)
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.QUEUED, 0)
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_type, entry.subject_id, entry.by) == ("retry_job", "job", job.pk, ana)


def test_only_set_aside_jobs_are_retried_and_only_by_editors(ana, ben, now):
    waiting = queue.enqueue(KIND, subject_id=2)
    with pytest.raises(InvalidTransition):
        retrying.retry_job(job_id=waiting.pk, by=ana, at=now)
    with pytest.raises(NotFound):
        retrying.retry_job(job_id=0, by=ana, at=now)
    with pytest.raises(NotAllowed):
        retrying.retry_job(job_id=set_aside().pk, by=ben, at=now)
    assert not Entry.objects.exists()


def test_the_page_shows_what_went_wrong_escaped_and_leads_to_the_subject(as_ana):
    job = set_aside()
    page = as_ana.get(reverse("jobs")).content.decode()
    assert "Count the sheep" in page
    assert "no &lt;b&gt;wool" in page
    assert reverse("person_role", args=[1]) in page
    assert reverse("job_retry", args=[job.pk]) in page


def test_a_click_retries(as_ana):
    job = set_aside()
    assert as_ana.post(reverse("job_retry", args=[job.pk])).status_code == 303
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED
    assert as_ana.post(reverse("job_retry", args=[job.pk])).status_code == 409


def test_each_state_has_its_list(as_ana):
    set_aside(1, "bad sheep")
    with queue.finishing(queue.take(queue.enqueue(KIND, subject_id=2).pk)):
        pass
    queue.enqueue(KIND, subject_id=3)
    assert "Set aside 1" in as_ana.get(reverse("jobs")).content.decode()
    for state in ("quarantined", "done", "queued"):
        assert as_ana.get(reverse("jobs"), {"state": state}).content.decode().count("Count the sheep") == 1
    assert "bad sheep" not in as_ana.get(reverse("jobs"), {"state": "queued"}).content.decode()
    assert as_ana.get(reverse("jobs"), {"state": "' OR 1=1"}).status_code == 200


def test_workers_show_their_last_sign_of_life(as_ana):
    assert "No worker has come up yet" in as_ana.get(reverse("jobs")).content.decode()
    Worker.objects.create(name="default@here", queues=["default"], pid=1)
    Worker.objects.create(name="fetch@here", queues=["fetch"], pid=2, beat_at=Now() - 2 * Worker.ALIVE_FOR)
    Sweep.objects.create(pk=1, at=Now())
    page = as_ana.get(reverse("jobs")).content.decode()
    assert page.count(">silent<") == 1
    assert "Last sweep" in page


def test_the_page_asks_the_same_for_two_and_for_twenty(as_ana):
    def count(numbers: range) -> int:
        for number in numbers:
            set_aside(number)
            Worker.objects.create(name=f"w{number}@here", queues=["default"], pid=1)
        with CaptureQueriesContext(connection) as asked:
            as_ana.get(reverse("jobs"))
        return len(asked)

    assert count(range(2)) == count(range(2, 20))


@pytest.mark.parametrize(("who", "status"), [("as_ben", 403), ("client", 302)])
def test_the_page_is_for_editors(request, ben, who, status):
    client = request.getfixturevalue(who)
    assert client.get(reverse("jobs")).status_code == status
    assert client.post(reverse("job_retry", args=[1])).status_code == status
