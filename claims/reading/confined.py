"""Reading what may be a bomb in a process of its own, which has little memory and time and none of our secrets.

This file is both sides. `run_confined` starts it as a program; there it limits itself before a byte is read, loads the
reader that stands beside it (`pdf`, `pictures`) and writes what that answers. Whatever happens in there, the caller
gets an answer or `UnreadableText`.
"""

import resource
import runpy
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

REFUSED = 3  # exit status: the answer is the code of a refusal


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
        with subprocess.Popen(  # the environment is left behind: it holds the desk's secrets
            command, stdin=received, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd="/"
        ) as process:
            answer = _hear(process, limits)
    if process.returncode == REFUSED:
        raise Refusal(answer.decode("ascii", "replace"))
    if process.returncode != 0 or len(answer) > limits.answer:
        raise Refusal
    return answer


def _hear(process: "subprocess.Popen[bytes]", limits: Limits) -> bytes:
    """The answer, one byte more when it is too long; the process is gone afterwards, whatever happens here."""
    alarm = threading.Timer(limits.wall, process.kill)
    alarm.start()
    try:
        return process.stdout.read(limits.answer + 1) if process.stdout else b""
    finally:
        alarm.cancel()
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Give a process that has answered a moment to leave; then end it."""
    try:
        process.wait(1)
    except subprocess.TimeoutExpired:
        process.kill()


def _confine(memory: int, cpu: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main(reader: str, memory: str, cpu: str, *words: str) -> int:
    _confine(int(memory), int(cpu))
    answer = runpy.run_path(str(Path(__file__).with_name(f"{reader}.py")))["answer"]
    code, told = answer(sys.stdin.buffer.read(), *words)
    sys.stdout.buffer.write(code.encode("ascii") if code else told)
    sys.stdout.buffer.flush()
    return REFUSED if code else 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
