"""Work that recurs is asked for once each time, and finished work is forgotten after a month."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now

from factcheck.jobs import clock, doorbell, registry, running
from factcheck.jobs.models import Clock, Job, JobState

pytestmark = pytest.mark.django_db
KIND = "wind_the_clock"


@pytest.fixture(autouse=True)
def one_recurring_kind(monkeypatch):
    monkeypatch.setattr(registry, "KINDS", {})
    monkeypatch.setattr(doorbell, "count_waiting", lambda queue: None)
    registry.handles(KIND, every=timedelta(hours=24))(lambda job: None)
    registry.handles("only_when_asked")(lambda job: None)


def do_it() -> None:
    for job in Job.objects.filter(state=JobState.QUEUED):
        running.run(job.pk)


def test_recurring_work_is_asked_for_once_a_day():
    assert clock.wake() == [KIND]
    do_it()
    assert clock.wake() == []
    Clock.objects.update(asked_at=F("asked_at") - timedelta(hours=25))
    assert clock.wake() == [KIND]
    assert Job.objects.filter(kind=KIND).count() == 2


def test_work_that_is_still_under_way_is_not_asked_for_twice():
    clock.wake()
    Clock.objects.update(asked_at=F("asked_at") - timedelta(hours=25))
    clock.wake()
    assert Job.objects.filter(kind=KIND).count() == 1


def test_the_sweeper_wakes_the_clock():
    running.sweep()
    assert Job.objects.filter(kind=KIND, state=JobState.QUEUED).exists()


def test_finished_work_is_forgotten_after_a_month_and_nothing_else():
    old = Now() - timedelta(days=31)
    Job.objects.create(kind=KIND, subject_id=1, state=JobState.DONE, finished_at=old)
    Job.objects.create(kind=KIND, subject_id=2, state=JobState.DONE, finished_at=Now() - timedelta(days=29))
    Job.objects.create(kind=KIND, subject_id=3, state=JobState.QUARANTINED)
    clock.purge(Job(kind="purge", subject_id=0))
    assert set(Job.objects.values_list("subject_id", flat=True)) == {2, 3}
