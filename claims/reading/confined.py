"""Reading what may be a bomb in a process of its own, which has little memory and time and none of our secrets.

This file is both sides. `run_confined` starts it as a program; there it limits itself before a byte is read, loads the
reader that stands beside it (`pdf`, `pictures`, `html_apart`) and writes what that answers. Whatever happens in there,
the caller gets an answer or `Refusal`, and nothing that was started stays behind.
"""

import contextlib
import os
import resource
import runpy
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

REFUSED = 3  # exit status: the answer is the code of a refusal
TO_LEAVE = 1.0  # seconds a reader has to leave after its answer
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}  # all of it: ours holds the desk's secrets
PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader may use: bytes of memory, seconds of a processor, seconds by the clock, bytes of answer."""

    memory: int
    cpu: int
    wall: float
    answer: int


class Refusal(Exception):
    """A reader said no. `code` says why; empty when it was stopped for what it used, or died."""

    def __init__(self, code: str = "") -> None:
        self.code = code
        super().__init__(code or "stopped")


def run_confined(reader: str, body: bytes, *words: str, limits: Limits) -> bytes:
    """What the reader of this name answers about `body`. Raises `Refusal`."""
    command = [sys.executable, "-I", "-B", __file__, reader, str(limits.memory), str(limits.cpu), *words]
    with tempfile.TemporaryFile() as received:
        received.write(body)
        received.seek(0)
        with subprocess.Popen(
            command,
            stdin=received,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        ) as process:
            answer = _hear(process, limits)
    if process.returncode == REFUSED:
        raise Refusal(answer.decode("ascii", "replace"))
    if process.returncode != 0 or len(answer) > limits.answer:
        raise Refusal
    return answer


def _hear(process: "subprocess.Popen[bytes]", limits: Limits) -> bytes:
    """The answer, one piece more when it is too long; the process is gone afterwards, whatever happens here."""
    to_leave = 0.0
    try:
        answer = _read_until(process, time.monotonic() + limits.wall, limits.answer)
        to_leave = TO_LEAVE if len(answer) <= limits.answer else 0.0
        return answer
    finally:
        _end(process, to_leave)


def _read_until(process: "subprocess.Popen[bytes]", deadline: float, most: int) -> bytes:
    """By the clock, not until the pipe is closed: whatever the reader started may hold it open."""
    heard = bytearray()
    pipe = process.stdout.fileno() if process.stdout else -1
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    while len(heard) <= most:
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1_000):
            raise Refusal
        piece = os.read(pipe, PIECE)
        if not piece:
            break
        heard += piece
    return bytes(heard)


def _end(process: "subprocess.Popen[bytes]", to_leave: float) -> None:
    """Give a reader that has answered a moment to leave; then end it and all that it started.

    It is only looked at before the signal, not reaped: until then its number belongs to nobody else.
    """
    until = time.monotonic() + to_leave
    looking = os.WEXITED | os.WNOWAIT | os.WNOHANG
    while os.waitid(os.P_PID, process.pid, looking) is None and time.monotonic() < until:
        time.sleep(0.002)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _confine(memory: int, cpu: int) -> None:
    """No process or thread more either; that limit does not hold for root, who is stopped with its group alone."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _main(reader: str, memory: str, cpu: str, *words: str) -> int:
    _confine(int(memory), int(cpu))
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    answer = runpy.run_path(str(Path(__file__).with_name(f"{reader}.py")))["answer"]
    code, told = answer(sys.stdin.buffer.read(), *words)
    sys.stdout.buffer.write(code.encode("ascii") if code else told)
    sys.stdout.buffer.flush()
    return REFUSED if code else 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
