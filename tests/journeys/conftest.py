"""Desks for journeys. Starting one takes some ten seconds, so journeys share it; chaos has one of its own."""

import pytest

from tests.journeys.crew import close_desk, open_desk


@pytest.fixture(scope="session")
def desk():
    """A whole desk: web, worker, fetcher and beat."""
    running = open_desk("worker", "fetcher", "beat", "web", name="journeys")
    yield running
    close_desk(running, name="journeys")


@pytest.fixture
def fragile_desk():
    """A desk to break things on: no worker yet, so that a test decides when one runs."""
    running = open_desk("web", name="chaos", SWEEP_SECONDS="1")
    yield running
    close_desk(running, name="chaos")
