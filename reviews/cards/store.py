"""Cards that were drawn, within a bound of bytes; and a bound on how many are drawn at once."""

import threading
from collections import OrderedDict
from collections.abc import Callable

LARGEST_SHARE = 8  # one card may take one part in so many
WAIT_SECONDS = 2.0


class Busy(Exception):
    """As many cards are being drawn as may be at once, and as many wait already."""


class CardStore:
    """Draws each card once, and hands it out until others are asked for more often. Many threads may use it.

    At most `at_once` are drawn at a time and as many more wait up to `patience` seconds; whoever else comes gets `Busy`
    at once, so that no crawler holds every thread of a web process.
    """

    def __init__(self, *, capacity: int, at_once: int, patience: float = WAIT_SECONDS) -> None:
        self._capacity = capacity
        self._patience = patience
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._inside = threading.BoundedSemaphore(2 * at_once)
        self._drawing = threading.BoundedSemaphore(at_once)
        self.size = 0

    def find(self, key: str) -> bytes | None:
        """The card kept under this key, if there is one. Draws nothing and waits for nobody."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def get(self, key: str, draw: Callable[[], bytes]) -> bytes:
        """The card kept under this key, else drawn now. Raises `Busy`."""
        found = self.find(key)
        if found is not None:
            return found
        if not self._inside.acquire(blocking=False):
            raise Busy
        try:
            return self._drawn(key, draw)
        finally:
            self._inside.release()

    def _drawn(self, key: str, draw: Callable[[], bytes]) -> bytes:
        if not self._drawing.acquire(timeout=self._patience):
            raise Busy
        try:
            found = self.find(key)  # somebody else may have drawn it meanwhile
            if found is None:
                found = draw()
                self._keep(key, found)
            return found
        finally:
            self._drawing.release()

    def _keep(self, key: str, drawn: bytes) -> None:
        if len(drawn) > self._capacity // LARGEST_SHARE:
            return
        with self._lock:
            self.size += len(drawn) - len(self._kept.pop(key, b""))
            self._kept[key] = drawn
            while self.size > self._capacity:
                self.size -= len(self._kept.popitem(last=False)[1])
