"""A pytest plugin: throw-away engines for the whole run, and databases that are cloned, never flushed.

Append-only triggers refuse a flush, and shipped data must survive each test; so every xdist worker works on a clone
of one migrated and seeded template, and a transactional test ends by cloning it afresh.
"""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from factcheck import embedded

TEMPLATE = "desk_template"
HOME = "TEST_ENGINES_HOME"


def _in_xdist_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """Before Django reads its settings: start the engines and say where they are."""
    if _in_xdist_worker():
        return
    folder = Path(tempfile.mkdtemp(prefix="desk-tests-"))
    engines = embedded.start_engines(folder, durable=False, name="test")
    os.environ.update(
        {
            HOME: str(folder),
            "DATABASE_URL": engines.database_url,
            "REDIS_URL": engines.redis_url,
            "SECRET_KEY": "only-for-tests-" + os.urandom(16).hex(),
            "EMAIL_URL": "console://",
            "STATIC_ROOT": str(folder / "static"),
            "INDEX_DIR": str(folder / "index"),
        }
    )
    (folder / "static").mkdir()
    os.environ.pop("FACTCHECK_PROCESS", None)


def pytest_unconfigure(config):
    if _in_xdist_worker() or HOME not in os.environ:
        return
    folder = Path(os.environ.pop(HOME))
    embedded.discard_engines(folder, name="test")
    shutil.rmtree(folder, ignore_errors=True)


def home() -> Path:
    """Where this run's engines live."""
    return Path(os.environ[HOME])


def url_of(database: str) -> str:
    """The address of another database on the same engine."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def run_sql(statement: str, *, database: str = "postgres") -> None:
    with psycopg.connect(url_of(database), autocommit=True) as connection:
        connection.execute(statement)


def drop(database: str, *, tries: int = 50) -> None:
    """Drop a database with whoever is in it. An autovacuum worker there is nobody's to end, so it is waited for."""
    try:
        run_sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
    except psycopg.errors.InsufficientPrivilege:
        if not tries:
            raise
        run_sql("SELECT pg_sleep(0.1)")
        drop(database, tries=tries - 1)


def clone(database: str) -> None:
    """Make `database` a fresh copy of the template (some 40 ms)."""
    with (home() / "clone.lock").open("w") as lock:
        # PostgreSQL refuses to copy a template that another copy is reading.
        fcntl.flock(lock, fcntl.LOCK_EX)
        drop(database)
        run_sql(f'CREATE DATABASE "{database}" TEMPLATE {TEMPLATE}')


def make_template(migrate) -> None:
    """Create the template once per run; `migrate(url)` fills it."""
    marker = home() / "template.done"
    with (home() / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if marker.exists():
            return
        drop(TEMPLATE)
        run_sql(f"CREATE DATABASE {TEMPLATE}")
        migrate(url_of(TEMPLATE))
        marker.touch()
