"""Working time: the hours in which a desk, or one person, is at work. Nothing here asks a table or a clock.

All counting happens in real elapsed time, so a working day in which the clocks change is an hour shorter or longer
only if the change falls inside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

MOST_IDLE_DAYS = 1_100  # three years without one working day: nothing is ever done then
MOST_DAYS = 3_700  # ten years: nothing on this desk takes longer
ONE_DAY = timedelta(days=1)
NO_TIME = timedelta(0)

Period = tuple[datetime, datetime]


class NeverAtWork(ValueError):
    """By this calendar nobody ever works."""


@dataclass(frozen=True)
class Calendar:
    """When there is work: days of the week (0 is Monday) from `starts` to `ends`, but for days off and absences.

    Absences have both ends included. Raises `NeverAtWork` without a day of the week, or when a day has no length.
    """

    zone: tzinfo
    working_days: frozenset[int] = frozenset(range(5))
    starts: time = time(9)
    ends: time = time(18)
    days_off: frozenset[date] = frozenset()
    away: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        if not self.working_days & frozenset(range(7)):
            raise NeverAtWork("There must be at least one working day.")
        if self.ends <= self.starts:
            raise NeverAtWork("The working day must end after it starts.")

    @property
    def day_length(self) -> timedelta:
        """How long an ordinary working day is."""
        return datetime.combine(date.min, self.ends) - datetime.combine(date.min, self.starts)

    def is_working_day(self, day: date) -> bool:
        if day.weekday() not in self.working_days or day in self.days_off:
            return False
        return not any(first <= day <= last for first, last in self.away)

    def hours_of(self, day: date) -> Period | None:
        """When work begins and ends on this day, in UTC; None when there is none."""
        if not self.is_working_day(day):
            return None
        begins = datetime.combine(day, self.starts, tzinfo=self.zone).astimezone(UTC)
        ends = datetime.combine(day, self.ends, tzinfo=self.zone).astimezone(UTC)
        return (begins, ends) if begins < ends else None  # a day as short as the hour the clocks skip

    def day_of(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def periods_from(self, at: datetime) -> Iterator[Period]:
        """Stretches of working time at or after this moment, the first one cut to it. Raises `NeverAtWork`."""
        for hours in self._days(self.day_of(at), step=ONE_DAY):
            if hours[1] > at:
                yield max(hours[0], at.astimezone(UTC)), hours[1]

    def periods_before(self, at: datetime) -> Iterator[Period]:
        """The same backwards from this moment."""
        for hours in self._days(self.day_of(at), step=-ONE_DAY):
            if hours[0] < at:
                yield hours[0], min(hours[1], at.astimezone(UTC))

    def _days(self, day: date, *, step: timedelta) -> Iterator[Period]:
        idle = 0
        while idle < MOST_IDLE_DAYS:
            hours = self.hours_of(day)
            idle = idle + 1 if hours is None else 0
            if hours is not None:
                yield hours
            day += step
        raise NeverAtWork("There is no working day within three years.")


def add_working_time(start: datetime, hours: float | timedelta, calendar: Calendar) -> datetime:
    """The earliest moment by which so much has been worked since `start`, in the calendar's zone.

    It lies in working time, the end of a working day included; nothing to add leads to the next working moment. Raises
    `NeverAtWork`.

    >>> friday = datetime(2026, 5, 8, 16, tzinfo=UTC)
    >>> add_working_time(friday, 4, Calendar(UTC)).isoformat()
    '2026-05-11T11:00:00+00:00'
    """
    left = max(as_length(hours), NO_TIME)
    for begins, ends in calendar.periods_from(start):
        if left <= ends - begins:
            return (begins + left).astimezone(calendar.zone)
        left -= ends - begins
    raise AssertionError("periods end by raising")


def take_working_time(end: datetime, hours: float | timedelta, calendar: Calendar) -> datetime:
    """The latest moment since which so much has been worked until `end`. Raises `NeverAtWork`.

    >>> monday = datetime(2026, 5, 11, 11, tzinfo=UTC)
    >>> take_working_time(monday, 4, Calendar(UTC)).isoformat()
    '2026-05-08T16:00:00+00:00'
    """
    left = max(as_length(hours), NO_TIME)
    for begins, ends in calendar.periods_before(end):
        if left <= ends - begins:
            return (ends - left).astimezone(calendar.zone)
        left -= ends - begins
    raise AssertionError("periods end by raising")


def working_time_between(a: datetime, b: datetime, calendar: Calendar) -> timedelta:
    """How much can be worked from `a` to `b`: nothing when `b` is not later. Looks at most ten years ahead.

    >>> friday, monday = datetime(2026, 5, 8, 16, tzinfo=UTC), datetime(2026, 5, 11, 11, tzinfo=UTC)
    >>> working_time_between(friday, monday, Calendar(UTC)) == timedelta(hours=4)
    True
    """
    worked, day, last = NO_TIME, calendar.day_of(a), calendar.day_of(b)
    last = min(last, day + MOST_DAYS * ONE_DAY)
    while day <= last:
        hours = calendar.hours_of(day)
        if hours is not None:
            worked += max(min(hours[1], b) - max(hours[0], a), NO_TIME)
        day += ONE_DAY
    return worked


def end_of_working_day(at: datetime, days: int, calendar: Calendar) -> datetime:
    """The end of the working day that comes `days` working days after the one of `at`. Raises `NeverAtWork`.

    >>> friday = datetime(2026, 5, 8, 9, 30, tzinfo=UTC)
    >>> end_of_working_day(friday, 2, Calendar(UTC)).isoformat()
    '2026-05-12T18:00:00+00:00'
    """
    after_today = datetime.combine(calendar.day_of(at) + ONE_DAY, time.min, tzinfo=calendar.zone)
    for number, (_, ends) in enumerate(calendar.periods_from(after_today), start=1):
        if number >= days:
            return ends.astimezone(calendar.zone)
    raise AssertionError("periods end by raising")


def as_length(hours: float | timedelta) -> timedelta:
    """A number of hours as a length of time."""
    return hours if isinstance(hours, timedelta) else timedelta(hours=hours)
