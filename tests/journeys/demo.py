"""The demo as its user runs it: one command in a process of its own, in a folder of its own."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from factcheck import embedded
from factcheck.processes import find_marked_processes, find_process, wait_until
from factcheck.road.opening import BASE_DIR, HOST, free_port, is_answering
from factcheck.road.walk import Desk
from factcheck.supervisor.register import MARK_NAME

UP_SECONDS = 240
STOP_SECONDS = 90
SIGN_IN = re.compile(r"^\s+(editor|reviewer)\s+(\S+@\S+)\s+(\S+)\s+\((.+)\)$", re.MULTILINE)
LAST_LINE = "Ctrl-C stops everything"


class Demo:
    """One run of `manage.py demo`. Several runs may follow each other in one home, never at once."""

    def __init__(self, home: Path, *words: str, before: tuple[str, ...] = (), **settings: str) -> None:
        self.home = home
        self.port = free_port()
        self.said = home.with_name(f"{home.name} {self.port}.txt")
        command = [*before, sys.executable, "manage.py", "demo", *words]
        with self.said.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=BASE_DIR,
                env=self._environment(settings),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        """What a login shell has, and no more: no address of any engine, no key."""
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "USER"}}
        return {**kept, "DESK_HOME": str(self.home), "PORT": str(self.port), **settings}

    @property
    def output(self) -> str:
        return self.said.read_text()

    def wait_until_up(self) -> Desk:
        """The desk as its printed lines describe it."""
        wait_until(lambda: LAST_LINE in self.output or self.process.poll() is not None, seconds=UP_SECONDS)
        assert LAST_LINE in self.output, self.output
        assert is_answering(self.port)
        people = [
            {"role": "admin" if role == "editor" else role, "email": email, "password": password, "name": name}
            for role, email, password, name in SIGN_IN.findall(self.output)
        ]
        return Desk(origin=f"http://{HOST}:{self.port}", people=people)

    def processes(self) -> list:
        """Everything it started that runs now."""
        marked = find_marked_processes(f"{MARK_NAME}={self.home / 'demo.processes'}")
        engines = json.loads((self.home / "engines.json").read_text())["pids"].values()
        return [*marked, *filter(None, map(find_process, engines))]

    def pid_of(self, name: str) -> int:
        """The process of one child now; 0 between its death and its next start."""
        rows = json.loads((self.home / "demo.processes").read_text())
        return next((pid for child, pid, *_ in rows if child == name), 0)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Signal it as a terminal or a service manager would; its exit status."""
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)

    def discard(self) -> None:
        """Leave nothing of it on this machine, whatever became of the test."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(STOP_SECONDS)
        for process in find_marked_processes(f"{MARK_NAME}={self.home / 'demo.processes'}"):
            os.kill(process.pid, signal.SIGKILL)
        embedded.discard_engines(self.home)
