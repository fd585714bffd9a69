"""A claim made of any words of an article that a person selects: across sentences, in several pieces."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from claims import kinds
from claims.claimants import claimants_named
from claims.models import Appearance, Article, Claim, Claimant, Edition
from claims.policies import may_triage
from claims.reading import text_hash
from claims.states import ClaimantKind, ClaimStatus, FoundAs, Manner
from claims.triage import typed
from claims.triage.locking import lock_article, lock_claim
from claims.triage.remembering import remember, reopen_article, state_of
from claims.triage.showing import NOT_TOLD, Sight
from claims.triage.wording import add_wording
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.core.text import is_blank
from factcheck.jobs import queue
from factcheck.ledger import acts as ledger

MOST_PIECES = 20
BETWEEN = " … "  # stands for the words left out between two pieces

Span = tuple[int, int]


def claim_words(
    *, article_id: int, spans: Sequence[Sequence[int]], by: User, at: datetime, shown: Sight = NOT_TOLD
) -> Claim:
    """Propose the selected words as a claim. `spans` are [start, end) code points into the article.

    White space at the ends of a piece is left out. Words that are a claim already give that claim, taken up again if
    it was dismissed or passed over. Raises `NotAllowed`, `NotFound`, `Invalid` on `spans`.
    """
    may_triage(by).or_refuse()
    with ledger.act("claim_words", by=by, at=at) as act:
        article = lock_article(article_id, by=by)
        text = Article.objects.values_list("text", flat=True).get(pk=article_id)
        pieces = _pieces(spans, text)
        known = _known(article, pieces)
        act.note(spans=[list(piece) for piece in pieces])
        if known is not None:
            act.about(known)
            return _take_up(known, shown=shown, by=by, at=at)
        claim = _make(article, pieces, text, by=by, at=at)
        act.about(claim)
        remember("claim_words", claim=claim, before={}, shown=shown, by=by, at=at)
        queue.enqueue(kinds.MATCH_CLAIM, subject_id=claim.pk)
        reopen_article(article)
    return claim


def find_words(article: Article, words: str) -> list[Span]:
    """Where exactly these words stand in the article, for those who type them. Raises `Invalid` on `words`."""
    wanted = words.strip()
    start = article.text.find(wanted) if wanted else -1
    if start < 0:
        raise Invalid.field("words", "not_in_the_article", "These words are not in the article. Copy them exactly.")
    return [(start, start + len(wanted))]


def _pieces(spans: Sequence[Sequence[int]], text: str) -> list[Span]:
    """The spans in order, trimmed; those with nothing but white space between them joined."""
    if not spans:
        raise Invalid.field("spans", "spans_missing", "Select some words of the article first.")
    if len(spans) > MOST_PIECES:
        raise Invalid.field("spans", "too_many_pieces", f"A claim may have at most {MOST_PIECES} pieces.")
    joined: list[Span] = []
    for start, end in sorted(_trimmed(spans, text)):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    if not joined:
        raise Invalid.field("spans", "no_words", "There are no words in what you selected.")
    return joined


def _trimmed(spans: Sequence[Sequence[int]], text: str) -> Iterable[Span]:
    for span in spans:
        start, end = _pair(span)
        if not 0 <= start < end <= len(text):
            raise Invalid.field("spans", "outside_the_article", "These places are not in the article. Select again.")
        words = text[start:end]
        if not is_blank(words):
            first = start + len(words) - len(words.lstrip())
            yield first, first + len(words.strip())


def _pair(span: Sequence[int]) -> Span:
    match span:
        case [int() as start, int() as end]:
            return start, end
    raise Invalid.field("spans", "bad_span", "Each piece is a start and an end.")


def _known(article: Article, pieces: list[Span]) -> Claim | None:
    """The claim of this article that is made of exactly these words."""
    spans = [list(piece) for piece in pieces]
    appearance = Appearance.objects.filter(article=article, start=pieces[0][0], end=pieces[-1][1], spans=spans)
    found = appearance.order_by("pk").values_list("claim_id", flat=True).first()
    return Claim.objects.get(pk=found) if found else None


def _take_up(known: Claim, *, shown: Sight, by: User, at: datetime) -> Claim:
    claim = lock_claim(known.pk, by=by)
    hidden = claim.status == ClaimStatus.CANDIDATE and claim.last_run_id != claim.article.current_run_id
    if claim.status in (ClaimStatus.DISMISSED, ClaimStatus.NOT_PICKED):
        before = state_of(claim)
        claim.advance("reconsider", by=by, at=at)
        claim.dismissed_because, claim.decided_at = "", None
        claim.save(update_fields=["dismissed_because", "decided_at"])
        remember("reconsider", claim=claim, before=before, shown=shown, by=by, at=at)
        reopen_article(claim.article)
    if hidden and claim.last_run_id:
        claim.last_run_id = claim.article.current_run_id
        claim.save(update_fields=["last_run"])
    return claim


def _make(article: Article, pieces: list[Span], text: str, *, by: User, at: datetime) -> Claim:
    words = typed.wording(BETWEEN.join(text[start:end] for start, end in pieces), field="spans")
    edition = article.editions.order_by("pk").first()
    around = _sentence_around(article, pieces[0][0])
    claim = Claim.objects.create(
        article=article,
        position=pieces[0][0],
        language=article.language,
        claimant=around.claim.claimant if around else _outlet(edition),
        claim_date=edition.published_on if edition else None,
        created_at=at,
    )
    add_wording(claim, words, change="first", by=by, at=at)
    appearance = Appearance.objects.create(
        claim=claim,
        article=article,
        edition=edition,
        spans=[list(piece) for piece in pieces],
        start=pieces[0][0],
        end=pieces[-1][1],
        text_hash=text_hash(words),
        manner=around.manner if around else Manner.ASSERTS,
        found_as=FoundAs.SELECTED,
        rule=around.rule if around else "",
        url=edition.url if edition else "",
        said_on=edition.published_on if edition else None,
    )
    appearance.claimants.set([claim.claimant_id] if claim.claimant_id else [])
    return claim


def _outlet(edition: Edition | None) -> Claimant | None:
    """What nobody is named for is said in the article's own voice: its outlet's."""
    if edition is None or not edition.outlet:
        return None
    return claimants_named({edition.outlet: ClaimantKind.OUTLET})[edition.outlet]


def _sentence_around(article: Article, place: int) -> Appearance | None:
    """What the splitter found around a place: its speaker is the best guess for words out of it."""
    around = Appearance.objects.filter(article=article, found_as=FoundAs.SPLITTER, start__lte=place, end__gt=place)
    return around.select_related("claim").order_by("-start").first()
