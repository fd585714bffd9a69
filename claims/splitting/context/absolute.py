"""Times told by their own name: dates, months, quarters, years, decades, centuries.

A date without a year is the one closest to the day of publication, the past taken for three times as close, unless
the words look ahead ("will close on 4 June").
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from claims.splitting.context.stretches import (
    Days,
    closest,
    of_century,
    of_day,
    of_decade,
    of_month,
    of_quarter,
    of_season,
    of_year,
    of_years,
    part_of,
)
from claims.splitting.context.told import Told
from claims.splitting.quantities.guards import is_year
from claims.splitting.tokens import Token, at, is_dash
from claims.splitting.word_lists import word_set

_NAMES = "january february march april may june july august september october november december"
MONTHS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
SEASONS = word_set("spring summer autumn fall winter")
PARTS = word_set("early mid late start beginning end middle")
_BEFORE_MONTHS = word_set("in since by until till from last next this during early late mid before after of through")
_AHEAD = word_set("will shall would due set scheduled expected until next planned ’ll")
_STOPS = word_set(", ; . said says told added announced confirmed claimed wrote reported warned")
_LOOK_BACK = 12
_ORDINAL_ENDINGS = word_set("st nd rd th")
_ORDINALS = {name: number for number, name in enumerate(["first", "second", "third", "fourth"], start=1)}
_OPENERS = frozenset("([‘“\"'")
_OWNERS = word_set("his her their my our your its")


class Near(NamedTuple):
    """What a date without a year is looked for around, and whether the words speak of what is to come."""

    published: date | None
    ahead: bool


def read_absolute(tokens: Sequence[Token], place: int, published: date | None) -> Told | None:
    """The date, month, quarter, year, decade or century that begins at this token."""
    word = tokens[place].word
    if word in MONTHS and tokens[place].capital:
        return _read_month_first(tokens, place, published)
    if word[0].isdigit():
        return _read_figures(tokens, place, published)
    if word in SEASONS:
        return _read_season(tokens, place)
    return _read_quarter(tokens, place, published) if word in _ORDINALS or word == "q" else None


def month_at(tokens: Sequence[Token], place: int) -> int | None:
    """The month named at this token, capitalised; its number."""
    token = at(tokens, place)
    return MONTHS.get(token.word) if token.capital else None


def _behind_dot(tokens: Sequence[Token], place: int) -> int:
    """Behind the full stop of "Sept."."""
    dot, word = at(tokens, place), at(tokens, place - 1).word
    return place + 1 if dot.word == "." and dot.glued and word not in _NAMES.split() else place


def _year_at(tokens: Sequence[Token], place: int) -> int | None:
    word = at(tokens, place).word
    return int(word) if len(word) == 4 and word.isdecimal() and word[0] in "12" else None


def _day_at(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """A day of the month, "4" or "4th", and the place behind it."""
    word = at(tokens, place).word
    if not (word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31):
        return None
    suffix = at(tokens, place + 1)
    return int(word), place + (2 if suffix.glued and suffix.word in _ORDINAL_ENDINGS else 1)


def _read_month_first(tokens: Sequence[Token], place: int, published: date | None) -> Told | None:
    """ "September 14, 2022", "Sept. 14", "September 2022", and a lone month behind a word of time."""
    month = MONTHS[tokens[place].word]
    behind = _behind_dot(tokens, place + 1)
    day = _day_at(tokens, behind)
    following = at(tokens, day[1]).word if day else ""
    if day and following not in {"per", "%", "million", "billion"} and at(tokens, day[1]).word not in MONTHS:
        comma = day[1] + 1 if following == "," else day[1]
        year = _year_at(tokens, comma)
        near = None if year else Near(published, looks_ahead(tokens, place))
        return Told(_on(year, month, day[0], near), comma + 1 if year else day[1])
    of = behind + 1 if at(tokens, behind).word in {"of", ","} else behind
    year = _year_at(tokens, of)
    if year:
        return Told(of_month(year, month), of + 1)
    if at(tokens, place - 1).word not in _BEFORE_MONTHS:
        return None
    return Told(_month_near(month, published, tokens, place), place + 1)


def _month_near(month: int, published: date | None, tokens: Sequence[Token], place: int) -> Days | None:
    before = at(tokens, place - 1).word
    if published is None:
        return None
    if before == "this":
        return of_month(published.year, month)
    ahead = before == "next" or (before not in {"last", "since"} and looks_ahead(tokens, place))
    day = closest(month, 1, published, ahead=ahead, past=before in {"last", "since"})
    return of_month(day.year, month) if day else None


def looks_ahead(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word of the same clause before this token speaks of what is to come."""
    for before in range(place - 1, max(-1, place - 1 - _LOOK_BACK), -1):
        word = tokens[before].word
        if word in _STOPS:
            return False
        if word in _AHEAD:
            return True
    return False


def _on(year: int | None, month: int, day: int, near: Near | None) -> Days | None:
    if year is None:
        found = closest(month, day, near.published, ahead=near.ahead) if near and near.published else None
    else:
        within = of_month(year, month)
        found = date(year, month, day) if within and day <= within.last.day else None
    return of_day(found) if found else None


def _read_figures(tokens: Sequence[Token], place: int, published: date | None) -> Told | None:
    return (
        _read_day_first(tokens, place, published)
        or _read_written_date(tokens, place)
        or _read_century(tokens, place)
        or _read_decade(tokens, place)
        or _read_year(tokens, place)
    )


def _read_day_first(tokens: Sequence[Token], place: int, published: date | None) -> Told | None:
    """ "14 September 2022", "14th of September"."""
    day = _day_at(tokens, place)
    if day is None:
        return None
    behind = day[1] + 1 if at(tokens, day[1]).word == "of" else day[1]
    month = month_at(tokens, behind)
    if month is None:
        return None
    behind = _behind_dot(tokens, behind + 1)
    year = _year_at(tokens, behind)
    near = None if year else Near(published, looks_ahead(tokens, place))
    return Told(_on(year, month, day[0], near), behind + 1 if year else behind)


def _read_written_date(tokens: Sequence[Token], place: int) -> Told | None:
    """ "2022-09-14", "14/09/2022"; when day and month could be either way round, the words stay undated."""
    marks = [at(tokens, place + step) for step in (1, 3)]
    figures = [at(tokens, place + step).word for step in (0, 2, 4)]
    if not all(one.glued and one.word in {"-", "/"} for one in marks) or not all(one.isdecimal() for one in figures):
        return None
    numbers = [int(one) for one in figures if len(one) <= 4]
    if len(numbers) < 3 or 0 in numbers:
        return None
    if len(figures[0]) == 4:
        return Told(_on(numbers[0], numbers[1], numbers[2], None) if numbers[1] <= 12 else None, place + 5)
    if len(figures[2]) != 4:
        return None
    day, month, year = numbers
    if month > 12 >= day:
        day, month = month, day
    clear = 0 < month <= 12 and (day > 12 or day == month)
    return Told(_on(year, month, day, None) if clear else None, place + 5)


def _read_century(tokens: Sequence[Token], place: int) -> Told | None:
    number = at(tokens, place).word
    behind = place + 3 if is_dash(at(tokens, place + 2)) else place + 2
    if at(tokens, place + 1).word not in _ORDINAL_ENDINGS or at(tokens, behind).word != "century":
        return None
    return Told(of_century(int(number)), behind + 1) if number.isdecimal() and 0 < int(number[:3]) <= 99 else None


def _read_decade(tokens: Sequence[Token], place: int) -> Told | None:
    """ "1990s", "the 80s", "’80s"."""
    word, suffix, before = at(tokens, place).word, at(tokens, place + 1), at(tokens, place - 1)
    if not (suffix.word == "s" and suffix.glued and word.isdecimal() and word.endswith("0")):
        return None
    if len(word) == 4 and word[0] in "12" and before.word not in _OWNERS:
        return Told(of_decade(int(word)), place + 2)
    if len(word) == 2 and before.word in {"the", "’", "'"} and word not in {"00", "10"}:
        return Told(of_decade((1900 if int(word) >= 30 else 2000) + int(word)), place + 2)
    return None


def _read_year(tokens: Sequence[Token], place: int) -> Told | None:
    """ "2014", "2014–18", "2022/23"."""
    year, before = _year_at(tokens, place), at(tokens, place - 1)
    if year is None or not is_year(tokens, place):
        return None
    if at(tokens, place).glued and not is_dash(before) and before.word not in _OPENERS:
        return None
    mark, second = at(tokens, place + 1), at(tokens, place + 2)
    if (is_dash(mark) or mark.word == "/") and mark.glued and second.glued and second.word.isdecimal():
        last = int(second.word) if len(second.word) == 4 else year // 100 * 100 + int(second.word[:2])
        days = of_years(year, last)
        if days and len(second.word) in {2, 4}:
            return Told(days, place + 3)
    return Told(of_year(year), place + 1)


def _read_quarter(tokens: Sequence[Token], place: int, published: date | None) -> Told | None:
    """ "the second quarter of 2023", "first half of last year", "Q1 2023"."""
    if tokens[place].word == "q":
        number, behind = at(tokens, place + 1).word, place + 2
        if not (at(tokens, place + 1).glued and number in {"1", "2", "3", "4"}):
            return None
        quarter, unit = int(number), "quarter"
    else:
        quarter, unit, behind = _ORDINALS[tokens[place].word], at(tokens, place + 1).word, place + 2
    if unit not in {"quarter", "half"} or (unit == "half" and quarter > 2):
        return None
    told = _year_behind(tokens, behind, published)
    if told is None:
        return None
    year, after = told
    if unit == "quarter":
        return Told(of_quarter(year, quarter), after)
    halves = of_month(year, 6 * quarter - 5), of_month(year, 6 * quarter)
    return Told(Days(halves[0].first, halves[1].last) if halves[0] and halves[1] else None, after)


def _year_behind(tokens: Sequence[Token], place: int, published: date | None) -> tuple[int, int] | None:
    place += 1 if at(tokens, place).word == "of" else 0
    year = _year_at(tokens, place)
    if year:
        return year, place + 1
    step = {"last": -1, "this": 0, "next": 1}.get(at(tokens, place).word)
    if step is not None and at(tokens, place + 1).word == "year" and published:
        return published.year + step, place + 2
    return None


def _read_season(tokens: Sequence[Token], place: int) -> Told | None:
    """ "summer 2022", "the spring of 2021"."""
    behind = place + 2 if at(tokens, place + 1).word == "of" else place + 1
    year = _year_at(tokens, behind)
    return Told(of_season(year, tokens[place].word), behind + 1) if year else None


def read_part(tokens: Sequence[Token], place: int, told: Told) -> tuple[Days | None, int]:
    """With the "early", "mid-" or "end of" before a time: the part of it that is meant, and where the words begin."""
    before = place - (2 if is_dash(at(tokens, place - 1)) else 1)
    of = place - (2 if at(tokens, place - 1).word == "the" else 1)
    if at(tokens, before).word in {"early", "mid", "late"}:
        first = before
    elif at(tokens, of).word == "of" and at(tokens, of - 1).word in PARTS:
        first = of - 1
    else:
        return told.days, place
    return (part_of(told.days, tokens[first].word) if told.days else None), first
