"""Which rule did what, in lines a person can read."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Protocol

from claims.splitting.shapes import Attribution, Candidate, Passage, Quotation, SplitArticle, Unmarked, When

MOST_WORDS = 100
"""Characters of the text that a line repeats."""

Entry = tuple[int, int, list[str]]
"""Where it applies, what was decided there, and what more there is to say."""


class _Place(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def explain(split: SplitArticle, text: str) -> Iterator[str]:
    """What was decided, in the order of the text, each line with the rule or reason behind it.

    Passages, quotations, reported speech and likely quotations without marks; for each claim its place in
    ``candidates`` and the rule that cut it, then, indented, its worth, types, quantities, context and relations.

    >>> from claims.splitting.article import split_article
    >>> text = "‘Trains run on time,’ said Ada Holt."
    >>> for line in explain(split_article(text), text):
    ...     if line[0] != " ":
    ...         print(line.partition(",")[0])
    0-36 body: only line of the text | ‘Trains run on time
    0-36 claim 0: sentence
    1-20 quotation: inverted
    """
    for start, end, (said, *more) in sorted(_entries(split, text), key=_place):
        words = " ".join(text[start:end].split())
        yield f"{start}-{end} {said} | {words[:MOST_WORDS]}"
        yield from (f"    {one}" for one in more)


def _place(entry: Entry) -> tuple[int, int]:
    return entry[0], -entry[1]


def _entries(split: SplitArticle, text: str) -> Iterator[Entry]:
    set_aside = {(one.start, one.end): one.reason for one in split.set_aside}
    for passage in split.passages:
        yield passage.start, passage.end, [_of_passage(passage, set_aside)]
    for quotation in split.quotations:
        yield quotation.start, quotation.end, [_of_quotation(quotation)]
    for attribution in split.attributions:
        yield attribution.start, attribution.end, [_of_attribution(attribution)]
    for unmarked in split.unmarked:
        yield unmarked.start, unmarked.end, [_of_unmarked(unmarked)]
    for number, candidate in enumerate(split.candidates):
        yield candidate.start, candidate.end, list(_of_candidate(number, candidate, text))


def _of_passage(passage: Passage, set_aside: dict[tuple[int, int], str]) -> str:
    reason = set_aside.get((passage.start, passage.end))
    return f"{passage.kind}: {passage.reason}" + (f"; set aside: {reason}" if reason else "")


def _of_quotation(quotation: Quotation) -> str:
    speaker = quotation.speaker.name if quotation.speaker else "unknown"
    mark = ", never closed" if quotation.unclosed else ""
    return f"quotation: {quotation.rule}, speaker {speaker}, {quotation.confidence}{mark}"


def _of_attribution(attribution: Attribution) -> str:
    return f"reported speech: {attribution.speaker.name}, cue “{attribution.cue}”"


def _of_unmarked(unmarked: Unmarked) -> str:
    speaker = f", perhaps {unmarked.speaker.name}" if unmarked.speaker else ""
    return f"perhaps a quotation without marks: {unmarked.reason}{speaker}"


def _of_candidate(number: int, candidate: Candidate, text: str) -> Iterator[str]:
    part = "" if candidate.part_of is None else f" out of claim {candidate.part_of}"
    said_by = f", said by {candidate.claimant}" if candidate.claimant else ""
    yield f"claim {number}: {candidate.rule}{part}{said_by}"
    yield f"worth: {candidate.checkworthiness:.2f}, {', '.join(candidate.reasons) or 'nothing speaks for it'}"
    yield "types: " + "; ".join(_types(candidate))
    for quantity in candidate.quantities:
        amount = f"{quantity.low:g}" if quantity.low == quantity.high else f"{quantity.low:g} to {quantity.high:g}"
        unit = " ".join(filter(None, (quantity.unit, f"of {quantity.of}" if quantity.of else "")))
        yield f"quantity: {_words(text, quantity)} = {amount} {unit}".rstrip()
    yield from _context(candidate, text)
    for relation in candidate.relations:
        yield f"relation: {relation.kind} claim {relation.to}"


def _types(candidate: Candidate) -> Iterator[str]:
    for name, reason in zip_longest(candidate.types, candidate.type_reasons):
        yield f"{name} ({reason})" if reason else str(name)


def _context(candidate: Candidate, text: str) -> Iterator[str]:
    context = candidate.context
    for when in context.when:
        yield f"when: {_words(text, when)} = {_days(when)}"
    for place in context.where:
        yield f"where: {_words(text, place)} = {place.name}"
    for reference in context.references:
        yield f"means: {_words(text, reference)} = {reference.name or 'not known'}"
    if context.suggestion:
        yield f"suggested wording: {context.suggestion}"


def _days(when: When) -> str:
    if when.first is None or when.last is None:
        return "no day without a publication date"
    return when.first.isoformat() if when.first == when.last else f"{when.first} to {when.last}"


def _words(text: str, place: _Place) -> str:
    return "“" + " ".join(text[place.start : place.end].split()) + "”"
