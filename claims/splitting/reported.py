"""Reporting clauses of one sentence: who, the word that tells, and what was said when it stands without marks.

>>> text = "Rents doubled in a year, the council added, amid protests."
>>> [one] = find_said(text, text, 0, len(text))
>>> text[one.speaker_start : one.speaker_end], text[slice(*one.content)]
('the council', 'Rents doubled in a year')
"""

from collections.abc import Iterator, Sequence

from claims.splitting.reporting_clauses import read_verb
from claims.splitting.reporting_verbs import FORMS
from claims.splitting.said import Parser, Said
from claims.splitting.sources import POLLS, read_according, read_label, read_poll
from claims.splitting.words import Words, read_words

__all__ = ["Parser", "Said", "find_said"]

MOST_CUES = 30
"""Looked at in one sentence; more is a list of words, not speech."""

LONGEST_SENTENCE = 2_000
"""Characters of a sentence that are read; what comes behind reports nothing."""

_CUES = frozenset(FORMS) | POLLS | {"according"}


def find_said(text: str, blanked: str, start: int, end: int) -> Iterator[Said]:
    """The reporting clauses between ``start`` and ``end``. ``blanked`` is the text with quotations filled."""
    words = read_words(blanked, start, min(end, start + LONGEST_SENTENCE))
    label = read_label(words, end)
    if label:
        yield label
    found: list[Said] = []
    for place in [at for at, low in enumerate(words.low) if low in _CUES][:MOST_CUES]:
        one = _read_cue(words, place, end, found)
        if one:
            found.append(one)
    yield from found


def _read_cue(words: Words, place: int, end: int, earlier: Sequence[Said]) -> Said | None:
    low = words.low[place]
    if low in FORMS:
        return read_verb(words, place, end, earlier)
    return read_according(words, place, end) if low == "according" else read_poll(words, place, end)
