"""Fixtures for every test: databases by cloning, people, and a clock that does not tick."""

import gc
import os
from datetime import UTC, datetime
from pathlib import Path

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

# The longest first; whatever else takes long is marked so. What is begun last should be short, or one worker waits.
LONG = (
    "tests/journeys/test_demo.py",
    "tests/journeys/test_accessibility.py",
    "tests/test_seal.py",
    "tests/test_desk_schema.py",
    "tests/journeys/test_browser.py",
    "tests/journeys/",
    "tests/claims/splitting/test_hostile.py",
    "tests/reviews/public_api/test_public_schema.py",
    "tests/test_access.py",
    "tests/reviews/test_stateful.py",
)
LONG_MARKS = {"slow", "chaos", "browser", "fuzz"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first (`--no-loadscope-reorder` keeps them there); all else stays as shuffled."""
    marked = {item.path for item in items if not LONG_MARKS.isdisjoint(item.keywords)}
    places = {item.path: _place(item, marked) for item in items}
    items.sort(key=lambda item: places[item.path])


def _place(item: pytest.Item, marked: set[Path]) -> int:
    named = (place for place, beginning in enumerate(LONG) if item.nodeid.startswith(beginning))
    return next(named, len(LONG) + (item.path not in marked))


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
