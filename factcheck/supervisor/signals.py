"""The wish to stop: a signal to this process, or to the `make` that runs it."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from factcheck.processes import Process, find_process, is_alive

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PROC = Path("/proc")
# The shell of a recipe may stand between make and us.
_GENERATIONS = 2


class Stopped(BaseException):
    """A signal asked for the end. Like KeyboardInterrupt it is no Exception, so that nothing swallows it."""


class StopSignals:
    """Turns the first INT, TERM or HUP into Stopped, outside guarded blocks; further ones are only noted."""

    def __init__(self) -> None:
        self._received: int | None = None
        self._guards = 0
        self._old_handlers: dict[int, Any] = {}

    def listen(self) -> None:
        """Take the signals over; said outright for INT, because a shell makes its background jobs ignore it."""
        for number in STOP_SIGNALS:
            self._old_handlers[number] = signal.signal(number, self._note)

    def restore(self) -> None:
        """Give the signals back to whoever had them."""
        while self._old_handlers:
            number, handler = self._old_handlers.popitem()
            signal.signal(number, handler)

    def only_note(self) -> None:
        """From here on no signal interrupts anything."""
        self._guards += 1

    @contextlib.contextmanager
    def guard(self) -> Iterator[None]:
        """Put a signal off until the block ends."""
        self._guards += 1
        try:
            yield
        finally:
            self._guards -= 1
        self.raise_if_received()

    def raise_if_received(self) -> None:
        """Raise Stopped when a signal has come and nothing guards against it."""
        if self._received is not None and not self._guards:
            raise Stopped(signal.Signals(self._received).name)

    def _note(self, number: int, frame: FrameType | None) -> None:
        is_first, self._received = self._received is None, self._received or number
        if is_first:
            self.raise_if_received()


class MakeWatch:
    """Knows whether the `make` that runs us was told to stop.

    make passes TERM on to its recipes but not INT and HUP: those it expects to have reached the whole terminal, and
    then waits for the recipe for ever. While it does so it blocks that signal, which /proc shows.
    """

    def __init__(self) -> None:
        self._make = _find_make()
        self._seen = 0

    def was_told_to_stop(self) -> bool:
        """Look once; true when make has gone, or was seen waiting twice in a row (it also blocks signals to fork)."""
        if self._make is None:
            return False
        if not is_alive(self._make):
            return True
        blocked = int(_read_status(self._make.pid).get("SigBlk", "0"), 16)
        is_waiting = any(blocked & 1 << (number - 1) for number in (signal.SIGINT, signal.SIGHUP))
        self._seen = self._seen + 1 if is_waiting else 0
        return self._seen >= 2


def _find_make() -> Process | None:
    pid = os.getppid()
    for _ in range(_GENERATIONS):
        status = _read_status(pid)
        if status.get("Name") in ("make", "gmake"):
            return find_process(pid)
        pid = int(status.get("PPid", "0"))
    return None


def _read_status(pid: int) -> dict[str, str]:
    """Read /proc/PID/status; empty where there is none."""
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return {}
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}
