"""Valkey of this checkout, the broker and page shelf: start it, find it, stop it. Nothing in it is precious."""

import shutil
import signal
import time
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from factcheck.embedded.place import EngineError, Place, make_owned_folder
from factcheck.embedded.postgres import ENVIRONMENT
from factcheck.processes import (
    Process,
    end_process,
    find_process,
    is_alive,
    read_command_line,
    read_last_lines,
    spawn_daemon,
    wait_until,
)

START_SECONDS = 20.0
STOP_SECONDS = 10.0
ANSWER_SECONDS = 2.0


def build_command(place: Place, *, durable: bool) -> list[str]:
    """Return the command that runs the server in the foreground, in its data folder."""
    settings = {
        "port": "0",
        "unixsocket": str(place.valkey_socket),
        "unixsocketperm": "700",
        "pidfile": str(place.valkey_pidfile),
        "daemonize": "no",
        "save": "",
        "appendonly": "yes" if durable else "no",
        "maxmemory-policy": "noeviction",
    }
    options = [part for key, value in settings.items() for part in (f"--{key}", value)]
    return [str(place.valkey_server), *options]


def build_url(place: Place) -> str:
    """Return the server's address in the form redis-py reads."""
    return f"unix://{quote(str(place.valkey_socket))}"


def ensure_valkey(place: Place, *, durable: bool) -> Process:
    """Start the server, or adopt the one that listens on this place's socket; return it once it answers.

    Data that it cannot read after a crash is thrown away. Raises EngineError when it does not come up.
    """
    running = find_valkey(place)
    if running and wait_until(lambda: answers(place), seconds=ANSWER_SECONDS):
        return running
    # One that does not answer would not heed a request to stop either.
    end_valkey(place, stop_signal=signal.SIGKILL)
    started = _try_to_start(place, durable=durable)
    if started is None:
        empty_valkey(place)
        started = _try_to_start(place, durable=durable)
    if started is None:
        raise EngineError(f"Valkey did not start. It said:\n{read_last_lines(place.valkey_log)}")
    return started


def find_valkey(place: Place) -> Process | None:
    """Return the server that listens on this place's socket, or None."""
    process = find_process(_read_pid(place))
    # It shows its socket in its title.
    return process if process and str(place.valkey_socket) in read_command_line(process.pid) else None


def answers(place: Place) -> bool:
    """Tell whether the server answers now (it does not while it reads its data)."""
    client = redis.Redis(
        unix_socket_path=str(place.valkey_socket),
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=ANSWER_SECONDS,
        # The callers ask again themselves; by default the client would, for seconds.
        retry=Retry(NoBackoff(), 0),
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def empty_valkey(place: Place) -> None:
    """Delete the data of a server that does not run."""
    shutil.rmtree(place.valkey_data, ignore_errors=True)
    make_owned_folder(place, place.valkey_data)


def prepare_valkey(place: Place) -> None:
    """Clear what a crash left; to be called before every start."""
    place.valkey_pidfile.unlink(missing_ok=True)
    place.valkey_socket.unlink(missing_ok=True)


def end_valkey(place: Place, *, stop_signal: int = signal.SIGTERM) -> None:
    """Stop the server; with SIGKILL it is given no time to write anything."""
    if process := find_valkey(place):
        end_process(process, stop_signal=stop_signal, grace=STOP_SECONDS)


def _try_to_start(place: Place, *, durable: bool) -> Process | None:
    prepare_valkey(place)
    process = spawn_daemon(
        build_command(place, durable=durable),
        env=ENVIRONMENT,
        log=place.valkey_log,
        cwd=place.valkey_data,
        user=place.user,
        group=place.group,
    )
    if process is None:
        return None
    deadline = time.monotonic() + START_SECONDS
    wait_until(lambda: answers(place) or not is_alive(process), seconds=deadline - time.monotonic())
    if is_alive(process) and answers(place):
        return process
    end_process(process, grace=STOP_SECONDS)
    return None


def _read_pid(place: Place) -> int:
    try:
        return int(place.valkey_pidfile.read_text())
    except (OSError, ValueError):
        return 0
