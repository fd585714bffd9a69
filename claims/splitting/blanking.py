"""The text without what stands between quotation marks, offsets kept, so that only the reporter's words are read.

>>> from claims.splitting.blocks import find_blocks
>>> from claims.splitting.quotations import find_quotations
>>> text = "‘Go,’ said Ada of ‘the end’."
>>> blank_out(text, find_quotations(text, find_blocks(text))).replace(WHOLE, "*").replace(FILL, "+")
'***** said Ada of +++++++++.'
"""

from collections.abc import Sequence

from claims.splitting.quotations import Quoted
from claims.splitting.words import FILL, WHOLE

_OWN_STOPS = frozenset(",.?!…—–-")
_TYPED_DOUBLE = ("''", "’’")


def outermost(quotations: Sequence[Quoted]) -> list[Quoted]:
    """The quotations that lie in no other."""
    outer: list[Quoted] = []
    for one in quotations:
        if not outer or one.start >= outer[-1].end:
            outer.append(one)
    return outer


def opening(one: Quoted) -> int:
    """Where the mark that opens a quotation begins."""
    return one.start - len(one.mark)


def behind(text: str, one: Quoted) -> int:
    """The place behind the mark that closes a quotation."""
    if one.unclosed:
        return one.end
    return one.end + (2 if len(one.mark) == 2 and text.startswith(_TYPED_DOUBLE, one.end) else 1)


def is_whole(text: str, one: Quoted) -> bool:
    """Whether a quotation ends in a comma or a stop of its own."""
    return text[max(one.start, one.end - 2) : one.end].rstrip()[-1:] in _OWN_STOPS


def blank_out(text: str, quotations: Sequence[Quoted]) -> str:
    """The text with every quotation and its marks filled, character by character, so that offsets hold.

    ``quotations`` must not overlap; see `outermost`.
    """
    pieces = []
    position = 0
    for one in quotations:
        start, end = max(position, opening(one)), min(len(text), behind(text, one))
        fill = WHOLE if is_whole(text, one) else FILL
        pieces.append(text[position:start] + fill * (end - start))
        position = end
    return "".join([*pieces, text[position:]])
