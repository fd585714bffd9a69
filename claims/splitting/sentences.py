"""Sentences of one block, split inside quotations too, the reporting clause kept with its quotation.

The library is given the text without its quotation marks, which it would refuse to split inside, and the places
it finds are carried back: a closing mark stays with the sentence it ends, an opening one goes with the next.

>>> text = "‘It is over. We won,’ he said. ‘Get out!’ the officer shouted."
>>> [text[start:end] for start, end in find_sentences(text, 0, len(text), language="en")]
['‘It is over.', 'We won,’ he said.', '‘Get out!’ the officer shouted.']
"""

import re
from collections.abc import Iterator

import sentencex

from claims.splitting.characters import QUOTE_MARKS
from claims.splitting.cues import opens_with_reporting_clause

WINDOW = 8_000
"""Characters the library sees at once: whatever its worst case is, ours stays linear."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s")
_MARKS = re.compile("[‘’“”„‚«»‹›「」『』\"']")
_STOP_BEHIND_MARK = re.compile(r"[.!?…][’”\"'»)\]]{1,3}\s{1,4}(?=[‘“\"'«(]?[^\W\d_])")


def find_sentences(text: str, start: int, end: int, *, language: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences between ``start`` and ``end``, white space trimmed, none empty.

    ``language`` is a code such as ``en`` or ``pt-BR``; one the library does not know gets its general rules.
    """
    starts = {start}
    starts.update(_library_starts(text, start, end, language.split("-")[0].lower()))
    starts.update(_starts_behind_marks(text, start, end))
    ordered = sorted(place for place in starts if place == start or _may_start(text, start, end, place))
    for first, after in zip(ordered, [*ordered[1:], end], strict=True):
        stripped = text[first:after].strip()
        if stripped:
            begin = text.index(stripped[0], first)
            yield begin, begin + len(stripped)


def _library_starts(text: str, start: int, end: int, language: str) -> Iterator[int]:
    bare, places = _without_marks(text[start:end])
    for place in _windowed_starts(bare, language):
        found = start + (places[place] if places else place)
        while found > start and text[found - 1] in QUOTE_MARKS:
            found -= 1
        if found == start or text[found - 1].isspace():
            yield found


def _without_marks(words: str) -> tuple[str, list[int]]:
    """The words without quotation marks, and where each kept character stood; no list when none was dropped."""
    clean = _SURROGATE.sub("\ufffd", _SPACE.sub(" ", words))
    if not _MARKS.search(clean):
        return clean, []
    places = [place for place, character in enumerate(clean) if character not in QUOTE_MARKS]
    return _MARKS.sub("", clean), places


def _windowed_starts(bare: str, language: str) -> Iterator[int]:
    """Where sentences start, asking the library window by window; the last, cut sentence is asked about again."""
    offset = 0
    while offset < len(bare):
        window = bare[offset : offset + WINDOW]
        found = [one["start_index"] for one in sentencex.get_sentence_boundaries(language, window)]
        last_window = offset + WINDOW >= len(bare)
        advance = WINDOW if last_window or not found or found[-1] < WINDOW // 2 else found[-1]
        yield from (offset + place for place in found if place)
        offset += advance


def _starts_behind_marks(text: str, start: int, end: int) -> Iterator[int]:
    for match in _STOP_BEHIND_MARK.finditer(text, start, end):
        if match.end() < end:
            yield match.end()


def _may_start(text: str, start: int, end: int, place: int) -> bool:
    """Whether a sentence may start here: never in front of the clause that reports the quotation before it."""
    before = place - 1
    while before > start and text[before].isspace() and place - before < 8:
        before -= 1
    if text[before] not in QUOTE_MARKS:
        return True
    return not (text[place].islower() or opens_with_reporting_clause(text, place, end))
