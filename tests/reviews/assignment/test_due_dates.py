"""When a review is due: by the desk's working hours for how soon the claim is wanted, and by whose days."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from claims.models import Claim
from factcheck.accounts.models import Desk
from reviews.assignment.due_dates import band_of, calendar_of, default_due, desk_calendar, due_for
from reviews.assignment.working_time import Calendar
from reviews.models import AwayPeriod, Reviewer
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")


def claim(**parts) -> Claim:
    return Claim(priority_parts=parts, boost=parts.get("boost", 0))


@pytest.mark.parametrize(
    ("parts", "band"),
    [
        ({"worth": 700, "age": -9_000}, "usual"),
        ({"worth": 700, "demand": 100, "reach": 300, "age": -9_000}, "soon"),
        ({"worth": 900, "demand": 300, "reach": 400}, "urgent"),
        ({"worth": 700, "boost": 1_000}, "urgent"),
        ({"worth": 900, "demand": 300, "reach": 400, "boost": -1_000}, "usual"),
        ({}, "usual"),
    ],
)
def test_the_band_follows_the_priority_without_its_age(parts, band):
    assert band_of(claim(**parts)) == band


def test_a_claim_without_parts_counts_its_boost():
    assert band_of(Claim(boost=1_600)) == "urgent"


def test_each_band_has_the_working_hours_of_the_desk(now):
    Desk.objects.update_or_create(pk=1, defaults={"due_hours": {"urgent": 2, "soon": 9, "usual": 27}})
    due = [due_for(claim(worth=worth), now) for worth in (1_600, 1_100, 700)]
    # Monday half past nine; a day has nine hours.
    assert [one.strftime("%a %H:%M") for one in due] == ["Mon 11:30", "Tue 09:30", "Thu 09:30"]


def test_due_dates_stand_in_the_zone_and_the_week_of_the_desk(now):
    values = {"time_zone": "Europe/Oslo", "working_days": [6, 0], "day_starts": time(8), "day_ends": time(12)}
    Desk.objects.update_or_create(pk=1, defaults={**values, "holidays": [date(2026, 5, 10)]})
    # Monday 11:30 in Oslo: half an hour is left today, Sunday is a holiday.
    assert due_for(claim(worth=1_600), now) == datetime(2026, 5, 11, 11, 30, tzinfo=OSLO)


def test_a_person_has_their_own_week_and_is_not_due_while_away(now):
    person = PersonFactory()
    Reviewer.objects.filter(user=person).update(working_days=[0, 2, 5])
    assert due_for(claim(worth=1_100), now, person).strftime("%a %H:%M") == "Wed 09:30"
    away = {"from_on": date(2026, 5, 6), "until_on": date(2026, 5, 8)}
    AwayPeriod.objects.create(reviewer=person.reviewer, **away)
    assert due_for(claim(worth=1_100), now, person).strftime("%a %d") == "Sat 09"


def test_somebody_away_for_years_is_due_by_the_desks_calendar(now):
    person = PersonFactory()
    AwayPeriod.objects.create(reviewer=person.reviewer, from_on=date(2026, 1, 1), until_on=date(2036, 1, 1))
    assert calendar_of(person, at=now) == desk_calendar()


def test_an_absence_that_is_over_is_not_looked_at(now):
    person = PersonFactory()
    AwayPeriod.objects.create(reviewer=person.reviewer, from_on=date(2026, 4, 1), until_on=date(2026, 5, 3))
    assert calendar_of(person, at=now).away == ()


def test_somebody_without_a_profile_works_as_the_desk_does(now):
    person = PersonFactory()
    Reviewer.objects.filter(user=person).delete()
    assert calendar_of(person, at=now) == desk_calendar()


def test_forms_propose_the_end_of_a_working_day(now):
    Desk.objects.update_or_create(pk=1, defaults={"holidays": [date(2026, 5, 5)], "day_ends": time(17)})
    assert default_due(now, zone=now.tzinfo) == datetime(2026, 5, 7, 17, tzinfo=now.tzinfo)
    assert default_due(now, zone=OSLO).isoformat() == "2026-05-07T19:00:00+02:00"


def test_a_zone_that_exists_no_more_is_read_as_utc():
    Desk.objects.update_or_create(pk=1, defaults={"time_zone": "Atlantis/Center"})
    assert desk_calendar() == Calendar(ZoneInfo("UTC"))


def test_asking_when_something_is_due_takes_two_queries(now, django_assert_num_queries):
    person = PersonFactory()
    with django_assert_num_queries(2):
        assert due_for(claim(worth=700), now, person) > now + timedelta(hours=1)
