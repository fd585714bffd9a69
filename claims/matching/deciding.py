"""A person says whether a suggested match holds. Only then do two claims become one."""

from datetime import datetime

from claims.models import Claim, ClaimMatch
from claims.policies import may_triage
from claims.states import TAKEN_ON, ClaimStatus, Suggestion
from claims.triage import merge_claims
from claims.triage.locking import NOTHING_HERE, lock_claims
from claims.triage.matches import decide_match
from claims.triage.remembering import remember
from claims.triage.showing import NOT_TOLD, Sight
from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition, NotFound
from factcheck.ledger import acts as ledger


def confirm_match(
    *, match_id: int, by: User, at: datetime, claim_id: int | None = None, shown: Sight = NOT_TOLD
) -> ClaimMatch:
    """The two are the same. Of two claims, `claim_id` is merged into the other: its appearances go there.

    Without `claim_id` it is the one less far on its way, of equals the younger. An imported check is noted as "already
    checked"; the claim may then be dismissed for that. Raises `NotAllowed`, `NotFound`, `InvalidTransition` when it is
    confirmed already or people are at work on the claim, `Invalid` when the other claim is no longer open.
    """
    may_triage(by).or_refuse()
    match = _see(match_id, by=by)
    with ledger.act("confirm_match", by=by, at=at, match=match.pk) as act:
        claim, other = _sides(match, claim_id, by=by)
        act.about(claim)
        match = _lock(match_id)
        if match.state == Suggestion.CONFIRMED:
            raise InvalidTransition("Somebody has confirmed this already.", extra={"status_now": match.state})
        if other is not None:
            act.note(other=other.pk)
            merge_claims(claim_id=claim.pk, canonical_id=_standing(other), by=by, at=at, match=match, shown=shown)
        else:
            act.note(imported=match.imported_id)
            before = decide_match(match, Suggestion.CONFIRMED, by=by, at=at)
            remember("confirm_match", claim=claim, before=before, shown=shown, by=by, at=at)
    return match


def refuse_match(
    *, match_id: int, by: User, at: datetime, claim_id: int | None = None, shown: Sight = NOT_TOLD
) -> ClaimMatch:
    """The two are not the same; they are never suggested again. Refusing twice changes nothing.

    `claim_id` is the one of the two that was looked at. Raises `NotAllowed`, `NotFound`, `InvalidTransition` when the
    two are merged.
    """
    may_triage(by).or_refuse()
    match = _see(match_id, by=by)
    with ledger.act("refuse_match", by=by, at=at, match=match.pk) as act:
        claim, other = _sides(match, claim_id, by=by)
        act.about(claim)
        act.note(other=other.pk if other else None, imported=match.imported_id)
        match = _lock(match_id)
        if match.state == Suggestion.CONFIRMED and other is not None:
            raise InvalidTransition("These two are one claim by now.", extra={"status_now": match.state})
        if match.state != Suggestion.REFUSED:
            before = decide_match(match, Suggestion.REFUSED, by=by, at=at)
            remember("refuse_match", claim=claim, before=before, shown=shown, by=by, at=at)
    return match


def _see(match_id: int, *, by: User) -> ClaimMatch:
    found = ClaimMatch.objects.filter(pk=match_id, claim__in=Claim.objects.visible_to(by)).first()
    if found is None:
        raise NotFound(NOTHING_HERE)
    return found


def _lock(match_id: int) -> ClaimMatch:
    """After the claims. A new run may have taken the suggestion back meanwhile."""
    match = ClaimMatch.objects.select_for_update(of=("self",)).filter(pk=match_id).first()
    if match is None:
        raise NotFound(NOTHING_HERE)
    return match


def _sides(match: ClaimMatch, claim_id: int | None, *, by: User) -> tuple[Claim, Claim | None]:
    """The claim to decide about and the other one, locked. Raises `NotFound` for a claim that is neither."""
    pair = [one for one in (match.claim_id, match.other_id) if one]
    if claim_id is not None and claim_id not in pair:
        raise NotFound(NOTHING_HERE)
    rows = _lock_with_canonical(pair, by=by)
    mover = next((one for one in rows if one.pk == claim_id), None) or max(rows, key=_how_movable)
    return mover, next((one for one in rows if one is not mover), None)


def _lock_with_canonical(pair: list[int], *, by: User) -> list[Claim]:
    """All in one go, in one order: what one of them was merged into will be written too."""
    merged = Claim.objects.filter(pk__in=pair, canonical__isnull=False).values_list("canonical", flat=True)
    locked = lock_claims([*pair, *(pk for pk in merged if pk not in pair)], by=by)
    return locked[: len(pair)]


def _how_movable(claim: Claim) -> tuple[bool, int]:
    return claim.status not in TAKEN_ON, claim.pk


def _standing(claim: Claim) -> int:
    """The claim whose words stand for this one."""
    return claim.canonical_id if claim.status == ClaimStatus.DUPLICATE and claim.canonical_id else claim.pk
