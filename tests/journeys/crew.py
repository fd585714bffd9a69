"""A real desk for journeys: web server and workers as processes, started and killed by hand."""

import os
import shutil
import signal
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

import psycopg

from factcheck import crew, embedded
from factcheck.processes import find_process, read_last_lines, spawn_process, wait_until
from factcheck.road.opening import BASE_DIR, HOST, desk_settings, free_port, is_answering, prepare_desk
from factcheck.road.walk import Desk

UP_SECONDS = 60


@dataclass
class RunningDesk(Desk):
    """A desk with its processes in hand."""

    env: dict[str, str] = field(default_factory=dict)
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
        for name in [name for name in crew.STOP_ORDER if name in self.processes]:
            process = self.processes.pop(name)
            process.terminate()
            if not wait_until(lambda process=process: process.poll() is not None, seconds=crew.GRACE_SECONDS):
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def sql(self, statement: str, *values: object) -> list[tuple]:
        """Look into (or move back the clock of) the desk's own database."""
        with psycopg.connect(self.env["DATABASE_URL"], autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def is_running(self, name: str) -> bool:
        process = self.processes.get(name)
        return process is not None and process.poll() is None and find_process(process.pid) is not None


def open_desk(*names: str, name: str, **settings: str) -> RunningDesk:
    """A desk on engines of its own, in a temporary folder, with these of the crew running."""
    home = Path(tempfile.mkdtemp(prefix="desk-journey-"))
    engines = embedded.start_engines(home, durable=False, name=name)
    port = free_port()
    env = desk_settings(home=home, port=port, database_url=engines.database_url, redis_url=engines.redis_url)
    env = {**env, **settings}
    desk = RunningDesk(origin=f"http://{HOST}:{port}", people=prepare_desk(env), env=env, home=home, port=port)
    for one in names:
        desk.start(one)
    return desk


def close_desk(desk: RunningDesk, *, name: str) -> None:
    """Stop the crew, throw the engines away."""
    desk.stop()
    embedded.discard_engines(desk.home, name=name)
    shutil.rmtree(desk.home, ignore_errors=True)
