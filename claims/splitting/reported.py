"""Reporting clauses of one sentence: who, the word that tells, and what was said when it stands without marks.

>>> text = "Rents doubled in a year, the council added, amid protests."
>>> [one] = find_said(text, text, 0, len(text))
>>> text[one.speaker_start : one.speaker_end], text[slice(*one.content)]
('the council', 'Rents doubled in a year')
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from claims.splitting.cues import Cue, find_cues
from claims.splitting.subjects import subject_after, subject_before, subject_of_sentence

FEWEST_WORDS = 3
LONGEST_SUBJECT = 120
"""Characters; nobody is called by more."""

MOST_CUES = 6
"""In one sentence; more is a list of words, not speech."""

_CLAUSE_END = re.compile(
    r"\s?(?:(?:on|last|this) \w{3,12}(?: morning| afternoon| evening| night)?)?\s?(?:[,.;–]|\Z)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """One reporting clause; ``content`` is the span of what was said, None when the marks hold it."""

    speaker_start: int
    speaker_end: int
    cue: str
    cue_start: int
    cue_end: int
    content: tuple[int, int] | None
    beside_quotation_only: bool


def find_said(text: str, blanked: str, start: int, end: int) -> Iterator[Said]:
    """The reporting clauses between ``start`` and ``end``. ``blanked`` is the text with quotations blanked out."""
    sentence = blanked[start:end]
    for cue in islice(find_cues(sentence), MOST_CUES):
        subject = _subject(text[start:end], sentence, cue)
        if subject is None or subject[1] - subject[0] > LONGEST_SUBJECT:
            continue
        content = (
            None if cue.beside_quotation_only or cue.word.lower() == "put it" else _content(sentence, cue, subject)
        )
        yield Said(
            start + subject[0],
            start + subject[1],
            cue.word,
            start + cue.start,
            start + cue.end,
            (start + content[0], start + content[1]) if content else None,
            cue.beside_quotation_only,
        )


def _subject(original: str, sentence: str, cue: Cue) -> tuple[int, int] | None:
    if cue.word.lower() == "according to":
        return subject_after(sentence, cue.end)
    if _follows_quotation(original, cue.start):
        return subject_after(sentence, cue.end)
    if _is_inverted(sentence, cue):
        return subject_after(sentence, cue.end)
    if cue.word.endswith("ing") and sentence[: cue.start].rstrip().endswith(","):
        return subject_of_sentence(sentence)
    return subject_before(sentence, cue.start)


def _is_inverted(sentence: str, cue: Cue) -> bool:
    """Whether the clause runs ", said Ada Holt." to the end of its clause, without a quotation before it."""
    if not sentence[: cue.start].rstrip().endswith(",") or not sentence[cue.end + 1 : cue.end + 2].isupper():
        return False
    subject = subject_after(sentence, cue.end)
    return subject is not None and sentence[subject[1] : subject[1] + 1] in {"", ".", ","}


def _follows_quotation(original: str, place: int) -> bool:
    before = original[max(0, place - 4) : place].rstrip().rstrip(",")
    return before[-1:] in {"’", "”", '"', "'", "»"}


def _content(sentence: str, cue: Cue, subject: tuple[int, int]) -> tuple[int, int] | None:
    clause_start = min(subject[0], cue.start)
    clause_end = max(subject[1], cue.end)
    ahead = _words_before(sentence, clause_start)
    behind = _words_behind(sentence, clause_end)
    if ahead and _CLAUSE_END.match(sentence, clause_end) and _count(sentence, ahead) >= FEWEST_WORDS:
        return ahead
    return behind if behind and _count(sentence, behind) >= FEWEST_WORDS else None


def _words_before(sentence: str, place: int) -> tuple[int, int] | None:
    end = len(sentence[:place].rstrip().rstrip(",–-").rstrip())
    start = len(sentence) - len(sentence.lstrip())
    return (start, end) if start < end else None


def _words_behind(sentence: str, place: int) -> tuple[int, int] | None:
    start = place
    while start < len(sentence) and (sentence[start].isspace() or sentence[start] in ",:"):
        start += 1
    if sentence[start : start + 5].lower() == "that ":
        start += 5
    end = len(sentence.rstrip())
    return (start, end) if start < end else None


def _count(sentence: str, span: tuple[int, int]) -> int:
    return len(_WORD.findall(sentence, *span))
