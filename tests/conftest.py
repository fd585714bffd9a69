"""Fixtures for every test: databases by cloning, people, and a clock that does not tick."""

import os
import subprocess
import sys
from datetime import UTC, datetime

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


def _migrate(url: str) -> None:
    for command in (["migrate", "--verbosity=0"], ["load_defaults", "--verbosity=0"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            env={**os.environ, "DATABASE_URL": url},
            cwd=settings.BASE_DIR,
            check=True,
        )


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
    engines.make_template(_migrate)
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


@pytest.fixture
def now() -> datetime:
    """The moment tests happen at. Verbs are given the time; nothing here reads a clock."""
    return NOW
