"""A feed that was removed goes, and what only it brought, as a job: in batches, resumed where a worker left it.

What a decision rests on stays as history and is not offered any more; what another feed or a file tells of too stays
as it is, and is that one's from now on.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from claims import kinds
from claims.imports import kept_files, runs
from claims.imports.taking_in import match_again
from claims.models import Claim, ClaimMatch, ImportedCheck, ImportFeed, ImportRun, TextVector
from claims.models.matching import BY_HAND, RESTED_ON
from claims.states import Suggestion
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.ledger import acts as ledger

Clock = Callable[[], datetime]
SLICE = 20.0  # seconds of one job; the next one goes on
BATCH = 1_000  # checks of one transaction


@dataclass(frozen=True)
class Leaving:
    """What becomes of a feed's checks when it is removed: how many go, stay for a decision, or are told elsewhere."""

    goes: int
    stays: int
    told_elsewhere: int


def count_leaving(feed: ImportFeed) -> Leaving:
    """As it is now. One query over the feed's checks and one for the other feeds."""
    is_told = Q(also_from__overlap=[BY_HAND, *_standing_feeds()])
    rests = Exists(ClaimMatch.objects.rested_on().filter(imported=OuterRef("pk")))
    rows = ImportedCheck.objects.filter(feed=feed).order_by().annotate(rests=rests)
    counted = rows.aggregate(
        goes=Count("pk", filter=~is_told & Q(rests=False)),
        stays=Count("pk", filter=~is_told & Q(rests=True)),
        told_elsewhere=Count("pk", filter=is_told),
    )
    return Leaving(**counted)


def _standing_feeds() -> set[int]:
    return set(ImportFeed.objects.filter(leaving_at=None).values_list("pk", flat=True))


def ask_for_leaving() -> None:
    """Ask again for the removal of every feed that is still there: a job may have been set aside."""
    for pk in ImportFeed.objects.filter(leaving_at__isnull=False).values_list("pk", flat=True):
        queue.enqueue(kinds.LEAVE, subject_id=pk)


def leave(*, job: Job, clock: Clock = timezone.now, seconds: float = SLICE) -> None:
    """Remove the checks of a feed that was removed, for so long; then another job goes on. The feed goes last.

    Harmless to run twice or to be killed: each batch is a transaction of its own.
    """
    feed = ImportFeed.objects.filter(pk=job.subject_id, leaving_at__isnull=False).first()
    if feed is None:
        return
    _forget_files(feed)
    until = time.monotonic() + seconds
    while _leave_some(feed, at=clock()):
        if time.monotonic() >= until:
            queue.enqueue(kinds.LEAVE, subject_id=feed.pk)  # joins this one: it runs again when it is over
            return
    _end(feed, job=job, at=clock())


def _forget_files(feed: ImportFeed) -> None:
    """What was being read when it was removed."""
    for run in ImportRun.objects.filter(feed=feed, ended_at__gte=feed.leaving_at):
        kept_files.forget(run)


def _leave_some(feed: ImportFeed, *, at: datetime) -> bool:
    """One batch; whether there was any check left."""
    with ledger.together():
        rows = _locked(feed)
        if rows:
            parting = _part(rows)
            parting.write()
            with ledger.act("forget_checks", subject=feed, by=None, at=at, **parting.counts):
                pass
    return bool(rows)


def _locked(feed: ImportFeed) -> list[ImportedCheck]:
    """Some checks, and before them the claims they are suggested for: in the order in which triage locks them."""
    some = list(ImportedCheck.objects.filter(feed=feed).order_by().values_list("pk", flat=True)[:BATCH])
    claims = Claim.objects.filter(matches__imported__in=some).order_by().values("pk")
    list(Claim.objects.filter(pk__in=claims).select_for_update(of=("self",), no_key=True).order_by("pk").only("pk"))
    # Of the whole row: nobody begins to refer to a check that is about to go.
    rows = ImportedCheck.objects.select_for_update(of=("self",)).filter(pk__in=some, feed=feed)
    return list(rows.order_by("pk").only("pk", "feed", "also_from", "is_offered"))


@dataclass
class _Parting:
    """What becomes of some checks. All are locked."""

    told: list[ImportedCheck] = field(default_factory=list)
    stay: list[int] = field(default_factory=list)
    go: list[int] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {"removed": len(self.go), "kept": len(self.stay), "handed_over": len(self.told)}

    def write(self) -> None:
        ImportedCheck.objects.bulk_update(self.told, ["feed", "also_from"])
        open_ones = ClaimMatch.objects.filter(imported__in=self.stay, state=Suggestion.SUGGESTED)
        open_ones.exclude(RESTED_ON).delete()
        ImportedCheck.objects.filter(pk__in=self.stay).update(feed=None, is_offered=False, also_from=[])
        TextVector.objects.filter(imported__in=[*self.go, *self.stay]).delete()
        ClaimMatch.objects.filter(imported__in=self.go).delete()
        ImportedCheck.objects.filter(pk__in=self.go).delete()


def _part(rows: Sequence[ImportedCheck]) -> _Parting:
    parting, standing = _Parting(), _standing_feeds()
    matches = ClaimMatch.objects.filter(imported__in=[row.pk for row in rows])
    list(matches.select_for_update(of=("self",)).order_by("pk").only("pk"))  # somebody may be about to confirm one
    rested_on = set(matches.rested_on().values_list("imported", flat=True))
    for row in rows:
        if _hand_over(row, standing):
            parting.told.append(row)
        else:
            (parting.stay if row.pk in rested_on else parting.go).append(row.pk)
    return parting


def _hand_over(row: ImportedCheck, standing: set[int]) -> bool:
    """Whether somebody else tells of the check; then it is theirs, the oldest feed's first."""
    feeds = [one for one in row.also_from if one in standing]
    is_by_hand = BY_HAND in row.also_from
    row.feed_id = feeds[0] if feeds else None
    row.also_from = [BY_HAND] * bool(feeds and is_by_hand) + feeds[1:]
    return bool(feeds or is_by_hand)


def _end(feed: ImportFeed, *, job: Job, at: datetime) -> None:
    """Nothing of it is left: the feed and the memory of its pulls go, and what waits in triage is matched again."""
    with ledger.act("end_feed", subject=feed, by=None, at=at):
        if runs.lock_feed(feed.pk) is not None:
            ImportFeed.objects.filter(pk=feed.pk).delete()
        match_again()
        queue.enqueue(kinds.INDEX, subject_id=0)
        with queue.finishing(job):
            pass
