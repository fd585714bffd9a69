"""Two lessons at the same moment, and a lesson while somebody rolls back."""

import threading

import pytest
from django.db import connection

from claims.learning.rolling_back import roll_back
from claims.learning.teaching import learn
from claims.models import DeskModel
from claims.states import DeskModelStatus
from factcheck.core.errors import DomainError
from factcheck.jobs import queue, running
from factcheck.jobs.models import Job
from tests.factories.learning import make_lessons
from tests.factories.people import AdminFactory

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60  # seconds


def at_once(*verbs) -> list:
    start = threading.Barrier(len(verbs))
    results = [None] * len(verbs)

    def run(place, verb):
        try:
            start.wait(PATIENCE)
            results[place] = verb()
        except DomainError as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return results


def test_two_lessons_at_once_make_one_version(now):
    make_lessons(6, by=AdminFactory())
    made = [one for one in at_once(*[lambda: learn(at=now)] * 3) if one is not None]
    assert len(made) == 1
    assert DeskModel.objects.get().status == DeskModelStatus.ACTIVE


def test_the_nights_job_and_the_command_at_once_make_one_version_and_the_job_is_done(now):
    make_lessons(6, by=AdminFactory())
    job = queue.enqueue("learn", subject_id=0)
    at_once(lambda: running.run(job.pk), lambda: learn(at=now))
    assert DeskModel.objects.count() == 1
    assert Job.objects.get(pk=job.pk).state == "done"


def test_a_lesson_while_somebody_rolls_back_leaves_at_most_one_version_in_use(now):
    by = AdminFactory()
    make_lessons(6, by=by)
    first = learn(at=now)
    make_lessons(6, by=by, first=50)
    at_once(lambda: learn(at=now), lambda: roll_back(model_id=first.pk, by=by, at=now))
    assert DeskModel.objects.filter(status=DeskModelStatus.ACTIVE).count() <= 1
    first.refresh_from_db()
    assert first.status == DeskModelStatus.RETIRED


def test_two_people_rolling_back_at_once_take_one_version_out(now):
    by = AdminFactory()
    make_lessons(6, by=by)
    learn(at=now)
    make_lessons(6, by=by, first=50)
    second = learn(at=now)
    results = at_once(*[lambda: roll_back(model_id=second.pk, by=by, at=now)] * 2)
    assert sum(isinstance(one, DomainError) for one in results) == 1
    assert DeskModel.objects.get(status=DeskModelStatus.ACTIVE).number == 1
