"""What workers do for this room."""

from django.utils import timezone

from claims import extraction, kinds
from factcheck.jobs import registry as jobs
from factcheck.jobs.models import Job
from factcheck.jobs.queue import MOST_TRIES


@jobs.handles(kinds.READ, words="Read a file", page="article")
def read(job: Job) -> None:
    extraction.read_article(job=job)


@jobs.handles(kinds.EXTRACT, words="Split an article", page="article")
def extract(job: Job) -> None:
    extraction.extract_claims(job=job)


@jobs.gives_up(kinds.READ)
@jobs.gives_up(kinds.EXTRACT)
def tell_of_failure(job: Job, error: str) -> None:
    """What a refusal says is for people as it stands; what broke is not, so it is introduced."""
    failure = f"It was tried {job.tries} times and failed each time: {error}" if job.tries >= MOST_TRIES else error
    extraction.fail_article(article_id=job.subject_id, failure=failure, at=timezone.now())
