"""Reminders: before, at and after, each once, to whoever is there."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from factcheck.accounts.models import Desk
from factcheck.jobs import running
from factcheck.jobs.models import Job
from factcheck.notices.models import Mail, Notice
from reviews import kinds
from reviews.assignment import reminding
from reviews.assignment.reminding import remind
from reviews.models import Assignment, AwayPeriod
from reviews.states import AssignmentStatus
from tests.factories.people import AdminFactory
from tests.factories.reviews import AssignmentFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def asked(people, now):
    """Asked on Monday at half past nine, due on Wednesday at noon."""
    return AssignmentFactory(
        reviewer=people.lead,
        assigned_by=people.admin,
        assigned_at=now,
        due_at=now.replace(day=6, hour=12, minute=0),
    )


def told() -> list[tuple[str, str]]:
    return [(one.to.name, one.kind) for one in Notice.objects.select_related("to").order_by("pk")]


def stage(asked: Assignment) -> int:
    return Assignment.objects.get(pk=asked.pk).reminded


def test_before_at_and_after_each_once(people, asked, now):
    steps = [
        (now.replace(day=5, hour=11), []),  # more than a working day is left
        (now.replace(day=5, hour=23), [("Ben Lind", "due")]),  # the last quarter of the time
        (now.replace(day=6, hour=11), []),
        (asked.due_at, [("Ben Lind", "due")]),
        (now.replace(day=7, hour=11, minute=59), []),  # not yet a working day late
        (now.replace(day=7, hour=12, minute=0), [("Ana Ruiz", "late_work"), ("Ben Lind", "overdue")]),
        (now.replace(day=29), []),
    ]
    for at, expected in steps:
        Notice.objects.all().delete()
        remind(at=at)
        assert told() == expected, at
        remind(at=at)
        assert told() == expected, at
    assert stage(asked) == 3


def test_a_quarter_of_a_short_time_is_what_is_left(people, asked, now):
    Assignment.objects.update(due_at=now + 4 * HOUR)
    assert remind(at=now + 2.9 * HOUR) == 0
    assert remind(at=now + 3 * HOUR) == 1


def test_a_weekend_is_no_working_day_late(people, asked, now):
    Assignment.objects.update(due_at=now.replace(day=8, hour=18, minute=0), reminded=2)  # Friday evening
    assert remind(at=now.replace(day=11, hour=17, minute=59)) == 0
    assert remind(at=now.replace(day=11, hour=18, minute=0)) == 1


def test_stages_that_passed_meanwhile_are_skipped(people, asked, now):
    assert remind(at=now.replace(day=20)) == 1
    assert told() == [("Ana Ruiz", "late_work"), ("Ben Lind", "overdue")]
    assert stage(asked) == 3
    assert remind(at=now.replace(day=21)) == 0


@pytest.mark.parametrize("status", [one for one in AssignmentStatus if one not in reminding.ACTIVE])
def test_only_work_that_goes_on_is_reminded_of(people, asked, now, status):
    Assignment.objects.update(status=status)
    assert remind(at=now.replace(day=20)) == 0


def test_whoever_is_away_is_left_in_peace_and_the_editors_are_told(people, asked, now):
    AwayPeriod.objects.create(reviewer=people.lead.reviewer, from_on=date(2026, 5, 6), until_on=date(2026, 5, 6))
    remind(at=asked.due_at)
    assert told() == [("Ana Ruiz", "late_work")]
    assert "and Ben Lind is away" in Notice.objects.get().text
    assert stage(asked) == 2
    remind(at=now.replace(day=20))
    assert told()[1:] == [("Ana Ruiz", "late_work"), ("Ben Lind", "overdue")]


def test_absence_is_a_matter_of_the_desks_day(people, asked, now):
    Desk.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Tokyo"})
    AwayPeriod.objects.create(reviewer=people.lead.reviewer, from_on=date(2026, 5, 7), until_on=date(2026, 5, 7))
    remind(at=now.replace(day=6, hour=16))  # the seventh in Tokyo
    assert told() == [("Ana Ruiz", "late_work")]


def test_a_closed_account_is_told_nothing(people, asked, now):
    people.lead.is_active = False
    people.lead.save(update_fields=["is_active"])
    remind(at=now.replace(day=20))
    assert told() == [("Ana Ruiz", "late_work")]


def test_work_nobody_asked_for_is_every_editors_matter_when_late(people, asked, now):
    AdminFactory(name="Eva Sand")
    AdminFactory(name="Gil Moe", is_active=False)
    Assignment.objects.update(assigned_by=people.lead)
    remind(at=now.replace(day=20))
    assert told() == [("Ana Ruiz", "late_work"), ("Eva Sand", "late_work"), ("Ben Lind", "overdue")]


def test_an_editors_own_late_check_is_told_to_the_others(people, asked, now):
    AdminFactory(name="Eva Sand")
    Assignment.objects.update(reviewer=people.admin, assigned_by=people.admin)
    remind(at=now.replace(day=20))
    assert told() == [("Eva Sand", "late_work"), ("Ana Ruiz", "overdue")]


def test_reminders_come_by_mail_too_and_say_the_time_of_the_desk(people, asked, now):
    Desk.objects.update_or_create(pk=1, defaults={"time_zone": "Europe/Oslo"})
    remind(at=asked.due_at - 2 * HOUR)
    mail = Mail.objects.get()
    assert mail.to == people.lead.email
    assert "is due Wed 6 May, 14:00" in mail.text


def test_a_run_is_bounded_and_the_next_goes_on(people, now, monkeypatch):
    monkeypatch.setattr(reminding, "MOST", 2)
    for _ in range(3):
        AssignmentFactory(reviewer=people.lead, assigned_by=people.admin, assigned_at=now, due_at=now + HOUR)
    assert [remind(at=now + HOUR) for _ in range(3)] == [2, 1, 0]


def test_what_dies_on_the_way_is_told_by_the_next_run(people, asked, now, monkeypatch):
    def die(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(reminding, "tell_due", die)
        with pytest.raises(KeyboardInterrupt):
            remind(at=asked.due_at)
    assert stage(asked) == 0
    assert remind(at=asked.due_at) == 1
    assert len(told()) == 1


def test_it_is_found_through_its_index(people, asked, now):
    with connection.cursor() as cursor:
        # on a handful of rows every road costs the same: only an index can give the order, and this one alone does
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    sweep = reminding.Sweep(now.replace(day=20), reminding.desk_calendar())
    for number in (reminding.BEFORE, reminding.WHEN_DUE, reminding.AFTER):
        assert "assignments_to_remind" in sweep.chosen(number).order_by("due_at", "pk").explain()


def test_the_recurring_job_reminds(people, asked, now):
    job = Job.objects.create(kind=kinds.REMIND, subject_id=0)
    assert running.run(job.pk) == "done"
    assert stage(asked) == 3  # the spring of 2026 is over


@pytest.mark.django_db(transaction=True)
def test_two_sweepers_at_once_tell_once(now):
    person, editor = AdminFactory(name="Ben Lind"), AdminFactory(name="Ana Ruiz")
    for _ in range(20):
        AssignmentFactory(reviewer=person, assigned_by=editor, assigned_at=now, due_at=now + HOUR)
    start = threading.Barrier(4)
    counted: list[int] = []

    def sweep() -> None:
        start.wait()
        try:
            counted.append(remind(at=now + HOUR))
        finally:
            connection.close()

    sweepers = [threading.Thread(target=sweep) for _ in range(4)]
    for one in sweepers:
        one.start()
    for one in sweepers:
        one.join()
    remind(at=now + HOUR)
    assert sum(counted) <= 20
    assert Notice.objects.filter(kind="due").count() == 20
    assert set(Assignment.objects.values_list("reminded", flat=True)) == {2}
