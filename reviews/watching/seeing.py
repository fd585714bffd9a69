"""Looking at a page from outside: its robots.txt, a conditional request, and whether its words are the same.

Nothing here holds a lock or a transaction; what was seen is written down by reviews/watching/noting.py.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from claims.reading.sniffing import PDF, PICTURES
from factcheck.fetching import Fault, Fetched, FetchError, Robots, robots_address
from factcheck.fetching.robots import MOST_TEXT
from factcheck.jobs.queue import NotNow
from factcheck.outside.asking import ask
from factcheck.outside.limits import AGENT
from factcheck.outside.politeness import LeftAlone, has_robots, known_robots, remember_robots
from reviews.evidence.faults import NoCopy
from reviews.evidence.receiving import Received, read_fetched
from reviews.evidence.storing import keep_bytes
from reviews.models import Evidence, KeptBytes, Snapshot, SourceWatch
from reviews.selectors.watching import lost_quotations, main_text
from reviews.states import SnapshotOrigin, WatchState

DAY, HOUR = 86_400, 3_600  # seconds
GONE_FOR_GOOD = 410


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
    """What a look found. `is_missing`: the site says there is no such page, and may say otherwise tomorrow.

    With a `page` there is a new copy to keep: `is_other` says that its main words are others than in the one we made
    before, `lost` which published quotations are gone. (A copy handed in may be printed or cut: only its quotations
    are looked for.)
    """

    state: WatchState
    detail: str = ""
    is_missing: bool = False
    again_at: datetime | None = None  # not before
    page: Page | None = None
    is_other: bool = False
    lost: tuple[Evidence, ...] = ()
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
    except FetchError as error:
        return _failed(error)
    return answer if isinstance(answer, Seen) else _read(answer, watch, before, at=at)


def _ask(watch: SourceWatch, before: Snapshot | None) -> Seen | Fetched:
    url = watch.source.url
    robots = _robots(url)
    if robots is None:
        return Seen(WatchState.TROUBLE, "The site did not tell whether machines may come: its robots.txt failed.")
    if not robots.allows(url, AGENT):
        return Seen(WatchState.NOT_ALLOWED, "Its robots.txt asks machines to stay away from this page.")
    known = watch if watch.etag or watch.last_modified else before
    conditions = {"etag": known.etag, "last_modified": known.last_modified} if known and before else {}
    return ask(url, files=True, pause=robots.pause(AGENT), **conditions)


def _failed(error: FetchError) -> Seen:
    if error.code != Fault.DEAD:
        return Seen(WatchState.TROUBLE, error.detail)
    if error.http_status == GONE_FOR_GOOD:
        return Seen(WatchState.GONE, error.detail)
    return Seen(WatchState.TROUBLE, error.detail, is_missing=True)


def _robots(url: str) -> Robots | None:
    """What the site asks of programs; None where it failed to say. Raises `NotNow` after asking for it."""
    host = known_robots(url, for_seconds=DAY, if_failing=HOUR)
    if host is None:
        _fetch_robots(url)
        raise NotNow("The site's robots.txt came first.", seconds=settings.FETCH_PAUSE_SECONDS)
    return Robots.read(host.robots, host.robots_status) if has_robots(host) else None


def _fetch_robots(url: str) -> None:
    try:
        answer = ask(robots_address(url))
    except FetchError as error:
        remember_robots(url, "", status=error.http_status)
        return
    text = answer.body.decode("utf-8", "replace").replace("\x00", "")
    remember_robots(url, text[:MOST_TEXT], status=answer.status)


def _read(fetched: Fetched, watch: SourceWatch, before: Snapshot | None, *, at: datetime) -> Seen:
    marks = {"etag": fetched.header("etag")[:300], "last_modified": fetched.header("last-modified")[:100]}
    same = Seen(WatchState.SAME, **marks)
    ours = before if before is not None and before.origin != SnapshotOrigin.UPLOADED else None
    if fetched.not_modified or (ours and hashlib.sha256(fetched.body).hexdigest() == ours.sha256):
        return same
    try:
        received = read_fetched(fetched)
    except NoCopy as reason:
        return Seen(WatchState.TROUBLE, reason.detail)
    is_other = ours is not None and not _says_the_same(ours, received)
    lost = lost_quotations(watch.source_id, before, received.read.text, as_shown=is_other)
    if ours and not is_other and not lost:
        return same
    page = Page(received, keep_bytes(received.body, at))
    return Seen(WatchState.CHANGED, page=page, is_other=is_other, lost=lost, **marks)


def _says_the_same(before: Snapshot, now: Received) -> bool:
    """Whether two copies with other bytes have the same main words; what else a page shows (related stories) is other
    each time. Without words, other bytes are another picture.
    """
    then, words = main_text(before).split(), main_text(now.read).split()
    if not then and not words:
        return now.media_type != PDF and now.media_type not in PICTURES
    return then == words
