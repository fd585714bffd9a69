"""Which plan a claim is checked by, and why: the plans say themselves what they are for.

`ReviewPlan.chosen_for` is {"risks": […], "topics": [slug, …], "types": […], "check_for": […]}, all by choice. Risks
are what an editor said of the claim (claims.states.Risk) and two the desk knows by itself: `harm` (accepted because it
could do harm) and `adjudicated_twice`. Of several plans that match, the one that asks the most people is taken, the
second look of a fast plan counted; among equals the one listed first.
"""

from dataclasses import dataclass

from django.db import connection

from claims.models import Claim
from claims.states import AcceptReason, ClaimType
from factcheck.accounts.models import User
from factcheck.statements import Kept, prepared
from reviews.assignment.eligibility import NEVER_AGAIN
from reviews.models import ReviewPlan

HARM, TWICE = "harm", "adjudicated_twice"
DEFAULT, EDITOR, REOPENED, SECOND_LOOK, RECHECK = "default", "editor", "reopened", "second_look", "recheck"
OFTEN = 2  # adjudications after which three look at it

SENTENCES = {
    "risk:accusation": "Chosen because the claim accuses a person.",
    "risk:election": "Chosen because the claim is about an election.",
    "risk:health": "Chosen because the claim could harm somebody's health.",
    "risk:legal": "Chosen because the claim carries legal risk for the desk.",
    "risk:breaking": "Chosen because this is breaking news.",
    "risk:official_figure": "Chosen because only a plain official figure is to be looked up.",
    "risk:harm": "Chosen because the claim was accepted as one that could do harm.",
    "risk:adjudicated_twice": "Chosen because the claim was settled by somebody else twice already.",
    "check_for:said": "Chosen because we check whether they said it.",
    "check_for:truth": "Chosen because we check whether it is true.",
    DEFAULT: "The desk's usual plan.",
    EDITOR: "An editor chose it.",
    REOPENED: "As before: the claim is checked again because of evidence that came later.",
    SECOND_LOOK: "The second opinion that a fast plan promises at publication.",
    RECHECK: "As before: the published claim is checked anew, because something asked for another look.",
}

PLANS = Kept(ReviewPlan.objects.all)


@dataclass(frozen=True)
class SoFar:
    """How many rounds a claim has had, how many of them somebody else settled, whether the queue may not ask again."""

    rounds: int
    adjudicated: int
    asked: bool = False


@dataclass(frozen=True)
class Chosen:
    """A plan, and the code of the reason: `risk:legal`, `topic:health`, `type:numeric`, `check_for:said`, `default`."""

    plan: ReviewPlan
    because: str


def choose_plan(claim: Claim, so_far: SoFar | None = None) -> Chosen:
    """The plan for claims like this one; the desk's default when none is for them."""
    plans = PLANS.all()
    traits = traits_of(claim, so_far or count_rounds(claim))
    matching = [plan for plan in plans if first_match(plan, traits)]
    if not matching:
        return Chosen(next(plan for plan in plans if plan.is_default), DEFAULT)
    chosen = min(matching, key=lambda plan: (-people_asked(plan), plan.order))
    return Chosen(chosen, first_match(chosen, traits))


SO_FAR = """
SELECT count(reviews_round.id), count(reviews_adjudication.id), coalesce(bool_or(EXISTS (
    SELECT FROM reviews_assignment asked
    WHERE asked.round_id = reviews_round.id AND asked.reviewer_id = %s AND asked.status = ANY(%s)
        AND NOT (asked.status = 'submitted' AND reviews_round.status = 'closed_unread'))), false)
FROM reviews_round LEFT JOIN reviews_adjudication ON reviews_adjudication.round_id = reviews_round.id
WHERE reviews_round.claim_id = %s
"""


def count_rounds(claim: Claim, *, asked: User | None = None) -> SoFar:
    """What came before, and whether this person has been asked to check the claim: see `NEVER_AGAIN`."""
    with prepared(), connection.cursor() as cursor:
        cursor.execute(SO_FAR, [asked.pk if asked else None, NEVER_AGAIN, claim.pk])
        return SoFar(*cursor.fetchone())


def people_asked(plan: ReviewPlan) -> int:
    return plan.reviewers + plan.second_look


def why(plan: ReviewPlan, claim: Claim, so_far: SoFar) -> str:
    """The code of the reason why this claim is checked by this plan; `editor` when the plan is not for such claims."""
    return first_match(plan, traits_of(claim, so_far)) or (DEFAULT if plan.is_default else EDITOR)


def traits_of(claim: Claim, so_far: SoFar) -> dict[str, list[str]]:
    """What plans are chosen by, the gravest first."""
    return {
        "risks": risks_of(claim, so_far),
        "topics": [claim.topic.slug] if claim.topic_id else [],
        "types": list(claim.types),
        "check_for": [claim.check_for],
    }


def risks_of(claim: Claim, so_far: SoFar) -> list[str]:
    """What an editor chose, and what the desk knows by itself."""
    risks = list(claim.risks)
    if claim.accepted_because == AcceptReason.HARM:
        risks.append(HARM)
    if so_far.adjudicated >= OFTEN:
        risks.append(TWICE)
    return risks


def first_match(plan: ReviewPlan, traits: dict[str, list[str]]) -> str:
    singular = {"risks": "risk", "topics": "topic", "types": "type", "check_for": "check_for"}
    for trait, values in traits.items():
        for value in values:
            if value in plan.chosen_for.get(trait, []):
                return f"{singular[trait]}:{value}"
    return ""


def sentence_for(because: str) -> str:
    """The reason in one sentence, for the claim's page; empty for rounds older than reasons."""
    if because in SENTENCES:
        return SENTENCES[because]
    kind, _, value = because.partition(":")
    if kind == "topic":
        return f"Chosen for the claim's topic, {value.replace('-', ' ')}."
    if kind == "type":
        word = ClaimType(value).label.lower() if value in ClaimType.values else value
        return f"Chosen for the claim's type: {word}."
    return ""
