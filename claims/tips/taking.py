"""Taking a tip on: as an article that is split, as a claim in words, or as one more who asks about a claim we have."""

from datetime import datetime

from django.db.models import TextChoices

from claims.by_address import submit_url
from claims.intake import submit_text
from claims.models import Article, Claim, Tip
from claims.policies import may_triage
from claims.priorities import count_again
from claims.states import AcceptReason, ClaimStatus
from claims.tips import typed
from claims.tips.answering import close, lock_tip
from claims.triage import enter_claim
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger

NOTE = "A reader suggested it"


class Way(TextChoices):
    """What becomes of a tip that is taken on."""

    ARTICLE = "article", "An article, to be split into claims"
    CLAIM = "claim", "A claim in these words"
    EXISTING = "existing", "A claim we have"


def take_tip(
    *,
    tip_id: int,
    way: str,
    by: User,
    at: datetime,
    words: str = "",
    claim_id: int | None = None,
    language: str = "en",
    answer: str = "",
) -> Tip:
    """The desk checks it; the sender is told. Every tip about a claim counts as demand for it.

    `article`: the page at its address, or its words where there is none. `claim`: entered and accepted in `words`
    (empty: the tip's). `existing`: joins the claim `claim_id`. Editors only. Raises `NotFound`, `NotAllowed`,
    `InvalidTransition` when it was answered already, `Invalid` on `way`, `words`, `claim_id`, `answer`, and what the
    verbs of intake and triage say of `url` and `text`.
    """
    said = typed.answer(answer)
    with ledger.act("take", by=by, at=at, way=way) as act:
        tip = lock_tip(tip_id, by=by)
        act.about(tip)
        may_triage(by).or_refuse()
        tip.must_allow("take")
        match way:
            case Way.ARTICLE:
                tip.article = _as_article(tip, by=by, at=at)
            case Way.CLAIM:
                tip.claim = _as_claim(tip, words or tip.words, language=language, by=by, at=at)
            case Way.EXISTING:
                tip.claim = _existing(claim_id, by=by)
            case _:
                raise Invalid.field("way", "unknown_choice", "Choose one of the ways offered.")
        act.note(article=tip.article_id, claim=tip.claim_id)
        close(tip, "take", answer=said, by=by, at=at, columns=["article", "claim"])
        if tip.claim_id is not None:
            count_again(tip.claim_id)
    return tip


def _as_article(tip: Tip, *, by: User, at: datetime) -> Article:
    if tip.url:
        return submit_url(url=tip.url, by=by, via="desk", at=at, note=NOTE).article
    return submit_text(text=tip.words, by=by, via="desk", at=at, note=NOTE).article


def _as_claim(tip: Tip, words: str, *, language: str, by: User, at: datetime) -> Claim:
    said = typed.fits(words, "words", longest=typed.LONGEST_WORDS)
    if not said:
        raise Invalid.field("words", "empty_text", "Write the claim in words.")
    because = AcceptReason.ASKED
    return enter_claim(text=said, url=tip.url, language=language, accept_because=because, by=by, at=at)


def _existing(claim_id: int | None, *, by: User) -> Claim:
    claim = Claim.objects.visible_to(by).filter(pk=claim_id).first() if claim_id is not None else None
    if claim is None:
        raise Invalid.field("claim_id", "does_not_exist", "There is no claim with this number.")
    if claim.status in (ClaimStatus.DUPLICATE, ClaimStatus.DIVIDED):
        raise Invalid.field("claim_id", "not_this_claim", "That claim has become another one. Give the number of that.")
    return claim
