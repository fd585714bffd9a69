"""Two claims that are one: only when a person says so."""

from datetime import datetime

from claims import slots
from claims.models import Claim, ClaimMatch
from claims.policies import may_triage
from claims.states import ClaimStatus, Suggestion
from claims.triage.appearances import hand_over_appearances
from claims.triage.locking import lock_claims
from claims.triage.remembering import remember, state_of
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger

GONE = (ClaimStatus.DISMISSED, ClaimStatus.DUPLICATE, ClaimStatus.SHELVED)


def merge_claims(*, claim_id: int, canonical_id: int, by: User, at: datetime) -> Claim:
    """This claim is the same as the canonical one, whose words stand: its appearances and duplicates go there.

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
        before = state_of(claim) | {
            "appearances": hand_over_appearances(claim, canonical),
            "duplicates": list(claim.duplicates.order_by("pk").values_list("pk", flat=True)),
        }
        claim.duplicates.update(canonical=canonical)
        claim.canonical, claim.decided_at = canonical, at
        claim.save(update_fields=["canonical", "decided_at"])
        slots.open_slots(claim, wanted=0)
        claim.advance("merge", by=by, at=at, canonical=canonical.pk)
        ClaimMatch.objects.filter(claim=claim, other=canonical).update(state=Suggestion.CONFIRMED, decided_by=by)
        remember("merge", claim=claim, before=before, by=by, at=at)
    return claim
