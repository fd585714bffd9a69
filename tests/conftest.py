"""Fixtures for every test: databases by cloning, people, and a clock that does not tick."""

import gc
import os
from datetime import UTC, datetime

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from tests import engines

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)  # a Monday morning
# Pages rendered here need no collected files; servers started by a test collect them as in production.
# Argon2 is slow on purpose; here it would be most of the run. Journeys sign in with the real one.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# The same random texts and walks every time, so that a red suite means a change; RANDOM_DESK=1 takes new ones.
hypothesis.settings.register_profile("desk", derandomize="RANDOM_DESK" not in os.environ, database=None)
hypothesis.settings.load_profile("desk")

# Whatever else takes long is marked so. What is begun last should be short, or one worker waits for the other.
LONG = ("tests/journeys/", "tests/test_seal.py", "tests/test_access.py", "tests/reviews/test_stateful.py")
LONG_MARKS = {"slow", "chaos", "browser", "fuzz"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first (`--no-loadscope-reorder` keeps them there); all else stays as shuffled."""
    long = {item.path for item in items if item.nodeid.startswith(LONG) or not LONG_MARKS.isdisjoint(item.keywords)}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """Half a million objects of code and tests stay until the end: no collection of garbage looks at them again."""
    gc.collect()
    gc.freeze()


def _use(database: str) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = database
    settings.DATABASES["default"]["NAME"] = database


@pytest.fixture(scope="session")
def worker_database() -> str:
    """The name of this worker's own database."""
    return f"desk_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_database):
    """Instead of pytest-django's: a clone of the migrated, seeded template."""
    engines.make_template()
    engines.clone(worker_database)
    with django_db_blocker.unblock():
        _use(worker_database)
    TransactionTestCase._fixture_teardown = lambda self: _clone_afresh(worker_database)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


def _clone_afresh(database: str) -> None:
    connections["default"].close()
    engines.clone(database)


@pytest.fixture(scope="session", autouse=True)
def copies_of_their_own(tmp_path_factory):
    """Copies of sources that tests keep go where nobody's own lie."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("copies")


@pytest.fixture
def now() -> datetime:
    """The moment tests happen at. Verbs are given the time; nothing here reads a clock."""
    return NOW
