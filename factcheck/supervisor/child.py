"""One process to be kept running: what it is, and what became of it."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.processes import Process, end_process, find_process, is_alive, spawn_process

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 30.0
# A child that lived this long had come up well, so its next death counts as a first one.
SETTLED_SECONDS = 20.0


class SupervisorError(RuntimeError):
    """A child did not come up, or another supervisor runs; the message says which."""


@dataclass(frozen=True, kw_only=True)
class Child:
    """A process to be kept running.

    `env` is its whole environment and `log` the file its output is appended to. `prepare` is called before every
    start, `ready` until it says yes after the first one. `find` may name a process that does the work already, which
    is then watched in place of a new one. After `stop_signal` it has `grace` seconds before it is killed.
    """

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    log: Path
    ready: Callable[[], bool] | None = None
    prepare: Callable[[], None] | None = None
    find: Callable[[], Process | None] | None = None
    stop_signal: int = signal.SIGTERM
    grace: float = 25.0
    restart: bool = True
    cwd: Path | None = None
    user: str | None = None
    group: str | None = None


class KeptChild:
    """A child with the process that does its work now, if any, and the moment for the next try."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.process: Process | None = None
        self.deaths = 0
        self.start_at: float | None = None
        self._handle: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0

    def is_alive(self) -> bool:
        """Tell whether its process runs now."""
        return self.process is not None and is_alive(self.process)

    def launch(self, *, mark: Mapping[str, str]) -> None:
        """Take over the process that does the work already, or start one with `mark` in its environment."""
        child = self.child
        self.start_at, self._started_at, self._handle = None, time.monotonic(), None
        self.process = child.find() if child.find else None
        if self.process:
            return
        if child.prepare:
            child.prepare()
        self._handle = spawn_process(
            child.command,
            env={**child.env, **mark},
            log=child.log,
            cwd=child.cwd,
            user=child.user,
            group=child.group,
        )
        self.process = find_process(self._handle.pid) or Process(self._handle.pid, "gone already")

    def bury(self) -> str:
        """Kill what the dead process left in its group, reap it, and say how it ended, as far as is known."""
        handle, self._handle, self.process = self._handle, None, None
        if handle is None:
            return ""
        # Until it is reaped, its id, which is also that of its group, cannot be given to anybody else.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(handle.pid, signal.SIGKILL)
        code = handle.wait()
        return f" ({signal.Signals(-code).name})" if code < 0 else f" (exit {code})"

    def plan_restart(self) -> float:
        """Put the next try off, the longer the more often it has died in a row; return the delay in seconds."""
        has_settled = time.monotonic() - self._started_at > SETTLED_SECONDS
        self.deaths = 1 if has_settled else self.deaths + 1
        delay = min(FIRST_DELAY_SECONDS * 2.0 ** (self.deaths - 1), LONGEST_DELAY_SECONDS)
        self.start_at = time.monotonic() + delay
        return delay

    def stop(self) -> bool:
        """Stop the process and all it left in its group; return whether it went within its grace."""
        if self.process is None:
            return True
        went = end_process(self.process, stop_signal=self.child.stop_signal, grace=self.child.grace)
        self.bury()
        return went
