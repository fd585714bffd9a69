"""A text as words are compared: marks of one sort made one, hyphens inside words and broken lines closed up.

Arrays, not loops: a million characters take some ten milliseconds whatever they are.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

OTHER, SPACE, HYPHEN, DASH, QUOTE, LETTER, HIDDEN, SOFT = range(8)

HYPHENS = "-‐‑‒–﹣－"  # an en dash too: it joins words
DASHES = "—―−﹘"
QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″＂＇「」『』"
SOFT_HYPHEN = "\u00ad"
# Widths of nothing and marks of direction: nobody reads them.
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "…": "..."}
MEMBERS = {HYPHEN: HYPHENS, DASH: DASHES, QUOTE: QUOTES, HIDDEN: UNSEEN, SOFT: SOFT_HYPHEN}
DRAWN_AS = {SPACE: " ", HYPHEN: "-", DASH: "-", QUOTE: '"'}

Points = npt.NDArray[np.uint32]
Kinds = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Spots = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Folded:
    """`words` as they are compared; `places[n]` is the offset in the original of what became character n of them."""

    words: str
    places: Places
    points: Points

    def in_lower_case(self) -> str:
        """The words in lower case, character by character, so that `places` holds for it too."""
        lower = {point: chr(point).lower() for point in _distinct(self.points)}
        return _text(_table(self.points, {a: ord(b) for a, b in lower.items() if len(b) == 1})[self.points])


def fold(text: str) -> Folded:
    """Fold a text of any kind; lone surrogates do not matter.

    >>> fold("«The  well-known bridge»").words == fold("“The wellknown\\nbridge”").words
    True
    >>> fold("5-10 per cent").words == fold("510 per cent").words
    False
    """
    points, places, distinct = _spell_out(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4"))
    kind_of = {point: _kind(chr(point)) for point in distinct}
    kinds = _table(points, kind_of, np.zeros(_size(points), dtype=np.uint8))[points]
    if not {SOFT, HIDDEN}.isdisjoint(kind_of.values()):
        points, places, kinds = _without_hidden(points, places, kinds)
    kept = _closed_up(kinds)
    drawn = {point: ord(DRAWN_AS[kind]) for point, kind in kind_of.items() if kind in DRAWN_AS}
    points = _table(points, drawn)[points[kept]]
    return Folded(_text(points), places[kept], points)


def _text(points: Points) -> str:
    return points.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _distinct(points: Points) -> list[int]:
    seen = np.zeros(_size(points), dtype=np.bool_)
    seen[points] = True
    return [int(point) for point in np.flatnonzero(seen)]


def _size(points: Points) -> int:
    return int(points.max()) + 1 if len(points) else 0


def _table(points: Points, changes: dict[int, int], table: npt.NDArray[Any] | None = None) -> npt.NDArray[Any]:
    """Of each number that may stand in `points`, what it becomes: itself, or what `table` says, but for the changes.

    As small as the text allows: it stays near the processor.
    """
    table = np.arange(_size(points), dtype=np.uint32) if table is None else table
    for point, other in changes.items():
        if point < len(table):
            table[point] = other
    return table


def _spell_out(points: Points) -> tuple[Points, Places, set[int]]:
    """Ligatures as their letters, letters with accents as letter and accent; with the place each came from.

    Also which there are.
    """
    spelt = {point: _spelling(chr(point)) for point in _distinct(points)}
    longer = {point: spelling for point, spelling in spelt.items() if spelling != chr(point)}
    distinct = {ord(one) for spelling in spelt.values() for one in spelling}
    if not longer:
        return points, np.arange(len(points), dtype=np.int32), distinct
    row = _table(points, {point: n for n, point in enumerate(longer, 1)}, np.zeros(_size(points), dtype=np.int32))
    rows = row[points]
    at = np.flatnonzero(rows)
    rows = rows[at]
    lengths, letters = _spellings(list(longer.values()))
    more = lengths[rows] - 1
    first = at + np.cumsum(more) - more
    is_first = np.ones(len(points) + int(more.sum()), dtype=np.bool_)
    for number in range(1, letters.shape[1]):
        is_first[first[more >= number] + number] = False
    places = np.cumsum(is_first, dtype=np.int32)
    places -= 1
    spelt_out = points[places]
    for number in range(letters.shape[1]):
        has_it = more >= number
        spelt_out[first[has_it] + number] = letters[rows[has_it], number]
    return spelt_out, places, distinct


def _spellings(spellings: list[str]) -> tuple[Places, Points]:
    """Their lengths, and their letters in a table; both begin with a row of nothing."""
    lengths = np.array([0, *map(len, spellings)], dtype=np.int32)
    letters = np.zeros((len(lengths), lengths.max()), dtype=np.uint32)
    for number, spelling in enumerate(spellings, 1):
        letters[number, : len(spelling)] = [ord(one) for one in spelling]
    return lengths, letters


def _spelling(one: str) -> str:
    return LIGATURES.get(one) or unicodedata.normalize("NFD", one)


def _kind(one: str) -> int:
    if one.isalpha() or unicodedata.category(one).startswith("M"):
        return LETTER
    if one.isspace():
        return SPACE
    for kind, members in MEMBERS.items():
        if one in members:
            return kind
    return OTHER


def _without_hidden(points: Points, places: Places, kinds: Kinds) -> tuple[Points, Places, Kinds]:
    """Without what nobody sees. A soft hyphen is seen only where a line was broken at it, and is a hyphen there."""
    before_space = np.zeros(len(kinds), dtype=np.bool_)
    before_space[:-1] = kinds[1:] == SPACE
    shown = (kinds != HIDDEN) & ((kinds != SOFT) | before_space)
    points, places, kinds = points[shown], places[shown], kinds[shown]
    soft = kinds == SOFT
    points[soft], kinds[soft] = ord("-"), HYPHEN
    return points, places, kinds


def _closed_up(kinds: Kinds) -> Flags:
    """What stays of runs of spaces, dashes and quotation marks.

    Of spaces alone one; beside a mark none; of marks that are drawn alike one. A hyphen that hangs on a word and is
    followed by another goes, with the break of the line after it: "well-known", "well-\\nknown" and "wellknown" are
    one. Dashes stay, and what stands beside a digit: it counts.
    """
    kept = np.ones(len(kinds), dtype=np.bool_)
    at = _in_runs(kinds)
    if not len(at):
        return kept
    is_first = np.concatenate(([True], at[1:] != at[:-1] + 1))
    run = np.cumsum(is_first) - 1
    here = kinds[at]
    is_space = here == SPACE
    marks = np.bincount(run[~is_space], minlength=int(run[-1]) + 1)
    hangs = (here[is_first] == HYPHEN) & (marks == 1) & _between_letters(kinds, at, is_first)
    kept[at[hangs[run] | (is_space & ((marks[run] > 0) | ~is_first)) | _repeats(here, run, is_space)]] = False
    return kept


def _in_runs(kinds: Kinds) -> Spots:
    """Where spaces, dashes and quotation marks stand, without the spaces that stand alone: they stay as they are."""
    glue = (kinds >= SPACE) & (kinds <= QUOTE)
    beside = np.zeros(len(kinds), dtype=np.bool_)
    beside[1:] = glue[:-1]
    beside[:-1] |= glue[1:]
    return np.flatnonzero(glue & (beside | (kinds != SPACE)))


def _between_letters(kinds: Kinds, at: Spots, is_first: Flags) -> Flags:
    """Of each run: whether a letter stands before it and after it."""
    letter = np.concatenate(([False], kinds == LETTER, [False]))
    ends = np.concatenate((np.flatnonzero(is_first)[1:] - 1, [len(at) - 1]))
    between: Flags = letter[at[is_first]] & letter[at[ends] + 2]
    return between


def _repeats(here: Kinds, run: Spots, is_space: Flags) -> Flags:
    """Marks drawn like the one before them in the same run."""
    here = np.where(here == DASH, HYPHEN, here)
    repeated = np.zeros(len(here), dtype=np.bool_)
    marks = np.flatnonzero(~is_space)
    same = (run[marks][1:] == run[marks][:-1]) & (here[marks][1:] == here[marks][:-1])
    repeated[marks[1:][same]] = True
    return repeated
