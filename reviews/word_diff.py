"""Two versions of a text, compared paragraph by paragraph and word by word. Plain Python; loads no framework.

The texts come from strangers who may know how we compare, so the work is counted, and one allowance serves for all of
a comparison: what would take more is compared coarsely, and what nobody would read is not shown.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate, zip_longest

MOST_WORK = 800_000  # units, of less than 0.2 µs each, for everything that is compared at once
MOST_FOR_ONE = MOST_WORK // 8  # of them for one paragraph, so that one cannot use up what the others need
A_ROUND = 100  # units: what difflib does once for every stretch it finds, and whoever shows it after
MOST_LINES = 20_000  # on each side; the rest is taken as one
MOST_SHOWN = 60  # changed paragraphs
EDGE = 160  # characters shown of a long stretch that is the same, at each of its ends
LONGEST_PIECE = 4_000  # characters shown of one
WORD = re.compile(r"\w+(?:[.,:/'’-]\w+)*\s*|[^\w\s]\s*|\s+")  # "17,310" and "two-lane" are one

Opcodes = list[tuple[str, int, int, int, int]]


@dataclass(frozen=True)
class Piece:
    """Words of one kind: `same`, `out` (only in the older version) or `in` (only in the newer one)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """Changed paragraphs, each as its pieces, in order; and how many more changed than are shown."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    more: int = 0


@dataclass
class Work:
    """What is left of the units that a comparison may take."""

    left: int = MOST_WORK


class _TooMuch(Exception):
    """There is not so much work left."""


class _Matcher(SequenceMatcher[int]):
    """difflib's, counting what it does: in each round it looks from every item at all its like on the other side."""

    def __init__(self, old: Sequence[int], new: Sequence[int], work: Work, most: int):
        super().__init__(None, old, new, autojunk=False)
        self.work, self.left = work, min(most, work.left)
        like = Counter(new)
        self.costs = list(accumulate((1 + like[item] for item in old), initial=0))

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        cost = A_ROUND + self.costs[-1 if ahi is None else ahi] - self.costs[alo]
        if cost > self.left:
            raise _TooMuch
        self.left -= cost
        self.work.left -= cost
        return super().find_longest_match(alo, ahi, blo, bhi)


def compare_words(before: str, after: str, *, work: Work | None = None) -> tuple[Piece, ...]:
    """The pieces of two versions of one paragraph, in reading order; coarsely where `work` does not suffice.

    >>> [(one.kind, one.text) for one in compare_words("17,310 vehicles a day", "39,800 vehicles a day")]
    [('out', '17,310 '), ('in', '39,800 '), ('same', 'vehicles a day')]
    """
    work = work or Work()
    if len(before) + len(after) > work.left:
        return tuple(_shortened(one) for one in _joined([Piece("out", before), Piece("in", after)]))
    work.left -= len(before) + len(after)
    old, new = WORD.findall(before), WORD.findall(after)
    start, end = _same_ends(old, new)
    inner = _pieces(old[start : len(old) - end], new[start : len(new) - end], work)
    pieces = [Piece("same", "".join(old[:start])), *inner, Piece("same", "".join(old[len(old) - end :]))]
    return tuple(_shortened(piece) for piece in _joined(pieces))


def compare_texts(before: str, after: str, *, most: int = MOST_SHOWN, work: Work | None = None) -> Difference:
    """The paragraphs that differ between two versions of a text.

    >>> [[one.kind for one in pieces] for pieces in compare_texts("One.\\nTwo.", "One.\\nTwo.\\nThree.").paragraphs]
    [['in']]
    """
    if before == after:
        return Difference(())
    work = work or Work()
    old, new = _paragraphs(before), _paragraphs(after)
    start, end = _same_ends(old, new)
    changed = _changed(old[start : len(old) - end], new[start : len(new) - end], work)
    shown = tuple(_compared(was, now, work) for was, now in changed[:most])
    return Difference(shown, max(0, len(changed) - most))


def _paragraphs(text: str) -> list[str]:
    return [line for line in map(str.strip, text.split("\n", MOST_LINES)) if line]


def _same_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many items are the same at the beginning, and how many at the end of what is left."""
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    left = shorter - start
    return start, next((n for n in range(left) if old[-1 - n] != new[-1 - n]), left)


def _opcodes(old: list[str], new: list[str], work: Work, *, most: int) -> Opcodes | None:
    """How the older items become the newer ones; None when that takes more than `most` units, or than are left."""
    if len(old) + len(new) > work.left:
        return None
    work.left -= len(old) + len(new)
    numbers: dict[str, int] = {}  # long paragraphs are compared once, not in every round
    before, after = ([numbers.setdefault(item, len(numbers)) for item in side] for side in (old, new))
    try:
        return list(_Matcher(before, after, work, most).get_opcodes())
    except _TooMuch:
        return None


def _changed(old: list[str], new: list[str], work: Work) -> list[tuple[str, str]]:
    """(older, newer) of every changed paragraph; one of them is empty where a paragraph came or went."""
    opcodes = _opcodes(old, new, work, most=work.left // 2)
    if opcodes is None:
        return list(_coarsely(old, new))
    changes = (zip_longest(old[i:j], new[k:m], fillvalue="") for kind, i, j, k, m in opcodes if kind != "equal")
    return [pair for change in changes for pair in change]


def _coarsely(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """What stands on one side only, wherever it stands."""
    before, after = dict.fromkeys(old), dict.fromkeys(new)
    yield from ((paragraph, "") for paragraph in before if paragraph not in after)
    yield from (("", paragraph) for paragraph in after if paragraph not in before)


def _compared(was: str, now: str, work: Work) -> tuple[Piece, ...]:
    if was and now:
        return compare_words(was, now, work=work)
    return (_shortened(Piece("out" if was else "in", was or now)),)


def _pieces(old: list[str], new: list[str], work: Work) -> Iterator[Piece]:
    opcodes = _opcodes(old, new, work, most=MOST_FOR_ONE)
    if opcodes is None:
        yield from (Piece("out", "".join(old)), Piece("in", "".join(new)))
        return
    for kind, i, j, k, m in opcodes:
        if kind == "equal":
            yield Piece("same", "".join(old[i:j]))
        else:
            yield from (Piece("out", "".join(old[i:j])), Piece("in", "".join(new[k:m])))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Without empty pieces, neighbours of one kind in one."""
    waiting: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if waiting is not None and waiting.kind == piece.kind:
            waiting = Piece(piece.kind, waiting.text + piece.text)
            continue
        if waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting


def _shortened(piece: Piece) -> Piece:
    """A stretch nobody would read, without its middle."""
    edge = EDGE if piece.kind == "same" else LONGEST_PIECE // 2
    if len(piece.text) <= 2 * edge + 20:
        return piece
    return Piece(piece.kind, f"{piece.text[:edge]} […] {piece.text[-edge:]}")
