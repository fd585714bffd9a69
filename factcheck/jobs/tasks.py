"""The two Celery tasks of the whole desk."""

from celery import shared_task

from factcheck.jobs import doorbell, running


@shared_task(name=doorbell.TASK)
def run_job(job_id: int) -> str:
    return running.run(job_id)


@shared_task(name="jobs.sweep")
def sweep() -> int:
    return running.sweep()
