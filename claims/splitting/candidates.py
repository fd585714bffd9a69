"""Which passages are proposed as claims, and which are set aside with what reason.

A sentence is the unit. Parts of it that are claims by themselves follow it, each pointing back to it; every
candidate carries its quantities and its context card.

>>> set_aside_reason({"is a question"}, words=5, kind="body", claimant=None)
'asks a question'
>>> set_aside_reason({"is a matter of opinion"}, words=5, kind="body", claimant=None)
'bare opinion'
>>> set_aside_reason({"is a matter of opinion"}, words=5, kind="body", claimant="the mayor") is None
True
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from claims.splitting.characters import count_words
from claims.splitting.context import Setting, Story, read_context
from claims.splitting.joints import ASIDE, LIST, REPORTS, Part, find_parts
from claims.splitting.judging import Found, Judge
from claims.splitting.quantities import find_quantities
from claims.splitting.shapes import Candidate, Passage, SetAside
from claims.splitting.signs import comparisons, dates, history, numbers, opinions, questions, read_signs
from claims.splitting.speakers import Voices
from claims.splitting.surroundings import Around, Surroundings
from claims.splitting.worth import Line

FEWEST_WORDS = 3
MOST = 2_000
OVER = f"over the limit of {MOST:,} candidates, others weigh more"
ENOUGH_WORDS = 50
_FACTUAL = {numbers.PHRASE, dates.PHRASE, comparisons.PHRASE, history.PHRASE}
TOO_MANY = f"Only the {MOST:,} sentences that weigh most are proposed; the others are set aside."


def propose(
    text: str,
    passages: Sequence[Passage],
    voices: Voices,
    *,
    published_on: date | None = None,
    judge: Judge | None = None,
) -> tuple[list[Candidate], list[SetAside], list[str]]:
    """Candidates and set-aside passages in the order of the text, and notes when there were too many.

    Parts come right behind the sentence they were cut from, as long as the limit allows.
    """
    judge = judge or Judge()
    found: list[Found] = []
    set_aside: list[SetAside] = []
    kinds = {one.start: one.kind for one in passages}
    for passage in passages:
        claimant = voices.claimants.get(passage.start)
        attributed = claimant is not None or passage.start in voices.quoted_starts
        look = _look(text, passage.start, passage.end, kind=passage.kind, claimant=claimant, attributed=attributed)
        if isinstance(look, SetAside):
            set_aside.append(look)
        else:
            found.append(look)
    notes: list[str] = []
    if len(found) > MOST:
        found, set_aside, notes = _keep_the_weightiest(found, set_aside, judge)
    candidates = judge.judge(found)
    return _Detailer(text, passages, voices, published_on, judge).detail(candidates, kinds), set_aside, notes


def _look(text: str, start: int, end: int, *, kind: str, claimant: str | None, attributed: bool) -> Found | SetAside:
    """The words with what they show, or set aside with the reason."""
    words = text[start:end]
    signs = read_signs(words)
    count = count_words(words, 0, len(words), limit=ENOUGH_WORDS)
    reason = set_aside_reason(signs, words=count, kind=kind, claimant=claimant)
    if reason:
        return SetAside(start, end, reason)
    return Found(start, claimant, Line(words, signs, kind, attributed))


def set_aside_reason(signs: Collection[str], *, words: int, kind: str, claimant: str | None) -> str | None:
    """Why a passage with these signs is not proposed, or None when it is."""
    if kind in {"artifact", "boilerplate"}:
        return "belongs to the page, not to the story"
    if questions.PHRASE in signs:
        return "asks a question"
    if words < FEWEST_WORDS:
        return "too short to claim anything"
    if claimant is None and kind == "body" and opinions.PHRASE in signs and not _FACTUAL & set(signs):
        return "bare opinion"
    return None


def _keep_the_weightiest(
    found: list[Found], set_aside: list[SetAside], judge: Judge
) -> tuple[list[Found], list[SetAside], list[str]]:
    heaviest = judge.heaviest(found, MOST)
    kept = [one for place, one in enumerate(found) if place in heaviest]
    over = [SetAside(one.start, one.end, OVER) for place, one in enumerate(found) if place not in heaviest]
    return kept, sorted([*set_aside, *over], key=lambda one: one.start), [TOO_MANY]


class _Detailer:
    """Adds to sentences what is looked up around them: their parts, quantities and context."""

    def __init__(
        self, text: str, passages: Sequence[Passage], voices: Voices, published_on: date | None, judge: Judge
    ) -> None:
        self._text = text
        self._published_on = published_on
        self._judge = judge
        self._story = Story(text, passages)
        self._surroundings = Surroundings(voices.quotations, voices.attributions)

    def detail(self, sentences: Sequence[Candidate], kinds: dict[int, str]) -> list[Candidate]:
        """The sentences with their details, each followed by its parts."""
        spare = MOST - len(sentences)
        candidates: list[Candidate] = []
        for sentence in sentences:
            around = self._surroundings.of(sentence.start, sentence.end)
            place = len(candidates)
            candidates.append(self._with_context(sentence, sentence, around, None))
            if kinds[sentence.start] != "body" or spare <= 0:
                continue
            for part in self._parts(sentence, around, place):
                candidates.append(part)
                spare -= 1
        return candidates

    def _parts(self, sentence: Candidate, around: Around, place: int) -> Iterator[Candidate]:
        looks = [
            (part, self._look_at(part, around))
            for part in find_parts(self._text, sentence.start, sentence.end, inside=around.inside)
        ]
        parts = [part for part, look in looks if isinstance(look, Found)]
        judged = self._judge.judge([look for _, look in looks if isinstance(look, Found)])
        for part, one in zip(parts, judged, strict=True):
            yield self._with_context(replace(one, rule=part.rule, part_of=place), sentence, around, part)

    def _look_at(self, part: Part, around: Around) -> Found | SetAside:
        claimant = around.claimant_of(part.start, part.end, from_article=part.rule in {ASIDE, REPORTS})
        return _look(self._text, part.start, part.end, kind="body", claimant=claimant, attributed=claimant is not None)

    def _with_context(self, one: Candidate, sentence: Candidate, around: Around, part: Part | None) -> Candidate:
        setting = Setting(
            self._text,
            (sentence.start, sentence.end),
            self._story,
            speakers=around.speakers,
            spoken=around.spoken,
            reported=[(said.start, said.end) for said in around.attributions],
        )
        context = read_context(
            setting,
            one.start,
            one.end,
            published_on=self._published_on,
            stands_for=part.antecedent if part else None,
            lacks_subject=part is not None and part.rule == LIST,
        )
        return replace(one, context=context, quantities=find_quantities(self._text, one.start, one.end))
