"""Looking again at the sources of published verdicts: which are due, and one look at one of them."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.jobs.queue import NotNow
from reviews import kinds
from reviews.models import SourceWatch
from reviews.selectors.watching import copy_to_compare, due_sources, looks_asked_for, published_evidence
from reviews.states import WatchState
from reviews.watching.noting import note, note_failed
from reviews.watching.seeing import Seen, see

MOST = 20  # looks that are asked for or under way at once; every minute it is filled up
BESIDE_SECONDS = 3  # after so long it is tried again when another look is under way


def look_at_due(*, at: datetime) -> int:
    """Ask for a look at every source whose time has come, the longest due first; how many."""
    with transaction.atomic():
        sources = due_sources(at=at, most=max(MOST - looks_asked_for().count(), 0))
        for source_id in sources:
            queue.enqueue(kinds.LOOK_AT, subject_id=source_id)
    return len(sources)


def look(*, job: Job, at: datetime) -> None:
    """Look at the source this job is about, if it is still watched and due.

    The request is made outside any transaction. Raises `NotNow` when it is not our turn at the site or another look is
    under way, `LeaseLost` when another run took the job.
    """
    _must_be_the_only_one(job)
    rows = SourceWatch.objects.select_related("source", "newest").filter(source=job.subject_id)
    watch = rows.filter(look_at__lte=at).first()
    if watch is None:
        return
    if not published_evidence().filter(source=watch.source_id).exists():
        _stop(watch, job=job)
        return
    before = copy_to_compare(watch)
    note(watch, see(watch, before, at=at), before, job=job, at=at)


def _must_be_the_only_one(job: Job) -> None:
    """One look at a time: people wait for copies and articles, nobody waits for a look. The one begun first goes on."""
    if looks_asked_for().filter(lease_until__gt=Now(), lease_until__lt=job.lease_until).exists():
        raise NotNow("Another look is under way.", seconds=BESIDE_SECONDS)


def _stop(watch: SourceWatch, *, job: Job) -> None:
    """Nothing published stands on it any more. Publishing something that does begins the watch again."""
    with queue.finishing(job):
        SourceWatch.objects.filter(pk=watch.pk).update(look_at=None)


def give_up_look(job: Job, *, at: datetime) -> None:
    """The look failed within our own walls, again and again: counted like any failure, and tried much later."""
    watch = SourceWatch.objects.select_for_update(of=("self",), no_key=True).filter(source=job.subject_id).first()
    if watch is not None and watch.look_at is not None:
        note_failed(watch, Seen(WatchState.TROUBLE, "Looking at it failed on our side; see the Jobs page."), at=at)
