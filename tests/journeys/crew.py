"""A real desk for journeys: web server and workers as processes, started and killed by hand."""

import os
import secrets
import shutil
import signal
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from urllib.parse import urlsplit, urlunsplit

import psycopg

from factcheck import crew, embedded
from factcheck.processes import find_process, read_last_lines, spawn_process, wait_until
from factcheck.road.opening import BASE_DIR, HOST, desk_settings, free_port, is_answering, prepare_desk
from factcheck.road.sources_site import SourcesSite
from factcheck.road.walk import Desk
from tests.engines import copy_template

UP_SECONDS = 60


@dataclass
class RunningDesk(Desk):
    """A desk with its processes in hand."""

    env: dict[str, str] = field(default_factory=dict)
    site: SourcesSite | None = None
    home: Path = Path()
    port: int = 0
    processes: dict[str, Popen] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start one of the crew; the web server until it answers."""
        log = self.home / "log" / f"{name}.log"
        command = crew.command_of(name, host=HOST, port=self.port)
        self.processes[name] = spawn_process(command, env=self.env, log=log, cwd=BASE_DIR)
        if name == "web":
            up = wait_until(lambda: is_answering(self.port), seconds=UP_SECONDS)
            assert up, read_last_lines(log)

    def kill(self, name: str) -> None:
        """SIGKILL the process and all it started, as the kernel does when memory runs out."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """Kill what still runs: the desk is thrown away. That each leaves in good order is shown by tests/crew.py."""
        for name in [*self.processes]:
            self.kill(name)

    def sql(self, statement: str, *values: object) -> list[tuple]:
        """Look into (or move back the clock of) the desk's own database."""
        with psycopg.connect(self.env["DATABASE_URL"], autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def is_running(self, name: str) -> bool:
        process = self.processes.get(name)
        return process is not None and process.poll() is None and find_process(process.pid) is not None


@dataclass(frozen=True)
class Ground:
    """Engines of their own in a temporary folder, with one prepared database that desks are copied from."""

    name: str
    home: Path
    engines: embedded.Engines
    env: dict[str, str]
    people: list[dict]
    sources: SourcesSite

    def empty_broker(self) -> None:
        embedded.kill_valkey(self.home, name=self.name)
        embedded.start_valkey(self.home, empty=True, durable=False, name=self.name)

    def copy_database(self) -> str:
        """The address of a fresh copy (a twentieth of a second; preparing one anew takes ten)."""
        copy = f"desk_{secrets.token_hex(4)}"
        template = urlsplit(self.env["DATABASE_URL"]).path.strip("/")
        with psycopg.connect(self.engines.admin_url, autocommit=True) as connection:
            owner = f'OWNER "{urlsplit(self.env["DATABASE_URL"]).username}"'
            connection.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}" {owner}')
        return urlunsplit(urlsplit(self.env["DATABASE_URL"])._replace(path=f"/{copy}"))


def prepare_ground(name: str) -> Ground:
    """Start engines and the site of the sample sources, and prepare a database: tables, shipped data, people.

    Migrating is the business of `make demo` and its tests: here the tables are copied.
    """
    home = Path(tempfile.mkdtemp(prefix="desk-journey-"))
    engines = embedded.start_engines(home, durable=False, name=name)
    sources = serve_sources()
    env = desk_settings(
        home=home,
        port=free_port(),
        database_url=engines.database_url,
        redis_url=engines.redis_url,
        sources=sources.origin,
    )
    copy_template(env["DATABASE_URL"])
    people = prepare_desk(env)
    return Ground(name=name, home=home, engines=engines, env=env, people=people, sources=sources)


def serve_sources() -> SourcesSite:
    """The sample sources on a port of their own, served from a thread of the tests."""
    site = SourcesSite(0)
    threading.Thread(target=site.serve_forever, name="sources", daemon=True).start()
    return site


def open_desk(ground: Ground, *names: str, **settings: str) -> RunningDesk:
    """A desk of its own on this ground, with these of the crew running."""
    port = free_port()
    own = {"DATABASE_URL": ground.copy_database(), "PUBLIC_ORIGIN": f"http://{HOST}:{port}"}
    env = {**ground.env, **own, **settings}
    desk = RunningDesk(
        origin=own["PUBLIC_ORIGIN"],
        people=ground.people,
        sources=ground.sources.origin,
        site=ground.sources,
        env=env,
        home=ground.home,
        port=port,
    )
    for one in names:
        desk.start(one)
    return desk


def discard_ground(ground: Ground) -> None:
    """Throw the engines and all that was on them away."""
    ground.sources.shutdown()
    ground.sources.server_close()
    embedded.discard_engines(ground.home, name=ground.name)
    shutil.rmtree(ground.home, ignore_errors=True)
