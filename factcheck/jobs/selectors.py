"""What the jobs page and the health page ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, Max
from django.db.models.functions import Coalesce, Now
from django.urls import NoReverseMatch, reverse

from factcheck.jobs import registry
from factcheck.jobs.models import Job, JobState, Sweep, Worker


@dataclass(frozen=True)
class ShownJob:
    """A job as people see it: what it does, and the page of what it is about (or an empty text)."""

    job: Job
    words: str
    url: str


def show(job: Job) -> ShownJob:
    """The job with its words and its subject's page."""
    kind = registry.KINDS.get(job.kind)
    return ShownJob(job, registry.words_for(job.kind), _address(kind.page, job.subject_id) if kind else "")


def _address(page: str, subject_id: int) -> str:
    try:
        return reverse(page, args=[subject_id]) if page else ""
    except NoReverseMatch:
        return ""


def count_unfinished() -> dict[str, int]:
    """How many jobs wait, run and are set aside. Done ones are not counted: they are many."""
    counted = Job.objects.exclude(state=JobState.DONE).order_by().values_list("state").annotate(n=Count("pk"))
    return {state: 0 for state in JobState.values if state != JobState.DONE} | dict(counted)


@dataclass(frozen=True)
class SeenWorker:
    """A worker and whether it gave a sign of life in the last minute, by the database's clock."""

    worker: Worker
    is_alive: bool


def see_workers() -> list[SeenWorker]:
    """Every worker that came up and did not leave on purpose."""
    return [
        SeenWorker(worker, worker.now - worker.beat_at < Worker.ALIVE_FOR)
        for worker in Worker.objects.annotate(now=Now())
    ]


def last_sweep_at() -> datetime | None:
    """When the sweeper last went round."""
    return Sweep.objects.values_list("at", flat=True).first()


def oldest_wait() -> timedelta:
    """How long the job that has been due longest is waiting; zero when none is due."""
    due_since = Coalesce("lease_until", "run_after")
    waited = ExpressionWrapper(Now() - due_since, output_field=DurationField())
    return Job.objects.due().aggregate(longest=Max(waited))["longest"] or timedelta()
