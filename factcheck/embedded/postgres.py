"""PostgreSQL of this checkout: make its data folder, start it, find it, stop it."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from factcheck.embedded.place import EngineError, Place, make_owned_folder
from factcheck.processes import (
    POLL_SECONDS,
    Process,
    end_process,
    find_process,
    is_alive,
    read_command_line,
    read_last_lines,
    spawn_daemon,
    wait_until,
)

DATABASE = ROLE = "factcheck"
SUPERUSER = "postgres"
PORT = 5432
START_SECONDS = 60.0
STOP_SECONDS = 20.0
# A fixed, bare environment: a broken locale or a PG… variable of the caller must not reach the engine.
ENVIRONMENT: Mapping[str, str] = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}

_SETTINGS = (
    "listen_addresses=",
    f"port={PORT}",
    "unix_socket_permissions=0700",
    "max_connections=200",
    "timezone=UTC",
    "log_timezone=UTC",
    "jit=off",
)
# Nothing is flushed to disk, yet what is committed survives a killed server: synchronous_commit stays on, because the
# chaos tests kill this server and count what is left.
_THROW_AWAY_SETTINGS = (
    "fsync=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
    "checkpoint_timeout=1h",
)
# No process has this id: ids end at four million on Linux and at a hundred thousand on macOS.
_NOBODYS_PID = 2_147_483_646


def build_command(place: Place, *, durable: bool) -> list[str]:
    """Return the command that runs the server in the foreground."""
    settings = [*_SETTINGS, f"unix_socket_directories={place.sockets}", f"cluster_name={place.name}"]
    settings += [] if durable else _THROW_AWAY_SETTINGS
    options = [part for setting in settings for part in ("-c", setting)]
    return [str(place.postgres_bin / "postgres"), "-D", str(place.postgres_data), *options]


def build_url(place: Place, *, user: str, database: str) -> str:
    """Return the address of a database, with the folder of the socket percent-encoded as the host."""
    return f"postgresql://{user}@{quote(str(place.sockets), safe='')}:{PORT}/{database}"


def ensure_postgres(place: Place, *, durable: bool) -> Process:
    """Start the server, or adopt the one that runs on this data; return it once it answers.

    Raises EngineError with its last words when it does not within a minute.
    """
    running = find_postgres(place)
    if running and _is_adoptable(place, running):
        return running
    end_postgres(place)
    deadline = time.monotonic() + START_SECONDS
    while not (started := _try_to_start(place, durable=durable, deadline=deadline)):
        last_words = read_last_lines(place.postgres_log)
        # After a crash the backends of the old server hold its memory for a moment longer.
        if "still in use" not in last_words or time.monotonic() > deadline:
            raise EngineError(f"PostgreSQL did not start. It said:\n{last_words}")
        time.sleep(POLL_SECONDS)
    make_database(place)
    return started


def find_postgres(place: Place) -> Process | None:
    """Return the server that runs on this place's data, going by its two lock files, or None."""
    for lock_file in (_data_lock(place), _socket_lock(place)):
        process = find_process(_read_pid(lock_file))
        if process and str(place.postgres_data) in read_command_line(process.pid):
            return process
    return None


def answers(place: Place) -> bool:
    """Tell whether the server accepts connections now."""
    try:
        _connect(place, "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def prepare_postgres(place: Place, *, durable: bool) -> None:
    """Make the data folder on the first start, and clear what a crash left; to be called before every start."""
    if not (place.postgres_data / "PG_VERSION").exists():
        _make_data_folder(place, durable=durable)
    _clear_stale_locks(place)


def make_database(place: Place) -> None:
    """Make the role, the database and the vector extension unless they stand."""
    with _connect(place, "postgres") as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            return
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            # The test suite clones its template database as this role.
            server.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
        # Only a superuser may create it, so it stands in the template that every new database is copied from.
        with _connect(place, "template1") as template:
            template.execute("CREATE EXTENSION IF NOT EXISTS vector")
        command = sql.SQL("CREATE DATABASE {} OWNER {}")
        server.execute(command.format(sql.Identifier(DATABASE), sql.Identifier(ROLE)))


def end_postgres(place: Place) -> None:
    """Stop the server by a fast shutdown: clients are cut off, what is committed is kept."""
    if process := find_postgres(place):
        end_process(process, stop_signal=signal.SIGINT, grace=STOP_SECONDS)


def _connect(place: Place, database: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(
        host=str(place.sockets), port=PORT, user=SUPERUSER, dbname=database, autocommit=True, connect_timeout=5
    )


def _is_adoptable(place: Place, running: Process) -> bool:
    """A leftover is of use when it holds the present data and answers; it may still be starting or stopping."""
    if _read_pid(_data_lock(place)) != running.pid:
        return False
    wait_until(lambda: answers(place) or not is_alive(running), seconds=STOP_SECONDS)
    return is_alive(running) and answers(place)


def _try_to_start(place: Place, *, durable: bool, deadline: float) -> Process | None:
    prepare_postgres(place, durable=durable)
    process = spawn_daemon(
        build_command(place, durable=durable),
        env=ENVIRONMENT,
        log=place.postgres_log,
        user=place.user,
        group=place.group,
    )
    if process is None:
        return None
    wait_until(lambda: answers(place) or not is_alive(process), seconds=deadline - time.monotonic())
    if is_alive(process) and answers(place):
        return process
    end_process(process, stop_signal=signal.SIGINT, grace=STOP_SECONDS)
    return None


def _make_data_folder(place: Place, *, durable: bool) -> None:
    """Run initdb beside the place and move the result there, so that a crash leaves no half-made folder."""
    draft = place.postgres_data.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    make_owned_folder(place, draft)
    command = [str(place.postgres_bin / "initdb"), "-D", str(draft), f"--username={SUPERUSER}", "--auth=trust"]
    command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    # Whoever reaches the socket is trusted: it lies in a folder that only the owner and root may enter.
    made = subprocess.run(
        command if durable else [*command, "--no-sync"],
        env=dict(ENVIRONMENT),
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        user=place.user,
        group=place.group,
        extra_groups=[] if place.user else None,
    )
    if made.returncode != 0:
        raise EngineError(f"initdb failed. It said:\n{made.stdout}{made.stderr}")
    shutil.rmtree(place.postgres_data, ignore_errors=True)
    draft.rename(place.postgres_data)


def _clear_stale_locks(place: Place) -> None:
    """Make lock files harmless whose process is gone or a stranger; PostgreSQL would refuse to start on the latter.

    The lock of the data folder is only given an impossible process id, not removed: PostgreSQL also reads in it
    which shared memory to look at, and so never starts beside backends that have outlived a killed server.
    """
    data_lock = _data_lock(place)
    if data_lock.exists():
        _, _, rest = data_lock.read_text().partition("\n")
        with data_lock.open("r+") as file:
            file.write(f"{_NOBODYS_PID}\n{rest}")
            file.truncate()
    _socket_lock(place).unlink(missing_ok=True)
    (place.sockets / f".s.PGSQL.{PORT}").unlink(missing_ok=True)


def _data_lock(place: Place) -> Path:
    return place.postgres_data / "postmaster.pid"


def _socket_lock(place: Place) -> Path:
    return place.sockets / f".s.PGSQL.{PORT}.lock"


def _read_pid(lock_file: Path) -> int:
    try:
        return int(lock_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return 0
