"""Two versions of a text, compared paragraph by paragraph and word by word. Plain Python; loads no framework.

The texts come from strangers, so the work is bounded: what difflib would need too long for is compared coarsely, and
what nobody would read is not shown.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

MOST_PARAGRAPHS = 1_500  # on each side, after what is the same at both ends
MOST_WORDS = 1_500  # of a paragraph on each side, likewise
MOST_PAIRS = 40_000  # of equal items on the two sides; difflib's time grows with them
MOST_SHOWN = 60  # changed paragraphs
EDGE = 160  # characters shown of a long stretch that is the same, at each of its ends
LONGEST_PIECE = 4_000  # characters shown of one
WORD = re.compile(r"\w+(?:[.,:/'’-]\w+)*\s*|[^\w\s]\s*|\s+")  # "17,310" and "two-lane" are one


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


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of two versions of one paragraph, in reading order.

    >>> [(one.kind, one.text) for one in compare_words("17,310 vehicles a day", "39,800 vehicles a day")]
    [('out', '17,310 '), ('in', '39,800 '), ('same', 'vehicles a day')]
    """
    old, new = WORD.findall(before), WORD.findall(after)
    start, end = _same_ends(old, new)
    inner = _pieces(old[start : len(old) - end], new[start : len(new) - end])
    pieces = [Piece("same", "".join(old[:start])), *inner, Piece("same", "".join(old[len(old) - end :]))]
    return tuple(_shortened(piece) for piece in _joined(pieces))


def compare_texts(before: str, after: str, *, most: int = MOST_SHOWN) -> Difference:
    """The paragraphs that differ between two versions of a text.

    >>> [[one.kind for one in pieces] for pieces in compare_texts("One.\\nTwo.", "One.\\nTwo.\\nThree.").paragraphs]
    [['in']]
    """
    old, new = _paragraphs(before), _paragraphs(after)
    start, end = _same_ends(old, new)
    changed = list(_changed(old[start : len(old) - end], new[start : len(new) - end]))
    shown = tuple(_compared(was, now) for was, now in changed[:most])
    return Difference(shown, max(0, len(changed) - most))


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _same_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many items are the same at the beginning, and how many at the end of what is left."""
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    left = shorter - start
    return start, next((n for n in range(left) if old[-1 - n] != new[-1 - n]), left)


def _is_too_much(old: Sequence[Hashable], new: Sequence[Hashable], *, most: int) -> bool:
    if len(old) > most or len(new) > most:
        return True
    counts = Counter(new)
    return sum(counts[item] for item in old) > MOST_PAIRS


def _changed(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """(older, newer) of every changed paragraph; one of them is empty where a paragraph came or went."""
    if _is_too_much(old, new, most=MOST_PARAGRAPHS):
        yield from _coarsely(old, new)
        return
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from zip_longest(old[i:j], new[k:m], fillvalue="")


def _coarsely(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """What stands on one side only, wherever it stands."""
    before, after = Counter(old), Counter(new)
    yield from ((paragraph, "") for paragraph in dict.fromkeys(old) if paragraph not in after)
    yield from (("", paragraph) for paragraph in dict.fromkeys(new) if paragraph not in before)


def _compared(was: str, now: str) -> tuple[Piece, ...]:
    if was and now:
        return compare_words(was, now)
    return (_shortened(Piece("out" if was else "in", was or now)),)


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    if _is_too_much(old, new, most=MOST_WORDS):
        yield from (Piece("out", "".join(old)), Piece("in", "".join(new)))
        return
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
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
