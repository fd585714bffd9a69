"""How soon a claim is handed out; higher is sooner. The points of five parts add up:

worth    check-worthiness × 1,000; a claim a person chose by hand counts as 0.7
demand   50 for each appearance and each submission beyond the first, and each tip of a reader, at most ten of them
reach    100 for each power of ten of the people who have seen it, as far as the desk knows, at most 800
age      −100 for each day from the desk's first day to acceptance, so that waiting a day outweighs a tenth of worth
boost    what an editor added or took away
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from claims import kinds
from claims.models import Article, Claim, Submission
from claims.states import ClaimStatus
from factcheck.jobs import queue
from factcheck.jobs.models import Job

FULL_WORTH = 1_000
CHOSEN_BY_HAND = 0.7
POINTS_PER_DEMAND = 50
MOST_DEMAND = 10
POINTS_PER_POWER = 100
MOST_REACH_POINTS = 800
POINTS_PER_DAY = 100
MOST_BOOST = 2_000  # points an editor may add or take away
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
QUEUED = [ClaimStatus.ACCEPTED, ClaimStatus.IN_REVIEW]  # where the place in the queue still matters

WORDS = {
    "worth": "worth checking",
    "demand": "came in more than once",
    "reach": "people who have seen it",
    "age": "time it has waited",
    "boost": "moved by an editor",
}


@dataclass(frozen=True)
class Part:
    """One part of a priority as people read it."""

    key: str
    words: str
    points: int


def parts_of(claim: Claim, *, at: datetime) -> dict[str, int]:
    """The points of each part, for a claim accepted at the moment `at`."""
    worth = CHOSEN_BY_HAND if claim.checkworthiness is None else claim.checkworthiness
    days = (at - FIRST_DAY).total_seconds() / 86_400
    return {
        "worth": round(worth * FULL_WORTH),
        "demand": demand_for(claim) * POINTS_PER_DEMAND,
        "reach": reach_points(claim.reach),
        "age": -round(days * POINTS_PER_DAY),
        "boost": claim.boost,
    }


def demand_for(claim: Claim) -> int:
    """How often the claim came in beyond once: appearances, submissions of the articles it appears in, and tips."""
    appearances = claim.appearances.count()
    submissions = Submission.objects.filter(article__in=claim.appearances.values("article")).count()
    asked = claim.tips.count()
    return min(MOST_DEMAND, max(appearances - 1, 0) + max(submissions - 1, 0) + asked)


def reach_points(people: int | None) -> int:
    """
    >>> [reach_points(n) for n in (None, 0, 1, 10, 100_000, 10**12)]
    [0, 0, 30, 104, 500, 800]
    """
    return min(MOST_REACH_POINTS, round(math.log10((people or 0) + 1) * POINTS_PER_POWER))


def set_priority(claim: Claim, *, at: datetime) -> None:
    """Give a claim accepted at the moment `at` its place in the queue. The caller holds its lock."""
    claim.priority_parts = parts_of(claim, at=at)
    claim.priority = sum(claim.priority_parts.values())
    claim.save(update_fields=["priority", "priority_parts"])


def reprioritise(claim: Claim) -> None:
    """The same after something it rests on has changed; nothing for a claim that waits for nobody. Locked likewise."""
    if claim.status in QUEUED and claim.decided_at is not None:
        set_priority(claim, at=claim.decided_at)


def count_again(*claim_ids: int) -> None:
    """Have the worker give these claims their place anew: what they rest on changed, and they are not locked."""
    for claim_id in claim_ids:
        queue.enqueue(kinds.PRIORITISE, subject_id=claim_id)


def count_claims_of(article: Article) -> None:
    """The same for the claims of an article that came in again."""
    count_again(*Claim.objects.filter(appearances__article=article, status__in=QUEUED).values_list("pk", flat=True))


def prioritise(*, job: Job) -> None:
    """Give the claim a job is about its place in the queue anew."""
    with queue.finishing(job):
        claim = Claim.objects.select_for_update(of=("self",), no_key=True).filter(pk=job.subject_id).first()
        if claim is not None:
            reprioritise(claim)


def explain_priority(claim: Claim, *, at: datetime) -> Iterator[Part]:
    """The parts as people read them at the moment `at`, without those that add nothing.

    Age is told as the points gained by waiting since acceptance: that is what orders two claims.
    """
    for key, points in claim.priority_parts.items():
        if key == "age":
            waited = (at - claim.decided_at).total_seconds() / 86_400 if claim.decided_at else 0
            points = round(waited * POINTS_PER_DAY)
        if points:
            yield Part(key, WORDS[key], points)
