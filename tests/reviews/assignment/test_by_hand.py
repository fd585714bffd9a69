"""Asking people to check a claim, and changing who is asked."""

from datetime import timedelta

import pytest

from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.accounts.models import Desk
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from reviews.assignment.by_hand import assign_claim, decline_assignment, reassign, take_back_assignment
from reviews.assignment.due_dates import due_for
from reviews.assignment.eligibility import away_on, profile_of
from reviews.assignment.people import away_soon
from reviews.models import Assignment, DeclaredInterest, Round
from reviews.policies.settling import warn_about
from reviews.states import AssignmentStatus, RoundStatus
from tests.factories.claims import AcceptedClaimFactory, CandidateFactory
from tests.factories.people import AdminFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(now):
    return now + timedelta(days=2)


@pytest.fixture
def claim():
    return AcceptedClaimFactory()


def assign(claim, *reviewers, by, at, due_at, **options):
    return assign_claim(
        claim_id=claim.pk, reviewer_ids=[one.pk for one in reviewers], due_at=due_at, by=by, at=at, **options
    )


def test_the_first_assignment_opens_the_round_with_wording_scale_and_plan_pinned(people, claim, now, due):
    opened = assign(claim, people.lead, by=people.admin, at=now, due_at=due)
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.IN_REVIEW
    assert (opened.status, opened.plan.key, opened.number) == (RoundStatus.OPEN, "lead-and-second", 1)
    assert opened.wording == claim.wording
    assert opened.scale.is_current
    assert (claim.reviews_wanted, claim.open_slots) == (2, 1)


def test_the_first_person_leads_and_the_second_does_not(people, claim, now, due):
    opened = assign(claim, people.lead, people.second, by=people.admin, at=now, due_at=due)
    assert [(one.reviewer, one.is_lead) for one in opened.assignments.order_by("pk")] == [
        (people.lead, True),
        (people.second, False),
    ]


def test_a_free_seat_is_filled_in_the_same_round_without_a_second_lead(people, claim, now, due):
    opened = assign(claim, people.lead, by=people.admin, at=now, due_at=due)
    again = assign(claim, people.second, by=people.admin, at=now, due_at=due)
    assert again == opened
    assert opened.assignments.filter(is_lead=True).count() == 1
    claim.refresh_from_db()
    assert claim.open_slots == 0


def test_the_plan_says_how_many_seats_there_are(people, claim, now, due):
    opened = assign(claim, people.lead, by=people.admin, at=now, due_at=due, plan_key="panel")
    claim.refresh_from_db()
    assert (opened.plan.reviewers, claim.reviews_wanted, claim.open_slots) == (3, 3, 2)


@pytest.mark.parametrize(
    ("who", "options", "code"),
    [
        ([], {}, "reviewers_missing"),
        (["lead", "lead"], {}, "asked_twice"),
        (["lead", "second", "stranger"], {}, "too_many"),
        (["gone"], {}, "cannot_be_asked"),
        (["lead"], {"plan_key": "none-such"}, "unknown_plan"),
        (["lead"], {"days": -1}, "due_in_the_past"),
        (["lead"], {"note": "x" * 501}, "too_long"),
    ],
)
def test_what_cannot_be_assigned_is_refused_and_changes_nothing(people, claim, now, who, options, code):
    people.gone = PersonFactory(is_active=False)
    due_at = now + timedelta(days=options.pop("days", 1))
    with pytest.raises(Invalid) as refusal:
        assign(claim, *[getattr(people, one) for one in who], by=people.admin, at=now, due_at=due_at, **options)
    assert refusal.value.code == code
    claim.refresh_from_db()
    assert (claim.status, claim.open_slots) == (ClaimStatus.ACCEPTED, 2)
    assert not Round.objects.exists()
    assert not Entry.objects.exists()


def test_an_unknown_person_is_refused(people, claim, now, due):
    with pytest.raises(Invalid) as refusal:
        assign_claim(claim_id=claim.pk, reviewer_ids=[10**9], due_at=due, by=people.admin, at=now)
    assert refusal.value.code == "unknown_person"


def test_nobody_is_asked_twice_in_a_round(people, claim, now, due):
    assign(claim, people.lead, by=people.admin, at=now, due_at=due)
    with pytest.raises(Invalid) as refusal:
        assign(claim, people.lead, by=people.admin, at=now, due_at=due)
    assert refusal.value.code == "cannot_be_asked"


@pytest.mark.parametrize("interest", ["claimant", "topic"])
def test_a_declared_interest_keeps_a_claim_away_and_is_not_named(people, claim, now, due, interest):
    name = claim.claimant.name if interest == "claimant" else "Elections"
    if interest == "topic":
        claim.topic = claim.topic or type(claim)._meta.get_field("topic").related_model.objects.create(
            name="Elections", slug="elections"
        )
        claim.save(update_fields=["topic"])
    DeclaredInterest.objects.create(reviewer=people.lead.reviewer, kind="person", name=name.upper())
    with pytest.raises(Invalid) as refusal:
        assign(claim, people.lead, by=people.admin, at=now, due_at=due)
    assert "conflict of interest" in refusal.value.detail
    assert name.lower() not in refusal.value.detail.lower()


def test_only_an_accepted_claim_is_assigned(people, now, due):
    candidate = CandidateFactory()
    with pytest.raises(InvalidTransition):
        assign(candidate, people.lead, by=people.admin, at=now, due_at=due)


def test_an_unknown_claim_is_not_found(people, now, due):
    with pytest.raises(NotFound):
        assign_claim(claim_id=10**9, reviewer_ids=[people.lead.pk], due_at=due, by=people.admin, at=now)


def test_a_second_editor_with_another_plan_in_mind_is_told(people, claim, now, due):
    assign(claim, people.lead, by=people.admin, at=now, due_at=due)
    with pytest.raises(Conflict):
        assign(claim, people.second, by=people.admin, at=now, due_at=due, plan_key="panel")


def test_a_closed_round_takes_nobody(people, checked, now, due):
    Round.objects.filter(pk=checked.round.pk).update(status=RoundStatus.COMPARING)
    with pytest.raises(InvalidTransition):
        assign(checked.claim, people.stranger, by=people.admin, at=now, due_at=due)


def test_a_reviewer_may_not_assign(people, claim, now, due):
    with pytest.raises(NotAllowed):
        assign(claim, people.lead, by=people.lead, at=now, due_at=due)


def test_it_warns_when_nobody_is_left_to_settle_and_sign_off(people, claim, now, due):
    opened = assign(claim, people.admin, people.lead, by=people.admin, at=now, due_at=due)
    assert warn_about(opened) == ["If these two disagree, nobody is left to settle and sign off."]
    AdminFactory()
    assert warn_about(opened) == []


def test_a_claim_checked_by_the_only_editor_alone_warns_about_the_sign_off(people, claim, now, due):
    opened = assign(claim, people.admin, by=people.admin, at=now, due_at=due, plan_key="single")
    assert warn_about(opened) == ["Nobody is left to sign off."]


def test_declining_gives_the_seat_back_and_keeps_the_reason(people, checked, now):
    decline_assignment(assignment_id=checked.second.pk, because="On leave", by=people.second, at=now)
    checked.second.refresh_from_db()
    checked.claim.refresh_from_db()
    assert (checked.second.status, checked.second.ended_because) == (AssignmentStatus.DECLINED, "On leave")
    assert (checked.claim.open_slots, checked.claim.status) == (1, ClaimStatus.IN_REVIEW)


def test_when_nobody_is_left_the_round_ends_unread_and_the_claim_is_free(people, checked, now, due):
    decline_assignment(assignment_id=checked.second.pk, because="On leave", by=people.second, at=now)
    take_back_assignment(assignment_id=checked.lead.pk, because="Ill", by=people.admin, at=now)
    checked.claim.refresh_from_db()
    checked.round.refresh_from_db()
    assert (checked.claim.status, checked.claim.open_slots) == (ClaimStatus.ACCEPTED, 2)
    assert (checked.round.status, checked.round.closed_at) == (RoundStatus.CLOSED_UNREAD, None)
    opened = assign(checked.claim, people.second, by=people.admin, at=now, due_at=due)
    assert opened.number == 2


@pytest.mark.parametrize("because", ["", "  \u200b "])
def test_declining_without_a_reason_is_refused(people, checked, now, because):
    with pytest.raises(Invalid) as refusal:
        decline_assignment(assignment_id=checked.lead.pk, because=because, by=people.lead, at=now)
    assert refusal.value.code == "reason_missing"
    checked.lead.refresh_from_db()
    assert checked.lead.status == AssignmentStatus.ASSIGNED


def test_reassigning_hands_over_seat_and_lead(people, checked, now):
    given = reassign(
        assignment_id=checked.lead.pk, reviewer_id=people.stranger.pk, because="Ben is ill", by=people.admin, at=now
    )
    checked.lead.refresh_from_db()
    assert checked.lead.status == AssignmentStatus.REASSIGNED
    assert (given.reviewer, given.is_lead, given.due_at) == (people.stranger, True, checked.lead.due_at)
    assert Claim.objects.get(pk=checked.claim.pk).open_slots == 0


def test_reassigning_late_work_sets_a_new_due_date(people, checked, now):
    Assignment.objects.filter(pk=checked.lead.pk).update(due_at=now - timedelta(days=1))
    given = reassign(
        assignment_id=checked.lead.pk, reviewer_id=people.stranger.pk, because="Late", by=people.admin, at=now
    )
    assert given.due_at > now


def test_reassigning_to_somebody_in_the_round_is_refused(people, checked, now):
    with pytest.raises(Invalid):
        reassign(
            assignment_id=checked.lead.pk, reviewer_id=people.second.pk, because="Ben is ill", by=people.admin, at=now
        )
    checked.lead.refresh_from_db()
    assert checked.lead.status == AssignmentStatus.ASSIGNED


def test_each_act_is_in_the_ledger_once_with_its_person(people, claim, now, due):
    assign(claim, people.lead, people.second, by=people.admin, at=now, due_at=due)
    verbs = list(Entry.objects.values_list("subject_type", "verb", "by"))
    assert verbs == [
        ("claim", "assign", people.admin.pk),
        ("claim", "start", people.admin.pk),
        ("round", "open_round", people.admin.pk),
        ("assignment", "assign", people.admin.pk),
        ("claimantcontact", "begin_contact", people.admin.pk),
        ("assignment", "assign", people.admin.pk),
    ]


def test_by_the_desk_s_policy_each_person_s_own_working_days_count(people, claim, now):
    people.second.reviewer.working_days = [(now.weekday() + 3) % 7]
    people.second.reviewer.save(update_fields=["working_days"])
    opened = assign(claim, people.lead, people.second, by=people.admin, at=now, due_at=None)
    lead, second = opened.assignments.order_by("pk")
    assert lead.due_at < second.due_at
    assert lead.due_at == due_for(claim, at=now, person=people.lead)
    assert second.due_at == due_for(claim, at=now, person=people.second)


def test_late_work_given_to_another_is_due_by_their_calendar(people, checked, now):
    Assignment.objects.update(due_at=now - timedelta(hours=1))
    people.stranger.reviewer.working_days = [(now.weekday() + 3) % 7]
    people.stranger.reviewer.save(update_fields=["working_days"])
    given = reassign(
        assignment_id=checked.lead.pk, reviewer_id=people.stranger.pk, because="Late", by=people.admin, at=now
    )
    assert given.due_at == due_for(checked.claim, at=now, person=people.stranger) != due_for(checked.claim, at=now)


@pytest.mark.parametrize(("hour", "is_away"), [(11, False), (13, True)])
def test_who_is_away_is_decided_by_the_day_where_the_desk_is(people, now, hour, is_away):
    """At one in the afternoon in Greenwich the next day has begun in Auckland, twelve hours ahead in May."""
    Desk.objects.update_or_create(pk=1, defaults={"time_zone": "Pacific/Auckland"})
    moment, tomorrow = now.replace(hour=hour), now.date() + timedelta(days=1)
    people.lead.reviewer.away.create(from_on=tomorrow, until_on=tomorrow)
    assert profile_of(people.lead, at=moment).is_away is is_away
    assert away_on(moment).exists() is is_away
    assert [one.is_away_now for one in away_soon(moment)] == [is_away]
