"""The marks of one block: where they stand, what they may close, and which of them are only apostrophes.

>>> text = "‘Our boys’ room,’ he said."
>>> block = Marks(0, len(text), [0, 9, 16], ["‘", "’", "’"])
>>> [is_apostrophe(text, block, at, sure) for at, sure in zip([1, 2], sure_closings_ahead(text, block)[1:])]
[True, False]
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from claims.splitting.characters import OPENERS

CLOSED_BY = {
    "”": '“„"', "“": "„", "’": "‘‚", "‘": "‚", "»": "«", "«": "»", "›": "‹", "」": "「", "』": "『", '"': '"“',
    "'": "'", "''": ("''", "``", "'"), "’’": ("‘‘", "‘"),
}  # fmt: skip
"""A mark and the opening marks it can close. Two single marks side by side are a double one, as typewriters set it."""

ALWAYS_OPEN = frozenset("“„‚«‹「『") | {"``", "‘‘"}
SINGLE = frozenset("‘’'")
# A single mark between two letters or digits is an apostrophe, and the most frequent of all: it is no match.
MARK = re.compile(
    r"[“”„‘’‚«»‹›「」『』\"'`](?:(?<=')'(?!')|(?<=’)’(?!’)|(?<=‘)‘|(?<=`)`"
    r"|(?<=[“”„‚«»‹›「」『』\"])|(?<=[‘’'])(?:(?<!\w[‘’'])|(?!\w)))"
)
ELIDED = re.compile(r"(?:em|tis|twas|til|till|cause|bout|round|n|\d\ds?)\b", re.IGNORECASE)
PLURAL = frozenset("sSxXzZ")
BEFORE_OPENING = OPENERS | frozenset("–—-/:,;.…\"'")


class Marks(NamedTuple):
    """The marks of one block, what each is and where it stands, and the limits of the block."""

    start: int
    end: int
    places: list[int]
    marks: list[str]


def closes(text: str, block: Marks, at: int, stack: Sequence[int], sure_ahead: bool) -> int:
    """The depth in the stack of the mark that this one closes, or -1."""
    mark = block.marks[at]
    openers = CLOSED_BY.get(mark)
    if openers is None:
        return -1
    depth = len(stack) - 1
    while depth >= 0 and block.marks[stack[depth]] not in openers:
        depth -= 1
    if depth < 0 or (mark in "’'" and is_apostrophe(text, block, at, sure_ahead)):
        return -1
    return -1 if mark in {'"', "''"} and _onlyopens(text, block, at) else depth


def is_apostrophe(text: str, block: Marks, at: int, sure_ahead: bool) -> bool:
    """Whether a single mark is an apostrophe although a quotation is open."""
    before, after = neighbours(text, block, at)
    place = block.places[at]
    if after.isalnum():
        return before.isalnum() or before.isspace() or ELIDED.match(text, place + 1) is not None
    if not sure_ahead or not after.isspace():
        return False
    return before in PLURAL or text[place - 2 : place] in {"in", "’n", "'n"}


def _onlyopens(text: str, block: Marks, at: int) -> bool:
    """Whether a straight double mark stands where one can only open: behind a space, in front of a word."""
    before, after = neighbours(text, block, at)
    return before.isspace() and block.places[at] > block.start and after.isalnum()


def opens(text: str, block: Marks, at: int) -> bool:
    mark, place = block.marks[at], block.places[at]
    if mark in ALWAYS_OPEN:
        return True
    before, after = neighbours(text, block, at)
    if mark == '"':
        return not before.isdigit()
    if mark == "‘":
        return not (before.isalnum() and after.isalnum()) and not ELIDED.match(text, place + 1)
    if mark in {"'", "''"}:
        leads = before.isspace() or before in BEFORE_OPENING
        return leads and not after.isspace() and not ELIDED.match(text, place + 1)
    return mark == "»" and before.isspace() and after.isalnum()


def neighbours(text: str, block: Marks, at: int) -> tuple[str, str]:
    place = block.places[at]
    behind = place + len(block.marks[at])
    before = text[place - 1] if place > block.start else " "
    after = text[behind] if behind < block.end else " "
    return before, after


def sure_closings_ahead(text: str, block: Marks, *, carried_on: bool = False) -> list[bool]:
    """For each mark: whether a single mark that surely closes follows before the next single mark that opens.

    Being carried on in the next paragraph counts as such a mark at the end of this one.
    """
    ahead = []
    sure = carried_on
    for at in range(len(block.places) - 1, -1, -1):
        ahead.append(sure)
        mark = block.marks[at]
        if mark not in SINGLE:
            continue
        before, after = neighbours(text, block, at)
        if mark == "‘" or (mark == "'" and before.isspace() and not ELIDED.match(text, block.places[at] + 1)):
            sure = False
        elif not after.isalnum() and before not in PLURAL:
            sure = True
    ahead.reverse()
    return ahead
