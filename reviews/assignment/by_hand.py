"""An editor asks people to check a claim, and changes who is asked; a reviewer may decline."""

from datetime import datetime

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger
from reviews.assignment import due_dates, rounds
from reviews.models import Assignment, Round
from reviews.policies.asking import may_assign, may_be_asked
from reviews.policies.reviewing import may_review
from reviews.selectors.locked import lock_assignment, lock_claim
from reviews.telling import tell_declined, tell_taken
from reviews.typed import LONGEST_REASON, must_fit, must_give_reason


def assign_claim(
    *,
    claim_id: int,
    reviewer_ids: list[int],
    due_at: datetime,
    by: User,
    at: datetime,
    plan_key: str | None = None,
    note: str = "",
) -> Round:
    """Ask people to check an accepted claim, or to fill the seats its open round has left.

    The first assignment opens the round under the plan (default: the desk's), with wording and scale pinned; the first
    person leads if the plan has a lead. Raises `NotAllowed` for anyone but an editor, `InvalidTransition` when the
    claim is not to be checked now, `Invalid` on `reviewers`, `due_at`, `plan`, `note`.
    """
    may_assign(by).or_refuse()
    with ledger.act("assign", by=by, at=at, claim=claim_id) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        due_dates.must_lie_ahead(due_at, at=at)
        must_fit(note, "note", longest=LONGEST_REASON)
        reviewers = find_people(reviewer_ids)
        round_ = _round_to_fill(claim, plan_key=plan_key, by=by, at=at)
        for person in reviewers:
            must_be_free(person, claim, round_)
        rounds.take_seats(round_, reviewers=reviewers, due_at=due_at, note=note, by=by, at=at)
    return round_


def _round_to_fill(claim: Claim, *, plan_key: str | None, by: User, at: datetime) -> Round:
    under_way = rounds.round_under_way(claim)
    if under_way is None:
        plan = rounds.find_plan(plan_key) if plan_key else rounds.default_plan()
        return rounds.open_round(claim, plan=plan, by=by, at=at)
    under_way.claim = claim
    rounds.must_be_open(under_way)
    rounds.must_follow(under_way, plan_key=plan_key)
    return under_way


def reassign(*, assignment_id: int, reviewer_id: int, by: User, at: datetime, because: str) -> Assignment:
    """Give an unfinished assignment to someone else, seat and lead with it. What was typed stays its writer's own.

    A due date that has passed becomes the default one. Raises `NotAllowed`, `InvalidTransition`, `Invalid`.
    """
    with ledger.act("reassign", by=by, at=at) as act:
        old = lock_assignment(assignment_id, by=by)
        act.about(old)
        may_assign(by).or_refuse()
        _end(old, "reassign", because=because, by=by, at=at)
        [reviewer] = find_people([reviewer_id])
        must_be_free(reviewer, old.round.claim, old.round)
        tell_taken(old, by=by, at=at)
        due_at = old.due_at if old.due_at > at else due_dates.default_due(at, zone=at.tzinfo)
        return rounds.ask(old.round, reviewer, is_lead=old.is_lead, due_at=due_at, note=old.note, by=by, at=at)


def take_back_assignment(*, assignment_id: int, by: User, at: datetime, because: str) -> Assignment:
    """Take an unfinished assignment from its reviewer; the seat is free again."""
    with ledger.act("take_back", by=by, at=at) as act:
        taken = lock_assignment(assignment_id, by=by)
        act.about(taken)
        may_assign(by).or_refuse()
        _end(taken, "take_back", because=because, by=by, at=at)
        rounds.leave(taken, by=by, at=at)
        tell_taken(taken, by=by, at=at)
    return taken


def decline_assignment(*, assignment_id: int, because: str, by: User, at: datetime) -> Assignment:
    """Say no to an assignment, with a reason; the seat is free again. Only the person asked."""
    with ledger.act("decline", by=by, at=at) as act:
        declined = lock_assignment(assignment_id, by=by)
        act.about(declined)
        may_review(by, declined).or_refuse()
        _end(declined, "decline", because=because, by=by, at=at)
        rounds.leave(declined, by=by, at=at)
        tell_declined(declined, at=at)
    return declined


def _end(assignment: Assignment, verb: str, *, because: str, by: User, at: datetime) -> None:
    must_give_reason(because)
    assignment.advance(verb, by=by, at=at, round=assignment.round_id)
    assignment.ended_because = because.strip()
    assignment.save(update_fields=["ended_because"])


def find_people(ids: list[int]) -> list[User]:
    """The people with these ids, in this order. Raises `Invalid` on `reviewers`."""
    if not ids:
        raise Invalid.field("reviewers", "reviewers_missing", "Choose at least one person.")
    if len(set(ids)) < len(ids):
        raise Invalid.field("reviewers", "asked_twice", "The same person is chosen twice.")
    found = User.objects.in_bulk(ids)
    unknown = [str(wanted) for wanted in ids if wanted not in found]
    if unknown:
        raise Invalid.field("reviewers", "unknown_person", "There is no such person at the desk.")
    return [found[wanted] for wanted in ids]


def must_be_free(person: User, claim: Claim, round: Round) -> None:
    """Raise `Invalid` on `reviewers` with the reason why this person cannot be asked."""
    decision = may_be_asked(person, claim, round)
    if not decision:
        raise Invalid.field("reviewers", "cannot_be_asked", decision.reason)
