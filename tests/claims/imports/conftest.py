"""Another publisher's site, and a desk that may pull from it."""

import pytest

from claims import kinds
from claims.imports.feeds import add_feed
from claims.imports.typed import SaidOfFeed
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from tests.claims.imports.publishers import Publisher
from tests.factories.people import AdminFactory
from tests.working import run_waiting_jobs


@pytest.fixture(scope="package")
def one_publisher():
    site = Publisher()
    yield site
    site.close()


@pytest.fixture
def publisher(one_publisher, settings, tmp_path):
    one_publisher.pages.clear()
    one_publisher.asked.clear()
    settings.FETCH_ALLOW, settings.FETCH_PAUSE_SECONDS = [one_publisher.host], 0
    settings.IMPORT_DIR = tmp_path / "imports"
    return one_publisher


@pytest.fixture
def editor(db):
    return AdminFactory(name="Ana Ruiz")


@pytest.fixture
def add(editor, now):
    """Adds a feed of an address."""

    def add_one(url: str, *, kind: str = "claimreview_feed", at=now, **about):
        about = {"query": "rents", **about} if kind == "fact_check_tools" else about
        return add_feed(said=SaidOfFeed(name="Ostrand", kind=kind, url=url, **about), by=editor, at=at)

    return add_one


def work_off() -> list[str]:
    """What came of the pulls that wait."""
    return run_waiting_jobs(kinds.PULL)


@pytest.fixture
def pull_job(db):
    """The job that pulls a feed, taken as a worker takes it."""

    def taken(feed) -> Job:
        job = Job.objects.get(kind=kinds.PULL, subject_id=feed.pk, state="queued")
        return queue.take(job.pk)

    return taken
