"""Asking for work, holding it, finishing it."""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from factcheck.jobs import doorbell, registry
from factcheck.jobs.models import Job, JobState

MOST_TRIES = 5
LEASE_SLACK = timedelta(seconds=30)


class LeaseLost(Exception):
    """Another run holds the job now; this one must leave no trace."""


def lease_length() -> timedelta:
    """The hard time limit and 30 s more: a job past its lease has no living run."""
    return timedelta(seconds=settings.JOB_TIME_LIMIT) + LEASE_SLACK


def enqueue(kind: str, *, subject_id: int, args: Mapping[str, object] | None = None) -> Job:
    """Ask for a unit of work in the caller's transaction; ring once it commits.

    An open job of the same kind and subject is returned instead of a second one.
    """
    queue = registry.QUEUES.get(kind, "default")
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, subject_id=subject_id, args=dict(args or {}), queue=queue)
    except IntegrityError:
        job = Job.objects.get(kind=kind, subject_id=subject_id, state__in=[JobState.QUEUED, JobState.RUNNING])
    transaction.on_commit(lambda: doorbell.ring(job.pk, queue=job.queue))
    return job


def take(job_id: int) -> Job | None:
    """Lease a due job under a fresh token, or None when it is done, held or not yet due."""
    due = Q(state=JobState.QUEUED, run_after__lte=Now()) | Q(state=JobState.RUNNING, lease_until__lt=Now())
    token = uuid.uuid4()
    taken = Job.objects.filter(due, pk=job_id, tries__lt=MOST_TRIES).update(
        state=JobState.RUNNING, tries=F("tries") + 1, token=token, lease_until=Now() + lease_length()
    )
    return Job.objects.get(pk=job_id) if taken else None


@contextmanager
def finishing(job: Job) -> Iterator[None]:
    """The one short transaction in which a job's effects and its end are written together.

    Raises `LeaseLost` when the token is no longer the job's; then nothing of the body remains.
    """
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(pk=job.pk, token=job.token, state=JobState.RUNNING)
        if not held.exists():
            raise LeaseLost(f"job {job.pk} is held by another run")
        yield
        held.update(state=JobState.DONE, finished_at=Now(), lease_until=None, token=None, last_error="")


def put_back(job: Job, *, error: str, hopeless: bool = False) -> None:
    """After a failed run: wait and try again, or set aside when it was the fifth try or retrying cannot help."""
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(pk=job.pk, token=job.token, state=JobState.RUNNING)
        if not held.exists():
            return
        if hopeless or job.tries >= MOST_TRIES:
            set_aside(job, error=error)
            return
        held.update(
            state=JobState.QUEUED,
            run_after=Now() + timedelta(seconds=2**job.tries),
            lease_until=None,
            token=None,
            last_error=error[:4000],
        )


def set_aside(job: Job, *, error: str) -> None:
    """Quarantine a job and tell its room. Call inside a transaction that holds the row."""
    Job.objects.filter(pk=job.pk).update(
        state=JobState.QUARANTINED, finished_at=Now(), lease_until=None, token=None, last_error=error[:4000]
    )
    giving_up = registry.GIVING_UP.get(job.kind)
    if giving_up:
        giving_up(job, error)


def retry(*, job_id: int) -> Job:
    """Give a set-aside job five fresh tries, or join the open job that has taken its place."""
    job = Job.objects.select_for_update().get(pk=job_id, state=JobState.QUARANTINED)
    return enqueue(job.kind, subject_id=job.subject_id, args=job.args)
