"""Real processes of the desk for tests: the very commands of `factcheck.crew`, a broker of their own, this database."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from factcheck import crew, embedded
from factcheck.embedded.place import find_place
from factcheck.embedded.valkey import build_url
from factcheck.jobs import doorbell
from factcheck.processes import read_last_lines, spawn_process, wait_until
from tests.engines import url_of

STOP_SECONDS = 5 * crew.GRACE_SECONDS  # on a machine that is busy with other tests


class Broker:
    """A Valkey of this test alone, which may be killed and started again empty."""

    NAME = "broker"

    def __init__(self, home: Path) -> None:
        self.home = home
        self.url = build_url(find_place(home=home, name=self.NAME))

    @property
    def celery_url(self) -> str:
        return self.url.replace("unix://", "redis+socket://", 1)

    def start(self, *, empty: bool = False) -> None:
        embedded.start_valkey(self.home, empty=empty, durable=False, name=self.NAME)

    def kill(self) -> None:
        embedded.kill_valkey(self.home, name=self.NAME)

    def discard(self) -> None:
        embedded.discard_engines(self.home, name=self.NAME)


@contextmanager
def ring_at(url: str) -> Iterator[None]:
    """Let this process ring at another broker."""
    before, settings.CELERY_BROKER_URL = settings.CELERY_BROKER_URL, url.replace("unix://", "redis+socket://", 1)
    doorbell.forget_line()
    yield
    settings.CELERY_BROKER_URL = before
    doorbell.forget_line()


class Crew:
    """Starts, watches and stops processes of the desk. Use as a context manager in a transactional test."""

    def __init__(self, **env: str) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="desk-crew-"))
        self.broker = Broker(self.home)
        self.env: Mapping[str, str] = {
            **os.environ,
            "DATABASE_URL": url_of(connection.settings_dict["NAME"]),
            "REDIS_URL": self.broker.url,
            "SWEEP_SECONDS": "1",
            "BEAT_SCHEDULE": str(self.home / "beat-schedule"),
            **env,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._ringing = ring_at(self.broker.url)

    def __enter__(self) -> "Crew":
        self.broker.start()
        self._ringing.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        for name in [name for name in crew.STOP_ORDER if name in self.processes]:
            self.stop(name)
        self._ringing.__exit__(None, None, None)
        self.broker.discard()
        shutil.rmtree(self.home, ignore_errors=True)

    def start(self, name: str, *more: str, port: int = 8000) -> subprocess.Popen[bytes]:
        """Start one process; `more` is added to its command."""
        command = [*crew.command_of(name, port=port), *more]
        process = spawn_process(command, env=self.env, log=self.log(name), cwd=Path(settings.BASE_DIR))
        self.processes[name] = process
        return process

    def log(self, name: str) -> Path:
        return self.home / "log" / f"{name}.log"

    def kill(self, name: str) -> None:
        """Kill a process and all its children, as the system does when memory runs out."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def stop(self, name: str) -> int:
        """Ask a process to stop, and return its exit status."""
        process = self.processes[name]
        if process.poll() is None:
            process.terminate()
        try:
            status = process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            words = read_last_lines(self.log(name), count=40)
            self.kill(name)
            raise AssertionError(f"{name} did not stop within {STOP_SECONDS:.0f} s\n{words}") from None
        self.processes.pop(name)
        return status

    def wait(self, condition: Callable[[], object], *, seconds: float, what: str) -> None:
        """Wait for a condition; fail with the last words of every process when it does not come."""
        if not wait_until(lambda: bool(condition()), seconds=seconds):
            words = "\n".join(f"--- {name}\n{read_last_lines(self.log(name), count=40)}" for name in self.processes)
            raise AssertionError(f"{what}: not within {seconds:.0f} s\n{words}")
