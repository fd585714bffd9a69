"""When the desk works, and how soon reviews are due: on the settings page."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from factcheck.accounts import desk_settings
from factcheck.accounts.models import Desk
from factcheck.core.errors import Invalid, NotAllowed
from factcheck.ledger.models import Entry
from reviews.models import Assignment
from tests.factories.reviews import AssignmentFactory

pytestmark = pytest.mark.django_db
CHRISTMAS = date(2026, 12, 25)
VALUES = {
    "working_days": [0, 1, 2, 3, 6],
    "day_starts": time(8),
    "day_ends": time(16, 30),
    "holidays": [CHRISTMAS],
    "due_hours": {"urgent": 2, "soon": 8, "usual": 40},
}
TYPED = {
    "working_days": ["0", "6"],
    "day_starts": "08:00",
    "day_ends": "16:30",
    "holidays": "2026-12-25\r\n\r\n 2026-05-17 ",
    "urgent": "2",
    "soon": "8",
    "usual": "40",
}


def save(by, at, **changes) -> Desk:
    return desk_settings.save_calendar(by=by, at=at, **{**VALUES, **changes})


def test_the_calendar_is_saved_and_the_record_names_the_fields(ana, now):
    save(ana, now)
    desk = Desk.objects.get()
    assert {name: getattr(desk, name) for name in VALUES} == VALUES
    changed = '{"changed":["day_ends","day_starts","due_hours","holidays","working_days"]}'
    assert Entry.objects.get(verb="save_calendar").payload == changed


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"working_days": []}, "working_days", "no_working_day"),
        ({"working_days": [0, 7]}, "working_days", "unknown_choice"),
        ({"day_ends": time(8)}, "day_ends", "ends_before_it_starts"),
        ({"day_ends": time(7, 59)}, "day_ends", "ends_before_it_starts"),
        ({"holidays": [CHRISTMAS + timedelta(days=n) for n in range(401)]}, "holidays", "too_many"),
        ({"due_hours": {"urgent": 0, "soon": 8, "usual": 40}}, "urgent", "out_of_range"),
        ({"due_hours": {"urgent": 1, "soon": 8, "usual": 2_001}}, "usual", "out_of_range"),
        ({"due_hours": {"urgent": 1, "usual": 9}}, "soon", "out_of_range"),
    ],
)
def test_a_calendar_nobody_can_work_by_is_refused(ana, now, changes, field, code):
    with pytest.raises(Invalid) as refusal:
        save(ana, now, **changes)
    assert [(fault.field, fault.code) for fault in refusal.value.errors] == [(field, code)]
    assert not Entry.objects.exists()


@pytest.mark.parametrize("broken", [{"working_days": []}, {"day_starts": time(18)}])
def test_the_table_refuses_it_too(broken):
    Desk.objects.get_or_create(pk=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Desk.objects.update(**broken)


def test_days_are_kept_in_order_and_once(ana, now):
    desk = save(ana, now, working_days=[6, 0, 6], holidays=[CHRISTMAS, date(2026, 5, 17), CHRISTMAS])
    assert desk.working_days == [0, 6]
    assert desk.holidays == [date(2026, 5, 17), CHRISTMAS]


def test_reviewers_change_no_calendar(ben, as_ben, now):
    with pytest.raises(NotAllowed):
        save(ben, now)
    assert as_ben.post(reverse("settings_calendar"), TYPED).status_code == 403


def test_due_dates_already_set_stay(ana, now):
    asked = AssignmentFactory()
    save(ana, now)
    assert Assignment.objects.get(pk=asked.pk).due_at == asked.due_at


def test_the_page_shows_and_saves_it(as_ana):
    assert as_ana.post(reverse("settings_calendar"), TYPED).status_code == 303
    desk = Desk.objects.get()
    assert (desk.working_days, desk.day_ends, desk.due_hours["usual"]) == ([0, 6], time(16, 30), 40)
    assert desk.holidays == [date(2026, 5, 17), CHRISTMAS]
    page = as_ana.get(reverse("settings")).content.decode()
    assert "2026-05-17\n2026-12-25" in page
    assert 'value="16:30"' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"working_days": []}, "one day of the week at least"),
        ({"day_ends": "07:00"}, "must end after it starts"),
        ({"holidays": "2026-12-25\nChristmas"}, "“Christmas” is not a date"),
        ({"holidays": "\x00"}, ""),
        ({"usual": "0"}, "working hours"),
        ({"usual": ""}, "required"),
    ],
)
def test_what_was_typed_wrongly_is_kept(as_ana, changes, words):
    answer = as_ana.post(reverse("settings_calendar"), {**TYPED, "soon": "77", **changes})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert words in page
    assert 'value="77"' in page
    assert not Entry.objects.exists()
