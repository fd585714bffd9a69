"""A claim's words, in versions."""

from datetime import datetime

from claims import kinds
from claims.models import Claim, ClaimWording
from claims.policies import may_triage
from claims.states import ClaimStatus
from claims.triage import typed
from claims.triage.locking import lock_claim
from claims.triage.remembering import remember
from claims.triage.showing import NOT_TOLD, Sight
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition
from factcheck.jobs import queue
from factcheck.ledger import acts as ledger

EDITABLE = (ClaimStatus.CANDIDATE, ClaimStatus.NOT_PICKED, ClaimStatus.ACCEPTED)
CHANGES = ("spelling", "meaning")


def edit_wording(
    *,
    claim_id: int,
    text: str,
    version: int,
    by: User,
    at: datetime,
    change: str = "meaning",
    shown: Sight = NOT_TOLD,
) -> ClaimWording:
    """Give the claim a new wording; the same words again change nothing. `change`: spelling or meaning.

    Raises `NotAllowed`, `Invalid` on `text`, `Conflict` with the present version and text when it is stale, and
    `InvalidTransition` once reviewers judge the words.
    """
    may_triage(by).or_refuse()
    words = typed.wording(text)
    if change not in CHANGES:
        raise Invalid.field("change", "unknown_choice", "Say whether spelling or meaning changed.")
    with ledger.act("edit_wording", by=by, at=at, change=change) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        must_be_editable(claim)
        present = claim.wording.text if claim.wording else ""
        typed.must_be_current(claim.version, version, text=present)
        if words == present:
            return claim.wording
        before = {"wording": claim.wording_id}
        added = add_wording(claim, words, change=change, by=by, at=at)
        act.note(wording=added.number)
        remember("edit_wording", claim=claim, reason=change, before=before, shown=shown, by=by, at=at)
        queue.enqueue(kinds.MATCH_CLAIM, subject_id=claim.pk)
    return added


def must_be_editable(claim: Claim) -> None:
    """Raise `InvalidTransition` when reviewers judge the claim's words, or nobody will."""
    if claim.status not in EDITABLE:
        raise InvalidTransition(
            f"The words stay as they are: this claim is {claim.get_status_display().lower()}.",
            extra={"status_now": claim.status},
        )


def add_wording(claim: Claim, words: str, *, change: str, by: User, at: datetime, because: str = "") -> ClaimWording:
    """The claim's next wording, made its present one; `because` says why. The caller holds the claim's lock."""
    newest = claim.wordings.order_by("-number").values_list("number", flat=True).first() or 0
    added = ClaimWording.objects.create(
        claim=claim,
        number=newest + 1,
        text=words,
        change=change if newest else "first",
        because=because,
        by=by,
        at=at,
    )
    put_wording(claim, added)
    return added


def put_wording(claim: Claim, wording: ClaimWording) -> None:
    """Make one of the claim's wordings its present one."""
    claim.wording = wording
    claim.version += 1
    claim.save(update_fields=["wording", "version"])
