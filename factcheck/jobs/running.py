"""Running one job, and sweeping up what was left lying."""

import logging

from django.db import connection, transaction
from django.db.models.functions import Now

from factcheck.core.errors import DomainError
from factcheck.jobs import doorbell, queue, registry
from factcheck.jobs.models import Job, JobState

log = logging.getLogger(__name__)
SWEEP_LOCK = 4_713_002
SWEEP_MOST = 500
RING_AGAIN_AFTER = queue.timedelta(seconds=15)


def run(job_id: int) -> str:
    """Do one job if it is due; what came of it: done, skipped, lost, failed.

    A refusal (`DomainError`) is hopeless: trying again would be refused again.
    """
    job = queue.take(job_id)
    if job is None:
        return "skipped"
    try:
        registry.HANDLERS[job.kind](job)
        if Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING).exists():
            with queue.finishing(job):
                pass
    except queue.LeaseLost:
        return "lost"
    except DomainError as error:
        queue.put_back(job, error=error.detail, hopeless=True)
        return "failed"
    except Exception as error:
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
        for job in _dying():
            queue.set_aside(job, error=job.last_error or "Its worker died five times while running it.")
        due = list(_overdue().values_list("pk", "queue"))
    return sum(doorbell.ring(job_id, queue=name) for job_id, name in due)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
        return cursor.fetchone()[0]


def _dying():
    expired = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=Now(), tries__gte=queue.MOST_TRIES)
    return expired.select_for_update(skip_locked=True)[:SWEEP_MOST]


def _overdue():
    queued = Job.objects.filter(state=JobState.QUEUED, run_after__lt=Now(), created_at__lt=Now() - RING_AGAIN_AFTER)
    expired = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=Now())
    return (queued | expired).order_by("pk")[:SWEEP_MOST]
