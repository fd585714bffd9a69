"""What the splitter read wrongly, put right: the types of a claim, and which sentences it is made of.

Who said it is corrected by `set_particulars`, how passages relate by `relate`. Every correction is logged with what
was shown, so that the rules can be measured against what people say.
"""

from collections.abc import Sequence
from datetime import datetime

from claims import kinds
from claims.models import Appearance, Article, Claim, ClaimWording, Passage
from claims.policies import may_triage
from claims.states import ClaimType, PassageKind, SpanChange
from claims.triage import typed
from claims.triage.locking import lock_claim
from claims.triage.remembering import remember
from claims.triage.showing import NOT_TOLD, Sight
from claims.triage.wording import add_wording, must_be_editable, put_wording
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.jobs import queue
from factcheck.ledger import acts as ledger

TYPE_COLUMNS = ["types", "type_reasons", "types_by_hand"]
SAID_BY_A_PERSON = "an editor says so"

Span = tuple[int, int]


def correct_type(*, claim_id: int, type: str, by: User, at: datetime, shown: Sight = NOT_TOLD) -> Claim:
    """Give the claim a type it lacks, or take one away that it has. Raises `NotAllowed`, `NotFound`, `Invalid`."""
    may_triage(by).or_refuse()
    typed.one_of("type", type, ClaimType)
    with ledger.act("correct_type", by=by, at=at, type=type) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        must_be_editable(claim)
        before = {name: getattr(claim, name) for name in TYPE_COLUMNS}
        reasons = dict(zip(claim.types, [*claim.type_reasons, *([""] * len(claim.types))], strict=False))
        if reasons.pop(type, None) is None:
            reasons[type] = SAID_BY_A_PERSON
        put_types(claim, types=list(reasons), type_reasons=list(reasons.values()), types_by_hand=True)
        remember("correct_type", claim=claim, reason=type, before=before, shown=shown, by=by, at=at)
    return claim


def put_types(claim: Claim, *, types: list[str], type_reasons: list[str], types_by_hand: bool) -> None:
    """The way there and back. The caller holds the claim's lock."""
    claim.types, claim.type_reasons, claim.types_by_hand = types, type_reasons, types_by_hand
    claim.save(update_fields=TYPE_COLUMNS)


def correct_span(*, claim_id: int, change: str, by: User, at: datetime, shown: Sight = NOT_TOLD) -> Claim:
    """Move an end of the claim by one sentence: back, on, not_first, not_last.

    Words that nobody edited follow. The appearance keeps the place the splitter found, by which a later run knows it
    again. Raises `NotAllowed`, `NotFound`, `Invalid` on `change` when there is no such sentence.
    """
    may_triage(by).or_refuse()
    typed.one_of("change", change, SpanChange)
    with ledger.act("correct_span", by=by, at=at, change=change) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        must_be_editable(claim)
        appearance = _where(claim)
        old = [tuple(span) for span in appearance.spans]
        text = Article.objects.values_list("text", flat=True).get(pk=claim.article_id)
        new = _moved(old, change, _sentences(claim))
        before = {"spans": appearance.spans, "appearance": appearance.pk, "wording": claim.wording_id}
        put_spans(appearance, new)
        _reword(claim, _words(text, old), _words(text, new), by=by, at=at)
        act.note(spans=[list(span) for span in new])
        remember("correct_span", claim=claim, reason=change, before=before, shown=shown, by=by, at=at)
        queue.enqueue(kinds.MATCH_CLAIM, subject_id=claim.pk)
    return claim


def bring_back_span(claim: Claim, before: dict) -> None:
    """The way back from `correct_span`. The caller holds the claim's lock."""
    put_spans(Appearance.objects.get(pk=before["appearance"]), before["spans"])
    if claim.wording_id != before["wording"]:
        put_wording(claim, ClaimWording.objects.get(pk=before["wording"]))


def put_spans(appearance: Appearance, spans: Sequence[Sequence[int]]) -> None:
    appearance.spans = [list(span) for span in spans]
    appearance.save(update_fields=["spans"])


def _where(claim: Claim) -> Appearance:
    """The claim's place in its own article."""
    found = claim.appearances.filter(article=claim.article_id, article__isnull=False).order_by("pk").first()
    if found is None or not found.spans:
        raise Invalid.field("change", "not_in_an_article", "This claim does not stand in an article.")
    return found


def _sentences(claim: Claim) -> list[Span]:
    """The sentences of the article in order, those that are text of the story."""
    run = Passage.objects.filter(run=claim.article.current_run_id).exclude(kind=PassageKind.ARTIFACT)
    return list(run.order_by("ordinal").values_list("start", "end"))


def _moved(spans: list[Span], change: str, sentences: list[Span]) -> list[Span]:
    start, end = spans[0][0], spans[-1][1]
    inside = [one for one in sentences if one[0] < end and one[1] > start]
    before = [one for one in sentences if one[1] <= start]
    after = [one for one in sentences if one[0] >= end]
    match change:
        case SpanChange.BACK if before:
            return [(before[-1][0], spans[0][1]), *spans[1:]]
        case SpanChange.ON if after:
            return [*spans[:-1], (spans[-1][0], after[0][1])]
        case SpanChange.NOT_FIRST if len(inside) > 1:
            return [(inside[1][0], end)]
        case SpanChange.NOT_LAST if len(inside) > 1:
            return [(start, inside[-2][1])]
    raise Invalid.field("change", "no_such_sentence", NO_SENTENCE[SpanChange(change)])


NO_SENTENCE = {
    SpanChange.BACK: "There is no sentence before this one.",
    SpanChange.ON: "There is no sentence after this one.",
    SpanChange.NOT_FIRST: "The claim is one sentence; there is none to leave out.",
    SpanChange.NOT_LAST: "The claim is one sentence; there is none to leave out.",
}


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


def _reword(claim: Claim, old: str, new: str, *, by: User, at: datetime) -> None:
    """Words that somebody edited stay as they are."""
    present = " ".join(claim.wording.text.split()) if claim.wording else ""
    if present == old:
        add_wording(claim, typed.wording(new, field="change"), change="meaning", by=by, at=at)
