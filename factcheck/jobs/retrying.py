"""Giving set-aside work another chance."""

from datetime import datetime

from django.db import transaction

from factcheck.core.errors import InvalidTransition, NotFound
from factcheck.jobs import doorbell, queue
from factcheck.jobs.models import Job, JobState
from factcheck.jobs.policies import may_look_after_jobs
from factcheck.ledger import acts as ledger


def retry_job(*, job_id: int, by, at: datetime) -> Job:
    """Give a set-aside job five fresh tries. Raises `NotAllowed`, `NotFound`, or `InvalidTransition` otherwise."""
    may_look_after_jobs(by).or_refuse()
    with ledger.act("retry_job", by=by, at=at) as act:
        job = Job.objects.visible_to(by).select_for_update().filter(pk=job_id).first()
        if job is None:
            raise NotFound("There is no such job.")
        if job.state != JobState.QUARANTINED:
            raise InvalidTransition(f"This job is not set aside: it is {job.get_state_display().lower()}.")
        act.about(job)
        queue.revive(job)
        transaction.on_commit(lambda: doorbell.ring(job.pk, queue=job.queue))
    return job
