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
from itertools import islice

from claims.splitting.blocks import Block
from claims.splitting.sentences import find_sentences
from claims.splitting.shapes import Passage

LONGEST = 2_000
MOST = 10_000
"""A book of a million characters has fewer sentences; only hostile text has more."""

CUT = f"cut at {LONGEST:,} characters"
TOO_MANY = f"Only the first {MOST:,} sentences were told apart; the rest of the text is cut by length."


def find_passages(text: str, blocks: Sequence[Block], *, language: str) -> tuple[list[Passage], list[str]]:
    """The passages of every block, and notes for the reader when the text was too long to treat in full."""
    passages: list[Passage] = []
    for at, block in enumerate(blocks):
        spans, complete = _spans(text, block, room=MOST - len(passages), language=language)
        for start, end in spans:
            passages.extend(_cut(text, Passage(start, end, block.kind, block.reason)))
        if not complete or len(passages) >= MOST:
            passages.extend(_rest(text, blocks[at + 1 :]))
            return passages, [TOO_MANY] if not complete or at + 1 < len(blocks) else []
    return passages, []


def _rest(text: str, blocks: Sequence[Block]) -> Iterator[Passage]:
    if blocks:
        yield from _cut(text, Passage(blocks[0].start, blocks[-1].end, "body", "not told apart, the text is too long"))


def _spans(text: str, block: Block, *, room: int, language: str) -> tuple[list[tuple[int, int]], bool]:
    if block.kind not in {"body", "caption"}:
        return [(block.start, block.end)], True
    spans = list(islice(find_sentences(text, block.start, block.end, language=language), room))
    covered = spans[-1][1] if spans else block.start
    rest = _next_word(text, covered, block.end)
    if rest == block.end:
        return spans, True
    return [*spans, (rest, block.end)], False


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
