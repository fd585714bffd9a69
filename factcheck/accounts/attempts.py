"""How often wrong tokens come from one network address: counted in each web process, for a minute, by keyed hash."""

from django.conf import settings
from django.core.cache import caches
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from factcheck.web.throttling import hash_of_address

MINUTE = 60  # seconds
HOUR = 60 * MINUTE
_counts = caches["attempts"]


def must_be_heard(request: Request, digest: str) -> None:
    """Raise `Throttled` for an address that sent too many wrong tokens within the minute.

    A token that was right here within the hour is heard all the same: a neighbour's broken script does not shut out
    the others who share its address.
    """
    count = _counts.get(_key(request), 0)
    if count >= settings.TOKEN_FAILURES_PER_MINUTE and not (digest and _counts.get(f"right:{digest}")):
        raise Throttled(MINUTE)


def note_wrong(request: Request) -> None:
    """One more from this address. The minute begins with the first."""
    key = _key(request)
    if not _counts.add(key, 1, MINUTE):
        try:
            _counts.incr(key)
        except ValueError:  # the minute ended in between
            _counts.add(key, 1, MINUTE)


def note_right(digest: str) -> None:
    """This token was right: for an hour it is heard, whatever its neighbours send."""
    _counts.set(f"right:{digest}", True, HOUR)


def _key(request: Request) -> str:
    return hash_of_address(request, scope="wrong tokens")
