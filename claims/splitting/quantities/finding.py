"""Finds the amounts of a text, each in its base unit.

>>> text = "About 40 per cent of homes, or £3.2m a year, lie within 70 miles."
>>> [(text[one.start : one.end], one.unit) for one in find_quantities(text)]
[('About 40 per cent', '%'), ('£3.2m a year', 'GBP/day'), ('70 miles', 'm')]
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from claims.splitting.quantities.guards import begins_currency, is_no_amount
from claims.splitting.quantities.hedges import read_hedge
from claims.splitting.quantities.numbers import NUMBER_WORDS, Number, read_number
from claims.splitting.quantities.shares import CHANGES, Amount, read_multiple, read_share, tidy
from claims.splitting.quantities.units import CODES, DOLLARS, SYMBOLS, Unit, read_rate, read_unit
from claims.splitting.shapes import Quantity
from claims.splitting.tokens import Token, at, is_dash, read_tokens
from claims.splitting.word_lists import word_set

CONVERTED_SLACK = 0.02
"""Part by which two amounts may differ and still be the same, when their units may have been converted."""

PLAIN_SLACK = 0.002
MOST = 40
WIDEST = 2.0
"""A stretch whose end is more than so many times its start ("hundreds") equals only itself."""

_CONVERTED = frozenset(("m", "m2", "l", "kg", "m/s", "°C", "W", "Wh"))
_TELLING = re.compile(
    r"\d|[½¼¾⅓⅔]|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|\w{3,4}ty|one"
    r"|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|halv\w{2,3}|thirds?|quarters?|fifths?|tenths?"
    r"|twice|thrice|doubl\w{1,3}|tripl\w{1,3}|trebl\w{1,3}|quadrupl\w{1,3}|\w{2,7}fold|size|height|zero)\b",
    re.IGNORECASE,
)
_FIRST_WORDS = frozenset((*NUMBER_WORDS, *CHANGES, *SYMBOLS, *DOLLARS, *CODES, "minus", "the"))
_IRREGULAR = word_set("people men women children police staff troops mice feet teeth geese")
_NOT_COUNTED = word_set("is was has does his its this as us less across always perhaps yes plus versus thus")
_STOPS = word_set(
    "of in on at to for from by with and or but that which who were are had have will would said since per a an the"
)


def find_quantities(text: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """The amounts in ``text[start:end]`` in their order, their offsets counted from the start of ``text``.

    Each is a number with its unit of measure, a share, a multiple, or a count of things. Numbers that measure
    nothing are left out: years, dates, times of day, ordinals, the numbers of roads and pages. The words are
    English; figures with a unit's sign are read in any language. At most 40: more is a table.
    """
    last = len(text) if end is None else end
    if not _TELLING.search(text, start, last):
        return ()
    return tuple(islice(_read_all(read_tokens(text, start, last)), MOST))


def same_amount(first: Quantity, second: Quantity) -> bool:
    """Whether two amounts are equal, but for rounding and for what words like "about" leave open."""
    if first.unit != second.unit:
        return False
    if _is_wide(first) or _is_wide(second):
        return (first.low, first.high) == (second.low, second.high)
    slack = CONVERTED_SLACK if first.unit in _CONVERTED else PLAIN_SLACK
    margin = slack * max(abs(first.high), abs(second.high))
    return first.low <= second.high + margin and second.low <= first.high + margin


def _is_wide(one: Quantity) -> bool:
    return one.low > 0 and one.high > WIDEST * one.low


def _read_all(tokens: Sequence[Token]) -> Iterator[Quantity]:
    place = after = 0
    while place < len(tokens):
        amount = _read_amount(tokens, place)
        if amount is None or amount.after <= place:
            place += 1
            continue
        amount, first = _read_range(tokens, place, amount)
        yield _finish(tokens, first, amount, after=after)
        place = after = amount.after


def _read_amount(tokens: Sequence[Token], place: int) -> Amount | None:
    """One amount that begins exactly here."""
    word = tokens[place].word
    if word not in _FIRST_WORDS and not word[0].isdigit():
        return None
    money = _read_money(tokens, place)
    if money:
        return money
    if is_no_amount(tokens, place):
        return None
    if word == "minus":
        return _read_below_zero(tokens, place)
    return read_multiple(tokens, place) or read_share(tokens, place) or _read_measured(tokens, place)


def _read_money(tokens: Sequence[Token], place: int) -> Amount | None:
    """ "£3.2m", "US$5", "EUR 5 million": the sign stands before the number."""
    word, code, behind = tokens[place].word, "", place + 1
    if word in SYMBOLS:
        code = SYMBOLS[word]
    elif begins_currency(tokens, place):
        code, behind = DOLLARS[word], place + 2
    elif word in CODES:
        code = word.upper()
    number = read_number(tokens, behind) if code and at(tokens, behind).word[:1].isdigit() else None
    return Amount(number.low, number.high, code, number.after, scale=number.scale) if number else None


def _read_below_zero(tokens: Sequence[Token], place: int) -> Amount | None:
    number = read_number(tokens, place + 1)
    unit = read_unit(tokens, number.after, figures=bool(number.digits)) if number else None
    if number is None or unit is None or unit[0].base not in {"°C", "°"}:
        return None
    return _converted(number.times(-1, after=number.after), *unit)


def _read_measured(tokens: Sequence[Token], place: int) -> Amount | None:
    number = read_number(tokens, place)
    if number is None:
        return _read_half_unit(tokens, place)
    unit = read_unit(tokens, number.after, figures=bool(number.digits))
    if unit:
        return _with_smaller_part(tokens, _converted(_signed(tokens, place, number, unit[0]), *unit))
    if tokens[place].word == "one" and number.after == place + 1:
        return None
    return Amount(number.low, number.high, "", number.after, bare=True, scale=number.scale)


def _signed(tokens: Sequence[Token], place: int, number: Number, unit: Unit) -> Number:
    """Below zero when a dash stands right before a temperature: "-5C"."""
    before = at(tokens, place - 1)
    if unit.base == "°C" and is_dash(before) and tokens[place].glued and not before.glued:
        return number.times(-1, after=number.after)
    return number


def _read_half_unit(tokens: Sequence[Token], place: int) -> Amount | None:
    """ "half an hour", "half a mile"."""
    if tokens[place].word != "half":
        return None
    behind = place + 2 if at(tokens, place + 1).word in {"a", "an"} else place + 1
    unit = read_unit(tokens, behind, figures=False)
    return _converted(Number(0.5, 0.5, behind), *unit) if unit else None


def _converted(number: Number, unit: Unit, after: int) -> Amount:
    low, high = (tidy(unit.convert(value)) for value in (number.low, number.high))
    return Amount(low, high, unit.base, after, scale=number.scale, measure=unit)


def _with_smaller_part(tokens: Sequence[Token], amount: Amount) -> Amount:
    """ "6ft 2in", "two hours and 30 minutes": a smaller amount of the same base unit right behind is added."""
    if amount.unit not in {"m", "kg", "s"}:
        return amount
    behind = amount.after + 1 if at(tokens, amount.after).word == "and" else amount.after
    number = read_number(tokens, behind)
    unit = read_unit(tokens, number.after, figures=bool(number.digits)) if number else None
    if number is None or unit is None or unit[0].base != amount.unit:
        return amount
    added = unit[0].convert(number.high)
    if added >= amount.low:
        return amount
    return amount._replace(low=tidy(amount.low + added), high=tidy(amount.high + added), after=unit[1])


def _read_range(tokens: Sequence[Token], place: int, first: Amount) -> tuple[Amount, int]:
    """With the second end of "5 to 10 km" or "between 5 and 10 km", and where its words begin.

    Of "from 5 to 9 per cent", a change rather than a range, only the first with the unit of the second.
    """
    before, link = at(tokens, place - 1).word, at(tokens, first.after)
    between = before == "between" and link.word == "and"
    joins = between or link.word == "to" or (is_dash(link) and link.glued)
    second = _read_amount(tokens, first.after + 1) if joins and first.after + 1 < len(tokens) else None
    if second is None:
        return first, place
    first, second = _share_unit(first, second)
    if first.unit != second.unit or first.low >= second.high:
        return first, place
    if before == "from" and link.word == "to":
        return first, place
    return second._replace(low=first.low), place - 1 if between else place


def _share_unit(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """Both ends of a range, each with the unit or the "million" that it left to the other."""
    if first.bare and not second.bare:
        first = _lend(second, first)
    elif second.bare and not first.bare:
        second = second._replace(unit=first.unit, bare=False)
    if first.scale == 1 < second.scale:
        first = first._replace(low=first.low * second.scale, high=first.high * second.scale)
    return first, second


def _lend(lender: Amount, bare: Amount) -> Amount:
    low, high = (tidy(lender.measure.convert(value)) for value in (bare.low, bare.high))
    return bare._replace(low=low, high=high, unit=lender.unit, bare=False)


def _finish(tokens: Sequence[Token], place: int, amount: Amount, *, after: int) -> Quantity:
    below, above, first = read_hedge(tokens, place, after=after, unit=amount.unit)
    low, high, unit, behind = amount.low * below, amount.high * above, amount.unit, amount.after
    rate = read_rate(tokens, behind) if unit not in {"s", "m/s", "%", "pp", "°C", "°"} else None
    counted = _counted(tokens, behind) if unit in {"", "%"} else ""
    if rate is None and unit == "" and counted:
        rate = read_rate(tokens, behind + 1)
    if rate:
        low, high, unit, behind = low * rate[0], high * rate[0], f"{unit}/day", rate[1]
    if amount.high < 0 and is_dash(at(tokens, first - 1)):
        first -= 1
    return Quantity(tokens[first].start, tokens[behind - 1].end, tidy(low), tidy(high), unit, counted)


def _counted(tokens: Sequence[Token], place: int) -> str:
    """What an amount counts: the first plural within three words behind it, in the singular."""
    place += 1 if at(tokens, place).word == "of" else 0
    place += 1 if at(tokens, place).word in {"the", "its", "their", "all"} else 0
    for token in tokens[place : place + 3]:
        word = token.word
        if not word.isalpha() or word in _STOPS:
            break
        if word in _IRREGULAR:
            return word
        if len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NOT_COUNTED:
            return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
    return ""
