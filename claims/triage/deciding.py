"""Accepting a claim, dismissing it, taking it up again."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from claims import slots
from claims.models import Claim
from claims.policies import may_triage
from claims.priorities import set_priority
from claims.states import AcceptReason, ClaimStatus, DismissReason
from claims.triage import typed
from claims.triage.following import take_back
from claims.triage.locking import lock_claim
from claims.triage.matches import take_apart
from claims.triage.remembering import remember, reopen_article, state_of
from claims.triage.showing import NOT_TOLD, Sight
from factcheck.accounts.models import Desk, User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger

REVIEWS_WANTED = 2  # as the default plan, a lead and a sealed second


def accept_claim(
    *,
    claim_id: int,
    because: str,
    by: User,
    at: datetime,
    shown: Sight = NOT_TOLD,
    reviews_wanted: int = REVIEWS_WANTED,
) -> Claim:
    """The desk checks this claim: it gets its language, its priority and its seats.

    Raises `NotAllowed` for anyone but an editor, `Invalid` on `because` or when the claim has no words,
    `InvalidTransition` when it is decided already.
    """
    may_triage(by).or_refuse()
    typed.one_of("because", because, AcceptReason)
    with ledger.act("accept", by=by, at=at) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        before = state_of(claim)
        _must_have_words(claim)
        claim.advance("accept", by=by, at=at, because=because)
        claim.accepted_because, claim.decided_at = because, at
        claim.language = claim.language or _language_around(claim)
        claim.save(update_fields=["accepted_because", "decided_at", "language"])
        set_priority(claim, at=at)
        slots.open_slots(claim, wanted=reviews_wanted)
        remember("accept", claim=claim, reason=because, before=before, shown=shown, by=by, at=at)
    return claim


def _must_have_words(claim: Claim) -> None:
    if claim.wording is None or not claim.wording.text.strip():
        raise Invalid.field("text", "empty_text", "Write the claim in words before you accept it.")


def _language_around(claim: Claim) -> str:
    if claim.article_id and claim.article.language:
        return claim.article.language
    return Desk.objects.values_list("language", flat=True).first() or "en"


def dismiss_claim(*, claim_id: int, reason: str, by: User, at: datetime, shown: Sight = NOT_TOLD) -> Claim:
    """The desk does not check this claim.

    Raises `NotAllowed`, `Invalid` on `reason`, `InvalidTransition` when it is decided already.
    """
    may_triage(by).or_refuse()
    typed.one_of("reason", reason, DismissReason)
    with ledger.act("dismiss", by=by, at=at) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        before = state_of(claim)
        claim.advance("dismiss", by=by, at=at, reason=reason)
        claim.dismissed_because, claim.decided_at = reason, at
        claim.save(update_fields=["dismissed_because", "decided_at"])
        remember("dismiss", claim=claim, reason=reason, before=before, shown=shown, by=by, at=at)
    return claim


def accept_claims(
    *, claim_ids: Sequence[int], because: str, by: User, at: datetime, shown: Sight = NOT_TOLD
) -> list[Claim]:
    """Accept several claims for one reason: all of them or none. Refuses as `accept_claim`."""
    with ledger.act("accept_together", by=by, at=at, claims=sorted(claim_ids)):
        return [
            accept_claim(claim_id=one, because=because, by=by, at=at, shown=sight)
            for one, sight in _sights(claim_ids, shown, by=by)
        ]


def dismiss_claims(
    *, claim_ids: Sequence[int], reason: str, by: User, at: datetime, shown: Sight = NOT_TOLD
) -> list[Claim]:
    """Dismiss several claims for one reason: all of them or none. Refuses as `dismiss_claim`."""
    with ledger.act("dismiss_together", by=by, at=at, claims=sorted(claim_ids)):
        return [
            dismiss_claim(claim_id=one, reason=reason, by=by, at=at, shown=sight)
            for one, sight in _sights(claim_ids, shown, by=by)
        ]


def _sights(claim_ids: Sequence[int], shown: Sight, *, by: User) -> Iterator[tuple[int, Sight]]:
    """The claims by id, each with the list it was seen in, which is worked out once per article."""
    homes = {one.pk: one for one in Claim.objects.visible_to(by).filter(pk__in=claim_ids).select_related("article")}
    seen: dict[int, Sight] = {}
    for one in sorted(claim_ids):
        article = homes[one].article if one in homes else None
        if article and article.pk not in seen:
            seen[article.pk] = shown.of(article, by)
        yield one, seen[article.pk] if article else shown


def reconsider_claim(*, claim_id: int, by: User, at: datetime, shown: Sight = NOT_TOLD) -> Claim:
    """Take up again what was dismissed, passed over, merged or accepted: it is a proposal once more.

    Raises `NotAllowed`, and `InvalidTransition` once people are at work on it.
    """
    may_triage(by).or_refuse()
    with ledger.act("reconsider", by=by, at=at) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        before = state_of(claim)
        claim.advance("reconsider", by=by, at=at)
        if before["status"] == ClaimStatus.DUPLICATE:
            before |= take_back(claim)
            take_apart(claim, claim.canonical)
        _forget_decision(claim)
        remember("reconsider", claim=claim, before=before, shown=shown, by=by, at=at)
        reopen_article(claim.article)
    return claim


def _forget_decision(claim: Claim) -> None:
    claim.accepted_because = claim.dismissed_because = ""
    claim.decided_at = claim.canonical = None
    claim.priority = 0
    claim.save(update_fields=["accepted_because", "dismissed_because", "decided_at", "canonical", "priority"])
    slots.open_slots(claim, wanted=0)
