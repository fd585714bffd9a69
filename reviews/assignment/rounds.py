"""Opening a round, and ending one that nobody is left in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models.expressions import Combinable

from claims import slots
from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.errors import Conflict, Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.statements import Blank, Kept
from reviews.assignment.choosing import Chosen, SoFar, choose_plan, count_rounds, why
from reviews.assignment.due_dates import due_for
from reviews.contacts.beginning import begin_contact, leave_contact
from reviews.models import Assignment, RatingScale, ReviewPlan, Round
from reviews.states import ROUND_UNDER_WAY, AssignmentStatus, RoundStatus
from reviews.telling import tell_asked

UNDER_WAY = Kept(
    lambda: (
        Round.objects.select_for_update(of=("self",), no_key=True)
        .select_related("plan", "wording")
        .filter(claim=Blank("claim"), status__in=ROUND_UNDER_WAY)
        .order_by()
    )
)
CURRENT_SCALE = Kept(lambda: RatingScale.objects.filter(is_current=True))


def round_under_way(claim: Claim) -> Round | None:
    """The claim's round that has not ended, if any. The caller holds the claim's lock."""
    return UNDER_WAY.first(claim=claim.pk)


def find_plan(key: str) -> ReviewPlan:
    plan = ReviewPlan.objects.filter(key=key).first()
    if plan is None:
        raise Invalid.field("plan", "unknown_plan", "There is no such plan.")
    return plan


def plan_for(claim: Claim) -> ReviewPlan:
    """The plan chosen for claims like this one; the desk's default when none is."""
    return choose_plan(claim).plan


def open_round(
    claim: Claim,
    *,
    plan: ReviewPlan | None,
    by: User,
    at: datetime,
    wanted: int | None = None,
    taken: int = 0,
    so_far: SoFar | None = None,
) -> Round:
    """The next round of the claim, with wording and scale pinned, under this plan or the one for claims like it.

    `wanted` seats, or as many as the plan asks for, of which `taken` are taken at once.
    """
    so_far = so_far or count_rounds(claim)
    chosen = choose_plan(claim, so_far) if plan is None else Chosen(plan, why(plan, claim, so_far))
    claim.advance("start", by=by, at=at)
    return begin_round(
        claim,
        plan=chosen.plan,
        wanted=wanted or chosen.plan.reviewers,
        taken=taken,
        because=chosen.because,
        number=so_far.rounds + 1,
        by=by,
        at=at,
    )


def begin_round(
    claim: Claim,
    *,
    plan: ReviewPlan,
    wanted: int,
    because: str,
    by: User | None,
    at: datetime,
    number: int | None = None,
    taken: int = 0,
    **columns: object,
) -> Round:
    """Write the next round with `wanted` seats, all free but `taken`. `because`: why this plan, a code of `choosing`.

    The caller moves the claim's status, and may know the round's number already.
    """
    [scale] = CURRENT_SCALE.all()
    opened = Round.objects.create(
        claim=claim,
        number=number or count_rounds(claim).rounds + 1,
        plan=plan,
        chosen_because=because,
        reviews_wanted=wanted,
        wording=claim.wording,
        scale=scale,
        opened_at=at,
        **columns,
    )
    slots.change_wanted(claim, wanted=wanted, taken=taken)
    facts = {"claim": claim.pk, "plan": plan.key, "because": because, "wording": claim.wording_id}
    ledger.record("open_round", subject=opened, by=by, at=at, **facts)
    return opened


def take_seats(
    round: Round,
    *,
    reviewers: list[User],
    due_at: datetime | None,
    note: str,
    by: User,
    at: datetime,
    overridden: Mapping[int, list[str]] | None = None,
    override: str = "",
) -> None:
    """One assignment for each reviewer; the first of a plan with a lead leads. Raises `Invalid` when seats run out.

    `due_at` None: by the desk's policy, in each person's own calendar. `overridden`: the codes of what an editor
    overrode, by person, and `override` why.
    """
    live = list(Assignment.objects.live().filter(round=round))
    if len(live) + len(reviewers) > round.reviews_wanted:
        raise Invalid.field("reviewers", "too_many", seats_left(round.reviews_wanted - len(live)))
    needs_lead = round.plan.has_lead and not any(asked.is_lead for asked in live)
    slots.take_slots(round.claim, count=len(reviewers))
    for place, reviewer in enumerate(reviewers):
        lead, codes = needs_lead and place == 0, (overridden or {}).get(reviewer.pk, [])
        ask(
            round,
            reviewer,
            is_lead=lead,
            due_at=due_at or due_for(round.claim, at=at, person=reviewer),
            note=note,
            by=by,
            at=at,
            overridden=codes,
            override=override,
        )


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
    overridden: Sequence[str] = (),
    override: str = "",
    takes_over: Assignment | None = None,
) -> Assignment:
    """Write the assignment and its record. `pulled_until`: it was taken from the queue, and lapses then.

    `overridden`: the codes of what stood in the way (full, topic, language), and `override` why it was not heeded.
    """
    asked = Assignment.objects.create(
        round=round,
        reviewer=reviewer,
        is_lead=is_lead,
        points=round.plan.lead_points if is_lead else round.plan.points,
        due_at=_in_time(round, due_at, at=at),
        assigned_by=by,
        assigned_at=at,
        note=note,
        pulled_until=pulled_until,
        overridden_because=override if overridden else "",
        status=AssignmentStatus.ASSIGNED,
        takes_over=takes_over,
    )
    facts = {"overridden": list(overridden)} if overridden else {}
    if round.adjudicator_id == reviewer.pk:
        unname(round, by=by, at=at)
    ledger.record("assign", subject=asked, by=by, at=at, round=round.pk, reviewer=reviewer.pk, lead=is_lead, **facts)
    if is_lead or not round.plan.has_lead:
        begin_contact(round.claim, owner=reviewer, is_lead=is_lead, by=by, at=at)
    tell_asked(asked, at=at)
    return asked


def unname(round: Round, *, by: User, at: datetime) -> None:
    """Whoever was named to settle it cannot: they review it too, or have a conflict. Anybody who may does it then."""
    round.adjudicator = None
    round.save(update_fields=["adjudicator"])
    ledger.record("name_adjudicator", subject=round, by=by, at=at, adjudicator=None)


def _in_time(round: Round, due_at: datetime, *, at: datetime) -> datetime:
    """No later than the round allows, unless that moment has passed."""
    return min(due_at, round.due_by) if round.due_by is not None and round.due_by > at else due_at


def leave(assignment: Assignment, *, by: User | None, at: datetime) -> None:
    """After a reviewer left an open round: the seat is free again, and an empty round ends unread.

    But for one of a published claim, which waits for somebody else: the claim cannot be taken on anew.
    """
    round_ = assignment.round
    slots.give_back_slots(round_.claim, count=1)
    leave_contact(round_.claim, person=assignment.reviewer, by=by, at=at)
    is_published = round_.claim.status == ClaimStatus.PUBLISHED
    if is_published or Assignment.objects.live().filter(round=round_).exists():
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
