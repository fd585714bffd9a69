"""Words before an amount that make it a stretch: "about", "nearly", "more than", "up to".

The stretches are ours: a tenth about it for "about", the tenth below for "nearly", a fifth above for "more than"
and below for "fewer than" and "up to".
"""

from collections.abc import Sequence

from claims.splitting.tokens import Token, at

_ABOUT, _NEARLY, _JUST_OVER, _OVER, _UNDER = (0.9, 1.1), (0.9, 1.0), (1.0, 1.1), (1.0, 1.2), (0.8, 1.0)
_HEDGES: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("about", "around", "roughly", "approximately", "some", "circa", "estimated", "~"), _ABOUT),
    **dict.fromkeys(("in the region of",), _ABOUT),
    **dict.fromkeys(("nearly", "almost", "close to", "just under", "just short of", "approaching"), _NEARLY),
    **dict.fromkeys(("just over", "slightly more than", "a little over", "just above"), _JUST_OVER),
    **dict.fromkeys(("more than", "over", "at least", "upwards of", "exceeding", "well over"), _OVER),
    **dict.fromkeys(("as many as", "as much as", "up to", "no more than", "at most", "a maximum of"), _UNDER),
    **dict.fromkeys(("less than", "fewer than", "under", "below", "well under"), _UNDER),
}
_LONGEST = 4
_NOT_OF_TIME = frozenset(("over", "under", "around"))
"""Before a length of time these say when rather than how much."""


def read_hedge(tokens: Sequence[Token], place: int, *, after: int, unit: str) -> tuple[float, float, int]:
    """How far below and above the amount at ``place`` may be, as factors, and where the words that say so begin.

    Looks back no further than the token ``after``.
    """
    for length in range(min(_LONGEST, place - after), 0, -1):
        words = " ".join(at(tokens, place - back).word for back in range(length, 0, -1))
        if words in _HEDGES and not (unit == "s" and words in _NOT_OF_TIME):
            return *_HEDGES[words], place - length
    return 1.0, 1.0, place
