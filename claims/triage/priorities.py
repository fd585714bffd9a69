"""How soon a claim is handed out. Fixed when it is accepted; higher is sooner.

  check-worthiness × 1,000   0 to 1,000; a claim a person chose by hand counts as 0.7
+ demand × 50                each appearance and submission beyond the first, at most ten of them
− age × 100 a day            days from the desk's first day to acceptance, so that waiting a day outweighs a tenth
                             of check-worthiness
"""

from datetime import UTC, datetime

from claims.models import Claim, Submission

FULL_WORTH = 1_000
CHOSEN_BY_HAND = 0.7
POINTS_PER_DEMAND = 50
MOST_DEMAND = 10
POINTS_PER_DAY = 100
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def priority_of(claim: Claim, *, at: datetime) -> int:
    """The priority of a claim accepted at the moment `at`, in points."""
    worth = CHOSEN_BY_HAND if claim.checkworthiness is None else claim.checkworthiness
    days = (at - FIRST_DAY).total_seconds() / 86_400
    return round(worth * FULL_WORTH + demand_for(claim) * POINTS_PER_DEMAND - days * POINTS_PER_DAY)


def demand_for(claim: Claim) -> int:
    """How often the claim came in beyond once: appearances, and submissions of the articles it appears in."""
    appearances = claim.appearances.count()
    submissions = Submission.objects.filter(article__in=claim.appearances.values("article")).count()
    return min(MOST_DEMAND, max(appearances - 1, 0) + max(submissions - 1, 0))
