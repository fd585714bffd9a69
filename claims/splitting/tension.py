"""Signs that two sentences which speak of the same thing cannot both hold: other figures, a denial, an opposite.

Suggestions for a person. The sentences must be alike already: that is for the caller to see to.

>>> from claims.splitting.quantities import find_quantities
>>> twelve, more, dozen = (find_quantities(f"It lost {words} panels.") for words in ("12", "13", "a dozen"))
>>> differ_in_amount(twelve, more), differ_in_amount(twelve, dozen)
(True, False)
>>> is_denied("The bridge is open.", "The bridge is not open."), are_opposed("Rents rose.", "Rents fell.")
(True, True)
"""

import re
from collections.abc import Sequence

from claims.splitting.quantities import same_amount
from claims.splitting.shapes import Quantity

_NEGATION = re.compile(
    r"\b(?:not|no|never|none|neither|nobody|nothing|without|denie[sd]|deny|false|untrue|yet to|fail(?:s|ed) to"
    r"|cannot)\b|n[’']t\b",
    re.IGNORECASE,
)
_OPPOSITES = (
    (
        "rise rises rose risen rising increase increased grew grown up",
        "fall falls fell fallen dropped declined cut down",
    ),
    ("open opened opens reopened", "close closed closes shut"),
    ("safe", "unsafe dangerous"),
    ("won wins win", "lost loses lose"),
    ("confirmed confirms admits admitted", "denied denies rejected"),
    ("more", "fewer less"),
    ("legal lawful", "illegal unlawful"),
    ("guilty", "innocent"),
    ("highest largest most best", "lowest smallest least worst"),
    ("success succeeded", "failure failed"),
    ("true", "false untrue"),
    ("alive", "dead"),
)
_SIDES = {
    word: (pair, side)
    for pair, sides in enumerate(_OPPOSITES)
    for side, words in enumerate(sides)
    for word in words.split()
}
_WORD = re.compile(r"[a-z]+")


def differ_in_amount(first: Sequence[Quantity], second: Sequence[Quantity]) -> bool:
    """Whether both give an amount of the same thing in the same unit, and none of one equals any of the other."""
    pairs = [(one, other) for one in first for other in second if _measure_the_same(one, other)]
    return bool(pairs) and not any(same_amount(one, other) for one, other in pairs)


def _measure_the_same(one: Quantity, other: Quantity) -> bool:
    if one.unit != other.unit or one.unit == "s":
        return False
    return one.of == other.of if one.unit in {"", "%"} else True


def is_denied(first: str, second: str) -> bool:
    """Whether one of the two holds a negation and the other none."""
    return bool(_NEGATION.search(first)) is not bool(_NEGATION.search(second))


def are_opposed(first: str, second: str) -> bool:
    """Whether one uses the opposite of a word of the other."""
    sides, others = _sides(first), _sides(second)
    return any((pair, 1 - side) in others for pair, side in sides - others)


def _sides(words: str) -> set[tuple[int, int]]:
    return {_SIDES[word] for word in _WORD.findall(words.lower()) if word in _SIDES}
