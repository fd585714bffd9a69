"""Times told from the day of publication: yesterday, on Monday, last week, three days ago, the past ten years.

A weekday is the latest one that is not after the day of publication, unless the words look ahead ("will open on
Friday"). Without a day of publication the words are found and stay undated; so do vague ones, "in recent days".
"""

from collections.abc import Sequence
from datetime import date, timedelta

from claims.splitting.context.absolute import PARTS, SEASONS, looks_ahead, month_at
from claims.splitting.context.stretches import (
    Days,
    back,
    of_day,
    of_decade,
    of_month,
    of_season,
    of_week,
    of_weekend,
    of_year,
    part_of,
    stretch_before,
)
from claims.splitting.context.told import Told
from claims.splitting.quantities.numbers import read_number
from claims.splitting.tokens import Token, at
from claims.splitting.word_lists import word_set

_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAYS = {name: number for number, name in enumerate(_DAYS.split())}
TIMES_OF_DAY = word_set("morning afternoon evening night lunchtime midday noon")
_SIMPLE = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_NAMES = ("day", "night", "week", "fortnight", "month", "year", "decade")
_UNITS = {**{name: name for name in _NAMES}, **{f"{name}s": name for name in _NAMES}}
_VAGUE = word_set("few several couple many recent coming")


def read_relative(tokens: Sequence[Token], place: int, published: date | None) -> Told | None:
    """The time that begins at this token and is told from the day of publication."""
    token = tokens[place]
    if token.word in _SIMPLE:
        return _read_simple(tokens, place, published)
    if token.word in WEEKDAYS and token.capital:
        return _read_weekday(tokens, place, published, step=None)
    if token.word in _STEPS:
        return _read_step(tokens, place, published)
    if token.word == "recent" and at(tokens, place + 1).word in _UNITS:
        return Told(None, place + 2)
    if token.word == "overnight":
        return Told(Days(published - timedelta(days=1), published) if published else None, place + 1)
    if token.word == "weekend" and at(tokens, place - 2).word in {"at", "over"} and at(tokens, place - 1).word == "the":
        return Told(_last_weekend(published), place + 1)
    if token.word in PARTS:
        return _read_part_of_unit(tokens, place, published)
    return _read_ago(tokens, place, published)


def _read_part_of_unit(tokens: Sequence[Token], place: int, published: date | None) -> Told | None:
    """ "the beginning of the month"."""
    following = [at(tokens, place + step).word for step in (1, 2, 3)]
    if following[:2] != ["of", "the"] or following[2] not in {"week", "month", "year", "decade"}:
        return None
    days = _whole(following[2], 0, published, through=False)
    return Told(part_of(days, tokens[place].word) if days else None, place + 4)


def _read_simple(tokens: Sequence[Token], place: int, published: date | None) -> Told:
    day = published + timedelta(days=_SIMPLE[tokens[place].word]) if published else None
    after = place + 2 if at(tokens, place + 1).word in TIMES_OF_DAY else place + 1
    return Told(of_day(day) if day else None, after)


def _read_weekday(tokens: Sequence[Token], place: int, published: date | None, *, step: int | None) -> Told | None:
    if at(tokens, place - 1).word in {"every", "each"} or _is_habit(tokens, place):
        return None
    after = place + 2 if at(tokens, place + 1).word in TIMES_OF_DAY else place + 1
    if published is None:
        return Told(None, after)
    behind = (published.weekday() - WEEKDAYS[tokens[place].word]) % 7
    if step == 1 or (step is None and behind and looks_ahead(tokens, place)):
        day = published + timedelta(days=7 - behind)
    else:
        day = published - timedelta(days=behind or (7 if step == -1 else 0))
    return Told(of_day(day), after)


def _is_habit(tokens: Sequence[Token], place: int) -> bool:
    """ "Monday to Friday"."""
    to = at(tokens, place + 1).word in {"to", "-", "–"} and at(tokens, place + 2).word in WEEKDAYS
    return to or (at(tokens, place - 1).word in {"to", "-", "–"} and at(tokens, place - 2).word in WEEKDAYS)


def _read_step(tokens: Sequence[Token], place: int, published: date | None) -> Told | None:
    """ "last week", "this month", "next Friday", "last summer", "the past three months"."""
    step, behind = _STEPS[tokens[place].word], place + 1
    token = at(tokens, behind)
    if token.word in WEEKDAYS and token.capital:
        return _read_weekday(tokens, behind, published, step=step or None)
    if month_at(tokens, behind) and tokens[place].word in {"last", "this", "next"}:
        return None  # the month itself is read next, and looks at the word before it
    if token.word in TIMES_OF_DAY and tokens[place].word in {"last", "this"}:
        day = published + timedelta(days=step) if published else None
        return Told(of_day(day) if day else None, behind + 1)
    if token.word in SEASONS and tokens[place].word in {"last", "this", "next"}:
        return Told(_season(token.word, step, published), behind + 1)
    if token.word in {"weekend", "century"} or (token.word in _UNITS and not token.word.endswith("s")):
        through = at(tokens, place - 1).word == "the" or tokens[place].word in {"past", "coming"}
        return Told(_whole(token.word, step, published, through=through), behind + 1)
    return _read_stretch(tokens, behind, step, published)


def _whole(unit: str, step: int, published: date | None, *, through: bool) -> Days | None:
    """The week, month, year or decade before, of, or after the day; ``through``: the stretch that ends with it."""
    if published is None:
        return None
    if through and step == -1 and unit in {"day", "week", "fortnight", "month", "year", "decade"}:
        return stretch_before(published, 1, unit)
    shifted = published + timedelta(days=7 * step)
    found = {
        "week": of_week(shifted),
        "weekend": _last_weekend(published) if step == -1 else of_weekend(shifted),
        "month": of_month(published.year, published.month + step),
        "year": of_year(published.year + step),
        "decade": of_decade(published.year + 10 * step),
    }
    return found.get(unit)


def _last_weekend(published: date | None) -> Days | None:
    if published is None:
        return None
    this = of_weekend(published)
    return this if this.first <= published else of_weekend(published - timedelta(days=7))


def _season(name: str, step: int, published: date | None) -> Days | None:
    if published is None:
        return None
    found = [of_season(published.year + shift, name) for shift in (-2, -1, 0, 1, 2)]
    known = [one for one in found if one]
    if step == -1:
        return next((one for one in reversed(known) if one.last < published), None)
    if step == 1:
        return next((one for one in known if one.first > published), None)
    return next((one for one in known if one.last >= published), None)


def _read_stretch(tokens: Sequence[Token], place: int, step: int, published: date | None) -> Told | None:
    """ "three months" behind "past" or "last", "few days" behind them."""
    if at(tokens, place).word in _VAGUE and at(tokens, place + 1).word in _UNITS:
        return Told(None, place + 2)
    number = read_number(tokens, place)
    unit = _UNITS.get(at(tokens, number.after).word) if number else None
    if number is None or unit is None:
        return None
    days = stretch_before(published, number.high, unit) if published and step == -1 else None
    return Told(days, number.after + 1)


def _read_ago(tokens: Sequence[Token], place: int, published: date | None) -> Told | None:
    """ "three days ago", "a week ago", "a few days ago", "decades ago"."""
    word, begin = tokens[place].word, place
    if word in _UNITS and word.endswith("s") and at(tokens, place + 1).word == "ago":
        return Told(None, place + 2)
    if word in {"a", "an"} and at(tokens, place + 1).word in _VAGUE:
        place += 1
    if tokens[place].word in _VAGUE:
        unit_at = place + (2 if at(tokens, place + 1).word == "of" else 1)
        is_ago = at(tokens, unit_at).word in _UNITS and at(tokens, unit_at + 1).word == "ago"
        return Told(None, unit_at + 2, begin) if is_ago else None
    number = read_number(tokens, place)
    count = number.high if number else 1.0 if word in {"a", "an"} else None
    unit_at = number.after if number else place + 1
    unit = _UNITS.get(at(tokens, unit_at).word)
    if count is None or unit is None or at(tokens, unit_at + 1).word != "ago":
        return None
    return Told(back(published, count, unit) if published else None, unit_at + 2)
