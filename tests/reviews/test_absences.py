"""When somebody is away: who says so, what the days mean, who is told."""

from datetime import UTC, date, datetime, timedelta

import pytest

from factcheck.accounts.models import Desk, User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.assignment.due_dates import desk_day
from reviews.assignment.eligibility import profile_of
from reviews.models import AwayPeriod
from reviews.people.absences import end_away, set_away
from reviews.people.cards import card_of
from tests.factories.people import AdminFactory
from tests.factories.reviews import ReviewFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
TODAY = NOON.date()


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def away(person, first, last, *, by=None):
    return set_away(user_id=person.pk, from_on=day(first), until_on=day(last), by=by or person, at=NOON)


def periods(person) -> list[tuple[int, int]]:
    found = AwayPeriod.objects.filter(reviewer__user=person)
    return [((one.from_on - TODAY).days, (one.until_on - TODAY).days) for one in found]


def test_both_days_are_away(people):
    away(people.lead, 0, 2)
    moments = {number: NOON + timedelta(days=number) for number in (-1, 0, 2, 3)}
    assert {n: profile_of(people.lead, at=at).is_away for n, at in moments.items()} == {
        -1: False, 0: True, 2: True, 3: False,
    }  # fmt: skip


def test_days_are_those_of_the_desk(people):
    Desk.objects.update_or_create(pk=1, defaults={"time_zone": "Pacific/Auckland"})
    assert desk_day(NOON) == date(2026, 5, 7)
    with pytest.raises(Invalid):
        away(people.lead, 0, 0)  # over there that was yesterday


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ((4, 6), [(2, 6)]),  # overlaps
        ((6, 7), [(2, 7)]),  # the next day
        ((3, 4), [(2, 5)]),  # within
        ((0, 9), [(0, 9)]),  # around
        ((7, 8), [(2, 5), (7, 8)]),  # a day between
    ],
)
def test_absences_that_touch_become_one(people, more, left):
    away(people.lead, 2, 5)
    away(people.lead, *more)
    assert periods(people.lead) == left


def test_one_absence_may_join_two(people):
    away(people.lead, 1, 2), away(people.lead, 5, 6), away(people.second, 3, 4)
    away(people.lead, 3, 4)
    assert (periods(people.lead), periods(people.second)) == ([(1, 6)], [(3, 4)])


@pytest.mark.parametrize(
    ("first", "last", "field", "code"),
    [
        (-1, 3, "from_on", "away_in_the_past"),
        (3, 2, "until_on", "away_ends_too_early"),
        (1, 367, "until_on", "away_too_long"),
        (700, 731, "until_on", "away_too_far"),
    ],
)
def test_days_that_make_no_sense_are_refused(people, first, last, field, code):
    with pytest.raises(Invalid) as refused:
        away(people.lead, first, last)
    assert [(one.field, one.code) for one in refused.value.errors] == [(field, code)]
    assert not AwayPeriod.objects.exists()


def test_two_absences_cannot_add_up_to_more_than_a_year(people):
    away(people.lead, 0, 365)
    with pytest.raises(Invalid) as refused:
        away(people.lead, 366, 367)
    assert refused.value.code == "away_too_long"
    assert periods(people.lead) == [(0, 365)]


def test_the_other_editors_are_told_once_when_open_work_needs_a_home(people, checked):
    other = AdminFactory()
    away(people.lead, 1, 3)
    away(people.lead, 1, 3)  # says nothing new
    told = Notice.objects.filter(kind="away")
    editors = User.objects.filter(role="admin", is_active=True)
    assert {people.admin, other} <= set(editors)
    assert sorted(notice.to_id for notice in told) == sorted(editor.pk for editor in editors)
    text = "Ben Lind is away from 7 May 2026 to 9 May 2026 with 1 open assignment"
    assert {(notice.text, notice.url) for notice in told} == {(text, f"/desk/people/{people.lead.pk}/")}


def test_nobody_is_told_when_nothing_is_open(people, checked):
    ReviewFactory(assignment=checked.lead)
    checked.lead.refresh_from_db()
    assert checked.lead.status == "submitted"
    away(people.lead, 1, 3)
    assert not Notice.objects.exists()


def test_an_editor_sets_somebody_away_and_that_person_is_told(people):
    away(people.lead, 2, 2, by=people.admin)
    [told] = Notice.objects.all()
    assert (told.to, told.text) == (people.lead, "Ana Ruiz set you as away on 8 May 2026")


def test_nobody_else_sets_or_ends_it(people):
    with pytest.raises(NotFound):
        away(people.lead, 1, 2, by=people.second)
    period = away(people.lead, 1, 2)
    with pytest.raises(NotFound):
        end_away(away_id=period.pk, by=people.second, at=NOON)
    end_away(away_id=period.pk, by=people.admin, at=NOON)
    assert periods(people.lead) == []
    assert Entry.objects.filter(verb="end_away", subject_id=people.lead.pk).count() == 1


def test_ending_early_keeps_the_days_that_were(people):
    period = away(people.lead, 0, 9)
    end_away(away_id=period.pk, by=people.lead, at=NOON + timedelta(days=4))
    assert periods(people.lead) == [(0, 3)]
    with pytest.raises(InvalidTransition):
        end_away(away_id=period.pk, by=people.lead, at=NOON + timedelta(days=4))


def test_ending_on_the_first_day_leaves_nothing(people):
    end_away(away_id=away(people.lead, 0, 9).pk, by=people.lead, at=NOON)
    assert periods(people.lead) == []


@pytest.mark.parametrize(("first", "shown"), [(0, (True, False)), (14, (False, True)), (15, (False, False))])
def test_a_card_says_who_is_away_now_and_soon(people, first, shown):
    away(people.lead, first, first + 1)
    card = card_of(people.lead, today=TODAY)
    assert ((card.is_away, card.is_away_soon), card.away.from_on) == (shown, day(first))


def test_a_card_counts_what_is_carried(people, checked):
    checked.lead.points = 5
    checked.lead.save(update_fields=["points"])
    card = card_of(people.lead, today=TODAY)
    assert (card.open_work, card.points, card.capacity, card.is_full) == (1, 5, 16, False)
