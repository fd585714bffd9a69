"""Running one job, and sweeping up what was left lying."""

import logging
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from prometheus_client import Counter

from factcheck.core.errors import DomainError, Unavailable
from factcheck.jobs import clock, doorbell, queue, registry
from factcheck.jobs.models import Job, JobState, Sweep

log = logging.getLogger(__name__)
RUNS = Counter("desk_job_runs_total", "Jobs run by this process", ["kind", "outcome"])
SWEEP_LOCK = 4_713_002
SWEEP_MOST = 500
RING_AGAIN_AFTER = timedelta(seconds=15)


def run(job_id: int, *, worker: str = "") -> str:
    """Do one job if it is due; what came of it: done, skipped, postponed, lost, failed.

    A refusal (`DomainError`) is hopeless: trying again would be refused again. `Unavailable` is the exception.
    """
    job = queue.take(job_id, worker=worker)
    if job is None:
        return "skipped"
    outcome = _do(job)
    RUNS.labels(job.kind, outcome).inc()
    return outcome


def _do(job: Job) -> str:
    try:
        registry.handler_of(job.kind)(job)
        if queue.is_held(job):
            with queue.finishing(job):
                pass
    except queue.LeaseLost:
        return "lost"
    except queue.NotNow as later:
        queue.postpone(job, seconds=later.seconds)
        return "postponed"
    except DomainError as error:
        queue.put_back(job, error=error.detail, hopeless=not isinstance(error, Unavailable))
        return "failed"
    except Exception as error:
        if not queue.is_held(job):
            return "lost"  # two runs met at a unique key, and the other one won
        # Whatever a hostile text does to a library ends in the job's row, where people see it.
        log.exception("job %s (%s %s) failed", job.pk, job.kind, job.subject_id)
        queue.put_back(job, error=f"{type(error).__name__}: {error}")
        return "failed"
    return "done"


def sweep() -> int:
    """Ring again for everything due and set aside what keeps dying; how many were rung. Safe to run at any time."""
    with transaction.atomic():
        if not _alone():
            return 0
        Sweep.objects.update_or_create(pk=1, defaults={"at": Now()})
        clock.wake()
        dying = list(_dying())
        names = list(_unrung().values_list("queue", flat=True).distinct().order_by())
    for job in dying:
        queue.set_aside(job, error=job.last_error or "Its worker died five times while running it.")
    return sum(_ring_again(name) for name in names)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
        return cursor.fetchone()[0]


def _dying():
    return Job.objects.filter(state=JobState.RUNNING, lease_until__lt=Now(), tries__gte=queue.MOST_TRIES)[:SWEEP_MOST]


def _unrung():
    """Due jobs that nobody was told of since they became due, or not lately."""
    untold = Q(rung_at__lt=F("run_after")) | Q(rung_at__lt=F("lease_until")) | Q(rung_at__lt=Now() - RING_AGAIN_AFTER)
    return Job.objects.due().filter(untold, tries__lt=queue.MOST_TRIES)


def _ring_again(name: str) -> int:
    """Ring for the longest unrung jobs of a queue, but never fill the broker with more rings than a sweep's worth."""
    waiting = doorbell.count_waiting(name)
    if waiting is None or waiting >= SWEEP_MOST:
        return 0
    rung = []
    for job_id in (
        _unrung().filter(queue=name).order_by("rung_at", "pk").values_list("pk", flat=True)[: SWEEP_MOST - waiting]
    ):
        if not doorbell.ring(job_id, queue=name):
            break
        rung.append(job_id)
    Job.objects.filter(pk__in=rung).update(rung_at=Now())
    return len(rung)
