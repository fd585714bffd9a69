"""The reporting clauses of an article by its parse, put together with those the rules find."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from claims.splitting.parsing.likelihood import Shares
from claims.splitting.parsing.predicates import Predicate, find_predicates
from claims.splitting.parsing.sources import antecedent_of
from claims.splitting.parsing.stems import stem
from claims.splitting.parsing.traits import traits_of
from claims.splitting.parsing.trees import Parsed, Span, Word, grow, name_extent
from claims.splitting.reported import find_said
from claims.splitting.said import Said
from claims.splitting.shapes import Passage
from claims.splitting.words import FILL, WHOLE

Parse = Callable[[Sequence[str]], Iterator[Sequence[Parsed]]]
"""From sentences to their words, one answer for each."""

SHORTEST_SENTENCE, LONGEST_SENTENCE = 12, 1_000
"""Characters; a shorter sentence reports nothing, a longer one is left to the rules."""

MOST, MOST_SENTENCES = 200_000, 3_000
"""Characters and sentences of one text that are parsed, in some five seconds; the rest is left to the rules."""

LIKELY, PLAIN = 0.4, 0.6
"""From where on a predicate reports, and from where on it tells of speech even where no quotation is near."""

SURE = 0.8
"""From where on its source is believed against that of the rules."""

SAME_SOURCE = "source by the rules"
_FILLS = FILL + WHOLE


class Heard(NamedTuple):
    """A predicate of the parse in its place in the text: what the words say and what the rules made of them."""

    predicate: Predicate
    lemma: str
    traits: frozenset[str]
    start: int
    by_rule: Said | None

    @property
    def contradicts_rule(self) -> bool:
        """Whether the rules name another source."""
        return self.by_rule is not None and SAME_SOURCE not in self.traits

    def span(self, span: Span) -> Span:
        """A span of the sentence as one of the text."""
        return self.start + span[0], self.start + span[1]


class HearingParser:
    """Finds reporting clauses on a parse: a `claims.splitting.reported.Parser`."""

    def __init__(self, parse: Parse, shares: Shares) -> None:
        self._parse = parse
        self._shares = shares

    def find_reports(self, text: str, blanked: str, passages: Sequence[Passage]) -> Mapping[int, Sequence[Said]]:
        """The clauses in each passage by its start, ordered by their cues."""
        by_rule = {one.start: list(find_said(text, blanked, one.start, one.end)) for one in passages}
        for passage, words in self.read(text, passages):
            ruled = by_rule[passage.start]
            heard = hear(text, blanked, passage, words, ruled)
            by_rule[passage.start] = self._decide(text, heard, ruled)
        return by_rule

    def read(self, text: str, passages: Sequence[Passage]) -> Iterator[tuple[Passage, Sequence[Word]]]:
        """The passages that are parsed, with their trees."""
        chosen = list(islice(_within_reach(passages), MOST_SENTENCES))
        sentences = [text[one.start : one.end] for one in chosen]
        for passage, sentence, parsed in zip(chosen, sentences, self._parse(sentences), strict=True):
            yield passage, grow(sentence, parsed)

    def _decide(self, text: str, heard: Sequence[Heard], ruled: Sequence[Said]) -> list[Said]:
        """The likely clauses of the parse, and those of the rules that it does not replace.

        A clause of the rules that the parse thinks unlikely loses what it reports, but may still go with a quotation.
        """
        said: dict[int, Said] = {}
        instead = {id(one): one for one in ruled}
        for one in heard:
            likelihood = self._shares.likelihood(one.lemma, one.predicate.construction, one.traits)
            if likelihood >= (SURE if one.contradicts_rule else LIKELY):
                said[one.start + one.predicate.word.start] = _as_said(text, one, likelihood)
                instead.pop(id(one.by_rule), None)
            elif likelihood < LIKELY and one.by_rule and id(one.by_rule) in instead:
                instead[id(one.by_rule)] = replace(one.by_rule, content=None)
        return sorted([*said.values(), *instead.values()], key=lambda one: one.cue_start)


def hear(text: str, blanked: str, passage: Passage, words: Sequence[Word], by_rule: Sequence[Said]) -> list[Heard]:
    """The predicates of one sentence outside its quotations, each with the rules' clause at the same cue."""
    heard = []
    for one in find_predicates(words):
        cue_start, cue_end = passage.start + one.cue[0], passage.start + one.cue[1]
        if blanked[cue_start] in _FILLS or blanked[passage.start + one.source.start] in _FILLS:
            continue
        ruled = next((said for said in by_rule if said.cue_start < cue_end and cue_start < said.cue_end), None)
        traits = _traits(text, blanked, passage.start, one, ruled)
        heard.append(Heard(one, stem(one.word.low), traits, passage.start, ruled))
    return heard


def _traits(text: str, blanked: str, start: int, one: Predicate, ruled: Said | None) -> frozenset[str]:
    first, last = start + one.content[0], start + one.content[1]
    quoted = blanked.find(FILL, first, last) >= 0 or blanked.find(WHOLE, first, last) >= 0
    found = traits_of(one, words_said=text[first:last], holds_quotation=quoted)
    return found | set(_agreement(start, one, ruled))


def _agreement(start: int, one: Predicate, ruled: Said | None) -> Iterator[str]:
    """What the rules make of the same word."""
    if ruled is None:
        return
    yield "found by the rules"
    if ruled.content:
        yield "said by the rules"
    if ruled.speaker_start < start + one.source.end and start + one.source.start < ruled.speaker_end:
        yield SAME_SOURCE


def _within_reach(passages: Sequence[Passage]) -> Iterator[Passage]:
    for passage in passages:
        if passage.start > MOST:
            return
        if passage.kind == "body" and SHORTEST_SENTENCE <= passage.end - passage.start <= LONGEST_SENTENCE:
            yield passage


def _as_said(text: str, one: Heard, likelihood: float) -> Said:
    predicate = one.predicate
    source = one.span(name_extent(predicate.source))
    named = antecedent_of(predicate.source)
    unsure = likelihood < PLAIN
    cue = one.span(predicate.cue)
    return Said(
        *source,
        text[slice(*cue)],
        *cue,
        _trimmed(text, one.span(predicate.content)),
        unsure and (one.by_rule is None or one.by_rule.beside_quotation_only),
        _rule(predicate, source, cue),
        one.span(name_extent(named)) if named else None,
        weak=unsure and (one.by_rule is None or one.by_rule.weak),
    )


def _rule(predicate: Predicate, source: Span, cue: Span) -> str:
    if predicate.construction == "according":
        return "according to"
    if source[0] > cue[0]:
        return "inverted"
    return "cue before" if predicate.content[0] > predicate.cue[0] else "cue after"


def _trimmed(text: str, span: Span) -> Span | None:
    """The content without the "that" before it and the marks around it; None if nothing else was said."""
    start, end = span
    if text[start : start + 5].lower() == "that ":
        start += 5
    while start < end and text[start] in " ,:–—":
        start += 1
    while end > start and text[end - 1] in " ,–—":
        end -= 1
    return (start, end) if start < end else None
