"""The two Celery tasks of the whole desk."""

from celery import Task, shared_task

from factcheck.jobs import doorbell, running, watchdog


@shared_task(name=doorbell.TASK, bind=True)
def run_job(self: Task, job_id: int) -> str:
    return running.run(job_id, worker=watchdog.holder_name(self.request.hostname or ""))


@shared_task(name="jobs.sweep")
def sweep() -> int:
    return running.sweep()
