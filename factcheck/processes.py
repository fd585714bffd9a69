"""Processes on this machine: who is who, and how to end one that is ours.

A process id alone names nobody, because the system hands ids out again. A process is named here by its id
and the moment it started, so that a leftover of a crash is never mistaken for a stranger's process.
"""

import contextlib
import functools
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

POLL_SECONDS = 0.01
SELDOMEST_SECONDS = 0.1
LOG_LIMIT_BYTES = 10_000_000
_PROC = Path("/proc")
_daemons: list["subprocess.Popen[bytes]"] = []


class Process(NamedTuple):
    """One process that cannot be confused with a later one of the same id."""

    pid: int
    started: str


def find_process(pid: int) -> Process | None:
    """Name the process that has this id now; None when there is none or it is only waiting to be reaped."""
    if pid <= 0:
        return None
    started = _read_start_from_proc(pid) if (_PROC / "self" / "stat").exists() else _read_start_from_ps(pid)
    return Process(pid, started) if started else None


def is_alive(process: Process) -> bool:
    """Tell whether exactly this process still runs."""
    return find_process(process.pid) == process


def read_command_line(pid: int) -> str:
    """Return the command line of a process with its parts joined by spaces, or an empty string."""
    try:
        if (_PROC / "self").exists():
            return os.fsdecode((_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" "))
        return _ask_ps(pid, "command=")
    except OSError:
        return ""


def spawn_process(
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    log: Path,
    cwd: Path | None = None,
    user: str | None = None,
    group: str | None = None,
) -> "subprocess.Popen[bytes]":
    """Start a program in a session of its own, so that a terminal's Ctrl-C does not reach it out of order.

    Its whole environment is `env`; what it prints is appended to `log`. Given a `user`, it runs as that user with
    no other groups, which only root may ask for.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    _rotate_log(log)
    with log.open("ab") as output:
        return subprocess.Popen(
            list(command),
            env=dict(env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=user,
            group=group,
            extra_groups=[] if user else None,
        )


def spawn_daemon(
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    log: Path,
    cwd: Path | None = None,
    user: str | None = None,
    group: str | None = None,
) -> Process | None:
    """Start a program that goes on when the caller ends; None when it is gone already."""
    child = spawn_process(command, env=env, log=log, cwd=cwd, user=user, group=group)
    _daemons.append(child)
    return find_process(child.pid)


def read_last_lines(log: Path, *, count: int = 12) -> str:
    """Return the end of a log file, or an empty string when there is none."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
    except OSError:
        return ""


def find_marked_processes(entry: str) -> list[Process]:
    """Return the processes whose environment, as they were started, holds this `NAME=value`; none without /proc."""
    found = []
    for folder in _PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if entry.encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(find_process(int(folder.name)))
    return [process for process in found if process and process.pid != os.getpid()]


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Wait until the condition holds, at most so many seconds; return whether it did.

    It is looked at more seldom the longer it takes, and noticed at most a tenth later than it holds.
    """
    began = time.monotonic()
    while not condition():
        waited = time.monotonic() - began
        if waited > seconds:
            return False
        time.sleep(min(max(POLL_SECONDS, waited / 10), SELDOMEST_SECONDS))
    return True


def send_signal(process: Process, number: int) -> None:
    """Signal the process if it still is the one that was meant."""
    if is_alive(process):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, number)


def end_process(process: Process, *, stop_signal: int = signal.SIGTERM, grace: float = 10.0) -> bool:
    """Ask the process to stop, wait `grace` seconds, then kill it; return whether it went without being killed."""
    send_signal(process, stop_signal)
    went = wait_until(lambda: not is_alive(process), seconds=grace)
    if not went:
        send_signal(process, signal.SIGKILL)
        wait_until(lambda: not is_alive(process), seconds=5)
    _reap_daemons()
    return went


def write_whole(path: Path, text: str) -> None:
    """Replace a file in one step, so that nobody reads half of it and a crash leaves the old one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.replace(path)


def _reap_daemons() -> None:
    """Forget those of our own daemons that have ended, so that no zombie is left."""
    _daemons[:] = [child for child in _daemons if child.poll() is None]


def _rotate_log(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_name(log.name + ".1"))


def _read_start_from_proc(pid: int) -> str:
    try:
        stat = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return ""
    # The name of the program stands in brackets and may hold spaces and brackets itself.
    fields = stat.rpartition(")")[2].split()
    state, ticks_since_boot = fields[0], fields[19]
    return "" if state in "ZX" else f"{_read_boot_id()}:{ticks_since_boot}"


@functools.cache
def _read_boot_id() -> str:
    return (_PROC / "sys/kernel/random/boot_id").read_text()[:8]


def _read_start_from_ps(pid: int) -> str:
    state, _, started = _ask_ps(pid, "state=,lstart=").partition(" ")
    return "" if state.startswith("Z") else started.strip()


def _ask_ps(pid: int, columns: str) -> str:
    command = ["ps", "-ww", "-o", columns, "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"LC_ALL": "C"}).stdout.strip()
