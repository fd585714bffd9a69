"""What other people's programs are told: that something happened and where to look, by number. Never a text.

So nothing that was told ever has to be taken back. docs/webhooks.md lists what each message holds.
"""

from datetime import datetime

from django.urls import reverse

from factcheck.core.moments import to_the_second
from factcheck.web.answers import full_address
from factcheck.web.api_roots import PUBLIC_API
from factcheck.webhooks.telling import tell
from reviews.models import PublicRevision, PublicVerdict, Round
from reviews.states import PublicState, RemovalKind, RevisionKind

CHANGES = {RevisionKind.FIRST: "verdict.published", RevisionKind.CORRECTION: "verdict.corrected"}
REMOVALS = {
    RemovalKind.RETRACTION: "verdict.retracted",
    RemovalKind.WITHHOLDING: "verdict.withheld",
    RemovalKind.RETURN: "verdict.returned",
    RemovalKind.REDACTION: "verdict.updated",
}
CONFIRMED = "second_look"  # the change that is none: an early check was confirmed


def tell_settled(round: Round, *, at: datetime) -> None:
    """A round settled its claim. A second look settles nothing anew: what it confirms, `tell_confirmed` tells."""
    if round.is_second_look:
        return
    claim = round.claim_id
    where = {
        "url": full_address(reverse("claim", args=[claim])),
        "api_url": full_address(reverse("api_claim", args=[claim])),
    }
    tell("claim.settled", data={"claim": claim, "round": round.number, **where}, at=at)


def tell_revision(revision: PublicRevision, *, at: datetime) -> None:
    """A verdict was published, or a change of it."""
    kind = CHANGES.get(RevisionKind(revision.kind), "verdict.updated")
    tell(kind, data=_change(revision.verdict, revision.kind, severity=revision.severity or None), at=at)


def tell_confirmed(verdict: PublicVerdict, *, at: datetime) -> None:
    """An early check was confirmed by its second look."""
    if verdict.state != PublicState.WITHHELD:
        tell("verdict.updated", data=_change(verdict, CONFIRMED), at=at)


def tell_removal(verdict: PublicVerdict, removal: str, *, at: datetime) -> None:
    """Something was taken from readers, or given back. Of a check that is withheld no more is told than that it is."""
    kind = RemovalKind(removal)
    if kind == RemovalKind.WITHHOLDING:
        tell(REMOVALS[kind], data=_where(verdict), at=at)
    elif verdict.state != PublicState.WITHHELD:
        change = verdict.current.kind if kind == RemovalKind.REDACTION else kind.value
        tell(REMOVALS[kind], data=_change(verdict, change), at=at)


def _change(verdict: PublicVerdict, change: str, *, severity: str | None = None) -> dict[str, str | int | None]:
    current = verdict.current
    told = {"version": current.number, "change": change, "published_at": to_the_second(current.published_at)}
    return {**_where(verdict), **told, **({"severity": severity} if severity else {})}


def _where(verdict: PublicVerdict) -> dict[str, str | int | None]:
    """By number alone: an address with its slug would tell the title."""
    number = verdict.number
    page, data = f"/verdicts/{number}/", f"{PUBLIC_API}verdicts/{number}/"
    return {"number": number, "url": full_address(page), "api_url": full_address(data)}
