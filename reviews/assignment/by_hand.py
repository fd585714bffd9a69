"""An editor asks people to check a claim, and changes who is asked and until when; a reviewer may decline."""

from datetime import UTC, datetime

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.assignment import due_dates, rounds
from reviews.assignment.eligibility import obstacles, profiles_of
from reviews.models import Assignment, Round
from reviews.policies.asking import may_assign, may_be_asked
from reviews.policies.reviewing import may_review
from reviews.selectors.locked import lock_assignment, lock_claim, lock_people
from reviews.states import ASSIGNMENT_OPEN
from reviews.telling import tell_declined, tell_due_date, tell_taken
from reviews.typed import LONGEST_REASON, must_fit, must_give_reason

LONGEST_OVERRIDE = 300  # characters
MOST_REVIEWS = 5


def assign_claim(
    *,
    claim_id: int,
    reviewer_ids: list[int],
    due_at: datetime | None,
    by: User,
    at: datetime,
    plan_key: str | None = None,
    reviews_wanted: int | None = None,
    note: str = "",
    override: str = "",
) -> Round:
    """Ask people to check an accepted claim, or to fill the seats its open round has left.

    The first assignment opens the round under the plan (default: the one chosen for claims like it), with wording and
    scale pinned, and `reviews_wanted` seats (default: the plan's); the first person leads if the plan has a lead.
    `due_at` None: by the desk's policy, for each by their own working days. `override`: why somebody is asked in spite
    of language, topic or load. Raises `NotAllowed` for anyone but an editor, `InvalidTransition` when the claim is not
    to be checked now, `Invalid` on `reviewers`, `due_at`, `plan`, `reviews_wanted`, `note`, `override`.
    """
    may_assign(by).or_refuse()
    with ledger.act("assign", by=by, at=at, claim=claim_id) as act:
        lock_people(reviewer_ids)
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        if due_at is not None:
            due_dates.must_lie_ahead(due_at, at=at)
        must_fit(note, "note", longest=LONGEST_REASON)
        reviewers = find_people(reviewer_ids)
        round_ = _round_to_fill(claim, plan_key=plan_key, wanted=reviews_wanted, by=by, at=at)
        overridden = must_be_free(reviewers, claim, round_, override=override, at=at)
        rounds.take_seats(
            round_,
            reviewers=reviewers,
            due_at=due_at,
            note=note,
            by=by,
            at=at,
            overridden=overridden,
            override=override.strip(),
        )
    return round_


def _round_to_fill(claim: Claim, *, plan_key: str | None, wanted: int | None, by: User, at: datetime) -> Round:
    if wanted is not None and not 1 <= wanted <= MOST_REVIEWS:
        raise Invalid.field("reviews_wanted", "out_of_range", f"Ask for 1 to {MOST_REVIEWS} reviews.")
    under_way = rounds.round_under_way(claim)
    if under_way is None:
        plan = rounds.find_plan(plan_key) if plan_key else rounds.plan_for(claim)
        return rounds.open_round(claim, plan=plan, wanted=wanted, by=by, at=at)
    under_way.claim = claim
    rounds.must_be_open(under_way)
    rounds.must_follow(under_way, plan_key=plan_key)
    if wanted not in (None, under_way.reviews_wanted):
        asked_for = under_way.reviews_wanted
        raise Invalid.field("reviews_wanted", "round_is_open", f"This round asks for {asked_for}; change it there.")
    return under_way


def reassign(
    *, assignment_id: int, reviewer_id: int, by: User, at: datetime, because: str, override: str = ""
) -> Assignment:
    """Give an unfinished assignment to someone else, seat and lead with it. What was typed stays its writer's own.

    A due date that has passed becomes the one of the desk's policy. Raises `NotAllowed`, `InvalidTransition`, `Invalid`
    as for assigning.
    """
    with ledger.act("reassign", by=by, at=at) as act:
        lock_people([reviewer_id])
        old = lock_assignment(assignment_id, by=by)
        act.about(old)
        may_assign(by).or_refuse()
        if reviewer_id == old.reviewer_id:
            raise Invalid.field("reviewer", "same_person", f"{old.reviewer} has it already. Choose somebody else.")
        _end(old, "reassign", because=because, by=by, at=at)
        claim = old.round.claim
        [reviewer] = find_people([reviewer_id])
        codes = must_be_free([reviewer], claim, old.round, override=override, at=at).get(reviewer.pk, [])
        tell_taken(old, by=by, at=at)
        due_at = old.due_at if old.due_at > at else due_dates.due_for(claim, at=at, person=reviewer)
        return rounds.ask(
            old.round,
            reviewer,
            is_lead=old.is_lead,
            due_at=due_at,
            note=old.note,
            by=by,
            at=at,
            takes_over=old,
            overridden=codes,
            override=override.strip(),
        )


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


def set_due_date(*, assignment_id: int, due_at: datetime, by: User, at: datetime, because: str) -> Assignment:
    """Have an unfinished assignment be due at another time; it is reminded of anew. Its reviewer is told why.

    Raises `NotAllowed`, `Invalid` on `due_at` or `because`, `InvalidTransition` when the work has ended.
    """
    with ledger.act("set_due_date", by=by, at=at) as act:
        asked = lock_assignment(assignment_id, by=by)
        act.about(asked)
        may_assign(by).or_refuse()
        must_give_reason(because)
        if asked.status not in ASSIGNMENT_OPEN:
            raise InvalidTransition(f"This assignment is {asked.get_status_display().lower()}; nothing of it is due.")
        due_dates.must_lie_ahead(due_at, at=at)
        _must_lie_in_the_round(due_at, asked.round)
        act.note(due_at=due_at.astimezone(UTC).isoformat(), was=asked.due_at.astimezone(UTC).isoformat())
        asked.due_at, asked.reminded = due_at, 0
        asked.save(update_fields=["due_at", "reminded"])
        tell_due_date(asked, because=because.strip(), by=by, at=at)
    return asked


def _must_lie_in_the_round(due_at: datetime, round: Round) -> None:
    """What a round promised to readers is not put off by one of its reviews."""
    if round.due_by is not None and due_at > round.due_by:
        raise Invalid.field("due_at", "due_after_the_round", "The second opinion was promised sooner than that.")


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


def must_be_free(
    people: list[User], claim: Claim, round: Round, *, at: datetime, override: str = ""
) -> dict[int, list[str]]:
    """What was overridden for whom, by codes; those whom nothing stands in the way of are left out.

    Raises `Invalid` on `reviewers` with the reason why somebody cannot be asked: code `cannot_be_asked`, or
    `override_needed` where a reason in `override` would do.
    """
    must_fit(override, "override", longest=LONGEST_OVERRIDE)
    profiles, overridden = profiles_of(people, at=at), {}
    for person in people:
        standing = obstacles(profiles[person.pk], claim, round)
        decision = may_be_asked(standing, override=override.strip())
        if not decision:
            code = "override_needed" if all(one.may_override for one in standing) else "cannot_be_asked"
            raise Invalid.field("reviewers", code, decision.reason)
        if standing:
            overridden[person.pk] = [one.code for one in standing]
    return overridden
