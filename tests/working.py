"""A worker for tests: runs what waits, here and now."""

from factcheck.jobs import running
from factcheck.jobs.models import Job, JobState

MOST = 200


def run_waiting_jobs(*kinds: str) -> list[str]:
    """Run due jobs, of these kinds or of all, until none waits; what came of each."""
    outcomes = []
    due = Job.objects.due().filter(state=JobState.QUEUED, **({"kind__in": kinds} if kinds else {})).order_by("pk")
    while (job := due.first()) and len(outcomes) < MOST:
        outcomes.append(running.run(job.pk))
    return outcomes
