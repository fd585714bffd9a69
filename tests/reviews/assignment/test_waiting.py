"""Waiting: the due clock stands still, only the right people end it, and the wake date ends it by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.jobs import running
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews import kinds
from reviews.assignment.by_hand import decline_assignment, reassign, take_back_assignment
from reviews.assignment.eligibility import profile_of
from reviews.assignment.lapsing import lapse_pulled
from reviews.assignment.waiting import resume, wait_for
from reviews.assignment.waking import wake_waiting
from reviews.changing.shelving import shelve
from reviews.models import Assignment
from reviews.reviewing import submit_review
from reviews.selectors.queue import urgency
from reviews.states import AssignmentStatus
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def wait(assignment: Assignment, by, at, **changes) -> Assignment:
    values = {"waiting_for": "reply", "wake_at": at + WEEK, **changes}
    return wait_for(assignment_id=assignment.pk, by=by, at=at, **values)


def again(assignment: Assignment) -> Assignment:
    return Assignment.objects.get(pk=assignment.pk)


@pytest.mark.parametrize("waiting_for", ["reply", "records", "expert", "source"])
def test_work_is_set_aside_and_the_record_says_for_what(people, checked, now, waiting_for):
    wait(checked.lead, people.lead, now, waiting_for=waiting_for)
    asked = again(checked.lead)
    assert (asked.status, asked.waiting_for) == (AssignmentStatus.WAITING, waiting_for)
    assert (asked.waiting_since, asked.wake_at) == (now, now + WEEK)
    assert f'"waiting_for":"{waiting_for}"' in Entry.objects.get(verb="wait").payload


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"waiting_for": "lunch"}, "waiting_for", "unknown_choice"),
        ({"waiting_for": ""}, "waiting_for", "unknown_choice"),
        ({"wake_in": timedelta(0)}, "wake_at", "wake_in_the_past"),
        ({"wake_in": timedelta(days=180, seconds=1)}, "wake_at", "wake_too_late"),
    ],
)
def test_a_wait_has_a_reason_and_an_end_within_half_a_year(people, checked, now, changes, field, code):
    if "wake_in" in changes:
        changes = {"wake_at": now + changes["wake_in"]}
    with pytest.raises(Invalid) as refusal:
        wait(checked.lead, people.lead, now, **changes)
    assert [(fault.field, fault.code) for fault in refusal.value.errors] == [(field, code)]
    assert again(checked.lead).status == AssignmentStatus.ASSIGNED
    assert not Entry.objects.filter(verb="wait").exists()


def test_only_the_reviewer_sets_it_aside(people, checked, now):
    with pytest.raises(NotAllowed):
        wait(checked.lead, people.admin, now)
    with pytest.raises(NotFound):
        wait(checked.lead, people.second, now)


def test_the_reviewer_or_an_editor_ends_it_and_nobody_else(people, checked, now):
    wait(checked.lead, people.lead, now)
    with pytest.raises(NotFound):
        resume(assignment_id=checked.lead.pk, by=people.second, at=now)
    assert resume(assignment_id=checked.lead.pk, by=people.lead, at=now).status == AssignmentStatus.IN_PROGRESS
    assert not Notice.objects.exists()
    wait(checked.lead, people.lead, now)
    resume(assignment_id=checked.lead.pk, by=people.admin, at=now)
    assert Notice.objects.get().to == people.lead


def test_nothing_that_does_not_wait_is_resumed_and_nothing_waits_twice(people, checked, now):
    with pytest.raises(InvalidTransition):
        resume(assignment_id=checked.lead.pk, by=people.lead, at=now)
    wait(checked.lead, people.lead, now)
    with pytest.raises(InvalidTransition):
        wait(checked.lead, people.lead, now)


def test_what_was_left_of_the_time_is_left_again(people, checked, now):
    # Monday half past nine, due on Tuesday at noon: eleven and a half working hours are left.
    Assignment.objects.update(due_at=now.replace(day=5, hour=12, minute=0))
    wait(checked.lead, people.lead, now)
    friday = now.replace(day=8, hour=16, minute=0)
    resumed = resume(assignment_id=checked.lead.pk, by=people.lead, at=friday)
    assert resumed.due_at.strftime("%a %H:%M") == "Tue 09:30"
    kept = again(checked.lead)
    assert (kept.due_at, kept.waiting_for, kept.waiting_since, kept.wake_at) == (resumed.due_at, "", None, None)


def test_a_wait_that_ends_at_once_moves_nothing(people, checked, now):
    due_at = now.replace(day=9)  # a Saturday, set by hand
    Assignment.objects.update(due_at=due_at)
    wait(checked.lead, people.lead, now)
    assert resume(assignment_id=checked.lead.pk, by=people.lead, at=now).due_at == due_at


def test_what_was_late_already_is_due_when_work_goes_on(people, checked, now):
    Assignment.objects.update(due_at=now - timedelta(days=1))
    wait(checked.lead, people.lead, now)
    sunday = now + timedelta(days=6)
    resumed = resume(assignment_id=checked.lead.pk, by=people.lead, at=sunday)
    assert resumed.due_at.strftime("%a %H:%M") == "Mon 09:00"


def test_no_wait_outlasts_the_day_the_round_must_end(people, checked, now):
    last = now + timedelta(days=3)
    checked.round.due_by = last
    checked.round.save(update_fields=["due_by"])
    wait(checked.lead, people.lead, now)
    assert resume(assignment_id=checked.lead.pk, by=people.lead, at=now + WEEK).due_at == last


def test_waiting_work_is_no_load_and_never_overdue(people, checked, now):
    before = profile_of(people.lead, at=now).load
    wait(checked.lead, people.lead, now)
    assert before > 0
    assert profile_of(people.lead, at=now).load == 0
    assert urgency(again(checked.lead), at=now + timedelta(days=30)) == "waiting"


def test_what_was_pulled_and_waited_does_not_lapse(people, checked, now):
    Assignment.objects.update(pulled_until=timezone.now() - timedelta(hours=1))
    wait(checked.lead, people.lead, now)
    Assignment.objects.exclude(pk=checked.lead.pk).update(pulled_until=None)
    resume(assignment_id=checked.lead.pk, by=people.lead, at=now)
    assert lapse_pulled(at=now) == 0


def test_one_may_hand_in_while_waiting(people, checked, now):
    wait(checked.lead, people.lead, now)
    submit_review(
        assignment_id=checked.lead.pk, rating_key="false", rationale="Counted.", readings={}, by=people.lead, at=now
    )
    assert again(checked.lead).status == AssignmentStatus.SUBMITTED


def test_the_wake_date_ends_it_by_the_clock_of_the_database_and_tells(people, checked, now):
    for assignment, by, left in ((checked.lead, people.lead, -1), (checked.second, people.second, 60)):
        wait(assignment, by, now)
        Assignment.objects.filter(pk=assignment.pk).update(wake_at=timezone.now() + timedelta(seconds=left))
    assert wake_waiting(at=now + WEEK) == 1
    assert again(checked.lead).status == AssignmentStatus.IN_PROGRESS
    assert again(checked.second).status == AssignmentStatus.WAITING
    assert Notice.objects.get().to == people.lead
    assert Entry.objects.get(verb="resume").by_id is None
    assert wake_waiting(at=now + WEEK) == 0


def test_the_recurring_job_wakes(people, checked):
    at = timezone.now() - timedelta(days=8)
    wait(checked.lead, people.lead, at)
    job = Job.objects.create(kind=kinds.WAKE, subject_id=0)
    assert running.run(job.pk) == "done"
    assert again(checked.lead).status == AssignmentStatus.IN_PROGRESS


def test_over_the_api(people, checked):
    browser = signed_in(people.lead)
    wake_at = (timezone.now() + WEEK).isoformat()
    url = reverse("api_assignment_wait", args=[checked.lead.pk])
    sent = {"waiting_for": "records", "wake_at": wake_at}
    answer = browser.post(url, sent, content_type="application/json")
    assert (answer.status_code, answer.json()["status"]) == (200, "waiting")
    assert browser.post(url, sent, content_type="application/json").status_code == 409
    answer = browser.post(url, {"waiting_for": "lunch"}, content_type="application/json")
    assert {fault["field"] for fault in answer.json()["errors"]} == {"waiting_for", "wake_at"}
    answer = browser.post(reverse("api_assignment_resume", args=[checked.lead.pk]))
    assert (answer.status_code, answer.json()["status"]) == (200, "in_progress")


def test_on_the_page_with_what_was_typed_wrongly_kept(people, checked):
    browser = signed_in(people.lead)
    url = reverse("assignment_wait", args=[checked.lead.pk])
    yesterday = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    answer = browser.post(url, {"waiting_for": "expert", "wake_at": yesterday})
    assert answer.status_code == 400
    assert "Choose a later one." in answer.content.decode()
    assert yesterday in answer.content.decode()
    tomorrow = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert browser.post(url, {"waiting_for": "expert", "wake_at": tomorrow}).status_code == 303
    assert again(checked.lead).waiting_for == "expert"
    answer = signed_in(people.admin).post(reverse("assignment_resume", args=[checked.lead.pk]))
    assert (answer.status_code, answer.url) == (303, reverse("claim", args=[checked.claim.pk]))


def hand_in(asked, people, now):
    submit_review(assignment_id=asked.pk, rating_key="true", rationale="So", readings={}, by=asked.reviewer, at=now)


def give_away(asked, people, now):
    reassign(assignment_id=asked.pk, reviewer_id=people.stranger.pk, because="Needed", by=people.admin, at=now)


def take_back(asked, people, now):
    take_back_assignment(assignment_id=asked.pk, because="Needed", by=people.admin, at=now)


def decline(asked, people, now):
    decline_assignment(assignment_id=asked.pk, because="Ill", by=asked.reviewer, at=now)


def put_aside(asked, people, now):
    shelve(claim_id=asked.round.claim_id, because="overtaken", note="So", by=people.admin, at=now)


@pytest.mark.parametrize("end", [hand_in, give_away, take_back, decline, put_aside])
def test_whatever_ends_a_wait_leaves_nothing_of_it(people, checked, now, end):
    wait(checked.lead, people.lead, now)
    end(checked.lead, people, now)
    asked = again(checked.lead)
    assert asked.status != AssignmentStatus.WAITING
    assert (asked.waiting_for, asked.waiting_since, asked.wake_at) == ("", None, None)
