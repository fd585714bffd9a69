"""Who may be asked, what an editor may override with a reason, many claims at once, and other due dates."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.assignment.by_hand import assign_claim, reassign, set_due_date, take_back_assignment
from reviews.assignment.many import MOST_AT_ONCE, assign_many
from reviews.assignment.people import away_soon, loads, whom_to_ask
from reviews.models import Assignment, AwayPeriod, DeclaredInterest, Reviewer, ReviewerTopic, Round
from reviews.policies.settling import warn_if_asked
from reviews.states import AssignmentStatus
from tests.factories.claims import AcceptedClaimFactory, CandidateFactory, TopicFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import make_closed_round, make_open_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(now):
    return now + timedelta(days=2)


@pytest.fixture
def claim():
    return AcceptedClaimFactory(topic=TopicFactory(name="Traffic"))


def assign(claim, *people, by, at, **options):
    options = {"due_at": at + timedelta(days=2), **options}
    return assign_claim(claim_id=claim.pk, reviewer_ids=[one.pk for one in people], by=by, at=at, **options)


def fill_up(person):
    Reviewer.objects.filter(user=person).update(capacity=2)
    make_open_round(person)


def speak_french(person):
    Reviewer.objects.filter(user=person).update(languages=["fr"])


def know_other_things(person):
    ReviewerTopic.objects.create(reviewer=person.reviewer, topic=TopicFactory(name="Health"), level="able")


SOFT = [(fill_up, "full"), (speak_french, "language"), (know_other_things, "topic")]


@pytest.mark.parametrize(("hinder", "code"), SOFT)
def test_load_language_and_topic_give_way_to_a_reason_which_is_kept(people, claim, now, hinder, code):
    hinder(people.lead)
    with pytest.raises(Invalid) as refusal:
        assign(claim, people.lead, by=people.admin, at=now)
    assert refusal.value.code == "override_needed"
    assert not Round.objects.filter(claim=claim).exists()
    round_ = assign(claim, people.lead, by=people.admin, at=now, override=" Nobody else knows the tunnel ")
    asked = round_.assignments.get()
    assert asked.overridden_because == "Nobody else knows the tunnel"
    [entry] = Entry.objects.filter(subject_type="assignment", subject_id=asked.pk)
    assert json.loads(entry.payload)["overridden"] == [code]
    assert "tunnel" not in entry.payload


def test_a_reason_that_was_not_needed_is_not_kept(people, claim, now):
    round_ = assign(claim, people.lead, by=people.admin, at=now, override="To be safe")
    assert round_.assignments.get().overridden_because == ""


def go_away(people, claim, now):
    AwayPeriod.objects.create(reviewer=people.lead.reviewer, from_on=now.date(), until_on=now.date())


def be_involved(people, claim, now):
    DeclaredInterest.objects.create(reviewer=people.lead.reviewer, kind="person", name=str(claim.claimant))


def have_reviewed(people, claim, now):
    before = make_closed_round("true", "false", reviewers=(people.lead, people.second))
    Round.objects.filter(pk=before.pk).update(claim=claim, status="set_aside")


def be_asked(people, claim, now):
    assign(claim, people.lead, by=people.admin, at=now)


def leave_for_good(people, claim, now):
    people.lead.is_active = False
    people.lead.save(update_fields=["is_active"])


@pytest.mark.parametrize("hinder", [go_away, be_involved, have_reviewed, be_asked, leave_for_good])
def test_no_reason_overrides_absence_conflict_a_second_review_or_a_closed_account(people, claim, now, hinder):
    hinder(people, claim, now)
    before = Assignment.objects.filter(round__claim=claim, reviewer=people.lead).count()
    with pytest.raises(Invalid) as refusal:
        assign(claim, people.lead, by=people.admin, at=now, override="Whatever")
    assert refusal.value.code == "cannot_be_asked"
    assert Assignment.objects.filter(round__claim=claim, reviewer=people.lead).count() == before


def test_everybody_who_may_not_get_a_claim_is_shown_with_the_reason(people, claim, now):
    away, involved, full = PersonFactory(), PersonFactory(), PersonFactory()
    AwayPeriod.objects.create(reviewer=away.reviewer, from_on=now.date(), until_on=now.date())
    DeclaredInterest.objects.create(reviewer=involved.reviewer, kind="person", name=str(claim.claimant).upper())
    fill_up(full)
    round_ = assign(claim, people.lead, by=people.admin, at=now)
    shown = {load.person: (load.refusal, load.warning) for load in whom_to_ask(claim, round_, at=now)}
    assert shown[away] == ("away", "")
    assert shown[involved] == ("conflict declared", "")
    assert shown[full] == ("", "full")
    assert shown[people.lead] == ("asked already", "")
    assert shown[people.second] == ("", "")


def test_those_with_most_room_come_first_and_those_who_cannot_last(people, claim, now):
    make_open_round(people.lead)
    AwayPeriod.objects.create(reviewer=people.second.reviewer, from_on=now.date(), until_on=now.date())
    order = [load.person for load in whom_to_ask(claim, None, at=now)]
    assert order.index(people.stranger) < order.index(people.lead) < order.index(people.second)
    assert order[-1] == people.second


def test_whom_to_ask_takes_as_many_queries_for_many_as_for_few(people, claim, now):
    with CaptureQueriesContext(connection) as few:
        whom_to_ask(claim, None, at=now)
    for _ in range(12):
        fill_up(PersonFactory())
    with CaptureQueriesContext(connection) as many:
        assert len(whom_to_ask(claim, None, at=now)) > 12
    assert len(many) == len(few)


def test_a_load_is_counted_in_points_of_work_that_does_not_wait(people, now):
    opened = make_open_round(people.lead, people.second)
    opened.assignments.filter(reviewer=people.lead).update(points=3)
    opened.assignments.filter(reviewer=people.second).update(status=AssignmentStatus.WAITING)
    found = {load.person: load for load in loads(at=now)}
    assert (found[people.lead].points, found[people.lead].free, found[people.lead].open) == (3, 13, 1)
    assert (found[people.second].points, found[people.second].open) == (0, 1)
    assert found[people.lead].seats(2) == 6


def test_who_is_away_tomorrow_is_named_with_the_work_they_hold(people, now):
    tomorrow = now.date() + timedelta(days=1)
    AwayPeriod.objects.create(reviewer=people.lead.reviewer, from_on=tomorrow, until_on=tomorrow)
    make_open_round(people.lead, people.second)
    [away] = away_soon(now)
    assert (away.person, away.is_away_now, away.open) == (people.lead, False, 1)


@pytest.mark.parametrize("wanted", [1, 3, 5])
def test_an_editor_chooses_the_number_of_reviews(people, claim, now, wanted):
    round_ = assign(claim, people.lead, by=people.admin, at=now, reviews_wanted=wanted)
    claim.refresh_from_db()
    assert (round_.reviews_wanted, claim.reviews_wanted, claim.open_slots) == (wanted, wanted, wanted - 1)


@pytest.mark.parametrize("wanted", [0, -1, 6])
def test_a_number_of_reviews_beyond_one_to_five_is_refused(people, claim, now, wanted):
    with pytest.raises(Invalid) as refusal:
        assign(claim, people.lead, by=people.admin, at=now, reviews_wanted=wanted)
    assert refusal.value.code == "out_of_range"


def test_the_number_of_an_open_round_is_not_changed_by_filling_its_seat(people, claim, now):
    assign(claim, people.lead, by=people.admin, at=now)
    with pytest.raises(Invalid) as refusal:
        assign(claim, people.second, by=people.admin, at=now, reviews_wanted=3)
    assert refusal.value.code == "round_is_open"


def test_without_a_due_date_the_desk_decides(people, claim, now):
    asked = assign(claim, people.lead, by=people.admin, at=now, due_at=None).assignments.get()
    assert asked.due_at > now


def test_many_claims_are_assigned_each_by_itself(people, now, due):
    good, other = AcceptedClaimFactory(), AcceptedClaimFactory()
    involved = AcceptedClaimFactory()
    DeclaredInterest.objects.create(reviewer=people.lead.reviewer, kind="person", name=str(involved.claimant))
    candidate = CandidateFactory()
    ids = [good.pk, involved.pk, candidate.pk, 10**9, other.pk, good.pk]
    batch = assign_many(claim_ids=ids, reviewer_ids=[people.lead.pk], due_at=due, by=people.admin, at=now)
    assert [round_.claim_id for round_ in batch.done] == [good.pk, other.pk]
    assert [(one.claim_id, one.code) for one in batch.refused] == [
        (involved.pk, "cannot_be_asked"),
        (candidate.pk, "invalid_transition"),
        (10**9, "not_found"),
    ]
    involved.refresh_from_db()
    assert involved.status == ClaimStatus.ACCEPTED
    assert Entry.objects.filter(subject_type="claim", verb="assign").count() == 2


@pytest.mark.parametrize(("claims", "code"), [([], "claims_missing"), (list(range(1, MOST_AT_ONCE + 2)), "too_many")])
def test_none_and_too_many_at_once_are_refused(people, now, due, claims, code):
    with pytest.raises(Invalid) as refusal:
        assign_many(claim_ids=claims, reviewer_ids=[people.lead.pk], due_at=due, by=people.admin, at=now)
    assert refusal.value.code == code


def test_a_reviewer_assigns_nothing_at_once_either(people, claim, now, due):
    with pytest.raises(NotAllowed):
        assign_many(claim_ids=[claim.pk], reviewer_ids=[people.lead.pk], due_at=due, by=people.lead, at=now)


def test_reassigning_keeps_to_the_same_rules(people, checked, now):
    fill_up(people.stranger)
    given = {"assignment_id": checked.lead.pk, "reviewer_id": people.stranger.pk, "because": "Ill", "at": now}
    with pytest.raises(Invalid) as refusal:
        reassign(**given, by=people.admin)
    assert refusal.value.code == "override_needed"
    checked.lead.refresh_from_db()
    assert checked.lead.status == AssignmentStatus.ASSIGNED
    assert reassign(**given, by=people.admin, override="Only one left").overridden_because == "Only one left"


def test_reassigning_to_the_same_person_is_refused(people, checked, now):
    with pytest.raises(Invalid) as refusal:
        reassign(assignment_id=checked.lead.pk, reviewer_id=people.lead.pk, because="Again", by=people.admin, at=now)
    assert refusal.value.code == "same_person"


def test_another_due_date_is_reminded_of_anew_and_the_reviewer_is_told_why(people, checked, now, due):
    Assignment.objects.filter(pk=checked.lead.pk).update(reminded=2)
    later = due + timedelta(days=3)
    set_due_date(assignment_id=checked.lead.pk, due_at=later, because="Records due", by=people.admin, at=now)
    checked.lead.refresh_from_db()
    assert (checked.lead.due_at, checked.lead.reminded) == (later, 0)
    told = Notice.objects.get(to=people.lead)
    assert "Records due" in told.text
    entry = Entry.objects.get(verb="set_due_date")
    assert (entry.subject_id, entry.by) == (checked.lead.pk, people.admin)
    assert "Records" not in entry.payload


@pytest.mark.parametrize(
    ("change", "code"),
    [({"due_at": timedelta(days=-1)}, "due_in_the_past"), ({"because": " "}, "reason_missing")],
)
def test_a_due_date_that_makes_no_sense_is_refused(people, checked, now, change, code):
    said = {"due_at": timedelta(days=1), "because": "Ill", **change}
    with pytest.raises(Invalid) as refusal:
        set_due_date(
            assignment_id=checked.lead.pk,
            due_at=now + said["due_at"],
            because=said["because"],
            by=people.admin,
            at=now,
        )
    assert refusal.value.code == code


def test_work_that_has_ended_is_due_at_no_time(people, checked, now, due):
    take_back_assignment(assignment_id=checked.lead.pk, because="Ill", by=people.admin, at=now)
    with pytest.raises(InvalidTransition):
        set_due_date(assignment_id=checked.lead.pk, due_at=due, because="Later", by=people.admin, at=now)


def test_a_reviewer_does_not_set_due_dates(people, checked, now, due):
    with pytest.raises(NotAllowed):
        set_due_date(assignment_id=checked.lead.pk, due_at=due, because="Later", by=people.lead, at=now)


def test_an_editor_who_reviewed_an_earlier_round_is_not_left_to_sign_off(people, claim):
    before = make_closed_round("true", "false", reviewers=(people.admin, people.second))
    User.objects.filter(role="admin").exclude(pk=people.admin.pk).update(is_active=False)  # whoever asked them
    asked = {people.lead.pk, people.stranger.pk}
    assert warn_if_asked(before.claim, asked, wanted=2) == [
        "If these two disagree, nobody is left to settle and sign off."
    ]
    AdminFactory()
    assert warn_if_asked(before.claim, asked, wanted=2) == []


def test_an_expert_settles_but_does_not_sign(people, claim):
    ReviewerTopic.objects.create(reviewer=people.stranger.reviewer, topic=claim.topic, level="expert")
    asked = {people.admin.pk, people.lead.pk}
    assert warn_if_asked(claim, asked, wanted=2) == ["Nobody is left to sign off."]
    assert warn_if_asked(claim, asked | {people.stranger.pk}, wanted=3) == [
        "If they disagree, nobody is left to settle and sign off."
    ]
