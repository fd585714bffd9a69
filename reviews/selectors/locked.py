"""Rows to decide on, locked in one fixed order: claim, round, assignment. Call inside an act.

FOR NO KEY UPDATE: two verbs still exclude each other, but a row that only refers to one of these (PostgreSQL looks
again at the keys of a row changed twice, at commit) does not wait for it while it holds the ledger.
"""

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from reviews.models import Assignment, Evidence, Round


def lock_claim(claim_id: int, *, by: User) -> Claim:
    """The claim, locked. Raises `NotFound` when it is unknown or not visible."""
    claim = Claim.objects.visible_to(by).select_for_update(of=("self",), no_key=True).filter(pk=claim_id).first()
    if claim is None:
        raise NotFound
    return claim


def lock_round(round_id: int, *, by: User) -> Round:
    """The round and its claim, locked. Raises `NotFound`."""
    claim_id = Round.objects.visible_to(by).filter(pk=round_id).values_list("claim_id", flat=True).first()
    if claim_id is None:
        raise NotFound
    claim = lock_claim(claim_id, by=by)
    locked = Round.objects.select_for_update(of=("self",), no_key=True).select_related("plan", "scale").get(pk=round_id)
    locked.claim = claim
    return locked


def lock_assignment(assignment_id: int, *, by: User) -> Assignment:
    """The assignment, its round and its claim, locked. Raises `NotFound`, also for somebody else's."""
    round_id = Assignment.objects.visible_to(by).filter(pk=assignment_id).values_list("round_id", flat=True).first()
    if round_id is None:
        raise NotFound
    round_ = lock_round(round_id, by=by)
    locked = (
        Assignment.objects.select_for_update(of=("self",), no_key=True).select_related("reviewer").get(pk=assignment_id)
    )
    locked.round = round_
    return locked


def lock_typing(assignment_id: int, *, by: User) -> Assignment:
    """The assignment alone, locked: enough to save what its reviewer types. Raises `NotFound`."""
    visible = Assignment.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    locked = visible.select_related("round__scale", "reviewer").filter(pk=assignment_id).first()
    if locked is None:
        raise NotFound
    return locked


def lock_evidence(evidence_id: int, *, by: User) -> Evidence:
    """The piece of evidence and its claim, locked. Raises `NotFound`."""
    claim_id = Evidence.objects.visible_to(by).filter(pk=evidence_id).values_list("claim_id", flat=True).first()
    if claim_id is None:
        raise NotFound
    claim = lock_claim(claim_id, by=by)
    locked = Evidence.objects.select_for_update(of=("self",), no_key=True).get(pk=evidence_id)
    locked.claim = claim
    return locked
