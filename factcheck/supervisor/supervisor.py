"""The supervisor itself: one lock, one watching thread, one way to the end."""

import atexit
import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from factcheck.processes import POLL_SECONDS, read_last_lines
from factcheck.supervisor.child import Child, KeptChild, SupervisorError
from factcheck.supervisor.register import Register
from factcheck.supervisor.signals import MakeWatch, Stopped, StopSignals

READY_SECONDS = 60.0
WATCH_SECONDS = 0.1
# A child that dies this often before it was ever ready will not come up by being started once more.
DEATHS_BEFORE_READY = 3


class Supervisor:
    """Keeps children running until told to stop, then stops them in `stop_order`.

    A child that the order does not name is stopped before all others. What happens is said in single lines by `say`.
    """

    def __init__(self, *, register: Path, stop_order: Sequence[str], say: Callable[[str], object] = print) -> None:
        self._register = Register(register)
        self._stop_places = {name: place for place, name in enumerate(stop_order)}
        self._say_to = say
        self._kept: dict[str, KeptChild] = {}
        self._after_stop: list[Callable[[], object]] = []
        self._lock = threading.RLock()
        self._signals = StopSignals()
        self._make = MakeWatch()
        self._closing = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def __enter__(self) -> "Supervisor":
        """Listen to signals and end what a crash left. Only in the main thread.

        Raises SupervisorError when another supervisor holds the register.
        """
        self._register.take()
        with self._signals.guard():
            self._signals.listen()
            # Should a signal strike between the end of the block and `__exit__`.
            atexit.register(self.stop_all)
            self._register.end_leftovers(say=self._say)
            self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Stop everything; a stop that a signal asked for is no error."""
        self.stop_all()
        return kind is not None and issubclass(kind, Stopped)

    def start(self, child: Child) -> int:
        """Start the child, wait until it is ready and keep it running; return its process id.

        Raises SupervisorError with its last words when it is not ready within a minute or dies again and again.
        """
        with self._signals.guard(), self._lock:
            kept = self._kept[child.name] = KeptChild(child)
            self._launch(kept)
        self._await_ready(kept)
        return kept.process.pid if kept.process else 0

    def after_stop(self, callback: Callable[[], object]) -> None:
        """Have something called when all children have been stopped."""
        self._after_stop.append(callback)

    def run_until_signal(self) -> None:
        """Wait for INT, TERM or HUP; it ends by raising Stopped, which the `with` block takes."""
        while True:
            self._signals.raise_if_received()
            time.sleep(WATCH_SECONDS)

    def stop_all(self) -> None:
        """Stop the children in order, each with its grace, and wait for each. Harmless when repeated."""
        # A second Ctrl-C must not break the order.
        self._signals.only_note()
        if self._closing.is_set():
            return
        self._closing.set()
        if self._watcher.is_alive():
            self._watcher.join()
        for kept in self._sort_for_stop():
            if not kept.stop():
                self._say(f"{kept.child.name} did not stop within {kept.child.grace:g} s and was killed.")
            self._register.write(self._sort_for_stop())
        for callback in self._after_stop:
            callback()
        self._register.release()
        self._signals.restore()
        atexit.unregister(self.stop_all)

    def _launch(self, kept: KeptChild) -> None:
        kept.launch(mark=self._register.mark)
        self._register.write(self._sort_for_stop())

    def _await_ready(self, kept: KeptChild) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while kept.child.ready and not kept.child.ready():
            allowed_deaths = DEATHS_BEFORE_READY if kept.child.restart else 1
            if kept.deaths >= allowed_deaths or time.monotonic() > deadline:
                raise SupervisorError(f"{kept.child.name} did not start:\n{read_last_lines(kept.child.log)}")
            time.sleep(POLL_SECONDS)

    def _watch(self) -> None:
        while not self._closing.wait(WATCH_SECONDS):
            with self._lock:
                for kept in self._kept.values():
                    self._look_after(kept)
            if self._make.was_told_to_stop():
                os.kill(os.getpid(), signal.SIGTERM)

    def _look_after(self, kept: KeptChild) -> None:
        try:
            if kept.process and not kept.is_alive():
                self._note_death(kept)
            elif kept.start_at is not None and time.monotonic() >= kept.start_at:
                self._launch(kept)
        except Exception as error:  # whatever goes wrong with one child, the others must still be looked after
            delay = kept.plan_restart()
            self._say(f"{kept.child.name} cannot be started ({error}); trying again in {delay:g} s.")

    def _note_death(self, kept: KeptChild) -> None:
        how = kept.bury()
        delay = kept.plan_restart()
        if kept.child.restart:
            self._say(f"{kept.child.name} died{how}; starting it again in {delay:g} s. Its log: {kept.child.log}")
        else:
            kept.start_at = None
            self._say(f"{kept.child.name} ended{how}.")
        self._register.write(self._sort_for_stop())

    def _sort_for_stop(self) -> list[KeptChild]:
        latest_first = reversed(list(self._kept.values()))
        return sorted(latest_first, key=lambda kept: self._stop_places.get(kept.child.name, -1))

    def _say(self, line: str) -> None:
        # After a hang-up the terminal is gone; that must not keep the children from being stopped.
        with contextlib.suppress(OSError, ValueError):
            self._say_to(line)
