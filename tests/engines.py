"""A pytest plugin: throw-away engines for the whole run, and databases that are cloned, never flushed.

Append-only triggers refuse a flush, and shipped data must survive each test; so every xdist worker works on a clone
of one migrated and seeded template, and a transactional test ends by cloning it afresh.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from factcheck import embedded
from factcheck.embedded.place import find_place

TEMPLATE = "desk_template"
HOME = "TEST_ENGINES_HOME"
ROOT = Path(__file__).resolve().parent.parent
FILL = """
import django
django.setup()
from django.core.management import call_command
for name in ("migrate", "load_defaults"):
    call_command(name, verbosity=0, skip_checks=True)
"""
ahead: list[subprocess.Popen] = []  # makes the template while the workers still collect


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
            "DATA_STREAMS": "1000",  # an answer that a test does not read keeps its seat until it is forgotten
        }
    )
    (folder / "static").mkdir()
    os.environ.pop("FACTCHECK_PROCESS", None)
    if getattr(early_config.known_args_namespace, "numprocesses", None):
        ahead.append(subprocess.Popen([sys.executable, "-m", "tests.engines"], cwd=ROOT, stderr=subprocess.DEVNULL))


def pytest_unconfigure(config):
    if _in_xdist_worker() or HOME not in os.environ:
        return
    for process in ahead:
        process.kill()
        process.wait()
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
    with one_at_a_time("clone"):  # PostgreSQL refuses to copy a template that another copy is reading
        drop(database)
        run_sql(f'CREATE DATABASE "{database}" TEMPLATE {TEMPLATE}')


def make_template() -> None:
    """Create the template once per run, migrated and with the shipped data (some ten seconds)."""
    marker = home() / "template.done"
    with one_at_a_time("template"):
        if marker.exists():
            return
        drop(TEMPLATE)
        run_sql(f"CREATE DATABASE {TEMPLATE}")
        settings = {"DATABASE_URL": url_of(TEMPLATE), "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
        # One process for both: loading the project takes a second.
        subprocess.run([sys.executable, "-c", FILL], env={**os.environ, **settings}, cwd=ROOT, check=True)
        marker.touch()


def copy_template(url: str) -> None:
    """Fill an empty database, also of another engine, with what the template holds (a second)."""
    make_template()
    programs, dump = find_place(home=home(), name="test").client_bin, home() / "template.sql"
    with one_at_a_time("clone"):
        if not dump.exists():
            options = ["--no-owner", "--no-acl", "--no-comments", f"--file={dump}", url_of(TEMPLATE)]
            subprocess.run([programs / "pg_dump", *options], check=True)
    subprocess.run([programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", dump, url], check=True, capture_output=True)


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """Of all processes of this run."""
    with (home() / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    make_template()
