"""A worker for tests: runs what waits, here and now."""

from factcheck.jobs import running
from factcheck.jobs.models import Job, JobState

MOST = 50


def run_waiting_jobs() -> list[str]:
    """Run due jobs until none waits; what came of each."""
    outcomes = []
    while (job := Job.objects.due().filter(state=JobState.QUEUED).order_by("pk").first()) and len(outcomes) < MOST:
        outcomes.append(running.run(job.pk))
    return outcomes
