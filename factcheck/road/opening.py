"""Opening a desk on this machine: its settings, its tables, its crew. Used by demo, journey and the journey tests."""

import json
import os
import secrets
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from factcheck import crew
from factcheck.road.person import RoadError
from factcheck.supervisor import Child, Supervisor

BASE_DIR = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
SOURCES = "sources"
STOP_ORDER = (*crew.STOP_ORDER, SOURCES)


@dataclass(frozen=True)
class Visit:
    """The sample sources as this start of a desk meets them: on which port, and whether for the first time."""

    port: int
    number: int = 1  # from the second one on, pages have changed

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"


def next_visit(home: Path, *, fresh: bool = False) -> Visit:
    """The visit that this start is. A home keeps the port, so that what it linked keeps its address."""
    note = home / "sources.json"
    known = json.loads(note.read_text()) if note.exists() and not fresh else {"port": 0, "linked": False}
    port = known["port"] if known["port"] and is_free(known["port"]) else free_port()
    _note(home, port=port, linked=known["linked"])
    return Visit(port=port, number=2 if known["linked"] else 1)


def note_linked(home: Path, visit: Visit) -> None:
    """This desk now rests on the sample sources: at its next start they have changed."""
    _note(home, port=visit.port, linked=True)


def _note(home: Path, **facts: object) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "sources.json").write_text(json.dumps(facts))


def desk_settings(
    *, home: Path, port: int, database_url: str, redis_url: str, debug: bool = False, sources: str = ""
) -> dict[str, str]:
    """The whole environment of the crew. The secret key stays with the data, so that sessions outlive a restart.

    `sources` is the origin of the sample sources, the one place on this machine that the desk may fetch from beside
    those that the environment's own FETCH_ALLOW names.
    """
    home.mkdir(parents=True, exist_ok=True)
    key = home / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": key.read_text(),
        "DESK_HOME": str(home),
        "DEMO": "1",
        "DEBUG": "1" if debug else "0",
        "PUBLIC_ORIGIN": f"http://{HOST}:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        **({"FETCH_ALLOW": _allowed(sources), "FETCH_PAUSE_SECONDS": "0.2"} if sources else {}),
        "STATIC_ROOT": str(home / "static"),
        "BEAT_SCHEDULE": str(home / "beat-schedule"),
        "PYTHONUNBUFFERED": "1",
    }


def _allowed(sources: str) -> str:
    return ",".join(filter(None, [urlsplit(sources).netloc, os.environ.get("FETCH_ALLOW")]))


def manage(env: Mapping[str, str], *words: str) -> str:
    """Run one management command; its output. Raises `RoadError` with its last words when it fails."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *words],
        env=dict(env),
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RoadError(f"manage.py {words[0]} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def prepare_desk(env: Mapping[str, str]) -> list[dict]:
    """Tables, shipped data, static files and fresh sign-ins; the sign-ins."""
    return json.loads(manage(env, "prepare_demo"))


def start_crew(
    supervisor: Supervisor, *, env: Mapping[str, str], port: int, logs: Path, names: Iterable[str] = crew.CREW
) -> None:
    """Start the crew's processes and wait until the web server answers."""
    logs.mkdir(parents=True, exist_ok=True)
    for name in names:
        supervisor.start(
            Child(
                name=name,
                command=crew.command_of(name, host=HOST, port=port),
                env=env,
                log=logs / f"{name}.log",
                ready=(lambda: is_answering(port)) if name == "web" else None,
                grace=crew.GRACE_SECONDS,
                cwd=BASE_DIR,
            )
        )


def start_sources(supervisor: Supervisor, *, env: Mapping[str, str], visit: Visit, logs: Path) -> None:
    """Serve the sample sources beside the desk."""
    logs.mkdir(parents=True, exist_ok=True)
    supervisor.start(
        Child(
            name=SOURCES,
            command=[sys.executable, "-m", "factcheck.road.sources_site", str(visit.port), str(visit.number)],
            env=env,
            log=logs / f"{SOURCES}.log",
            ready=lambda: is_answering(visit.port, "/robots.txt"),
            cwd=BASE_DIR,
        )
    )


def is_answering(port: int, path: str = "/livez") -> bool:
    """Whether the web server is up."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}{path}", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
