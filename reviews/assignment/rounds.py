"""Opening a round, and ending one that nobody is left in."""

from datetime import datetime

from django.db.models.expressions import Combinable

from claims import slots
from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import Conflict, Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.models import Assignment, RatingScale, ReviewPlan, Round
from reviews.states import ROUND_UNDER_WAY, AssignmentStatus, RoundStatus
from reviews.telling import tell_asked


def round_under_way(claim: Claim) -> Round | None:
    """The claim's round that has not ended, if any. The caller holds the claim's lock."""
    under_way = Round.objects.select_for_update(of=("self",), no_key=True).select_related("plan")
    return under_way.filter(claim=claim, status__in=ROUND_UNDER_WAY).first()


def find_plan(key: str) -> ReviewPlan:
    plan = ReviewPlan.objects.filter(key=key).first()
    if plan is None:
        raise Invalid.field("plan", "unknown_plan", "There is no such plan.")
    return plan


def default_plan() -> ReviewPlan:
    return ReviewPlan.objects.get(is_default=True)


def plan_for(claim: Claim) -> ReviewPlan:
    """The plan chosen for claims like this one; the desk's default when none is."""
    return default_plan()


def open_round(claim: Claim, *, plan: ReviewPlan, by: User, at: datetime) -> Round:
    """The next round of the claim, with wording and scale pinned; as many seats as the plan asks for."""
    claim.advance("start", by=by, at=at)
    opened = Round.objects.create(
        claim=claim,
        number=Round.objects.filter(claim=claim).count() + 1,
        plan=plan,
        reviews_wanted=plan.reviewers,
        wording=claim.wording,
        scale=RatingScale.objects.get(is_current=True),
        opened_at=at,
    )
    slots.open_slots(claim, wanted=plan.reviewers)
    ledger.record("open_round", subject=opened, by=by, at=at, claim=claim.pk, plan=plan.key, wording=claim.wording_id)
    return opened


def take_seats(round: Round, *, reviewers: list[User], due_at: datetime, note: str, by: User, at: datetime) -> None:
    """One assignment for each reviewer; the first of a plan with a lead leads. Raises `Invalid` when seats run out."""
    live = list(Assignment.objects.live().filter(round=round))
    if len(live) + len(reviewers) > round.reviews_wanted:
        raise Invalid.field("reviewers", "too_many", seats_left(round.reviews_wanted - len(live)))
    needs_lead = round.plan.has_lead and not any(asked.is_lead for asked in live)
    slots.take_slots(round.claim, count=len(reviewers))
    for place, reviewer in enumerate(reviewers):
        ask(round, reviewer, is_lead=needs_lead and place == 0, due_at=due_at, note=note, by=by, at=at)


def seats_left(left: int) -> str:
    """What to say to somebody who chose too many people."""
    if left == 0:
        return "Everybody this plan asks for is chosen already."
    return f"This plan has {left} seat{'s' if left > 1 else ''} left. Choose fewer people, or another plan."


def ask(
    round: Round,
    reviewer: User,
    *,
    is_lead: bool,
    due_at: datetime,
    note: str,
    by: User,
    at: datetime,
    pulled_until: datetime | Combinable | None = None,
) -> Assignment:
    """Write the assignment and its record. `pulled_until`: it was taken from the queue, and lapses then."""
    asked = Assignment.objects.create(
        round=round,
        reviewer=reviewer,
        is_lead=is_lead,
        points=round.plan.lead_points if is_lead else round.plan.points,
        due_at=due_at,
        assigned_by=by,
        assigned_at=at,
        note=note,
        pulled_until=pulled_until,
        status=AssignmentStatus.ASSIGNED,
    )
    ledger.record("assign", subject=asked, by=by, at=at, round=round.pk, reviewer=reviewer.pk, lead=is_lead)
    tell_asked(asked, at=at)
    return asked


def leave(assignment: Assignment, *, by: User | None, at: datetime) -> None:
    """After a reviewer left an open round: the seat is free again, and an empty round ends unread."""
    round_ = assignment.round
    slots.give_back_slots(round_.claim, count=1)
    if Assignment.objects.live().filter(round=round_).exists():
        return
    round_.advance("close_unread", by=by, at=at)
    round_.claim.advance("release", by=by, at=at)


def must_be_open(round: Round) -> None:
    """Raise `InvalidTransition` once the seal is lifted: who sits in a round no longer changes."""
    if round.status != RoundStatus.OPEN:
        raise InvalidTransition(
            f"This round is {round.get_status_display().lower()}; who reviews it can no longer change.",
            extra={"status_now": round.status},
        )


def must_follow(round: Round, *, plan_key: str | None) -> None:
    """Raise `Conflict` when somebody else opened the round under another plan meanwhile."""
    if plan_key is not None and plan_key != round.plan.key:
        raise Conflict(f"This claim is being checked by the plan “{round.plan.name}” already.")
