"""Writing down what a look found: one short transaction, checked against the job's token."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any

from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.ledger import acts as ledger
from reviews.evidence.receiving import columns_of
from reviews.models import Evidence, Recheck, Snapshot, SourceWatch
from reviews.selectors.watching import published_evidence
from reviews.states import RecheckReason, SnapshotOrigin, SnapshotStatus, WatchState
from reviews.watching import intervals
from reviews.watching.rechecks import open_recheck
from reviews.watching.seeing import Page, Seen
from reviews.watching.telling import tell_not_allowed, tell_trouble

MOST_FAILURES = 5  # in a row; then editors are told
GONE_AFTER = timedelta(hours=24)  # between two answers that there is no such page
ANOTHER_PICTURE = "It is another picture than the one we copied."
ALL_THERE = "Its words changed. Every quotation we published that was there still is."


def note(watch: SourceWatch, seen: Seen, before: Snapshot | None, *, job: Job, at: datetime) -> None:
    """Write down what was seen, and open a recheck for every claim whose page may no longer hold.

    What is news goes to the ledger. Raises `LeaseLost` when the job is somebody else's by now; then nothing remains.
    """
    is_news = seen.page is not None or seen.state == WatchState.GONE or watch.missing_since is not None
    act = ledger.act("look", subject=watch.source, by=None, at=at, state=seen.state) if is_news else nullcontext()
    with act, queue.finishing(job):
        rows = SourceWatch.objects.select_for_update(of=("self",), no_key=True).select_related("source")
        locked = rows.filter(pk=watch.pk).first()
        if locked is not None:  # its source may have become part of another one meanwhile
            _note(locked, seen, before, at=at)


def _note(watch: SourceWatch, seen: Seen, before: Snapshot | None, *, at: datetime) -> None:
    if seen.page is not None:
        note_changed(watch, seen, before, at=at)
    elif seen.state == WatchState.SAME:
        note_same(watch, seen, before, at=at)
    elif seen.state == WatchState.NOT_ALLOWED:
        note_not_allowed(watch, seen, at=at)
    elif seen.state == WatchState.GONE or _is_gone_for_long(watch, seen, at=at):
        note_gone(watch, seen, before, at=at)
    else:
        note_failed(watch, seen, at=at)


def note_same(watch: SourceWatch, seen: Seen, before: Snapshot | None, *, at: datetime) -> None:
    """Nothing new: the next look comes after twice as long."""
    _say_it_is_back(watch, at=at)
    hours = intervals.after_the_same(watch)
    _write_seen(watch, seen, before, state=WatchState.SAME, detail="", hours=hours, at=at)


def note_changed(watch: SourceWatch, seen: Seen, before: Snapshot | None, *, at: datetime) -> None:
    """Keep the new copy, and put before the editors what is other. A first copy has nothing to be compared with."""
    copy = keep_copy(watch, seen.page, at=at)
    _say_it_is_back(watch, at=at)
    lost = _by_claim(seen.lost)
    if seen.is_other:
        detail = ALL_THERE if copy.text or before.text else ANOTHER_PICTURE
        said = {"before": before, "after": copy, "detail": detail}
        _open_for_all(watch, RecheckReason.SOURCE_CHANGED, beside=lost, at=at, **said)
    for claim_id, pieces in lost.items():
        said = {"before": before, "after": copy, "evidence": pieces[0], "detail": _what_is_lost(pieces)}
        open_recheck(claim_id=claim_id, because=RecheckReason.QUOTE_LOST, at=at, source=watch.source, **said)
    told = _what_is_lost(seen.lost) or (detail if seen.is_other else "")
    state = WatchState.CHANGED if told else WatchState.SAME
    _write_seen(watch, seen, copy, state=state, detail=told, hours=intervals.after_news(), at=at)


def _by_claim(pieces: Sequence[Evidence]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = defaultdict(list)
    for one in pieces:
        found[one.claim_id].append(one)
    return found


def _what_is_lost(lost: Sequence[Evidence]) -> str:
    if not lost:
        return ""
    return "A quotation is no longer there." if len(lost) == 1 else f"{len(lost)} quotations are no longer there."


def note_gone(watch: SourceWatch, seen: Seen, before: Snapshot | None, *, at: datetime) -> None:
    """The page is gone: a recheck for every claim, once. It is looked at less and less often, should it come back."""
    if watch.state != WatchState.GONE:
        _open_for_all(watch, RecheckReason.SOURCE_GONE, before=before, after=None, detail=seen.detail, at=at)
    hours, since = intervals.after_the_same(watch), watch.missing_since or at
    said = {"state": WatchState.GONE, "detail": seen.detail, "missing_since": since}
    _write_seen(watch, seen, before, hours=hours, at=at, **said)


def note_not_allowed(watch: SourceWatch, seen: Seen, *, at: datetime) -> None:
    """The site wants no machines there: asked again in a week. Editors are told once, for they must look themselves."""
    is_new = watch.state != WatchState.NOT_ALLOWED
    _write(watch, state=seen.state, state_detail=seen.detail, looked_at=at, look_at=at + intervals.WEEK, failures=0)
    if is_new:
        tell_not_allowed(watch, at=at)


def note_failed(watch: SourceWatch, seen: Seen, *, at: datetime) -> None:
    """It could not be seen: again, later and later; editors are told once it happened too often in a row."""
    failures = min(watch.failures + 1, 30_000)
    again = at + GONE_AFTER if seen.is_missing else max(intervals.retry_at(failures, at=at), seen.again_at or at)
    _write(
        watch,
        failures=failures,
        missing_since=watch.missing_since or (at if seen.is_missing else None),
        state=WatchState.GONE if watch.state == WatchState.GONE else WatchState.TROUBLE,
        state_detail=seen.detail[:300],
        looked_at=at,
        look_at=again,
    )
    if failures == MOST_FAILURES:
        tell_trouble(watch, at=at)


def _is_gone_for_long(watch: SourceWatch, seen: Seen, *, at: datetime) -> bool:
    return seen.is_missing and watch.missing_since is not None and at - watch.missing_since >= GONE_AFTER


def _say_it_is_back(watch: SourceWatch, *, at: datetime) -> None:
    """Whoever is to decide about a page that was gone learns that it is there again."""
    if watch.state == WatchState.GONE:
        back = f"It was gone, and is there again since {at:%d %B %Y}."
        Recheck.objects.to_decide().filter(source=watch.source_id).update(detail=back)


def _open_for_all(watch: SourceWatch, because: str, *, at: datetime, beside: Iterable[int] = (), **said: Any) -> None:
    """A recheck for every claim whose published text cites the source, but those `beside`."""
    cited = published_evidence().filter(source=watch.source_id)
    for claim_id in sorted(set(cited.values_list("claim", flat=True)).difference(beside)):
        open_recheck(claim_id=claim_id, because=because, at=at, source=watch.source, **said)


def keep_copy(watch: SourceWatch, page: Page, *, at: datetime) -> Snapshot:
    """Our dated copy of what stands there now; it takes nothing from the copy the verdict was published on."""
    return Snapshot.objects.create(
        source=watch.source,
        status=SnapshotStatus.CAPTURED,
        origin=SnapshotOrigin.WATCHED,
        asked_at=at,
        taken_at=at,
        url=watch.source.url,
        **columns_of(page.received, page.kept),
    )


def _write_seen(
    watch: SourceWatch,
    seen: Seen,
    newest: Snapshot | None,
    *,
    state: str,
    detail: str,
    hours: int,
    at: datetime,
    missing_since: datetime | None = None,
) -> None:
    """After an answer: failures are forgotten, and the next look is set."""
    _write(
        watch,
        state=state,
        state_detail=detail[:300],
        newest=newest,
        etag=seen.etag or watch.etag,
        last_modified=seen.last_modified or watch.last_modified,
        failures=0,
        missing_since=missing_since,
        every_hours=hours,
        looked_at=at,
        look_at=at + timedelta(hours=hours),
    )


def _write(watch: SourceWatch, **columns: object) -> None:
    for name, value in columns.items():
        setattr(watch, name, value)
    watch.save(update_fields=list(columns))
