"""Shares of a whole and multiples of one: "half", "two-thirds", "one in five", "doubled", "three times as many".

A share is given in per cent, a multiple in the unit "times".

>>> from claims.splitting.tokens import read_tokens
>>> def share(words):
...     return read_share(read_tokens(words, 0, len(words)), 0)
>>> share("half of them").low, share("two-thirds of homes").low, share("one in five homes").low, share("a third man")
(50.0, 66.6666666667, 20.0, None)
"""

from collections.abc import Sequence
from typing import NamedTuple

from claims.splitting.quantities.numbers import SMALL, read_number
from claims.splitting.quantities.sizes import ROUGHLY, read_pitches, read_size
from claims.splitting.quantities.units import NO_UNIT, Unit
from claims.splitting.tokens import Token, at, behind_hyphen
from claims.splitting.word_lists import word_set

_NAMES = "half third quarter fifth sixth seventh eighth ninth tenth"
_PARTS = {**{name: parts for parts, name in enumerate(_NAMES.split(), start=2)}, "twentieth": 20, "hundredth": 100}
_SEVERAL_PARTS = {f"{name}s": parts for name, parts in _PARTS.items() if name != "half"} | {"halves": 2}
_BEFORE_SHARES = word_set("by than nearly almost over about around roughly just under")
_BEHIND_HALF = word_set("of the its their his her our all my these those those")
CHANGES = {
    "fivefold": 5.0,
    "tenfold": 10.0,
    "hundredfold": 100.0,
    **dict.fromkeys(("twice", "double", "doubled", "doubles", "doubling", "twofold"), 2.0),
    **dict.fromkeys(("triple", "tripled", "triples", "tripling", "treble", "trebled", "thrice", "threefold"), 3.0),
    **dict.fromkeys(("quadruple", "quadrupled", "quadrupling", "fourfold"), 4.0),
    **dict.fromkeys(("halved", "halving", "halves"), 0.5),
}
_BEHIND_TIMES = word_set("as the more less higher larger bigger greater that what its their faster longer worse over")


class Amount(NamedTuple):
    """An amount in its base unit, and the place of the token behind it.

    ``bare``: no unit was read. ``measure`` is the unit it was converted from, ``scale`` its "million" or the like.
    """

    low: float
    high: float
    unit: str
    after: int
    bare: bool = False
    scale: float = 1.0
    measure: Unit = NO_UNIT


def tidy(value: float) -> float:
    """Without the noise that converting units leaves in the last digits."""
    return float(f"{value:.12g}")


def read_share(tokens: Sequence[Token], place: int) -> Amount | None:
    """A part of a whole that begins at this token, in per cent."""
    word = at(tokens, place).word
    if word == "half":
        return _share(1, 2, place + 1) if _is_half(tokens, place) else None
    top = 1 if word in {"a", "an"} else SMALL.get(word) or (int(word) if word.isdecimal() and len(word) < 4 else 0)
    if not top:
        return None
    behind = behind_hyphen(tokens, place + 1)
    part = at(tokens, behind).word
    if top > 1 and part in _SEVERAL_PARTS:
        return _share(top, _SEVERAL_PARTS[part], behind + 1)
    if top == 1 and part in _PARTS:
        clear = word == "one" or at(tokens, behind + 1).word == "of" or at(tokens, place - 1).word in _BEFORE_SHARES
        return _share(1, _PARTS[part], behind + 1) if clear else None
    return _read_so_many_in(tokens, place, top)


def _is_half(tokens: Sequence[Token], place: int) -> bool:
    before, following = at(tokens, place - 1).word, at(tokens, place + 1).word
    return before not in {"first", "second", "last", "other", "better"} and (
        following in _BEHIND_HALF or before in _BEFORE_SHARES
    )


def _read_so_many_in(tokens: Sequence[Token], place: int, top: int) -> Amount | None:
    """ "one in five", "9 out of 10"."""
    link, second = at(tokens, place + 1).word, at(tokens, place + 2).word
    behind = place + 3 if (link, second) == ("out", "of") else place + 2 if link == "in" else 0
    whole = read_number(tokens, behind) if behind and (link == "out" or top < 10) else None
    if whole is None or not max(2, top + 1) <= whole.low <= 1e6 or at(tokens, whole.after).word in {"years", "days"}:
        return None
    return _share(top, whole.low, whole.after)


def _share(top: float, parts: float, after: int) -> Amount:
    return Amount(tidy(100 * top / parts), tidy(100 * top / parts), "%", after)


def read_multiple(tokens: Sequence[Token], place: int) -> Amount | None:
    """A size by comparison, "five times the size of London", or how many times as much."""
    size = _read_comparison(tokens, place)
    if size:
        return size
    word = at(tokens, place).word
    if word in CHANGES:
        return Amount(CHANGES[word], CHANGES[word], "times", place + 1)
    number = read_number(tokens, place)
    if number is None:
        return None
    behind = behind_hyphen(tokens, number.after)
    is_times = at(tokens, behind).word == "times" and at(tokens, behind + 1).word in _BEHIND_TIMES
    if is_times or at(tokens, behind).word == "fold":
        return Amount(number.low, number.high, "times", behind + 1)
    return None


def _read_comparison(tokens: Sequence[Token], place: int) -> Amount | None:
    """ "the size of Wales", "twice the size of Wales", "half the size of Wales", "the size of ten football pitches"."""
    factor, behind = _factor(tokens, place)
    size = read_size(tokens, behind)
    if size:
        value, unit, after = size
    elif factor == 1 and [at(tokens, place + step).word for step in range(3)] == ["the", "size", "of"]:
        number = read_number(tokens, place + 3)
        pitches = read_pitches(tokens, number.after) if number else None
        if number is None or pitches is None:
            return None
        factor, (value, after), unit = number.low, pitches, "m2"
    else:
        return None
    total = factor * value
    return Amount(tidy(total * (1 - ROUGHLY)), tidy(total * (1 + ROUGHLY)), unit, after)


def _factor(tokens: Sequence[Token], place: int) -> tuple[float, int]:
    word = at(tokens, place).word
    if word in {"twice", "double", "thrice", "triple"}:
        return CHANGES[word], place + 1
    if word == "half":
        return 0.5, place + 1
    number = read_number(tokens, place)
    if number and at(tokens, number.after).word == "times":
        return number.low, number.after + 1
    return 1.0, place
