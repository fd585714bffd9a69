"""Asking for work, holding it, finishing it.

Locks are taken in one order everywhere: the rows a job is about, then the job, then the ledger. So a handler that
writes an act opens it around `finishing`, not inside.
"""

import logging
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from factcheck.core.errors import Unavailable
from factcheck.jobs import doorbell, registry
from factcheck.jobs.models import Job, JobState

log = logging.getLogger(__name__)
MOST_TRIES = 5
LEASE_SLACK = timedelta(seconds=30)
LONGEST_ERROR = 4000  # characters kept of what went wrong
FREE = {"lease_until": None, "token": None, "held_by": ""}


class NotNow(Unavailable):
    """The work has to wait its turn, which is nobody's fault and counts as no try: again in `seconds`."""

    def __init__(self, detail: str, *, seconds: float) -> None:
        super().__init__(detail)
        self.seconds = seconds


class LeaseLost(Exception):
    """Another run holds the job now; this one must leave no trace."""


def lease_length() -> timedelta:
    """The hard time limit and 30 s more: a job past its lease has no living run."""
    return timedelta(seconds=settings.JOB_TIME_LIMIT) + LEASE_SLACK


def enqueue(kind: str, *, subject_id: int, args: Mapping[str, object] | None = None) -> Job:
    """Ask for a unit of work in the caller's transaction; ring once it commits.

    An unfinished job of the same kind and subject is joined: a waiting one takes the new `args`, a running one runs
    again afterwards (it may have read what the caller has just changed), a set-aside one gets five fresh tries.
    """
    job = None
    while job is None:
        job = _insert(kind, subject_id, args) or _join(kind, subject_id, args)
    if job.state == JobState.QUEUED:
        transaction.on_commit(lambda: doorbell.ring(job.pk, queue=job.queue))
    return job


def _insert(kind: str, subject_id: int, args: Mapping[str, object] | None) -> Job | None:
    try:
        with transaction.atomic():
            return Job.objects.create(
                kind=kind, subject_id=subject_id, args=dict(args or {}), queue=registry.queue_of(kind)
            )
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "one_unfinished_job":
            raise
        return None


def _join(kind: str, subject_id: int, args: Mapping[str, object] | None) -> Job | None:
    """The unfinished job, locked and told; None when it finished meanwhile."""
    with transaction.atomic():
        # The lock lasts until the caller commits: a worker that takes a waiting job then sees the caller's change.
        unfinished = Job.objects.select_for_update().filter(kind=kind, subject_id=subject_id)
        job = unfinished.exclude(state=JobState.DONE).first()
        if job is None:
            return None
        if job.state == JobState.QUARANTINED:
            revive(job)
        job.again = job.state == JobState.RUNNING
        job.args = dict(args) if args is not None else job.args
        job.save(update_fields=["again", "args"])
        return job


def revive(job: Job) -> None:
    """Give a set-aside job five fresh tries. The caller holds the row's lock."""
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, tries=0, run_after=Now(), finished_at=None, **FREE)
    job.refresh_from_db()


def take(job_id: int, *, worker: str = "") -> Job | None:
    """Lease a due job under a fresh token, or None when it is done, held or not yet due."""
    token = uuid.uuid4()
    taken = Job.objects.due().filter(pk=job_id, tries__lt=MOST_TRIES)
    taken.update(
        state=JobState.RUNNING, tries=F("tries") + 1, token=token, held_by=worker, lease_until=Now() + lease_length()
    )
    return Job.objects.filter(pk=job_id, token=token).first()


def is_held(job: Job) -> bool:
    """Whether this run still holds the job."""
    return Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING).exists()


@contextmanager
def finishing(job: Job) -> Iterator[None]:
    """The one short transaction in which a job's effects and its end are written together.

    Raises `LeaseLost` when the token is no longer the job's; then nothing of the body remains.
    """
    with transaction.atomic():
        if not is_held(job):
            raise LeaseLost(f"job {job.pk} is held by another run")
        yield
        held = Job.objects.select_for_update().filter(pk=job.pk, token=job.token, state=JobState.RUNNING).first()
        if held is None:
            raise LeaseLost(f"job {job.pk} is held by another run")
        _end(held)


def _end(held: Job) -> None:
    mine = Job.objects.filter(pk=held.pk)
    if held.again:
        mine.update(state=JobState.QUEUED, tries=0, again=False, run_after=Now(), rung_at=Now(), **FREE)
        transaction.on_commit(lambda: doorbell.ring(held.pk, queue=held.queue))
    else:
        mine.update(state=JobState.DONE, finished_at=Now(), last_error="", **FREE)


def put_back(job: Job, *, error: str, hopeless: bool = False) -> None:
    """After a failed run: wait and try again, or set aside when it was the fifth try or retrying cannot help."""
    if hopeless or job.tries >= MOST_TRIES:
        set_aside(job, error=error)
        return
    Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING).update(
        state=JobState.QUEUED,
        again=False,
        run_after=Now() + timedelta(seconds=2**job.tries),
        last_error=_storable(error),
        **FREE,
    )


def postpone(job: Job, *, seconds: float) -> None:
    """After a run that could not begin its work: the try is given back, and the job is due again in `seconds`."""
    Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING).update(
        state=JobState.QUEUED,
        again=False,
        tries=F("tries") - 1,
        run_after=Now() + timedelta(seconds=seconds),
        **FREE,
    )


def set_aside(job: Job, *, error: str) -> None:
    """Quarantine a job and tell its room, unless another run holds it by now."""
    try:
        with transaction.atomic():
            _tell_room(job, error)
            held = Job.objects.filter(pk=job.pk, token=job.token, state=JobState.RUNNING)
            if not held.update(
                state=JobState.QUARANTINED, again=False, finished_at=Now(), last_error=_storable(error), **FREE
            ):
                raise LeaseLost
    except LeaseLost:
        log.info("job %s was taken by another run before it was set aside", job.pk)


def _storable(error: str) -> str:
    """What went wrong as PostgreSQL takes it: an exception may quote the very characters it choked on."""
    return error[:LONGEST_ERROR].replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()


def _tell_room(job: Job, error: str) -> None:
    giving_up = registry.GIVING_UP.get(job.kind)
    if giving_up is None:
        return
    try:
        with transaction.atomic():
            giving_up(job, error)
    except Exception:
        # A room that cannot say so must not keep the job running for ever.
        log.exception("job %s (%s %s): giving up failed", job.pk, job.kind, job.subject_id)
