"""One reporting clause, and what may find such clauses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from claims.splitting.shapes import Passage
from claims.splitting.words import QUOTATION, Words, is_finite_verb

FEWEST_WORDS = 2
_BETWEEN = frozenset(",—–-")


@dataclass(frozen=True, slots=True)
class Said:
    """One reporting clause; ``content`` is the span of what was said, None when the marks hold it.

    ``named`` is the span of the words a "who" refers to. ``beside_quotation_only``: the verb reports nothing unless
    a quotation stands beside it. ``rule`` says how it was found.
    """

    speaker_start: int
    speaker_end: int
    cue: str
    cue_start: int
    cue_end: int
    content: tuple[int, int] | None
    beside_quotation_only: bool
    rule: str = "cue before"
    named: tuple[int, int] | None = None
    weak: bool = False
    """The verb tells what somebody thinks or wishes more often than what was said."""

    @property
    def start(self) -> int:
        """Where the clause begins."""
        return min(self.speaker_start, self.cue_start)

    @property
    def end(self) -> int:
        """Where its subject and its verb have both been read."""
        return max(self.speaker_end, self.cue_end)


class Parser(Protocol):
    """Another finder of reporting clauses, as one that works on a syntactic parse.

    ``blanked`` is the text with every quotation and its marks filled, character by character, with
    ``claims.splitting.words.FILL``. The answer maps the start of a passage to the clauses in it, ordered by their
    cue, offsets counted in the whole text. `find_said` is what the rules find, for a parser to correct or add to.
    """

    def find_reports(self, text: str, blanked: str, passages: Sequence[Passage]) -> Mapping[int, Sequence[Said]]: ...


def words_from(words: Words, first: int, end: int) -> tuple[int, int] | None:
    """The span from a word to the end of the sentence, or None when hardly anything is left."""
    if first >= len(words) or len(words) - first < FEWEST_WORDS:
        return None
    return words.starts[first], end


def words_up_to(words: Words, place: int) -> tuple[int, int] | None:
    """The span of the clause before a word, marks and dashes left out, or None when no clause stands there."""
    last = place - 1
    while last >= 0 and words.low[last] in _BETWEEN:
        last -= 1
    if last + 1 < FEWEST_WORDS or words.low[last] == QUOTATION:
        return None
    if not any(is_finite_verb(words, at) for at in range(last + 1)):
        return None
    return words.starts[0], words.end(last)
