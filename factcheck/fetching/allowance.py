"""What is left of a fetch: time in all, patience between two bytes, bytes off the wire."""

import time

from factcheck.fetching.errors import Fault, FetchError
from factcheck.fetching.policy import Policy


class Allowance:
    """One for a whole fetch, redirects included; bytes are granted anew for each head and each body."""

    def __init__(self, policy: Policy) -> None:
        self.began = time.monotonic()
        self._ends = self.began + policy.seconds
        self._idle = policy.idle_seconds
        self._bytes = 0
        self._too_many = ""

    def grant(self, count: int, too_many: str) -> None:
        """From here on ``count`` bytes may come in; ``too_many`` is said of more."""
        self._bytes, self._too_many = count, too_many

    def wait(self) -> float:
        """How long the next step may take, in seconds."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise FetchError(Fault.TIMEOUT, "The site was too slow.")
        return min(left, self._idle)

    def spend(self, count: int) -> None:
        """So many bytes came in."""
        self._bytes -= count
        if self._bytes < 0:
            raise FetchError(Fault.TOO_LARGE, self._too_many)

    def took_ms(self) -> int:
        """Milliseconds since the fetch began."""
        return round((time.monotonic() - self.began) * 1000)
