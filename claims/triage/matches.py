"""What people said of suggested matches follows the claims: merged, taken apart again, undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from claims.models import Claim, ClaimMatch
from claims.states import Suggestion
from factcheck.accounts.models import User


def decide_match(match: ClaimMatch, state: str, *, by: User, at: datetime) -> dict[str, Any]:
    """Say that a match holds or does not; what it was before, for `bring_back_match`. The caller holds its lock."""
    before = {
        "match": match.pk,
        "match_state": match.state,
        "match_by": match.decided_by_id,
        "match_at": match.decided_at.isoformat() if match.decided_at else None,
        "match_score": match.score,
    }
    match.state, match.decided_by, match.decided_at = state, by, at
    match.save(update_fields=["state", "decided_by", "decided_at"])
    return before


def confirm_between(
    claim: Claim, other: Claim, match: ClaimMatch | None = None, *, by: User, at: datetime
) -> dict[str, Any]:
    """Two claims have become one, so a match of the two holds; what it was before. Nothing when there is none."""
    match = match or _between(claim, other)
    return decide_match(match, Suggestion.CONFIRMED, by=by, at=at) if match else {}


def _between(claim: Claim, other: Claim) -> ClaimMatch | None:
    """The row about two claims, locked, whichever of them it was found for."""
    rows = ClaimMatch.objects.select_for_update(of=("self",))
    return rows.filter(Q(claim=claim, other=other) | Q(claim=other, other=claim)).first()


def bring_back_match(before: Mapping[str, Any]) -> None:
    """The way back from `decide_match`. A row that is gone stays gone."""
    if before.get("match") is None:
        return
    decided_at = datetime.fromisoformat(before["match_at"]) if before["match_at"] else None
    ClaimMatch.objects.filter(pk=before["match"]).update(
        state=before["match_state"], decided_by=before["match_by"], decided_at=decided_at
    )


def take_apart(claim: Claim, other: Claim) -> None:
    """Two merged claims are two again: what led to the merge waits for a decision once more."""
    forth = Q(claim=claim) & (Q(other=other) | Q(other__canonical=other))
    back = Q(other=claim) & (Q(claim=other) | Q(claim__canonical=other))
    confirmed = ClaimMatch.objects.filter(forth | back, state=Suggestion.CONFIRMED)
    confirmed.update(state=Suggestion.SUGGESTED, decided_by=None, decided_at=None)
