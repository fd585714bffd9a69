"""The later half of an invented desk: rounds with reviewers asked."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from reviews.models import Assignment, RatingScale, Reviewer, ReviewPlan, Round

BATCH = 1_000
DUE = timedelta(days=2)
FULL_LOAD = 20  # assignments a reviewer holds: a busy desk, not an impossible one


def open_rounds(*, at: datetime) -> int:
    """A round with two reviewers asked for every invented claim in review that has none; how many."""
    plan, scale = ReviewPlan.objects.get(is_default=True), RatingScale.objects.get(is_current=True)
    waiting = Claim.objects.filter(status=ClaimStatus.IN_REVIEW, rounds=None).select_related("wording")
    rounds = [
        Round(
            claim=claim,
            number=1,
            plan=plan,
            reviews_wanted=plan.reviewers,
            wording=claim.wording,
            scale=scale,
            opened_at=at,
        )
        for claim in waiting.order_by("pk")
    ]
    Round.objects.bulk_create(rounds, batch_size=BATCH)
    people = _enough_people(assignments=plan.reviewers * len(rounds))
    asked = [
        Assignment(
            round=round_,
            reviewer=people[(place + n) % len(people)],
            is_lead=n == 0,
            due_at=at + DUE,
            assigned_at=at,
        )
        for place, round_ in enumerate(rounds)
        for n in range(plan.reviewers)
    ]
    Assignment.objects.bulk_create(asked, batch_size=BATCH)
    return len(rounds)


def _enough_people(*, assignments: int) -> list[User]:
    """The desk's people, and invented reviewers, who cannot sign in, so that nobody holds more than a full load."""
    present = User.objects.filter(is_active=True).count()
    wanted = max(assignments // FULL_LOAD, 2)
    invented = User.objects.bulk_create(
        User(name=f"Invented {n}", email=f"invented-{n}@desk.example", password=make_password(None))
        for n in range(present + 1, wanted + 1)
    )
    Reviewer.objects.bulk_create(Reviewer(user=user, languages=["en"]) for user in invented)
    return list(User.objects.filter(is_active=True).order_by("pk"))
