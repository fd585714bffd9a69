"""Looking at a page from outside: its robots.txt, a conditional request, and whether its words are the same.

Nothing here holds a lock or a transaction; what was seen is written down by reviews/watching/noting.py.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from claims.reading.sniffing import PDF, PICTURES
from factcheck.fetching import Fault, Fetched, FetchError, Policy, Robots, fetch, robots_address
from factcheck.jobs.queue import NotNow
from factcheck.web.outside import desk_policy
from reviews.evidence.faults import NoCopy
from reviews.evidence.receiving import Received, read_fetched
from reviews.evidence.storing import keep_bytes
from reviews.models import KeptBytes, Snapshot, SourceWatch
from reviews.states import WatchState
from reviews.watching.politeness import LeftAlone, Turn, host_turn

DAY, HOUR = 86_400, 3_600  # seconds
GONE_FOR_GOOD = 410
LONGEST_ROBOTS = 500_000  # characters kept


@dataclass(frozen=True)
class Page:
    """What stands there now: as received and read, and its bytes as kept."""

    received: Received
    kept: KeptBytes

    @property
    def text(self) -> str:
        return self.received.read.text


@dataclass(frozen=True)
class Seen:
    """What a look found. `is_missing`: the site says there is no such page, and may say otherwise tomorrow."""

    state: WatchState
    detail: str = ""
    is_missing: bool = False
    again_at: datetime | None = None  # not before
    page: Page | None = None
    etag: str = ""
    last_modified: str = ""


def see(watch: SourceWatch, before: Snapshot | None, *, at: datetime) -> Seen:
    """Look at the watched source, and compare it with the copy from before.

    Raises `NotNow` when it is another's turn at the site, or right after its robots.txt was fetched: one request a
    turn.
    """
    try:
        answer = _ask(watch, before)
    except LeftAlone as alone:
        return Seen(WatchState.TROUBLE, alone.detail, again_at=alone.until)
    return answer if isinstance(answer, Seen) else _read(answer, before, at=at)


def _ask(watch: SourceWatch, before: Snapshot | None) -> Seen | Fetched:
    url, policy = watch.source.url, desk_policy(files=True)
    with host_turn(url) as turn:
        refused = _robots_refuse(turn, url, policy)
        if refused is not None:
            return refused
        known = watch if watch.etag or watch.last_modified else before
        conditions = {"etag": known.etag, "last_modified": known.last_modified} if known and before else {}
        try:
            return fetch(url, policy, **conditions)
        except FetchError as error:
            turn.leave_alone(error.retry_after or 0)
            return _failed(error)


def _failed(error: FetchError) -> Seen:
    if error.code != Fault.DEAD:
        return Seen(WatchState.TROUBLE, error.detail)
    if error.http_status == GONE_FOR_GOOD:
        return Seen(WatchState.GONE, error.detail)
    return Seen(WatchState.TROUBLE, error.detail, is_missing=True)


def _robots_refuse(turn: Turn, url: str, policy: Policy) -> Seen | None:
    """What robots.txt keeps us from; asked for first when it is not known. Raises `NotNow` then."""
    status = turn.host.robots_status or 0
    is_failing = not 200 <= status < 500
    if not turn.knows_robots(for_seconds=HOUR if is_failing else DAY):
        _fetch_robots(turn, url, policy)
        raise NotNow("The site's robots.txt came first.", seconds=settings.FETCH_PAUSE_SECONDS)
    if is_failing:
        return Seen(WatchState.TROUBLE, "The site did not tell whether machines may come: its robots.txt failed.")
    robots, agent = Robots.read(turn.host.robots, status), policy.user_agent.split("/")[0].strip()
    if not robots.allows(url, agent):
        return Seen(WatchState.NOT_ALLOWED, "Its robots.txt asks machines to stay away from this page.")
    turn.leave_alone(robots.pause(agent))
    return None


def _fetch_robots(turn: Turn, url: str, policy: Policy) -> None:
    try:
        answer = fetch(robots_address(url), policy)
    except FetchError as error:
        turn.remember_robots("", status=error.http_status)
        turn.leave_alone(error.retry_after or 0)
        return
    text = answer.body.decode("utf-8", "replace").replace("\x00", "")
    turn.remember_robots(text[:LONGEST_ROBOTS], status=answer.status)


def _read(fetched: Fetched, before: Snapshot | None, *, at: datetime) -> Seen:
    marks = {"etag": fetched.header("etag")[:300], "last_modified": fetched.header("last-modified")[:100]}
    same = Seen(WatchState.SAME, **marks)
    if fetched.not_modified or (before and hashlib.sha256(fetched.body).hexdigest() == before.sha256):
        return same
    try:
        received = read_fetched(fetched)
    except NoCopy as reason:
        return Seen(WatchState.TROUBLE, reason.detail)
    if before and _says_the_same(before.text, received.read.text, received.media_type):
        return same
    return Seen(WatchState.CHANGED, page=Page(received, keep_bytes(received.body, at)), **marks)


def _says_the_same(before: str, now: str, media_type: str) -> bool:
    """Whether two copies with other bytes have the same words; without words, other bytes are another picture."""
    if not before.strip() and not now.strip():
        return media_type != PDF and media_type not in PICTURES
    return before.split() == now.split()
