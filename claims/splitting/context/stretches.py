"""Stretches of days: of a year, a month, a week, a season, and parts of them. Both ends belong to the stretch.

>>> of_month(2024, 2)
Days(first=datetime.date(2024, 2, 1), last=datetime.date(2024, 2, 29))
>>> part_of(of_year(2022), "late").first
datetime.date(2022, 9, 2)
"""

from datetime import date, timedelta
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 2, 9_997
WEEK = 7
NEARER_PAST = 3


class Days(NamedTuple):
    """From one day to another."""

    first: date
    last: date


def of_day(day: date) -> Days:
    """One day."""
    return Days(day, day)


def of_year(year: int) -> Days | None:
    """A calendar year; None outside what dates can hold."""
    return Days(date(year, 1, 1), date(year, 12, 31)) if FIRST_YEAR <= year <= LAST_YEAR else None


def of_years(first: int, last: int) -> Days | None:
    """From the start of one year to the end of another."""
    begin, end = of_year(first), of_year(last)
    return Days(begin.first, end.last) if begin and end and first <= last else None


def of_month(year: int, month: int) -> Days | None:
    """A calendar month; the 13th is the first of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    return Days(date(year, month, 1), following - timedelta(days=1))


def of_week(day: date) -> Days:
    """The week of a day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=WEEK - 1))


def of_weekend(day: date) -> Days:
    """The Saturday and Sunday of the week of a day."""
    sunday = of_week(day).last
    return Days(sunday - timedelta(days=1), sunday)


def of_quarter(year: int, quarter: int) -> Days | None:
    """The first to fourth three months of a year."""
    first, last = of_month(year, 3 * quarter - 2), of_month(year, 3 * quarter)
    return Days(first.first, last.last) if first and last else None


def of_season(year: int, season: str) -> Days | None:
    """Spring, summer, autumn or winter as meteorologists in the north count them; winter begins in December."""
    months = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
    first, last = of_month(year, months[season]), of_month(year, months[season] + 2)
    return Days(first.first, last.last) if first and last else None


def of_decade(year: int) -> Days | None:
    """The ten years that a year belongs to."""
    return of_years(year // 10 * 10, year // 10 * 10 + 9)


def of_century(number: int) -> Days | None:
    """The 19th century runs from 1801 to 1900."""
    return of_years(100 * number - 99, 100 * number)


def part_of(days: Days, which: str) -> Days:
    """The early, mid or late third of a stretch, also called its start, middle and end."""
    third = ((days.last - days.first).days + 1) // 3
    first, last = days
    if which in {"early", "start", "beginning"}:
        return Days(first, first + timedelta(days=max(0, third - 1)))
    if which in {"late", "end"}:
        return Days(last - timedelta(days=max(0, third - 1)), last)
    return Days(first + timedelta(days=third), last - timedelta(days=third))


def closest(month: int, day: int, near: date, *, ahead: bool = False, past: bool = False) -> date | None:
    """The day of that name closest to another day, in its year or the one before or after.

    What lies behind counts as three times as close; ``ahead`` takes the next one, ``past`` the latest.
    """
    found = []
    for year in (near.year - 1, near.year, near.year + 1):
        within = of_month(year, month)
        if within and 1 <= day <= within.last.day:
            found.append(date(year, month, day))
    if ahead or past:
        found = [one for one in found if (one >= near if ahead else one <= near)]
    return min(found, key=lambda one: abs((one - near).days) * (NEARER_PAST if one > near else 1), default=None)


def back(day: date, count: float, unit: str) -> Days | None:
    """The stretch so many units before a day: the day, the week, the month or the year that it falls in."""
    if unit in {"day", "night", "week", "fortnight"}:
        length = {"week": WEEK, "fortnight": 2 * WEEK}.get(unit, 1)
        there = _earlier(day, count * length)
        return None if there is None else of_day(there) if length == 1 else of_week(there)
    if unit == "month" and count == int(count):
        return of_month(day.year, day.month - int(count)) if count < 10_000 else None
    if unit == "year" and count < LAST_YEAR:
        return of_year(day.year - int(count))
    return None


def stretch_before(day: date, count: float, unit: str) -> Days | None:
    """So many units up to a day: "the past three months"."""
    days = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30.4375, "year": 365.25, "decade": 3652.5}
    first = _earlier(day, count * days[unit]) if unit in days else None
    return Days(first, day) if first else None


def _earlier(day: date, days: float) -> date | None:
    return day - timedelta(days=round(days)) if 0 <= days < day.toordinal() - 366 else None
