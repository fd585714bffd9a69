"""The memory of a pull: begun, a batch taken in, over, failed. Each is one short transaction; rows are locked in the
order feed, run, checks, job."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from claims.imports.checks import ReadCheck, UnreadableFeed
from claims.imports.kept_files import forget
from claims.imports.taking_in import compare, match_again
from claims.imports.telling import tell_failing
from claims.models import ImportFeed, ImportRun
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.ledger import acts as ledger

FAILING_AFTER = 3  # pulls that failed in a row, until editors are told
FIRST_RETRY = timedelta(hours=1)  # doubled with each failure, never beyond the feed's own interval
COUNTS = ("added", "changed", "unchanged", "unusable")


class PullOver(Exception):
    """The pull was ended while a worker was at it."""


def begin(feed_id: int, *, at: datetime) -> ImportRun | None:
    """The pull of this feed that is under way, or a new one when it is due; None when there is nothing to do."""
    with transaction.atomic():
        feed = lock_feed(feed_id)
        if feed is None:
            return None
        run = open_run(feed)
        if run is None and feed.is_on and feed.due_at <= at:
            run = start_run(feed, by=None, at=at)
    return run


def lock_feed(feed_id: int) -> ImportFeed | None:
    """The feed, locked for this transaction."""
    return ImportFeed.objects.select_for_update(no_key=True, of=("self",)).filter(pk=feed_id).first()


def open_run(feed: ImportFeed) -> ImportRun | None:
    """Its pull that is under way. The feed is locked."""
    return ImportRun.objects.select_related("feed", "by").filter(feed=feed, ended_at=None).first()


def start_run(feed: ImportFeed, *, by, at: datetime) -> ImportRun:
    """A new pull. The feed is locked, and none is under way."""
    feed.begun_at = at
    feed.save(update_fields=["begun_at"])
    return ImportRun.objects.create(feed=feed, by=by, begun_at=at)


def take_batch(run: ImportRun, checks: Sequence[ReadCheck | None], *, at: datetime, **reached: object) -> None:
    """Take in some checks, and note with them how far the pull has come (`taken`, `page_token`, …).

    Raises `PullOver` when a person ended the pull, `LeaseLost` when another worker goes on with it, `UnreadableFeed`
    when the feed brings more than the operator allows: then nothing of this remains.
    """
    with transaction.atomic():
        _hold(run)
        news = compare(checks, feed=run.feed, at=at)
        is_news = news.counts.is_news
        # Only what changes something is an act: most pulls bring what is known already.
        act = ledger.act("import_checks", subject=run.feed, by=run.by, at=at) if is_news else nullcontext()
        with act as noted:
            if noted is not None:
                news.write()
                noted.note(added=news.counts.added, changed=news.counts.changed)
            news.note_teller()
            counted = {name: getattr(run, name) + getattr(news.counts, name) for name in COUNTS}
            _check_amount({"taken": run.taken, **counted, **reached})
            _reach(run, **counted, **reached)


def _check_amount(after: dict[str, Any]) -> None:
    """What is read counts, and what is written: an entry may hold many."""
    most = settings.IMPORT_MOST_CHECKS
    if max(after["taken"], after["added"] + after["changed"]) > most:
        raise UnreadableFeed(
            f"It brings more than {most:,} fact-checks at once. The operator of this desk sets how many."
        )


def _hold(run: ImportRun) -> None:
    """Lock the pull; it must be under way, and stand where this worker left it."""
    held = ImportRun.objects.select_for_update(no_key=True, of=("self",)).filter(pk=run.pk, ended_at=None).first()
    if held is None:
        raise PullOver
    if (held.taken, held.pages) != (run.taken, run.pages):
        raise queue.LeaseLost(f"another worker goes on with pull {run.pk}")


def _reach(run: ImportRun, **reached: object) -> None:
    for name, value in reached.items():
        setattr(run, name, value)
    run.save(update_fields=list(reached))


def note_copy(run: ImportRun, **about: object) -> None:
    """The feed has come whole and is read from its beginning: its size and what tells this copy from the next one."""
    with transaction.atomic():
        _hold(run)
        _reach(run, taken=0, position=0, unchanged=0, unusable=0, **about)


def finish(run: ImportRun, *, job: Job, at: datetime, not_modified: bool = False) -> None:
    """All of it is taken in; what waits in triage is matched again when something is new."""
    counts = {name: getattr(run, name) for name in COUNTS}
    with ledger.act("pull", subject=run.feed, by=run.by, at=at, run=run.pk, **counts):
        feed = _lock_both(run)
        _reach(run, ended_at=at, not_modified=not_modified, page_token="")
        feed.done_at, feed.due_at = at, at + timedelta(hours=feed.every_hours)
        feed.failures, feed.fault = 0, ""
        if not not_modified:
            feed.etag, feed.last_modified = run.etag, run.last_modified
        feed.save(update_fields=["done_at", "due_at", "failures", "fault", "etag", "last_modified"])
        if run.added or run.changed:
            match_again()
        with queue.finishing(job):
            pass
    forget(run)


def fail(run: ImportRun, fault: str, *, at: datetime, again_at: datetime | None = None) -> None:
    """It ends here, for the reason in `fault`; what was taken in stays. Editors are told of the third in a row."""
    with ledger.act("fail_pull", subject=run.feed, by=run.by, at=at, run=run.pk):
        feed = _lock_both(run)
        _reach(run, ended_at=at, fault=fault[:500])
        feed.failures, feed.fault = min(feed.failures + 1, 30_000), fault[:500]
        feed.due_at = max(at + _pause(feed), again_at or at)
        feed.save(update_fields=["failures", "fault", "due_at"])
        if feed.failures == FAILING_AFTER:
            tell_failing(feed, at=at)
    forget(run)


def _pause(feed: ImportFeed) -> timedelta:
    return min(FIRST_RETRY * 2 ** min(feed.failures - 1, 10), timedelta(hours=feed.every_hours))


def _lock_both(run: ImportRun) -> ImportFeed:
    """The feed as it is now, locked, and its pull. Raises as `take_batch`."""
    feed = lock_feed(run.feed_id)
    _hold(run)
    return feed


def end_run(feed: ImportFeed, *, why: str, at: datetime) -> ImportRun | None:
    """A person ends the pull that is under way. The feed is locked; in the caller's act. Its worker stops by itself."""
    run = open_run(feed)
    if run is not None:
        _reach(run, ended_at=at, fault=why)
    return run
