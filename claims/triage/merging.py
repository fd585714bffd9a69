"""Two claims that are one: only when a person says so."""

from datetime import datetime

from claims import slots
from claims.models import Claim, ClaimMatch
from claims.policies import may_triage
from claims.priorities import reprioritise
from claims.states import ClaimStatus
from claims.triage.following import hand_over
from claims.triage.locking import lock_claims
from claims.triage.matches import confirm_between
from claims.triage.remembering import remember, state_of
from claims.triage.showing import NOT_TOLD, Sight
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger

GONE = (ClaimStatus.DISMISSED, ClaimStatus.DUPLICATE, ClaimStatus.SHELVED)


def merge_claims(
    *,
    claim_id: int,
    canonical_id: int,
    by: User,
    at: datetime,
    match: ClaimMatch | None = None,
    shown: Sight = NOT_TOLD,
) -> Claim:
    """This claim is the same as the canonical one, whose words stand: its appearances, tips and duplicates go there.

    The suggested match that led to it is confirmed: `match`, locked, or the one of these two claims.
    Raises `NotAllowed`, `NotFound`, `Invalid` on `canonical`, `InvalidTransition` once people are at work on it.
    """
    may_triage(by).or_refuse()
    if claim_id == canonical_id:
        raise Invalid.field("canonical", "same_claim", "A claim cannot be merged with itself.")
    with ledger.act("merge", by=by, at=at) as act:
        claim, canonical = lock_claims([claim_id, canonical_id], by=by)
        act.about(claim)
        if canonical.status in GONE:
            said = canonical.get_status_display().lower()
            raise Invalid.field("canonical", "canonical_is_gone", f"The other claim cannot take it in: it is {said}.")
        claim.must_allow("merge")
        before = (
            state_of(claim)
            | confirm_between(claim, canonical, match, by=by, at=at)
            | hand_over(claim, canonical)
            | {"duplicates": list(claim.duplicates.order_by("pk").values_list("pk", flat=True))}
        )
        claim.duplicates.update(canonical=canonical)
        reprioritise(canonical)
        claim.canonical, claim.decided_at = canonical, at
        claim.save(update_fields=["canonical", "decided_at"])
        slots.open_slots(claim, wanted=0)
        claim.advance("merge", by=by, at=at, canonical=canonical.pk)
        remember("merge", claim=claim, before=before, shown=shown, by=by, at=at)
    return claim
