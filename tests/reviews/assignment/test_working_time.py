"""Working time: adding and measuring undo each other, whatever the calendar, and across the changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.assignment.working_time import (
    Calendar,
    NeverAtWork,
    add_working_time,
    end_of_working_day,
    take_working_time,
    working_time_between,
)

OSLO = ZoneInfo("Europe/Oslo")
# Clocks change at two, at midnight, by half an hour, against the year, and never.
ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Oslo", "America/Santiago", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "UTC")
]
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
LENGTHS = st.timedeltas(timedelta(0), timedelta(hours=400))
DAYS = st.dates(date(2024, 1, 1), date(2028, 1, 1))


@st.composite
def calendars(draw) -> Calendar:
    starts, ends = sorted(draw(st.sets(st.times().map(lambda at: at.replace(microsecond=0)), min_size=2, max_size=2)))
    absence = draw(DAYS)
    return Calendar(
        draw(st.sampled_from(ZONES)),
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        starts,
        ends,
        draw(st.frozensets(DAYS, max_size=8)),
        ((absence, absence + timedelta(days=draw(st.integers(0, 60)))),),
    )


# A working day of seconds may need years for hours of work: enough for a property, not too much to count through.
def some_of(length: timedelta, calendar: Calendar) -> timedelta:
    return min(length, calendar.day_length * 40)


def is_working(at: datetime, calendar: Calendar) -> bool:
    hours = calendar.hours_of(at.astimezone(calendar.zone).date())
    return hours is not None and hours[0] <= at <= hours[1]


@settings(max_examples=150, deadline=None)
@given(calendars(), MOMENTS, LENGTHS)
def test_what_is_added_is_what_is_measured(calendar, start, length):
    length = some_of(length, calendar)
    assert working_time_between(start, add_working_time(start, length, calendar), calendar) == length


@settings(max_examples=150, deadline=None)
@given(calendars(), MOMENTS, LENGTHS)
def test_taking_undoes_adding_but_for_free_time(calendar, start, length):
    length = some_of(length, calendar)
    ended = add_working_time(start, length, calendar)
    back = take_working_time(ended, length, calendar)
    assert working_time_between(back, ended, calendar) == length
    assert working_time_between(min(start, back), max(start, back), calendar) == timedelta(0)


@settings(max_examples=150, deadline=None)
@given(calendars(), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=60)))
def test_measuring_then_adding_leads_back_to_no_later_than_the_end(calendar, a, gap):
    b = a + gap
    worked = working_time_between(a, b, calendar)
    landed = add_working_time(a, worked, calendar)
    assert working_time_between(b, landed, calendar) == timedelta(0)
    if worked:
        assert landed <= b


@settings(max_examples=150, deadline=None)
@given(calendars(), MOMENTS, LENGTHS)
def test_it_lands_in_working_time_and_never_before_the_start(calendar, start, length):
    landed = add_working_time(start, some_of(length, calendar), calendar)
    assert is_working(landed, calendar)
    assert landed >= start


@settings(max_examples=150, deadline=None)
@given(calendars(), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=9)), LENGTHS, LENGTHS)
def test_later_or_more_never_ends_sooner(calendar, start, later, one, other):
    less, more = sorted(some_of(length, calendar) for length in (one, other))
    assert add_working_time(start, less, calendar) <= add_working_time(start, more, calendar)
    assert add_working_time(start, less, calendar) <= add_working_time(start + later, less, calendar)


@settings(max_examples=100, deadline=None)
@given(calendars(), MOMENTS, LENGTHS, LENGTHS)
def test_time_in_two_parts_adds_up(calendar, a, one, other):
    b, c = a + one, a + one + other
    whole = working_time_between(a, c, calendar)
    assert whole == working_time_between(a, b, calendar) + working_time_between(b, c, calendar)
    assert working_time_between(c, a, calendar) == (timedelta(0) if c > a else whole)


@pytest.mark.parametrize("days", [frozenset(), frozenset({7, 12})])
def test_a_week_without_a_working_day_is_refused(days):
    with pytest.raises(NeverAtWork):
        Calendar(UTC, days)


@pytest.mark.parametrize("ends", [time(9), time(8, 59)])
def test_a_day_without_length_is_refused(ends):
    with pytest.raises(NeverAtWork):
        Calendar(UTC, starts=time(9), ends=ends)


def test_somebody_away_for_good_ends_the_search():
    away = Calendar(UTC, away=((date(2026, 1, 1), date(2999, 1, 1)),))
    with pytest.raises(NeverAtWork):
        add_working_time(datetime(2026, 5, 4, tzinfo=UTC), 1, away)
    with pytest.raises(NeverAtWork):
        take_working_time(datetime(2126, 5, 4, tzinfo=UTC), 1, away)


def test_a_due_date_in_the_year_9000_is_measured_without_counting_every_day():
    far = datetime(9000, 1, 1, tzinfo=UTC)
    assert working_time_between(datetime(2026, 5, 4, tzinfo=UTC), far, Calendar(UTC)) > timedelta(hours=20_000)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 7), (date(2026, 10, 25), 9), (date(2026, 5, 3), 8)],
    ids=["clocks go forward", "clocks go back", "an ordinary Sunday"],
)
def test_a_night_shift_is_as_long_as_the_clocks_make_it(day, hours):
    nights = Calendar(OSLO, frozenset(range(7)), time(0), time(8))
    begins, ends = nights.hours_of(day)
    assert ends - begins == timedelta(hours=hours)


def test_office_hours_are_the_same_by_the_wall_on_both_sides_of_a_change():
    friday = datetime(2026, 3, 27, 16, tzinfo=OSLO)
    assert add_working_time(friday, 4, Calendar(OSLO)).isoformat() == "2026-03-30T11:00:00+02:00"


def test_nights_weekends_holidays_and_absences_do_not_count():
    calendar = Calendar(UTC, days_off=frozenset({date(2026, 5, 1)}), away=((date(2026, 5, 5), date(2026, 5, 6)),))
    thursday_evening = datetime(2026, 4, 30, 17, tzinfo=UTC)
    assert add_working_time(thursday_evening, 11, calendar) == datetime(2026, 5, 7, 10, tzinfo=UTC)
    assert working_time_between(thursday_evening, datetime(2026, 5, 7, 10, tzinfo=UTC), calendar) == timedelta(hours=11)


def test_an_hour_the_clocks_skip_is_no_working_day():
    # Oslo: 02:00 to 03:00 does not exist on this Sunday, and 02:50 to 03:10 would end before it starts.
    early = Calendar(OSLO, frozenset({6}), time(2, 50), time(3, 10))
    assert early.hours_of(date(2026, 3, 29)) is None
    assert add_working_time(datetime(2026, 3, 28, tzinfo=UTC), 0.1, early).date() == date(2026, 4, 5)


def test_the_end_of_a_day_some_working_days_later():
    friday = datetime(2026, 5, 8, 20, tzinfo=UTC)
    ends = [end_of_working_day(friday, days, Calendar(UTC)).day for days in (1, 2, 5)]
    assert ends == [11, 12, 15]


def test_periods_begin_where_one_stands():
    noon = datetime(2026, 5, 8, 12, tzinfo=UTC)
    first, second = islice(Calendar(UTC).periods_from(noon), 2)
    assert first == (noon, noon.replace(hour=18))
    assert second[0] == datetime(2026, 5, 11, 9, tzinfo=UTC)
