"""Numbers in digits and in words: "3,000", "1.5m", "two and a half million", "tens of thousands", "a dozen".

>>> from claims.splitting.tokens import read_tokens
>>> def value(words):
...     number = read_number(read_tokens(words, 0, len(words)), 0)
...     return number and (number.low, number.high)
>>> value("3,000"), value("twenty-five thousand"), value("half a million"), value("several hundred")
((3000.0, 3000.0), (25000.0, 25000.0), (500000.0, 500000.0), (300.0, 900.0))
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from claims.splitting.tokens import LONGEST_NUMBER, Token, at, behind_hyphen
from claims.splitting.word_lists import word_set

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_UNITS = "zero one two three four five six seven eight nine"
_ONES = {word: value for value, word in enumerate(f"{_UNITS} {_TEENS}".split())}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SMALL = {**_ONES, **_TENS}
_ROUND = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SCALES = {**_ROUND, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12, "trn": 1e12, "lakh": 1e5, "crore": 1e7}
_GLUED_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "mn": 1e6}
_MANY = {"dozens": 12.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12}
_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_LONG_THINGS = word_set("long wide tall high deep thick away above below across tunnel wall fence cable pool")
_GROUPED = re.compile(r"\d{1,3}(?:,\d\d\d){1,5}(?:\.\d{1,9})?|\d{1,3}(?:,\d\d){1,4},\d\d\d")
_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,9})?")

NUMBER_WORDS = frozenset((*SMALL, *_FRACTIONS, *_MANY, "several", "a", "an", "half", "tens"))
"""What a number may begin with, when not with a figure."""

MOST_WORDS = 9
"""Of a number written out; more is a list."""


class Number(NamedTuple):
    """An amount without its unit. ``after`` is the place of the next token.

    ``digits`` are the figures it is written in, if so; ``scale`` is what a "million" or the like multiplied them by.
    """

    low: float
    high: float
    after: int
    digits: str = ""
    scale: float = 1.0

    def times(self, factor: float, *, after: int) -> "Number":
        """The number that many times, read as far as ``after``."""
        return Number(self.low * factor, self.high * factor, after, self.digits, self.scale * factor)


def read_number(tokens: Sequence[Token], place: int) -> Number | None:
    """The number that begins at this token."""
    token = at(tokens, place)
    if token.word[:1].isdigit():
        return _read_digits(tokens, place)
    if token.word in _FRACTIONS:
        return _scaled(tokens, Number(_FRACTIONS[token.word], _FRACTIONS[token.word], place + 1))
    if token.word in {"several", "a", "an", "half"}:
        return _read_article(tokens, place)
    if token.word in _MANY or token.word == "tens":
        return _read_many(tokens, place)
    return _read_words(tokens, place) if token.word in SMALL else None


def _read_digits(tokens: Sequence[Token], place: int) -> Number | None:
    digits = tokens[place].word
    value = _value(digits)
    if value is None:
        return None
    after = place + 1
    if at(tokens, after).glued and at(tokens, after).word in _FRACTIONS:
        value += _FRACTIONS[tokens[after].word]
        after += 1
    number = Number(value, value, after, digits)
    suffix = at(tokens, after)
    if suffix.glued and suffix.word in _GLUED_SCALES and not _is_metres(tokens, place):
        return number.times(_GLUED_SCALES[suffix.word], after=after + 1)
    return _scaled(tokens, number)


def _value(digits: str) -> float | None:
    if len(digits) > LONGEST_NUMBER:
        return None
    if _GROUPED.fullmatch(digits):
        return float(digits.replace(",", ""))
    return float(digits) if _PLAIN.fullmatch(digits) else None


def _is_metres(tokens: Sequence[Token], place: int) -> bool:
    """Whether the m of "5m" stands for metres: of an animal, a wall, a swim; of money and people it is millions."""
    if at(tokens, place + 1).word != "m" or at(tokens, place - 1).word in set("£$€¥₹"):
        return False
    return bool(_LONG_THINGS & {at(tokens, behind_hyphen(tokens, place + 2)).word, at(tokens, place + 3).word})


def _scaled(tokens: Sequence[Token], number: Number) -> Number:
    """With the "million" and the like that follow: "1.5 million", "5 hundred thousand", "20-million"."""
    while True:
        after = behind_hyphen(tokens, number.after)
        factor = _SCALES.get(at(tokens, after).word)
        if factor is None or number.high * factor > 1e18:
            return number
        number = number.times(factor, after=after + 1)


def _read_article(tokens: Sequence[Token], place: int) -> Number | None:
    """ "a million", "a few hundred", "a couple of thousand", "half a million", "half a dozen", "several hundred"."""
    first, second, third = (at(tokens, place + step).word for step in (0, 1, 2))
    if first == "several" or (first == "a" and second == "few"):
        number = Number(3, 9, place + (1 if first == "several" else 2))
    elif first == "a" and (second, third) == ("couple", "of"):
        number = Number(2, 2, place + 3)
        return _scaled(tokens, number)
    elif first == "half":
        number = Number(0.5, 0.5, place + (2 if second in {"a", "an"} else 1))
    elif first == "a" and (second, third) == ("quarter", "of") and at(tokens, place + 3).word == "a":
        number = Number(0.25, 0.25, place + 4)
    else:
        number = Number(1, 1, place + 1)
    scaled = _scaled(tokens, number)
    return scaled if scaled.after > number.after else None


def _read_many(tokens: Sequence[Token], place: int) -> Number | None:
    """ "dozens of homes", "tens of thousands": from two of them to all but the next unit of counting."""
    first, of = at(tokens, place).word, at(tokens, place + 1).word
    factor = 10.0 if first == "tens" else _MANY[first]
    if of == "of" and at(tokens, place + 2).word in _MANY:
        factor *= _MANY[tokens[place + 2].word]
        return Number(2 * factor, 9.9 * factor, place + 3)
    if first == "tens":
        return None
    return Number(2 * factor, 8 * factor if first == "dozens" else 9.9 * factor, place + 1)


def _read_words(tokens: Sequence[Token], place: int) -> Number | None:
    total, current, after = 0.0, float(SMALL[tokens[place].word]), place + 1
    while after < place + MOST_WORDS:
        step = _next_word(tokens, after)
        word = at(tokens, step).word
        if word in _ONES and step > after and current % 10 == 0 and 20 <= current % 100 <= 90:
            current += _ONES[word]
        elif word in SMALL and at(tokens, after).word == "and" and current % 100 == 0 and current >= 100:
            current += SMALL[word]
        elif word in SMALL and total and current == 0:
            current = float(SMALL[word])
        elif word == "hundred" and current < 100:
            current *= 100
        elif word in _SCALES and _SCALES[word] >= 12 and current:
            total, current = total + current * _SCALES[word], 0.0
        elif word == "half" and at(tokens, step - 1).word == "a":
            current += 0.5
        else:
            break
        after = step + 1
    value = total + current
    return Number(value, value, after)


def _next_word(tokens: Sequence[Token], place: int) -> int:
    """Over the hyphen of "twenty-five", the "and" of "hundred and five", the "and a" of "two and a half"."""
    place = behind_hyphen(tokens, place)
    if at(tokens, place).word != "and":
        return place
    following = at(tokens, place + 1).word
    if following == "a" and at(tokens, place + 2).word == "half":
        return place + 2
    return place + 1 if following in SMALL else place
