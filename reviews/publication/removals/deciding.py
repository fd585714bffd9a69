"""A second editor agrees, and it is done at once; or does not."""

from datetime import datetime

from claims.models import Claim
from claims.outcomes import set_outcome
from claims.redacting import Cut, lock_cut
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.ledger import acts as ledger
from reviews.models import PublicVerdict, Removal
from reviews.policies.removals import may_agree_to_removal, may_refuse_removal
from reviews.publication.listing import made_public, relist
from reviews.publication.removals.asking import must_fit_state
from reviews.publication.removals.redacting import redact
from reviews.publication.removals.retracting import retract
from reviews.publication.removals.telling import tell_done, tell_refused
from reviews.publication.removals.withholding import show_again, withhold
from reviews.selectors.changes import lock_public_verdict
from reviews.selectors.locked import lock_claim
from reviews.selectors.published import path_of
from reviews.selectors.removed_words import marks_of
from reviews.states import PublicState, RemovalKind, RemovalStatus
from reviews.telling_programs import tell_removal
from reviews.typed import must_give_reason

DECIDED = ["decided_by", "decided_at"]
RETRACTED = "Retracted"  # where triage would show a rating


def agree_to_removal(*, removal_id: int, by: User, at: datetime) -> Removal:
    """Agree, and do it in the same transaction: readers have it no more from the next request on.

    Raises `NotFound`, `NotAllowed` for whoever asked, `InvalidTransition` when it was decided already or the check has
    come into another state meanwhile.
    """
    with ledger.act("agree", by=by, at=at) as act:
        removal, claim, cut = _lock(removal_id, by=by)
        act.about(removal)
        removal.must_allow("agree")
        may_agree_to_removal(by, removal).or_refuse()
        must_fit_state(removal.verdict, removal.kind)
        _do(removal, claim, cut, by=by, at=at)
        _note_outcome(removal, claim, at=at)
        removal.decided_by, removal.decided_at = by, at
        removal.words, removal.marks = [], marks_of(removal.words)
        removal.advance("agree", by=by, at=at, columns=[*DECIDED, "words", "marks"], number=removal.verdict.number)
        tell_done(removal, by=by, at=at)
        made_public(removal.verdict, at=at)
        tell_removal(removal.verdict, removal.kind, at=at)
        _relist_others(removal.verdict, cut, at=at)
    return removal


def _relist_others(verdict: PublicVerdict, cut: Cut | None, *, at: datetime) -> None:
    """Checks of claims cut from the same texts: who said it, and the topic, may be called otherwise now."""
    claims = cut.claims if cut else ()
    for other in PublicVerdict.objects.filter(claim_id__in=claims).exclude(pk=verdict.pk).order_by("pk"):
        relist(other, at=at)


def refuse_removal(*, removal_id: int, because: str, by: User, at: datetime) -> Removal:
    """Do not agree; or, by the one who asked, think better of it. The words that were to go are forgotten.

    Raises `NotFound`, `NotAllowed`, `InvalidTransition` when it was decided already, `Invalid` on `because`.
    """
    with ledger.act("refuse", by=by, at=at) as act:
        removal, _, _ = _lock(removal_id, by=by)
        act.about(removal)
        removal.must_allow("refuse")
        may_refuse_removal(by).or_refuse()
        must_give_reason(because)
        removal.decided_by, removal.decided_at, removal.words = by, at, []
        removal.refused_because = because.strip()
        columns = [*DECIDED, "words", "refused_because"]
        removal.advance("refuse", by=by, at=at, columns=columns, number=removal.verdict.number)
        tell_refused(removal, by=by, at=at)
    return removal


def _lock(removal_id: int, *, by: User) -> tuple[Removal, Claim, Cut | None]:
    """The removal, its verdict and its claim, locked; for a redaction first all that was cut from the same texts."""
    rows = Removal.objects.visible_to(by).filter(pk=removal_id)
    seen = rows.values_list("verdict__claim_id", "kind", "status").first()
    if seen is None:
        raise NotFound("There is nothing at this address, or it is not visible to you.")
    claim_id, kind, status = seen
    to_do = kind == RemovalKind.REDACTION and status == RemovalStatus.ASKED
    cut = lock_cut(claim_id) if to_do else None
    claim = lock_claim(claim_id, by=by)
    verdict = lock_public_verdict(claim_id)
    removal = rows.select_for_update(of=("self",), no_key=True).select_related("asked_by").get()
    removal.verdict = verdict
    return removal, claim, cut


def _do(removal: Removal, claim: Claim, cut: Cut | None, *, by: User, at: datetime) -> None:
    match RemovalKind(removal.kind):
        case RemovalKind.RETRACTION:
            retract(removal, by=by, at=at)
        case RemovalKind.REDACTION:
            redact(removal, cut, by=by, at=at)
        case RemovalKind.WITHHOLDING:
            withhold(removal, by=by, at=at)
        case RemovalKind.RETURN:
            show_again(removal, claim, by=by, at=at)


def _note_outcome(removal: Removal, claim: Claim, *, at: datetime) -> None:
    """What triage shows of an earlier check: the rating it stands by, or that it was retracted; its present address."""
    verdict = removal.verdict
    was_retracted = verdict.state == PublicState.RETRACTED or claim.outcome_rating == RETRACTED
    rating = RETRACTED if was_retracted else verdict.current.rating_name
    set_outcome(claim, rating=rating, url=path_of(verdict), at=claim.outcome_at or at)
