"""Quotation marks: which open, which close, and which are only apostrophes.

One pass over each block with a small stack. The state decides what a ``’`` is: between letters an apostrophe;
before a digit or an elided word ("’80s", "’em") an apostrophe; behind a plural ("troops’") an apostrophe while
a surer closing mark is still to come in the block; otherwise the end of the quotation that is open. A mark left
open at the end of a block continues in the next body block if that one opens again, and is unclosed if not.

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
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.splitting.blocks import Block
from claims.splitting.characters import OPENERS

CLOSED_BY = {
    "”": "“„", "“": "„", "’": "‘‚", "‘": "‚", "»": "«", "«": "»", "›": "‹", "」": "「", "』": "『", '"': '"', "'": "'",
}  # fmt: skip
"""A mark and the opening marks it can close."""

ALWAYS_OPEN = frozenset("“„‚«‹「『")
MARK = re.compile("[“”„‘’‚«»‹›「」『』\"']")
ELIDED = re.compile(r"(?:em|tis|twas|til|cause|n)\b|\d\ds\b", re.IGNORECASE)
PLURAL = frozenset("sSxXzZ")
BEFORE_OPENING = OPENERS | frozenset("–—-/:,;.…\"'")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words between two marks. ``continues``: it takes up the quotation of an earlier block."""

    start: int
    end: int
    mark: str
    continues: bool = False
    unclosed: bool = False


MOST = 10_000
"""What comes behind so many quotations is not told apart: no article has them, only hostile text does."""


def find_quotations(text: str, blocks: Sequence[Block]) -> list[Quoted]:
    """The first 10,000 quotations in the order they open, in time linear in the length of the text."""
    found: list[Quoted] = []
    left_open: int | None = None
    carried_on = _carried_on(text, blocks)
    for at, block in enumerate(blocks):
        quotations = sorted(_scan(text, block, carried_on=at in carried_on), key=lambda one: (one.start, -one.end))
        if block.kind == "body":
            if left_open is not None and quotations and _takes_up(found[left_open], quotations[0], block):
                found[left_open] = replace(found[left_open], unclosed=False)
                quotations[0] = replace(quotations[0], continues=True)
            left_open = next((len(found) + nth for nth, one in enumerate(quotations) if one.unclosed), None)
        found.extend(quotations)
        if len(found) > MOST:
            break
    return found[:MOST]


def _carried_on(text: str, blocks: Sequence[Block]) -> set[int]:
    """The body blocks whose next body block opens with a single mark, as if to carry a quotation on."""
    body = [at for at, block in enumerate(blocks) if block.kind == "body"]
    return {at for at, after in pairwise(body) if text[blocks[after].start] in "‘'"}


def _takes_up(earlier: Quoted, later: Quoted, block: Block) -> bool:
    return later.start == block.start + 1 and later.mark == earlier.mark


def _scan(text: str, block: Block, *, carried_on: bool) -> Iterator[Quoted]:
    places = [match.start() for match in MARK.finditer(text, block.start, block.end)]
    closing_ahead = _sure_closings_ahead(text, block, places, carried_on=carried_on)
    stack: list[int] = []
    for at, place in enumerate(places):
        opener = _closes(text, block, place, stack, closing_ahead[at])
        if opener is not None:
            del stack[stack.index(opener) :]
            if text[opener + 1 : place].strip():
                yield Quoted(opener + 1, place, text[opener])
        elif _opens(text, block, place):
            _forget_same_mark(text, stack, place)
            stack.append(place)
    for opener in stack[:1]:
        if text[opener + 1 : block.end].strip():
            yield Quoted(opener + 1, block.end, text[opener], unclosed=True)


def _forget_same_mark(text: str, stack: list[int], place: int) -> None:
    """A mark that opens while the same mark is open: the first one was a slip and never closes."""
    for depth, opener in enumerate(stack):
        if text[opener] == text[place]:
            del stack[depth:]
            return


def _closes(text: str, block: Block, place: int, stack: list[int], closing_ahead: bool) -> int | None:
    """The place of the mark that this one closes, or None."""
    mark = text[place]
    opener = next((one for one in reversed(stack) if text[one] in CLOSED_BY.get(mark, "")), None)
    if opener is None or mark not in "’'":
        return opener
    before, after = _neighbours(text, block, place)
    if after.isalnum() and (before.isalnum() or before.isspace() or ELIDED.match(text, place + 1)):
        return None
    if before in PLURAL and after.isspace() and closing_ahead:
        return None
    return opener


def _opens(text: str, block: Block, place: int) -> bool:
    mark = text[place]
    before, after = _neighbours(text, block, place)
    if mark in ALWAYS_OPEN:
        return True
    if mark == '"':
        return not before.isdigit()
    if mark == "‘":
        return not (before.isalnum() and after.isalnum()) and not ELIDED.match(text, place + 1)
    if mark == "'":
        leads = before.isspace() or before in BEFORE_OPENING
        return leads and not after.isspace() and not ELIDED.match(text, place + 1)
    return mark == "»" and before.isspace() and after.isalnum()


def _neighbours(text: str, block: Block, place: int) -> tuple[str, str]:
    before = text[place - 1] if place > block.start else " "
    after = text[place + 1] if place + 1 < block.end else " "
    return before, after


def _sure_closings_ahead(text: str, block: Block, places: Sequence[int], *, carried_on: bool) -> list[bool]:
    """For each mark: whether a single mark that surely closes follows before the next single mark that opens.

    Being carried on in the next paragraph counts as such a mark at the end of this one.
    """
    ahead = []
    sure = carried_on
    for place in reversed(places):
        ahead.append(sure)
        mark = text[place]
        if mark not in "‘’'":
            continue
        before, after = _neighbours(text, block, place)
        if mark == "‘" or (mark == "'" and before.isspace()):
            sure = False
        elif not after.isalnum() and before not in PLURAL:
            sure = True
    ahead.reverse()
    return ahead
