"""Two claims under work turn out to be one: the file and the appearances join the one that stays."""

from collections.abc import Collection
from datetime import datetime

from claims import slots
from claims.models import Claim
from claims.priorities import count_again
from claims.states import UNDER_WORK, ClaimStatus
from claims.triage.following import hand_over
from claims.triage.matches import confirm_between
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.assignment.eligibility import obstacles, profile_of
from reviews.changing.ending import (
    UnderWay,
    end_round,
    follow,
    lock_those_at_work,
    lock_under_way,
    must_be_held,
    must_be_under_work,
    reopen_text,
)
from reviews.changing.files import copy_contact, copy_file, copy_holds
from reviews.changing.flags import settle_all
from reviews.changing.telling import tell_ended, tell_followers, tell_writer
from reviews.models import Assignment
from reviews.policies.changing import may_change_claim
from reviews.selectors.locked import lock_claims
from reviews.states import FlagKind
from reviews.typed import must_give_reason

ENDED = "The claim was merged with another."


def merge_under_work(
    *,
    claim_id: int,
    canonical_id: int,
    because: str,
    by: User,
    at: datetime,
    move: Collection[int] = (),
) -> Claim:
    """A claim under work, or shelved, is the same as the canonical one, whose words stand; it is checked no more.

    Its evidence, appearances, tips, duplicates, holds and what the claimant answered join the canonical claim. `move`
    names the assignments that go on there, in free seats of its open round; the others end. There is no way back.
    Raises `NotAllowed`, `NotFound`, `Conflict` when somebody was asked meanwhile, `InvalidTransition` when a sealed
    review is in on either side or one is published, `Invalid` on `canonical`, `move`, `because`.
    """
    may_change_claim(by).or_refuse()
    must_give_reason(because)
    if claim_id == canonical_id:
        raise Invalid.field("canonical", "same_claim", "A claim cannot be merged with itself.")
    with ledger.act("merge_under_work", by=by, at=at, canonical=canonical_id) as act:
        held = lock_those_at_work(claim_id) if move else set()
        claim, canonical = lock_claims([claim_id, canonical_id], by=by)
        act.about(claim)
        _must_be_mergeable(claim, canonical)
        work, there = _lock_both(claim, canonical)
        _must_not_be_handed_in(work, there)
        must_be_held([one.reviewer_id for one in work.movable()] if move else [], held)
        going = _must_find_seats(work, there, set(move), at=at)
        ended = end_round(work, because=ENDED, by=by, at=at)
        act.note(moved=[one.pk for one in going])
        pieces = copy_file(claim, canonical, joined_at=at if _is_judged(canonical, there) else None)
        moved = [(one, follow(one, there.round, by=by, at=at, is_lead=False, pieces=pieces)) for one in going]
        tell_followers(moved, what="merged {} with another claim", by=by, at=at)
        tell_ended([one for one in ended if one not in going], what="merged {} with another claim", by=by, at=at)
        _join(claim, canonical, because=because.strip(), by=by, at=at)
    return canonical


def _must_be_mergeable(claim: Claim, canonical: Claim) -> None:
    if claim.status != ClaimStatus.SHELVED:
        must_be_under_work(claim)
    if canonical.status not in UNDER_WORK:
        said = canonical.get_status_display().lower()
        raise Invalid.field("canonical", "canonical_is_gone", f"The other claim cannot take it in: it is {said}.")


def _lock_both(claim: Claim, canonical: Claim) -> tuple[UnderWay, UnderWay]:
    """The rounds of two locked claims, the lower claim's first."""
    found = {one.pk: lock_under_way(one) for one in sorted((claim, canonical), key=lambda one: one.pk)}
    return found[claim.pk], found[canonical.pk]


def _must_not_be_handed_in(work: UnderWay, there: UnderWay) -> None:
    if work.is_handed_in:
        raise InvalidTransition("A hidden review of this claim is in. Shelve it first, which closes it unread.")
    if there.is_handed_in:
        raise InvalidTransition("A hidden review of the other claim is in. Wait until its round is over, or shelve it.")


def _must_find_seats(work: UnderWay, there: UnderWay, wanted: set[int], *, at: datetime) -> list[Assignment]:
    going = [one for one in work.movable() if one.pk in wanted]
    if len(going) < len(wanted):
        raise Invalid.field("move", "unknown_assignment", "Only assignments of the open round can follow.")
    if going and not there.is_sealed:
        raise Invalid.field("move", "no_open_round", "Nobody checks the other claim. Merge it into this one instead.")
    if len(going) > there.claim.open_slots:
        raise Invalid.field("move", "no_free_seat", f"The other claim has {there.claim.open_slots} seats free.")
    for one in going:
        _must_be_free(one, there, at=at)
    return going


def _must_be_free(one: Assignment, there: UnderWay, *, at: datetime) -> None:
    for found in obstacles(profile_of(one.reviewer, at=at), there.claim, there.round):
        # They work on this already, so neither an absence nor their load speaks against it.
        if not found.may_override and found.code != "away":
            raise Invalid.field("move", "cannot_be_asked", found.sentence)


def _is_judged(canonical: Claim, there: UnderWay) -> bool:
    """Whether its reviews were read, so that what joins the file now comes after them."""
    return not there.is_sealed and canonical.status != ClaimStatus.ACCEPTED


def _join(claim: Claim, canonical: Claim, *, because: str, by: User, at: datetime) -> None:
    copy_contact(claim, canonical, by=by, at=at)
    copy_holds(claim, canonical)
    hand_over(claim, canonical)
    confirm_between(claim, canonical, by=by, at=at)
    claim.duplicates.update(canonical=canonical)
    tell_writer(reopen_text(claim, by=by, at=at), claim, what="merged {} with another claim", by=by, at=at)
    settle_all(claim, FlagKind.SAME_CLAIM, by=by, at=at)
    claim.canonical, claim.decided_at, claim.gone_because = canonical, at, because
    claim.save(update_fields=["canonical", "decided_at", "gone_because"])
    slots.open_slots(claim, wanted=0)
    claim.advance("fold", by=by, at=at, canonical=canonical.pk)
    count_again(canonical.pk)
