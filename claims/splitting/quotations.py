"""Quotation marks: which open, which close, and which are only apostrophes.

One pass over each block with a small stack. The state decides what a ``’`` is: between letters an apostrophe;
before a digit or an elided word ("’80s", "’em") an apostrophe; behind a plural ("troops’", "Rus’") or a clipped
word ("goin’") an apostrophe while a surer closing mark is still to come in the block; otherwise the end of the
quotation that is open. A mark left open at the end of a block continues in the next body block if that one opens
again, and is unclosed if not.

>>> from claims.splitting.blocks import find_blocks
>>> text = "‘Our troops’ homes burn,’ said Ada.\\n‘We left.\\n‘We came back.’"
>>> for one in find_quotations(text, find_blocks(text)):
...     print(text[one.start : one.end], one.continues, one.unclosed)
Our troops’ homes burn, False False
We left. False False
We came back. True False
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.splitting.blocks import Block
from claims.splitting.marks import ELIDED, MARK, PLURAL, SINGLE, Marks, closes, opens, sure_closings_ahead

_APOSTROPHES = frozenset({"’", "”", "’’"})
_PAIRS = frozenset({"“”", "“”" * 2, "“”" * 3, *('""' * n for n in (1, 2, 3)), *("''''" * n for n in (1, 2, 3)), "‘’"})
"""The marks of most paragraphs, which need no stack."""


_BEFORE_PAIR = frozenset(" \u00a0–—-/:,;.…([“‘")
"""What surely lets a straight mark behind it open."""


class Quoted(NamedTuple):
    """The words between two marks. ``continues``: it takes up the quotation of an earlier block.

    The marks themselves take one character each, two when ``mark`` is typed as two single marks.
    """

    start: int
    end: int
    mark: str
    continues: bool = False
    unclosed: bool = False


PASSED_OVER = 12
"""Blocks looked through for the paragraph that carries a quotation on; longer runs of captions do not occur."""

MOST_IN_BLOCK = 400_000
"""Marks of one block that are looked at, so that ten million of them never lie in memory at once."""

MOST = 10_000
"""What comes behind so many quotations is not told apart: no article has them, only hostile text does."""


def find_quotations(text: str, blocks: Sequence[Block], *, most: int = MOST) -> list[Quoted]:
    """The first quotations, ``most`` of them, in the order they open, in time linear in the length of the text."""
    found: list[Quoted] = []
    left_open = -1
    matches = MARK.finditer(text)
    match = next(matches, None)
    for at, (start, end, kind, _) in enumerate(blocks):
        if match is None or len(found) > most:
            break
        quotations: list[Quoted] = []
        if match.start() < end:
            marks = Marks(start, end, [], [])
            match = _collect(matches, match, marks)
            quotations = _scan(text, marks, blocks, at)
        if kind == "body":
            if left_open >= 0 and quotations and _takes_up(found[left_open], quotations[0], start):
                found[left_open] = found[left_open]._replace(unclosed=False)
                quotations[0] = quotations[0]._replace(continues=True)
            left_open = _unclosed(quotations, len(found)) if quotations else -1
        found += quotations
    return found[:most]


def _collect(matches: Iterator[re.Match[str]], match: re.Match[str] | None, block: Marks) -> re.Match[str] | None:
    """Put the marks of one block on its lists; returns the first mark behind the block."""
    while match is not None and (place := match.start()) < block.end:
        if len(block.places) < MOST_IN_BLOCK:
            block.places.append(place)
            block.marks.append(match.group())
        match = next(matches, None)
    return match


def _unclosed(quotations: Sequence[Quoted], first: int) -> int:
    """Where among all quotations the one stands that was left open, or -1."""
    for nth, one in enumerate(quotations):
        if one.unclosed:
            return first + nth
    return -1


def _is_carried_on(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Whether the next body block, captions passed over, opens with a single mark, as if to carry a quotation on."""
    following = (block for block in blocks[at + 1 : at + 1 + PASSED_OVER] if block.kind == "body")
    after = next(following, None)
    return after is not None and text[after.start] in "‘'"


def _takes_up(earlier: Quoted, later: Quoted, start: int) -> bool:
    return later.start == start + len(later.mark) and later.mark == earlier.mark


def _scan(text: str, block: Marks, blocks: Sequence[Block], at: int) -> list[Quoted]:
    """The quotations of one block, sorted by where they open; of two that open together the longer first."""
    kinds = "".join(block.marks)
    if kinds in _APOSTROPHES:
        return []
    if kinds in _PAIRS and _are_pairs(text, block):
        mark = block.marks[0]
        spans = zip(block.places[::2], block.places[1::2], strict=True)
        return [Quoted(start + len(mark), end, mark) for start, end in spans if text[start + len(mark) : end].strip()]
    carried_on = not SINGLE.isdisjoint(kinds) and blocks[at].kind == "body" and _is_carried_on(text, blocks, at)
    found = list(_match(text, block, carried_on=carried_on))
    if len(found) > 1:
        found.sort(key=_order)
    return found


def _are_pairs(text: str, block: Marks) -> bool:
    """Whether marks that follow each other as pairs do are pairs, as the full rules would find too."""
    mark, places = block.marks[0], block.places
    if mark == "“":
        return True
    if mark == "‘":
        opener, closer = places
        return not (
            text[closer + 1 : closer + 2].isalnum() or text[closer - 1] in PLURAL or ELIDED.match(text, opener + 1)
        )
    if len(places) % 2 or mark == "'" or block.marks.count(mark) != len(places):
        return False
    behind = len(mark)
    for opener, closer in zip(places[::2], places[1::2], strict=True):
        before = text[opener - 1] if opener > block.start else " "
        if before not in _BEFORE_PAIR or text[opener + behind].isspace():
            return False
        if text[closer - 1].isspace() and text[closer + behind : closer + behind + 1].isalnum():
            return False
    return True


def _order(one: Quoted) -> tuple[int, int]:
    return one.start, -one.end


def _match(text: str, block: Marks, *, carried_on: bool) -> Iterator[Quoted]:
    sure = [] if SINGLE.isdisjoint(block.marks) else sure_closings_ahead(text, block, carried_on=carried_on)
    stack: list[int] = []
    resumed = -1
    for at, mark in enumerate(block.marks):
        depth = closes(text, block, at, stack, bool(sure) and sure[at]) if stack else -1
        if depth >= 0:
            opener = stack[depth]
            del stack[depth:]
            yield from _quoted(text, block, opener, block.places[at], continues=opener == resumed)
        elif opens(text, block, at):
            slip = _forget_same_mark(block.marks, stack, mark)
            if slip >= 0 and _ends_paragraph(text, block.places[slip], block.places[at]):
                yield from _quoted(text, block, slip, block.places[at], continues=slip == resumed)
                resumed = at
            stack.append(at)
    if stack:
        yield from _quoted(text, block, stack[0], block.end, continues=stack[0] == resumed, unclosed=True)


def _quoted(
    text: str, block: Marks, opener: int, end: int, *, continues: bool = False, unclosed: bool = False
) -> Iterator[Quoted]:
    """The quotation from an opening mark to ``end``, unless nothing but space lies between."""
    mark = block.marks[opener]
    start = block.places[opener] + len(mark)
    if start < end and not text[start:end].isspace():
        yield Quoted(start, end, mark, continues, unclosed)


def _forget_same_mark(marks: Sequence[str], stack: list[int], mark: str) -> int:
    """A mark that opens while the same mark is open: the first one never closes. Which one that is, or -1."""
    for depth, opener in enumerate(stack):
        if marks[opener] == mark:
            del stack[depth:]
            return opener
    return -1


def _ends_paragraph(text: str, opener: int, place: int) -> bool:
    """Whether a sentence ends before a mark that opens again: paragraphs of one quotation, printed on one line."""
    before = text[max(opener, place - 4) : place]
    return place - opener > 4 and before[-1].isspace() and before.rstrip()[-1:] in ".!?…"
