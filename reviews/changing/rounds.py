"""An editor changes how a claim is checked while it is: plan, number, who settles it, who is late, closing early.

Each with a reason, kept beside the round (`RoundChange`) and open to everyone once the seal is lifted.
"""

from datetime import datetime

from claims import slots
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.assignment import by_hand, choosing, eligibility, rounds
from reviews.contacts.beginning import begin_contact
from reviews.models import Assignment, Round, RoundChange
from reviews.policies.asking import may_assign
from reviews.policies.settling import could_adjudicate
from reviews.selectors.locked import lock_assignment, lock_people, lock_round
from reviews.settling import close, standing_reviews
from reviews.states import ASSIGNMENT_OPEN, ROUND_UNDER_WAY, AssignmentStatus, ClosedBecause
from reviews.telling import tell_taken
from reviews.telling_rounds import tell_adjudicator, tell_plan_changed
from reviews.typed import must_give_reason

MOST_REVIEWS = 5
CLOSED_EARLY = "An editor closed the round with what was in."


def change_plan(*, round_id: int, plan_key: str, because: str, by: User, at: datetime) -> Round:
    """Check an open round's claim by another plan; seats come and go as with `change_number`.

    Raises `NotAllowed`, `InvalidTransition` once the seal is lifted, `Invalid` on `plan`, `because`.
    """
    with ledger.act("change_plan", by=by, at=at) as act:
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        _must_be_changeable(round_, because=because, by=by)
        plan = rounds.find_plan(plan_key)
        if plan == round_.plan:
            raise Invalid.field("plan", "same_plan", "It is checked by this plan already.")
        act.note(before=round_.plan.key, plan=plan.key)
        round_.plan, round_.chosen_because = plan, choosing.EDITOR
        round_.save(update_fields=["plan", "chosen_because"])
        _seat_the_lead(round_, by=by, at=at)
        _keep(round_, "change_plan", because=because, by=by, at=at)
        tell_plan_changed(round_, by=by, at=at)
        _want(round_, plan.reviewers, field="plan", by=by, at=at)
    return round_


def change_number(*, round_id: int, number: int, because: str, by: User, at: datetime) -> Round:
    """Ask for more or fewer reviews. As many as are in already closes the round with them.

    Raises `Invalid` on `number` when it lies outside 1 to 5, is what is asked for now, or people at work would lose
    their seats: an editor says whose, by taking an assignment back.
    """
    with ledger.act("change_number", by=by, at=at) as act:
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        _must_be_changeable(round_, because=because, by=by)
        if not 1 <= number <= MOST_REVIEWS:
            raise Invalid.field("number", "number_out_of_range", f"Ask for 1 to {MOST_REVIEWS} reviews.")
        if number == round_.reviews_wanted:
            raise Invalid.field("number", "same_number", "That is how many are asked for now.")
        act.note(before=round_.reviews_wanted, number=number)
        _keep(round_, "change_number", because=because, by=by, at=at)
        _want(round_, number, field="number", by=by, at=at)
    return round_


def name_adjudicator(*, round_id: int, adjudicator_id: int | None, because: str, by: User, at: datetime) -> Round:
    """Say who is to settle a disagreement, should there be one; None: anybody who may.

    Raises `InvalidTransition` once the round is settled, `Invalid` on `adjudicator` for somebody who may not.
    """
    with ledger.act("name_adjudicator", by=by, at=at) as act:
        lock_people([] if adjudicator_id is None else [adjudicator_id])
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        may_assign(by).or_refuse()
        if round_.status not in ROUND_UNDER_WAY:
            raise _too_late(round_, "there is nothing left to settle")
        must_give_reason(because)
        round_.adjudicator = _eligible(adjudicator_id, round_, at=at)
        round_.save(update_fields=["adjudicator"])
        act.note(adjudicator=adjudicator_id)
        _keep(round_, "name_adjudicator", because=because, by=by, at=at)
        tell_adjudicator(round_, by=by, at=at)
    return round_


def replace_late_second(
    *, round_id: int, assignment_id: int, because: str, by: User, at: datetime, reviewer_id: int | None = None
) -> Round:
    """Give an overdue, unfinished assignment to somebody else, or its seat back to the queue (no `reviewer_id`).

    What was typed stays its writer's own. Raises `InvalidTransition` when it is not overdue or already handed in,
    `Invalid` on `assignment`, `reviewers`, `because`.
    """
    with ledger.act("replace_late_second", by=by, at=at) as act:
        lock_people([] if reviewer_id is None else [reviewer_id])
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        _must_be_changeable(round_, because=because, by=by)
        late = _late(assignment_id, round_, by=by, at=at)
        act.about(late)  # who is late is sealed with the assignment
        act.note(round=round_.pk, reviewer=reviewer_id)
        _keep(round_, "replace_late_second", because=because, by=by, at=at)
        if reviewer_id is None:
            by_hand.take_back_assignment(assignment_id=late.pk, by=by, at=at, because=because)
        else:
            by_hand.reassign(assignment_id=late.pk, reviewer_id=reviewer_id, by=by, at=at, because=because)
    return Round.objects.select_related("plan", "scale").get(pk=round_.pk)


def close_with_one(
    *, round_id: int, because: str, by: User, at: datetime, kind: ClosedBecause = ClosedBecause.OTHER
) -> Round:
    """Close an open round with what is in, one review or more; the others are not waited for.

    Their assignments end, what they typed stays theirs. Readers of the verdict are told the `kind` of reason, never
    `because`. Raises `InvalidTransition` while nothing is in.
    """
    with ledger.act("close_with_one", by=by, at=at) as act:
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        _must_be_changeable(round_, because=because, by=by)
        act.note(reviews=standing_reviews(round_).count(), kind=kind)
        _keep(round_, "close_with_one", because=because, by=by, at=at, kind=kind)
        _close_early(round_, by=by, at=at)
    return round_


def _must_be_changeable(round: Round, *, because: str, by: User) -> None:
    may_assign(by).or_refuse()
    if round.closed_at is not None or round.status not in ROUND_UNDER_WAY:
        raise _too_late(round, "how it is checked can no longer change")
    must_give_reason(because)


def _too_late(round: Round, what: str) -> InvalidTransition:
    return InvalidTransition(
        f"This round is {round.get_status_display().lower()}; {what}.", extra={"status_now": round.status}
    )


def _keep(round: Round, verb: str, *, because: str, by: User, at: datetime, kind: str = "") -> None:
    """The reason beside the round; the newest also on it."""
    because = because.strip()
    RoundChange.objects.create(round=round, verb=verb, because=because, kind=kind, by=by, at=at)
    round.changed_because = because[:300]
    round.save(update_fields=["changed_because"])


def _seat_the_lead(round: Round, *, by: User, at: datetime) -> None:
    """Somebody leads if the plan has a lead, the first who was asked; nobody otherwise."""
    live = Assignment.objects.live().filter(round=round).order_by("pk")
    if not round.plan.has_lead:
        live.filter(is_lead=True).update(is_lead=False)
    elif not live.filter(is_lead=True).exists():
        first = live.select_related("reviewer").first()
        if first is not None:
            Assignment.objects.filter(pk=first.pk).update(is_lead=True)
            begin_contact(round.claim, owner=first.reviewer, by=by, at=at)
    # What a seat weighs is the plan's to say.
    live.filter(is_lead=True).update(points=round.plan.lead_points)
    live.filter(is_lead=False).update(points=round.plan.points)


def _want(round: Round, wanted: int, *, field: str, by: User, at: datetime) -> None:
    """Seats for `wanted` reviews; the round closes if they are all in."""
    standing = standing_reviews(round).count()
    busy = _at_work(round).count()
    if wanted < standing:
        raise Invalid.field(field, "reviews_are_in", f"{standing} reviews are in already; fewer is not possible.")
    if wanted == standing:
        _close_early(round, by=by, at=at)
        return
    if wanted < standing + busy:
        sentence = "More people are at work on it. Take an assignment back first, or close with what is in."
        raise Invalid.field(field, "people_at_work", sentence)
    round.reviews_wanted = wanted
    round.save(update_fields=["reviews_wanted"])
    slots.change_wanted(round.claim, wanted=wanted, taken=standing + busy)


def _at_work(round: Round):
    return Assignment.objects.filter(round=round, status__in=ASSIGNMENT_OPEN)


def _close_early(round: Round, *, by: User, at: datetime) -> None:
    """Lift the seal of what is in; whoever is still at work is told that nobody waits for them."""
    standing = standing_reviews(round).count()
    if not standing:
        raise InvalidTransition("No review is in yet, so there is nothing to close it with.")
    for asked in _at_work(round).select_for_update(of=("self",), no_key=True).select_related("reviewer").order_by("pk"):
        asked.round = round
        asked.advance("end", by=by, at=at, round=round.pk)
        asked.ended_because = CLOSED_EARLY
        asked.save(update_fields=["ended_because"])
        tell_taken(asked, by=by, at=at)
    round.reviews_wanted = standing
    round.save(update_fields=["reviews_wanted"])
    slots.change_wanted(round.claim, wanted=standing, taken=standing)
    close(round, list(standing_reviews(round)), by=by, at=at, early=True)


def _eligible(adjudicator_id: int | None, round: Round, *, at: datetime) -> User | None:
    """The person, if they may settle this round. Raises `Invalid` on `adjudicator`."""
    if adjudicator_id is None:
        return None
    person = User.objects.filter(pk=adjudicator_id, is_active=True).first()
    if person is None:
        raise Invalid.field("adjudicator", "unknown_person", "There is no such person at the desk.")
    if "conflict" in _obstacles(person, round, at=at):
        raise Invalid.field("adjudicator", "cannot_settle", f"{person} has declared a conflict of interest.")
    if not could_adjudicate(person, round):
        sentence = (
            f"{person} cannot settle this: that is for an editor, or an expert on the topic, who does not review it."
        )
        raise Invalid.field("adjudicator", "cannot_settle", sentence)
    return person


def _obstacles(person: User, round: Round, *, at: datetime) -> set[str]:
    profile = eligibility.profile_of(person, at=at)
    return {one.code for one in eligibility.obstacles(profile, round.claim, None)}


def _late(assignment_id: int, round: Round, *, by: User, at: datetime) -> Assignment:
    """The assignment of this round, overdue and unfinished. Waiting for somebody else is not being late."""
    if not Assignment.objects.filter(pk=assignment_id, round=round).exists():
        raise Invalid.field("assignment", "unknown_assignment", "Nobody was asked by this assignment in this round.")
    late = lock_assignment(assignment_id, by=by)
    if late.status not in (AssignmentStatus.ASSIGNED, AssignmentStatus.IN_PROGRESS):
        status = late.get_status_display().lower()
        raise InvalidTransition(f"This assignment is {status}; there is nobody to replace.")
    if late.due_at >= at:
        raise InvalidTransition("This assignment is not overdue. Give it to somebody else by hand, if you must.")
    return late
