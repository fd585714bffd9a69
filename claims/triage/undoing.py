"""Taking back one's own last decision, as long as nothing later depends on it."""

from collections.abc import Callable
from datetime import datetime

from claims.models import Article, Claim, ClaimWording, TriageDecision
from claims.policies import may_triage
from claims.priorities import count_again
from claims.selectors.decisions import last_decision
from claims.states import ClaimStatus
from claims.triage.correcting import bring_back_span, put_types
from claims.triage.finishing import mark_finished
from claims.triage.following import move
from claims.triage.locking import lock_article, lock_claims
from claims.triage.matches import bring_back_match, confirm_between
from claims.triage.particulars import bring_back_particulars
from claims.triage.relating import bring_back_relation
from claims.triage.remembering import reopen_article, restore
from claims.triage.wording import must_be_editable, put_wording
from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger

# What the claim must still be for the decision to be taken back.
LEFT_AS = {
    "accept": ClaimStatus.ACCEPTED,
    "dismiss": ClaimStatus.DISMISSED,
    "merge": ClaimStatus.DUPLICATE,
    "reconsider": ClaimStatus.CANDIDATE,
    "claim_words": ClaimStatus.CANDIDATE,
}


def undo(*, article_id: int, by: User, at: datetime) -> TriageDecision:
    """Take back this person's last decision on the article that still stands, and give it back.

    Raises `NotAllowed`, `NotFound`, and `InvalidTransition` when there is none, or when somebody has gone on from it.
    """
    may_triage(by).or_refuse()
    with ledger.act("undo", by=by, at=at) as act:
        article = lock_article(article_id, by=by)
        act.about(article)
        decision = last_decision(article, by=by)
        if decision is None:
            raise InvalidTransition("There is nothing of yours to undo in this article.")
        act.note(decision=decision.pk, undone=decision.verb)
        _take_back(decision, article, by=by, at=at)
        decision.undone_at = at
        decision.save(update_fields=["undone_at"])
    return decision


def _take_back(decision: TriageDecision, article: Article, *, by: User, at: datetime) -> None:
    if decision.claim_id is None:
        WITHOUT_CLAIM[decision.verb](decision, article, by=by, at=at)
        return
    [claim] = lock_claims([decision.claim_id], by=by)
    claim.article = article
    _must_be_last(decision, claim)
    BACK[decision.verb](claim, decision, by=by, at=at)
    if claim.status == ClaimStatus.CANDIDATE:
        reopen_article(article)


def _must_be_last(decision: TriageDecision, claim: Claim) -> None:
    left_as = LEFT_AS.get(decision.verb, claim.status)
    if claim.status != left_as:
        raise InvalidTransition(
            f"This can no longer be undone: the claim is {claim.get_status_display().lower()} by now.",
            extra={"status_now": claim.status},
        )
    later = TriageDecision.objects.filter(claim=claim, pk__gt=decision.pk, undone_at=None).select_related("by")
    for other in later.exclude(by=decision.by_id)[:1]:
        raise InvalidTransition(f"This can no longer be undone: {other.by} has worked on the claim since.")


def _restore(claim: Claim, decision: TriageDecision, *, by: User, at: datetime) -> None:
    restore(claim, decision.before, by=by, at=at)


def _unmerge(claim: Claim, decision: TriageDecision, *, by: User, at: datetime) -> None:
    canonical = claim.canonical_id
    restore(claim, decision.before, by=by, at=at)
    bring_back_match(decision.before)
    move(decision.before, to=claim)
    Claim.objects.filter(pk__in=decision.before["duplicates"], status=ClaimStatus.DUPLICATE).update(canonical=claim)
    count_again(claim.pk, canonical)


def _decide_again(claim: Claim, decision: TriageDecision, *, by: User, at: datetime) -> None:
    restore(claim, decision.before, by=by, at=at)
    if claim.status == ClaimStatus.DUPLICATE:
        # A decision of an earlier version calls the appearances "moved".
        move({"appearances": decision.before.get("moved", []), **decision.before}, to=claim.canonical)
        count_again(claim.canonical_id)
        confirm_between(claim, claim.canonical, by=by, at=at)


def _reword(claim: Claim, decision: TriageDecision, *, by: User, at: datetime) -> None:
    must_be_editable(claim)
    put_wording(claim, ClaimWording.objects.get(pk=decision.before["wording"]))


def _bring_back_particulars(claim: Claim, decision: TriageDecision, *, by: User, at: datetime) -> None:
    bring_back_particulars(claim, decision.before)


def _bring_back_types(claim: Claim, decision: TriageDecision, *, by: User, at: datetime) -> None:
    put_types(claim, **decision.before)


def _bring_back_span(claim: Claim, decision: TriageDecision, *, by: User, at: datetime) -> None:
    must_be_editable(claim)
    bring_back_span(claim, decision.before)


def _bring_back_match(claim: Claim, decision: TriageDecision, *, by: User, at: datetime) -> None:
    bring_back_match(decision.before)


def _pass_over(claim: Claim, decision: TriageDecision, *, by: User, at: datetime) -> None:
    """The selected words stay in the record, but nobody is asked about them."""
    claim.advance("pass_over", by=by, at=at)


def _bring_back_relation(decision: TriageDecision, article: Article, *, by: User, at: datetime) -> None:
    bring_back_relation(decision.before)


def _take_up_again(decision: TriageDecision, article: Article, *, by: User, at: datetime) -> None:
    """What was accepted or dismissed since stays so."""
    passed_over = Claim.objects.filter(pk__in=decision.before["passed_over"], status=ClaimStatus.NOT_PICKED)
    rows = list(passed_over.select_for_update(of=("self",)).order_by("pk"))
    Claim.advance_all(rows, "reconsider", about=article, by=by, at=at)
    finished_at = decision.before["finished_at"]
    mark_finished(
        article,
        by_id=decision.before["triaged_by"],
        at=datetime.fromisoformat(finished_at) if finished_at else None,
    )


BACK: dict[str, Callable[..., None]] = {
    "accept": _restore,
    "dismiss": _restore,
    "merge": _unmerge,
    "reconsider": _decide_again,
    "edit_wording": _reword,
    "set_particulars": _bring_back_particulars,
    "claim_words": _pass_over,
    "correct_span": _bring_back_span,
    "correct_type": _bring_back_types,
    "confirm_match": _bring_back_match,
    "refuse_match": _bring_back_match,
}
WITHOUT_CLAIM: dict[str, Callable[..., None]] = {
    "finish_triage": _take_up_again,
    "relate": _bring_back_relation,
    "confirm_relation": _bring_back_relation,
    "refuse_relation": _bring_back_relation,
}
