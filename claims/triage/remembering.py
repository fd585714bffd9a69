"""What triage did and was shown, and the way back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from claims import slots
from claims.models import Article, Claim, TriageDecision
from claims.states import ClaimStatus
from claims.triage.showing import NOT_TOLD, Sight, describe_claim
from factcheck.accounts.models import User

COLUMNS = ("accepted_because", "dismissed_because", "priority", "priority_parts", "language", "canonical_id")
BACK = {
    ClaimStatus.CANDIDATE: None,
    ClaimStatus.NOT_PICKED: "pass_over",
    ClaimStatus.DISMISSED: "dismiss",
    ClaimStatus.DUPLICATE: "merge",
    ClaimStatus.ACCEPTED: "accept",
}


def remember(
    verb: str,
    *,
    by: User,
    at: datetime,
    before: Mapping[str, Any],
    claim: Claim | None = None,
    article: Article | None = None,
    reason: str = "",
    shown: Sight = NOT_TOLD,
    listed: Mapping[str, Any] | None = None,
) -> TriageDecision:
    """Write the decision beside the change, with what was shown of the claim, or of the whole list (`listed`)."""
    seen = dict(listed or shown.list_shown)
    if claim is not None:
        seen = describe_claim(claim, shown, status=before.get("status", claim.status), user=by)
        article = claim.article if claim.article_id else None
    return TriageDecision.objects.create(
        article=article, claim=claim, verb=verb, reason=reason, shown=seen, before=dict(before), by=by, at=at
    )


def state_of(claim: Claim) -> dict[str, Any]:
    """Everything that deciding on a claim changes."""
    decided_at = claim.decided_at.isoformat() if claim.decided_at else None
    columns = {name: getattr(claim, name) for name in COLUMNS}
    return {**columns, "status": claim.status, "decided_at": decided_at, "reviews_wanted": claim.reviews_wanted}


def restore(claim: Claim, before: Mapping[str, Any], *, by: User, at: datetime) -> None:
    """Bring a decided claim back to what `state_of` once said, along the table. The caller holds its lock."""
    if claim.status != ClaimStatus.CANDIDATE:
        claim.advance("reconsider", by=by, at=at)
    for name in COLUMNS:
        setattr(claim, name, before[name])
    claim.decided_at = datetime.fromisoformat(before["decided_at"]) if before["decided_at"] else None
    claim.save(update_fields=[*COLUMNS, "decided_at"])
    slots.open_slots(claim, wanted=before["reviews_wanted"])
    verb = BACK[before["status"]]
    if verb:
        claim.advance(verb, by=by, at=at)


def reopen_article(article: Article | None) -> None:
    """A claim waits for a decision again, so the article's triage is not finished. The caller holds its lock."""
    if article is not None and article.triage_finished_at:
        article.triage_finished_at = None
        article.save(update_fields=["triage_finished_at"])
