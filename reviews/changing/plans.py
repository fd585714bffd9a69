"""The desk's review plans: what they ask for, and which claims they are chosen for. And what a claim risks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from claims.models import Claim, Topic
from claims.states import ClaimStatus, ClaimType, Risk
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.ledger import acts as ledger
from reviews.assignment.choosing import HARM, TWICE
from reviews.changing.rounds import MOST_REVIEWS
from reviews.models import ReviewPlan
from reviews.policies.asking import may_assign
from reviews.selectors.locked import lock_claim
from reviews.typed import must_be_present, must_fit, must_say

MOST_POINTS = 20
KNOWN = {
    "risks": {*Risk.values, HARM, TWICE},
    "types": set(ClaimType.values),
    "check_for": {"truth", "said"},
}


@dataclass(frozen=True)
class PlanText:
    """A plan as an editor writes it. `chosen_for` as `assignment/choosing.py` reads it."""

    name: str
    description: str
    reviewers: int
    lead_points: int
    points: int
    chosen_for: Mapping[str, Collection[str]]


def edit_plan(*, plan_id: int, text: PlanText, version: int, by: User, at: datetime) -> ReviewPlan:
    """Change a plan for rounds to come; an open round keeps the number of reviews it was opened with.

    Raises `NotAllowed`, `Conflict` when somebody else changed it since, `Invalid` on the fields.
    """
    with ledger.act("edit_plan", by=by, at=at) as act:
        may_assign(by).or_refuse()
        plan = ReviewPlan.objects.select_for_update(no_key=True).filter(pk=plan_id).first()
        if plan is None:
            raise NotFound
        act.about(plan)
        must_be_present(plan, version, "Somebody else changed this plan meanwhile.")
        _must_make_sense(text)
        plan.name, plan.description = text.name.strip(), text.description.strip()
        plan.reviewers, plan.lead_points, plan.points = text.reviewers, text.lead_points, text.points
        plan.chosen_for = {trait: sorted(values) for trait, values in text.chosen_for.items() if values}
        plan.version = version + 1
        plan.save(update_fields=[*PlanText.__dataclass_fields__, "version"])
        act.note(reviewers=plan.reviewers, chosen_for=plan.chosen_for)
    return plan


def _must_make_sense(text: PlanText) -> None:
    must_say(text.name, "name", "name_missing", "Give the plan a name.")
    must_fit(text.name, "name", longest=80)
    must_fit(text.description, "description", longest=300)
    if not 1 <= text.reviewers <= MOST_REVIEWS:
        raise Invalid.field("reviewers", "number_out_of_range", f"Ask for 1 to {MOST_REVIEWS} reviews.")
    for field in ("lead_points", "points"):
        if not 1 <= getattr(text, field) <= MOST_POINTS:
            raise Invalid.field(field, "points_out_of_range", f"A review takes 1 to {MOST_POINTS} points.")
    _must_be_known(text.chosen_for)


def _must_be_known(chosen_for: Mapping[str, Collection[str]]) -> None:
    known = {**KNOWN, "topics": set(Topic.objects.values_list("slug", flat=True))}
    for trait, values in chosen_for.items():
        # A topic may be named before the desk has it, as the shipped plans do.
        if trait not in known or (trait != "topics" and not set(values) <= known[trait]):
            raise Invalid.field("chosen_for", "unknown_trait", "A plan is chosen by risks, topics, types or check_for.")


def set_risks(*, claim_id: int, risks: Collection[str], by: User, at: datetime) -> Claim:
    """Say what decides how carefully the claim is checked. It counts for the next round; an open one keeps its plan.

    Raises `NotAllowed`, `InvalidTransition` for a claim that is not (or no longer) to be checked, `Invalid` on `risks`.
    """
    with ledger.act("set_risks", by=by, at=at) as act:
        may_assign(by).or_refuse()
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        if claim.status in (ClaimStatus.DISMISSED, ClaimStatus.DUPLICATE, ClaimStatus.PUBLISHED):
            raise InvalidTransition(f"This claim is {claim.get_status_display().lower()}; no plan is chosen for it.")
        if not set(risks) <= set(Risk.values):
            raise Invalid.field("risks", "unknown_risk", "There is no such risk.")
        claim.risks = [risk for risk in Risk.values if risk in risks]
        claim.save(update_fields=["risks"])
        act.note(risks=claim.risks)
    return claim
