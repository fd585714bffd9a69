"""Politeness towards one site: one request at a time, a pause between two, and to be left alone when it says so.

A row of `Host` is the lease. Its times are the database's, so it does not matter which worker's clock is wrong; a
worker that dies gives its turn back when the lease runs out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Greatest, Now

from factcheck.core.errors import Unavailable
from factcheck.fetching import read_place
from factcheck.jobs.queue import NotNow, lease_length
from factcheck.outside.models import Host

LONGEST_WAIT = timedelta(seconds=60)  # a turn that comes within it is waited for
BUSY_SECONDS = 3  # after so long it is tried again when another request is under way


class LeftAlone(Unavailable):
    """The site asked for a longer pause. `until`: when it may be asked again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"The site asked to be left alone until {until:%Y-%m-%d %H:%M} UTC.")
        self.until = until


@dataclass(frozen=True)
class Turn:
    """One's turn at a site: one request may be made."""

    host: Host

    def leave_alone(self, seconds: float) -> None:
        """The site asked for a pause (Retry-After, bounded to a week where it is read), which is kept."""
        pause = Greatest("not_before", Now() + timedelta(seconds=seconds))
        Host.objects.filter(pk=self.host.pk).update(not_before=pause)


@contextmanager
def host_turn(url: str) -> Iterator[Turn]:
    """Hold the turn at this address's site while one request is made. Call outside any transaction.

    Raises `NotNow` (a job is then put off, which counts as no try) when another request is under way or the pause since
    the last one is not over; `LeftAlone` when the site asked for longer than a minute; `FetchError` for no web address.
    """
    name = site_of(url)
    Host.objects.get_or_create(name=name)
    free = Q(busy_until=None) | Q(busy_until__lte=Now()), Q(not_before=None) | Q(not_before__lte=Now())
    if not Host.objects.filter(*free, name=name).update(busy_until=Now() + lease_length()):
        raise _later(name)
    turn = Turn(Host.objects.get(name=name))
    try:
        yield turn
    finally:
        _give_back(turn.host)


def _give_back(host: Host) -> None:
    """Unless the lease ran out and somebody else has the turn by now."""
    pause = timedelta(seconds=settings.FETCH_PAUSE_SECONDS)
    mine = Host.objects.filter(pk=host.pk, busy_until=host.busy_until)
    mine.update(busy_until=None, not_before=Greatest("not_before", Now() + pause))


def _later(name: str) -> Unavailable:
    row = Host.objects.annotate(now=Now()).get(name=name)
    wait = row.not_before - row.now if row.not_before is not None else timedelta()
    if wait > LONGEST_WAIT:
        return LeftAlone(row.not_before)
    seconds = wait.total_seconds() if wait > timedelta() else BUSY_SECONDS
    return NotNow("Another request to this site comes first.", seconds=seconds)


def remember_robots(url: str, text: str, *, status: int | None) -> None:
    """What the site's robots.txt said; `status` None when it could not be had."""
    Host.objects.filter(name=site_of(url)).update(robots=text, robots_status=status, robots_at=Now())


def known_robots(url: str, *, for_seconds: float, if_failing: float) -> Host | None:
    """The site whose robots.txt was asked for within so long; None when it is to be asked for (again).

    `if_failing`: the same, in seconds, where it could not be had.
    """
    host = Host.objects.filter(name=site_of(url)).first()
    age = for_seconds if host is not None and has_robots(host) else if_failing
    recent = Host.objects.filter(name=site_of(url), robots_at__gt=Now() - timedelta(seconds=age))
    return host if recent.exists() else None


def has_robots(host: Host) -> bool:
    """Whether the site said what it wants of programs; that there is no robots.txt says it too."""
    return 200 <= (host.robots_status or 0) < 500


def site_of(url: str) -> str:
    """Scheme, name and port, as they tell one site from another. Raises `FetchError` for what is no web address.

    >>> site_of("HTTPS://Roads.example/census?year=2025")
    'https://roads.example:443'
    """
    place = read_place(url)
    return f"{place.scheme}://{place.host}:{place.port}"
