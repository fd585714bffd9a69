"""The file that says which processes a supervisor started, so that the next one can end those of a killed one."""

import fcntl
import json
import signal
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO

from factcheck.processes import Process, end_process, find_marked_processes, is_alive, send_signal, write_whole
from factcheck.supervisor.child import KeptChild, SupervisorError

MARK_NAME = "FACTCHECK_SUPERVISED_BY"


class Register:
    """The register at this path; held by one supervisor at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        self._lock: IO[str] | None = None

    @property
    def mark(self) -> Mapping[str, str]:
        """What stands in the environment of every child, so that processes which outlive it are known as ours."""
        return {MARK_NAME: str(self._path)}

    def take(self) -> None:
        """Hold the register until `release`; the system frees it when the holder is killed.

        Raises SupervisorError when another living supervisor holds it.
        """
        lock = self._open_lock()
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise SupervisorError("Already running in another process of this checkout. Stop that one first.") from None
        self._lock = lock

    def release(self) -> None:
        """Give the register up, empty."""
        if self._lock:
            self._path.unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def write(self, kept_in_stop_order: Iterable[KeptChild]) -> None:
        """Write down who runs."""
        rows = [
            [kept.child.name, *kept.process, int(kept.child.stop_signal), kept.child.grace]
            for kept in kept_in_stop_order
            if kept.process
        ]
        write_whole(self._path, json.dumps(rows))

    def end_leftovers(self, *, say: Callable[[str], object]) -> None:
        """Stop what an earlier holder started and did not stop, in its order; nobody else's process is touched."""
        for name, process, stop_signal, grace in self._read():
            if is_alive(process):
                say(f"{name} was left running by a crash; stopping it.")
                end_process(process, stop_signal=stop_signal, grace=grace)
        for process in find_marked_processes(f"{MARK_NAME}={self._path}"):
            send_signal(process, signal.SIGKILL)

    def _open_lock(self) -> IO[str]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return self._path.with_name(self._path.name + ".lock").open("a")
        except PermissionError as error:
            hint = f"Files in {self._path.parent} may belong to another user who ran this checkout before."
            raise SupervisorError(f"{error}. {hint}") from error

    def _read(self) -> list[tuple[str, Process, int, float]]:
        try:
            rows = json.loads(self._path.read_text())
            return [(name, Process(pid, started), number, grace) for name, pid, started, number, grace in rows]
        except (OSError, ValueError, TypeError):
            return []
