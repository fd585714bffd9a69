"""How often one person, or one network address, may ask the API."""

import hashlib
import hmac
import secrets

from django.core.cache import caches
from django.http import HttpRequest
from rest_framework.throttling import SimpleRateThrottle, UserRateThrottle

from factcheck.core.errors import DomainError
from factcheck.web.askers import address_of

_KEY = secrets.token_bytes(32)  # of this process: what is counted cannot be traced back to an address


class TooOften(DomainError):
    """More came from one network address than is taken. `retry_after` is in seconds."""

    code = "too_many_requests"
    status = 429
    title = "That was too often"

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


def hash_of_address(request: HttpRequest, *, scope: str) -> str:
    """Whom to count: the same for one address while this process runs, and nothing that leads back to it."""
    return hmac.new(_KEY, f"{scope} {address_of(request)}".encode(), hashlib.sha256).hexdigest()


class PerPerson(UserRateThrottle):
    """`API_RATE` for each person, counted in each web process by itself: it stops a runaway script, it bills nobody."""

    cache = caches["process"]


class PerAddress(SimpleRateThrottle):
    """`PUBLIC_API_RATE` for each network address, counted in each web process by itself, anew in each period.

    The address is kept nowhere: a keyed hash of it is counted, and the key goes with the process.
    """

    scope = "address"
    cache = caches["addresses"]

    def allow_request(self, request: HttpRequest, view: object) -> bool:
        """Count it, and say whether it is one too many."""
        if self.rate is None:
            return True
        self.now = self.timer()
        key = self.get_cache_key(request, view)
        self.cache.add(key, 0, timeout=self.duration)
        try:
            return self.cache.incr(key) <= self.num_requests
        except ValueError:  # pushed out at this very moment
            return True

    def get_cache_key(self, request: HttpRequest, view: object) -> str:
        return hash_of_address(request, scope=f"{self.scope} {int(self.now // self.duration)}")

    def wait(self) -> float:
        """Seconds until the next period begins."""
        return self.duration - self.now % self.duration

    @classmethod
    def count(cls, request: HttpRequest, *, refusal: str) -> None:
        """Count what is asked of no view of DRF's. Raises `TooOften` with this sentence."""
        throttle = cls()
        if not throttle.allow_request(request, None):
            raise TooOften(refusal, retry_after=int(throttle.wait()) + 1)
