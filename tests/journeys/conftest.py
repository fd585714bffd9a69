"""Desks for journeys. Starting one takes some ten seconds, so journeys share it; chaos has its own."""

import pytest

from factcheck.road.seeds import read_seed_articles
from factcheck.road.walk import await_split, submit
from tests.journeys.crew import discard_ground, open_desk, prepare_ground


@pytest.fixture(scope="session")
def desk():
    """A whole desk: web, worker, fetcher and beat."""
    ground = prepare_ground("journeys")
    running = open_desk(ground, "worker", "fetcher", "beat", "web")
    yield running
    running.stop()
    discard_ground(ground)


@pytest.fixture(scope="session")
def sample_articles(desk) -> list[int]:
    """The articles of seeds/ in the order of seeds/articles.json, submitted and split."""
    editor = desk.sign_in("admin")
    articles = [submit(editor, article) for article in read_seed_articles()]
    for article in articles:
        await_split(editor, article)
    return articles


@pytest.fixture(scope="session")
def fragile_ground():
    """Engines to break things on."""
    ground = prepare_ground("chaos")
    yield ground
    discard_ground(ground)


@pytest.fixture
def fragile_desk(fragile_ground):
    """A desk to break things on: an empty broker, and no worker yet, so that a test decides when one runs."""
    fragile_ground.empty_broker()
    running = open_desk(fragile_ground, "web", SWEEP_SECONDS="1")
    yield running
    running.stop()
