"""Whatever changes something public changes the shelf's version: after the commit, and only then."""

import tempfile
from pathlib import Path

import pytest
import redis
from django.db import transaction

from factcheck.accounts.desk_settings import save_desk
from factcheck.accounts.models import Desk
from factcheck.jobs.models import Job, JobState
from factcheck.web.shelf_version import KEY
from reviews import kinds
from reviews.publication.bumping import bump
from tests.crew import Broker
from tests.factories.people import AdminFactory
from tests.factories.writing import WRITTEN_AT, make_published
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def valkey():
    broker = Broker(Path(tempfile.mkdtemp(prefix="desk-bump-")))
    broker.start()
    yield broker
    broker.discard()


@pytest.fixture(autouse=True)
def version(valkey, settings):
    """What the version is now, in a Redis of this module alone."""
    settings.REDIS_URL = valkey.url
    redis.Redis.from_url(valkey.url).set(KEY, "before")
    return lambda: redis.Redis.from_url(valkey.url).get(KEY).decode()


def bumps() -> list[Job]:
    return list(Job.objects.filter(kind=kinds.BUMP).order_by("pk"))


def test_it_changes_when_the_transaction_commits(version, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        bump(at=WRITTEN_AT)
        assert version() == "before"
    assert version() != "before"


def test_what_is_rolled_back_changes_nothing(version, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        bump(at=WRITTEN_AT)
        transaction.set_rollback(True)
    assert (version(), bumps()) == ("before", [])


def test_a_process_that_dies_after_its_commit_is_made_up_for_by_the_job(version):
    bump(at=WRITTEN_AT)  # nothing of what was to follow the commit happens

    assert run_waiting_jobs(kinds.BUMP) == ["done"]

    assert version() != "before"


def test_the_job_leaves_a_version_alone_that_was_set(version, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        bump(at=WRITTEN_AT)
    standing = version()

    assert run_waiting_jobs(kinds.BUMP) == ["done"]

    assert version() == standing


def test_one_transaction_asks_once_however_much_it_changes():
    for _ in range(3):
        bump(at=WRITTEN_AT)
    assert len(bumps()) == 1


@pytest.mark.django_db(transaction=True)
def test_transactions_do_not_wait_for_each_other():
    for _ in range(2):
        bump(at=WRITTEN_AT)
    assert len({job.subject_id for job in bumps()}) == 2


def test_without_redis_publishing_goes_on_and_the_job_waits_until_it_is_back(
    valkey, version, django_capture_on_commit_callbacks
):
    valkey.kill()
    try:
        with django_capture_on_commit_callbacks(execute=True):
            revision = make_published()
            bump(at=WRITTEN_AT)
        outcomes = run_waiting_jobs(kinds.BUMP)
    finally:
        valkey.start(empty=True)

    assert revision.number == 1
    assert outcomes == ["postponed"]
    assert {job.state for job in bumps()} == {JobState.QUEUED}


class TestTheDesksSettings:
    def test_change_every_page(self, version, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            save_desk(
                name="Another Desk",
                time_zone="UTC",
                language="en",
                contact_email="",
                about="",
                by=AdminFactory(),
                at=WRITTEN_AT,
            )
        assert version() != "before"

    def test_that_were_not_saved_change_nothing(self, version, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            Desk.objects.get(pk=1)
            AdminFactory()
        assert (version(), bumps()) == ("before", [])
