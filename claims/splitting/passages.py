"""Blocks into passages of sentence size.

Promises that passages are in order, do not overlap, cover every character of the blocks that is not white
space, and are no longer than 2,000 characters. After 10,000 passages the rest is cut by length alone.

>>> from claims.splitting.blocks import find_blocks
>>> text = "Rain fell. " * 2
>>> [(one.start, one.end) for one in find_passages(text, find_blocks(text), language="en")[0]]
[(0, 10), (11, 21)]
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.splitting.blocks import Block
from claims.splitting.sentences import find_sentences
from claims.splitting.shapes import Passage

LONGEST = 2_000
MOST = 10_000
"""A book of a million characters has fewer sentences; only hostile text has more."""

SPLIT_KINDS = frozenset({"body", "caption"})
"""The kinds whose blocks hold several sentences; a headline is one line of its own."""

CUT = f"cut at {LONGEST:,} characters"
TOO_MANY = f"Only the first {MOST:,} sentences were told apart; the rest of the text is cut by length."


def find_passages(text: str, blocks: Sequence[Block], *, language: str) -> tuple[list[Passage], list[str]]:
    """The passages of every block, and notes for the reader when the text was too long to treat in full."""
    passages: list[Passage] = []
    for at, (start, end, kind, reason) in enumerate(blocks):
        if len(passages) >= MOST:
            passages.extend(_rest(text, blocks[at:]))
            return passages, [TOO_MANY]
        room = MOST - len(passages)
        whole = kind not in SPLIT_KINDS
        spans = [(start, end)] if whole else find_sentences(text, start, end, language=language, most=room)
        for first, behind in spans:
            passages.extend(_cut(text, Passage(first, behind, kind, reason)))
    return passages, [TOO_MANY] if len(passages) > MOST else []


def _rest(text: str, blocks: Sequence[Block]) -> Iterator[Passage]:
    yield from _cut(text, Passage(blocks[0].start, blocks[-1].end, "body", "not told apart, the text is too long"))


def _cut(text: str, passage: Passage) -> Iterator[Passage]:
    """Cut what is too long at white space where there is some in the second half, else anywhere."""
    if passage.end - passage.start <= LONGEST:
        yield passage
        return
    start = passage.start
    while start < passage.end:
        end = _cutting_place(text, start, passage.end)
        trimmed = start + len(text[start:end].rstrip())
        yield replace(passage, start=start, end=trimmed, reason=f"{passage.reason}; {CUT}")
        start = _next_word(text, end, passage.end)


def _cutting_place(text: str, start: int, end: int) -> int:
    if end - start <= LONGEST:
        return end
    for place in range(start + LONGEST, start + LONGEST // 2, -1):
        if text[place].isspace():
            return place
    return start + LONGEST


def _next_word(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
