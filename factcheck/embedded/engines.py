"""Start, describe and stop the pair of engines of one home."""

import contextlib
import fcntl
import json
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck.embedded import ownership, postgres, valkey
from factcheck.embedded.place import EngineError, Place, find_place, prepare_place, remove_data, remove_private_folder
from factcheck.processes import POLL_SECONDS, Process, end_process, write_whole

LOCK_SECONDS = 120.0
DEFAULT_NAME = "demo"


@dataclass(frozen=True, kw_only=True)
class Engines:
    """A running pair of engines. `is_owner` says whether the process that asked for them is to stop them."""

    database_url: str
    redis_url: str
    admin_url: str
    postgres_pid: int
    valkey_pid: int
    is_owner: bool
    home: Path
    name: str
    client_bin: Path


def start_engines(home: Path, *, fresh: bool = False, durable: bool = True, name: str = DEFAULT_NAME) -> Engines:
    """Start PostgreSQL and Valkey of this home, or adopt those that run, and write `home/engines.json`.

    `fresh` stops them and deletes their data first. Without `durable` nothing is flushed to disk (for tests).
    Raises EngineError with an engine's last words when it does not come up.
    """
    place = find_place(home=home, name=name)
    _end_lost_engines(spare=place)
    try:
        with _alone(place):
            return _start_both(place, fresh=fresh, durable=durable)
    except PermissionError as error:
        hint = f"Files in {place.home} may belong to another user who ran this checkout before."
        raise EngineError(f"The engines cannot be started: {error}. {hint}") from error


def stop_engines(engines: Engines | Path, *, name: str = DEFAULT_NAME) -> None:
    """Stop Valkey, then PostgreSQL, and wait for both; remove `engines.json`.

    Given Engines, those of another living owner are left alone; given a home, they are stopped whoever owns them.
    """
    if isinstance(engines, Engines) and not engines.is_owner:
        return
    place = _place_of(engines, name)
    with _alone(place):
        _stop_both(place)


def discard_engines(engines: Engines | Path, *, name: str = DEFAULT_NAME) -> None:
    """Stop the engines and delete all their data, as a throw-away pair deserves at its end."""
    place = _place_of(engines, name)
    with _alone(place):
        _clear(place, with_data=True)


def find_engines(home: Path, *, name: str = DEFAULT_NAME) -> Engines | None:
    """Describe the engines of this home if both run and answer; start nothing."""
    place = find_place(home=home, name=name)
    database, broker = postgres.find_postgres(place), valkey.find_valkey(place)
    if database and broker and postgres.answers(place) and valkey.answers(place):
        return _describe(place, database=database, broker=broker, is_owner=not ownership.belongs_to_another(place))
    return None


def find_owner(home: Path, *, name: str = DEFAULT_NAME) -> Process | None:
    """Return the living process that is to stop the engines of this home, or None."""
    return ownership.find_owner(find_place(home=home, name=name))


def start_valkey(home: Path, *, empty: bool = False, durable: bool = True, name: str = DEFAULT_NAME) -> int:
    """Start Valkey alone on its usual socket, without its data when `empty`; return its process id."""
    place = find_place(home=home, name=name)
    with _alone(place):
        prepare_place(place)
        if empty:
            valkey.end_valkey(place)
            valkey.empty_valkey(place)
        return valkey.ensure_valkey(place, durable=durable).pid


def stop_valkey(home: Path, *, name: str = DEFAULT_NAME) -> None:
    """Stop Valkey alone, in good order, and wait for it."""
    valkey.end_valkey(find_place(home=home, name=name))


def kill_valkey(home: Path, *, name: str = DEFAULT_NAME) -> None:
    """Kill Valkey as a crash would, and wait until it is gone."""
    valkey.end_valkey(find_place(home=home, name=name), stop_signal=signal.SIGKILL)


def start_postgres(home: Path, *, durable: bool = True, name: str = DEFAULT_NAME) -> int:
    """Start PostgreSQL alone on its usual socket; return its process id."""
    place = find_place(home=home, name=name)
    with _alone(place):
        prepare_place(place)
        return postgres.ensure_postgres(place, durable=durable).pid


def stop_postgres(home: Path, *, name: str = DEFAULT_NAME) -> None:
    """Stop PostgreSQL alone by a fast shutdown, and wait for it."""
    postgres.end_postgres(find_place(home=home, name=name))


def kill_postgres(home: Path, *, name: str = DEFAULT_NAME) -> None:
    """Kill PostgreSQL as a crash would, and wait until it is gone."""
    if process := postgres.find_postgres(find_place(home=home, name=name)):
        end_process(process, stop_signal=signal.SIGKILL)


def _end_lost_engines(*, spare: Place) -> None:
    """Stop and delete throw-away engines whose owner was killed: nobody will ask for their home again."""
    for place in ownership.find_lost_places():
        if place != spare:
            _clear(place, with_data=True)


def _place_of(engines: Engines | Path, name: str) -> Place:
    if isinstance(engines, Engines):
        return find_place(home=engines.home, name=engines.name)
    return find_place(home=engines, name=name)


def _start_both(place: Place, *, fresh: bool, durable: bool) -> Engines:
    if fresh and ownership.belongs_to_another(place):
        raise EngineError("Another process of this checkout runs the engines. Stop that one first.")
    if fresh or not place.mark.exists():
        _clear(place, with_data=fresh)
    prepare_place(place)
    is_owner = ownership.take_ownership(place, durable=durable)
    place.mark.write_text(f"{place.postgres_data.parent}\n")
    database = postgres.ensure_postgres(place, durable=durable)
    broker = valkey.ensure_valkey(place, durable=durable)
    engines = _describe(place, database=database, broker=broker, is_owner=is_owner)
    _write_engines_file(engines)
    return engines


def _stop_both(place: Place) -> None:
    valkey.end_valkey(place)
    postgres.end_postgres(place)
    _engines_file(place).unlink(missing_ok=True)
    ownership.drop_ownership(place)


def _clear(place: Place, *, with_data: bool) -> None:
    """Stop what runs. Without its mark, a private folder belongs to an earlier checkout at this path and goes."""
    _stop_both(place)
    if with_data:
        remove_data(place)
    else:
        remove_private_folder(place)


def _describe(place: Place, *, database: Process, broker: Process, is_owner: bool) -> Engines:
    return Engines(
        database_url=postgres.build_url(place, user=postgres.ROLE, database=postgres.DATABASE),
        redis_url=valkey.build_url(place),
        admin_url=postgres.build_url(place, user=postgres.SUPERUSER, database=postgres.DATABASE),
        postgres_pid=database.pid,
        valkey_pid=broker.pid,
        is_owner=is_owner,
        home=place.home,
        name=place.name,
        client_bin=place.client_bin,
    )


def _write_engines_file(engines: Engines) -> None:
    facts = {
        "database_url": engines.database_url,
        "redis_url": engines.redis_url,
        "pids": {"postgres": engines.postgres_pid, "valkey": engines.valkey_pid},
    }
    write_whole(engines.home / "engines.json", json.dumps(facts, indent=2) + "\n")


def _engines_file(place: Place) -> Path:
    return place.home / "engines.json"


@contextlib.contextmanager
def _alone(place: Place) -> Iterator[None]:
    """Hold the lock of this pair, so that two starts at once do not collide. The system frees it after a crash."""
    place.home.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + LOCK_SECONDS
    with (place.home / f"{place.name}.lock").open("w") as file:
        while not _try_lock(file.fileno()):
            if time.monotonic() > deadline:
                raise EngineError(f"Another process has been starting the engines for {LOCK_SECONDS:.0f} seconds.")
            time.sleep(POLL_SECONDS)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
