"""What the desk found about a claim, as triage and lists show it. Written when a verdict is published or changed."""

from datetime import datetime

from claims.models import Claim


def set_outcome(claim: Claim, *, rating: str, url: str, at: datetime) -> None:
    """Note the published rating and its address on the claim. The caller holds the claim's lock, inside its act."""
    claim.outcome_rating, claim.outcome_url, claim.outcome_at = rating, url, at
    claim.save(update_fields=["outcome_rating", "outcome_url", "outcome_at"])
