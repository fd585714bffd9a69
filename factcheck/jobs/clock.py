"""Work that recurs: asked for by the sweeper, once however many sweepers and clocks there are."""

from datetime import timedelta

from django.db.models.functions import Now

from factcheck.jobs import kinds, queue, registry
from factcheck.jobs.models import Clock, Job, JobState

NOTHING = 0  # recurring work is about no row
KEEP_DONE = timedelta(days=30)
PURGE_MOST = 10_000


def wake() -> list[str]:
    """Ask for every recurring kind of work whose time has come; which ones. The caller holds the sweep's lock.

    The time is the database's. A kind that was never asked for is due at once, so its first run must be cheap.
    """
    recurring = [kind for kind in registry.KINDS.values() if kind.every is not None]
    return [kind.name for kind in recurring if _wake(kind)]


def _wake(kind: registry.Kind) -> bool:
    if Clock.objects.filter(pk=kind.name, asked_at__gt=Now() - kind.every).exists():
        return False
    Clock.objects.update_or_create(pk=kind.name, defaults={"asked_at": Now()})
    queue.enqueue(kind.name, subject_id=NOTHING)
    return True


@registry.handles(kinds.PURGE, words="Forget finished work", every=timedelta(days=1))
def purge(job: Job) -> None:
    """Delete the oldest rows of work that was done more than 30 days ago; the ledger keeps what it changed."""
    old = Job.objects.filter(state=JobState.DONE, finished_at__lt=Now() - KEEP_DONE).order_by("pk")
    Job.objects.filter(pk__in=old.values("pk")[:PURGE_MOST]).delete()
