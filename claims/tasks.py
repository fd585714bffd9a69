"""What workers do for this room."""

from datetime import timedelta

from django.utils import timezone

from claims import by_address, extraction, kinds, priorities
from claims.imports import leaving, pulling
from claims.learning import rescoring, teaching
from claims.matching import building, suggesting
from factcheck.jobs import registry as jobs
from factcheck.jobs.models import Job
from factcheck.jobs.queue import MOST_TRIES


@jobs.handles(kinds.FETCH, queue="fetch", words="Fetch an article", page="article")
def fetch(job: Job) -> None:
    by_address.fetch_article(job=job)


@jobs.handles(kinds.READ, words="Read a file", page="article")
def read(job: Job) -> None:
    extraction.read_article(job=job)


@jobs.handles(kinds.EXTRACT, words="Split an article", page="article")
def extract(job: Job) -> None:
    extraction.extract_claims(job=job)


@jobs.handles(kinds.LEARN, words="Learn from the desk’s decisions", every=timedelta(days=1))
def learn(job: Job) -> None:
    teaching.learn(at=timezone.now(), job=job)


@jobs.handles(kinds.PRIORITISE, words="Find a claim’s place in the queue", page="claim")
def prioritise(job: Job) -> None:
    priorities.prioritise(job=job)


@jobs.handles(kinds.RESCORE, words="Weigh open proposals again")
def rescore(job: Job) -> None:
    rescoring.rescore(at=timezone.now())


@jobs.handles(kinds.MATCH, words="Look for claims like an article’s", page="article")
def match(job: Job) -> None:
    suggesting.match_article(job=job)


@jobs.handles(kinds.MATCH_CLAIM, words="Look for claims like this one", page="claim")
def match_claim(job: Job) -> None:
    suggesting.match_claim(job=job)


@jobs.handles(kinds.INDEX, words="Write the files that claims are matched with", every=timedelta(days=1))
def index(job: Job) -> None:
    building.build_index_files(at=timezone.now())


@jobs.handles(kinds.EMBED, words="Read claims for their meaning")
def embed(job: Job) -> None:
    building.embed_claims()


@jobs.handles(kinds.PULL, queue="fetch", words="Pull other publishers’ checks", page="import")
def pull(job: Job) -> None:
    pulling.pull(job=job)


@jobs.handles(kinds.PULL_DUE, words="Look which feeds are to be pulled", every=timedelta(minutes=10))
def pull_due(job: Job) -> None:
    pulling.ask_for_due(at=timezone.now())
    leaving.ask_for_leaving()


@jobs.handles(kinds.LEAVE, words="Remove a feed and its checks")
def leave(job: Job) -> None:
    leaving.leave(job=job)


@jobs.gives_up(kinds.PULL)
def end_pull(job: Job, error: str) -> None:
    pulling.give_up(feed_id=job.subject_id, at=timezone.now())


@jobs.gives_up(kinds.FETCH)
@jobs.gives_up(kinds.READ)
@jobs.gives_up(kinds.EXTRACT)
def tell_of_failure(job: Job, error: str) -> None:
    """What a refusal says is for people as it stands; what broke is not, so it is introduced."""
    failure = f"It was tried {job.tries} times and failed each time: {error}" if job.tries >= MOST_TRIES else error
    extraction.fail_article(article_id=job.subject_id, failure=failure, at=timezone.now())
