"""The work under way on a claim: locked, ended, followed elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from claims import slots
from claims.models import Claim
from claims.states import UNDER_WORK, ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.errors import Conflict, InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.assignment import eligibility, rounds
from reviews.assignment.due_dates import due_for
from reviews.contacts.beginning import begin_contact
from reviews.models import Assignment, Review, ReviewDraft, Round, VerdictDraft
from reviews.selectors.locked import lock_people
from reviews.states import ASSIGNMENT_OPEN, AssignmentStatus, RoundStatus


@dataclass(frozen=True)
class UnderWay:
    """A claim's round that has not ended, and who is asked in it or has handed in; all locked."""

    claim: Claim
    round: Round | None
    asked: list[Assignment]
    is_sealed: bool = False  # as it was when it was locked

    @property
    def is_handed_in(self) -> bool:
        """Whether a review nobody has read stands in it."""
        return any(one.status == AssignmentStatus.SUBMITTED for one in self.movable())

    def movable(self) -> list[Assignment]:
        """Assignments that may follow to another round: those of a sealed one."""
        return self.asked if self.is_sealed else []


def lock_under_way(claim: Claim) -> UnderWay:
    """The caller holds the claim's lock."""
    round_ = rounds.round_under_way(claim)
    if round_ is None:
        return UnderWay(claim, None, [])
    round_.claim = claim
    rows = Assignment.objects.live().select_for_update(of=("self",), no_key=True).filter(round=round_)
    asked = list(rows.select_related("reviewer", "assigned_by").order_by("pk"))
    for one in asked:
        one.round = round_
    return UnderWay(claim, round_, asked, is_sealed=round_.status == RoundStatus.OPEN)


def must_be_under_work(claim: Claim) -> None:
    """Raise `InvalidTransition` unless the desk has taken the claim on and not finished with it."""
    if claim.status == ClaimStatus.PUBLISHED:
        raise InvalidTransition(
            "This is published: what readers see changes by a correction or an update.",
            extra={"status_now": claim.status},
        )
    if claim.status not in UNDER_WORK:
        raise InvalidTransition(
            f"Nobody is at work on this claim: it is {claim.get_status_display().lower()}.",
            extra={"status_now": claim.status},
        )


def end_round(work: UnderWay, *, because: str, by: User, at: datetime) -> list[Assignment]:
    """End what is open: the assignments, then the round, unread while it is sealed. The assignments that ended.

    Reviews of a round closed unread stay their authors' own for good. The caller settles the seats.
    """
    if work.round is None:
        return []
    ended = [one for one in work.asked if one.status in ASSIGNMENT_OPEN]
    for one in ended:
        one.advance("end", by=by, at=at, round=one.round_id)
        one.ended_because = because
        one.save(update_fields=["ended_because"])
    work.round.advance("close_unread" if work.is_sealed else "set_aside", by=by, at=at)
    return ended


def open_again(claim: Claim, old: Round, *, by: User, at: datetime) -> Round:
    """The claim's next round, by the plan, number and adjudicator of an ended one; every seat is free.

    The claim is `accepted`, and in review afterwards.
    """
    opened = rounds.open_round(claim, plan=old.plan, wanted=old.reviews_wanted, by=by, at=at)
    opened.adjudicator, opened.changed_because = old.adjudicator, old.changed_because
    opened.save(update_fields=["adjudicator", "changed_because"])
    return opened


MAY_NOT = frozenset({"closed", "conflict", "away"})  # what keeps somebody from going on with their own work


@dataclass(frozen=True)
class LeftOut:
    """Somebody whose work would have gone on with a claim, and cannot: the seat there is free. `reason`: a sentence."""

    asked: Assignment
    claim: Claim
    reason: str

    def __str__(self) -> str:
        return f"{self.reason} The seat is free."


def why_not_again(person: User, claim: Claim, *, at: datetime) -> str:
    """What keeps somebody who was at work from being asked once more, in a sentence; empty when nothing does.

    That they reviewed it, their load, language and topic do not: they know the claim. The caller holds their lock.
    """
    found = eligibility.obstacles(eligibility.profile_of(person, at=at), claim, None)
    return next((one.sentence for one in found if one.code in MAY_NOT), "")


def lock_those_at_work(claim_id: int) -> set[int]:
    """Lock those who are asked in the claim's open round, before its own lock; the ids of these people."""
    asked = Assignment.objects.live().filter(round__claim=claim_id, round__status=RoundStatus.OPEN)
    ids = set(asked.values_list("reviewer", flat=True))
    lock_people(ids)
    return ids


def must_be_held(people: Iterable[int], held: set[int]) -> None:
    """Raise `Conflict` if somebody was asked between the two locks: people are locked before claims, not after."""
    if not set(people) <= held:
        raise Conflict("Somebody was asked to check this at this very moment. Look at it again, then repeat.")


def follow(
    old: Assignment, to: Round, *, by: User, at: datetime, is_lead: bool, pieces: Mapping[int, int] | None = None
) -> Assignment:
    """The same person is asked in another round, and what they typed or handed in lies there as their draft.

    `pieces` says which evidence of the new file is which of the old, where the file is another. The caller holds both
    claims' locks.
    """
    slots.take_slots(to.claim, count=1)
    asked = Assignment.objects.create(
        round=to,
        reviewer=old.reviewer,
        is_lead=is_lead,
        points=to.plan.lead_points if is_lead else to.plan.points,
        due_at=due_for(to.claim, at=at, person=old.reviewer),
        assigned_by=by,
        assigned_at=at,
        note=old.note,
        hand_over=old.hand_over,
        pulled_until=old.pulled_until,
        status=AssignmentStatus.ASSIGNED,
    )
    ledger.record("assign", subject=asked, by=by, at=at, round=to.pk, reviewer=old.reviewer_id, follows=old.pk)
    if is_lead or not to.plan.has_lead:
        begin_contact(to.claim, owner=old.reviewer, is_lead=is_lead, by=by, at=at)
    copy_draft(old, asked, pieces=pieces)
    return asked


def copy_draft(old: Assignment, to: Assignment, *, pieces: Mapping[int, int] | None = None) -> None:
    """What the reviewer typed, or handed in, as their draft of the new assignment. Nobody else ever reads either."""
    draft = ReviewDraft.objects.select_related("rating").filter(assignment=old).first() or _handed_in(old)
    if draft is None:
        return
    kept = [one.attname for one in ReviewDraft._meta.concrete_fields if one.name not in ("id", "assignment", "rating")]
    copied = ReviewDraft(assignment=to, **{name: getattr(draft, name) for name in kept})
    if draft.rating is not None:
        copied.rating = to.round.scale.ratings.filter(key=draft.rating.key).first()
    if pieces is not None:
        known = {str(before): str(after) for before, after in pieces.items()}
        copied.readings = {known[key]: read for key, read in draft.readings.items() if key in known}
    copied.save(force_insert=True)


def _handed_in(old: Assignment) -> ReviewDraft | None:
    review = Review.objects.standing().filter(assignment=old).select_related("rating").first()
    if review is None:
        return None
    readings = {str(piece): reading for piece, reading in review.stances().items()}
    return ReviewDraft(
        assignment=old,
        rating=review.rating,
        rationale=review.rationale,
        readings=readings,
        saved_at=review.submitted_at,
    )


def reopen_text(claim: Claim, *, by: User, at: datetime) -> VerdictDraft | None:
    """The text under way, if there is one: handed in or signed off, it is its writer's again."""
    rows = VerdictDraft.objects.under_way().select_for_update(of=("self",)).select_related("writer")
    draft = rows.filter(claim=claim).first()
    if draft is not None and draft.may("rework"):
        draft.advance("rework", by=by, at=at)
    return draft
