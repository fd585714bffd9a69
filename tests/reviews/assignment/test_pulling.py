"""The next claim: what comes first, what fits, and what to say when nothing does."""

from datetime import date, timedelta

import pytest
from django.db.models import F

from claims.models import Claim, Topic
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.errors import NotAllowed
from factcheck.ledger.models import Entry
from reviews.assignment.lapsing import lapse_pulled
from reviews.assignment.pulling import Nothing, pull_next
from reviews.assignment.skipping import skip_claim
from reviews.models import Assignment, AwayPeriod, DeclaredInterest, Reviewer, ReviewerTopic, Round
from reviews.reviewing import save_draft
from reviews.states import AssignmentStatus, RoundStatus
from tests.factories.claims import AcceptedClaimFactory, ClaimantFactory
from tests.factories.reviews import AssignmentFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile(people):
    return Reviewer.objects.update_or_create(user=people.lead, defaults={"capacity": 16, "languages": []})[0]


def waiting(**options) -> Claim:
    return AcceptedClaimFactory(**{"language": "en", "reviews_wanted": 2, "open_slots": 2, **options})


def test_the_highest_priority_comes_first_and_its_round_is_opened(people, now):
    low, high = waiting(priority=10), waiting(priority=20)
    pulled = pull_next(by=people.lead, at=now)
    high.refresh_from_db()
    assert (pulled.queue, pulled.assignment.round.claim, pulled.assignment.is_lead) == ("new", high, True)
    assert (high.status, high.open_slots) == (ClaimStatus.IN_REVIEW, 1)
    assert low.rounds.count() == 0


def test_own_open_work_comes_before_anything_new(people, now):
    waiting(priority=99)
    late = AssignmentFactory(reviewer=people.lead, due_at=now + timedelta(days=2))
    soon = AssignmentFactory(reviewer=people.lead, due_at=now + timedelta(hours=2))
    pulled = pull_next(by=people.lead, at=now)
    assert (pulled.queue, pulled.assignment) == ("own", soon)
    assert "due soonest" in pulled.why
    assert late.status == AssignmentStatus.ASSIGNED


def test_a_disagreement_one_may_settle_comes_before_the_queue(people, now):
    waiting()
    round_ = RoundFactory(status=RoundStatus.ADJUDICATION, closed_at=now)
    pulled = pull_next(by=people.admin, at=now)
    assert (pulled.queue, pulled.round) == ("settle", round_)


def test_a_disagreement_named_for_somebody_else_is_left_to_them(people, now):
    RoundFactory(status=RoundStatus.ADJUDICATION, closed_at=now, adjudicator=people.second)
    assert pull_next(by=people.admin, at=now).code == "all_done"


def test_a_second_seat_goes_to_somebody_else_who_does_not_lead(people, now):
    claim = waiting()
    pull_next(by=people.lead, at=now)
    second = pull_next(by=people.second, at=now)
    assert (second.assignment.round.claim, second.assignment.is_lead) == (claim, False)


def test_nobody_gets_both_seats_of_a_claim(people, now):
    waiting()
    pulled = pull_next(by=people.lead, at=now)
    Assignment.objects.filter(pk=pulled.assignment.pk).update(status=AssignmentStatus.SUBMITTED)
    assert pull_next(by=people.lead, at=now).code == "none_for_you"


def test_only_languages_of_the_profile_are_handed_out(people, profile, now):
    profile.languages = ["uk", "de"]
    profile.save(update_fields=["languages"])
    waiting(language="en", priority=99)
    german = waiting(language="de", priority=3)
    waiting(language="uk", priority=2)
    assert pull_next(by=people.lead, at=now).assignment.round.claim == german


def test_a_topic_outside_the_profile_is_not_handed_out(people, profile, now):
    health, law = (Topic.objects.create(name=name, slug=name.lower()) for name in ("Health", "Law"))
    ReviewerTopic.objects.create(reviewer=profile, topic=health, level="expert")
    waiting(topic=law, priority=99)
    fits = waiting(topic=health, priority=1)
    pulled = pull_next(by=people.lead, at=now)
    assert pulled.assignment.round.claim == fits
    assert "Health is one of your topics" in pulled.why


def test_a_learner_takes_second_seats_only(people, profile, now):
    health = Topic.objects.create(name="Health", slug="health")
    ReviewerTopic.objects.create(reviewer=profile, topic=health, level="learning")
    claim = waiting(topic=health)
    assert pull_next(by=people.lead, at=now).code == "none_for_you"
    pull_next(by=people.second, at=now)
    assert pull_next(by=people.lead, at=now).assignment.round.claim == claim


@pytest.mark.parametrize("kind", ["claimant", "topic"])
def test_a_declared_interest_keeps_a_claim_away(people, profile, now, kind):
    DeclaredInterest.objects.create(reviewer=profile, kind="person", name="HARROW WATER")
    named = ClaimantFactory(name="Harrow Water") if kind == "claimant" else None
    topic = Topic.objects.create(name="Harrow Water", slug="harrow") if kind == "topic" else None
    waiting(claimant=named, topic=topic)
    assert pull_next(by=people.lead, at=now).code == "none_for_you"


def test_somebody_away_gets_nothing_new_but_keeps_open_work(people, profile, now):
    AwayPeriod.objects.create(reviewer=profile, from_on=date(2026, 5, 4), until_on=date(2026, 5, 4))
    waiting()
    assert pull_next(by=people.lead, at=now).code == "away"
    mine = AssignmentFactory(reviewer=people.lead)
    assert pull_next(by=people.lead, at=now).assignment == mine


def test_somebody_at_capacity_is_told_so(people, profile, now):
    profile.capacity = 2
    profile.save(update_fields=["capacity"])
    AssignmentFactory(reviewer=people.lead, points=2)
    skip_claim(claim_id=Assignment.objects.get().round.claim_id, by=people.lead, at=now)
    waiting()
    nothing = pull_next(by=people.lead, at=now)
    assert (nothing.code, "2 of 2 points" in nothing.sentence) == ("at_capacity", True)


def test_what_waits_does_not_count_against_capacity(people, profile, now):
    profile.capacity = 2
    profile.save(update_fields=["capacity"])
    AssignmentFactory(reviewer=people.lead, points=2, status=AssignmentStatus.WAITING)
    waiting()
    assert pull_next(by=people.lead, at=now).queue == "new"


def test_a_skipped_claim_comes_back_after_twelve_hours(people, now):
    first, second = waiting(priority=2), waiting(priority=1)
    skip_claim(claim_id=first.pk, by=people.lead, at=now)
    assert pull_next(by=people.lead, at=now).assignment.round.claim == second
    Assignment.objects.update(status=AssignmentStatus.SUBMITTED)
    assert pull_next(by=people.lead, at=now + timedelta(hours=13)).assignment.round.claim == first


def test_an_empty_queue_says_why(people, profile, now):
    assert pull_next(by=people.lead, at=now) == Nothing("all_done", "Nothing waits for a reviewer. All done.")
    waiting(language="en")
    profile.languages = ["uk"]
    profile.save(update_fields=["languages"])
    nothing = pull_next(by=people.lead, at=now)
    assert (nothing.code, "(uk)" in nothing.sentence) == ("none_in_languages", True)


def test_a_pulled_claim_with_nothing_typed_goes_back_after_half_an_hour(people, now):
    claim = waiting()
    pulled = pull_next(by=people.lead, at=now)
    assert lapse_pulled(at=now) == 0
    run_out(pulled.assignment)
    assert lapse_pulled(at=now) == 1
    claim.refresh_from_db()
    pulled.assignment.refresh_from_db()
    assert (pulled.assignment.status, claim.status, claim.open_slots) == ("lapsed", ClaimStatus.ACCEPTED, 2)
    assert Entry.objects.filter(verb="lapse", subject_id=pulled.assignment.pk).exists()


def test_what_lapsed_may_be_pulled_again_by_the_same_person(people, now):
    claim = waiting()
    run_out(pull_next(by=people.lead, at=now).assignment)
    lapse_pulled(at=now)
    assert pull_next(by=people.lead, at=now).assignment.round.claim == claim
    assert Round.objects.filter(claim=claim).count() == 2


def test_once_something_is_typed_only_a_person_takes_it_back(people, now):
    waiting()
    pulled = pull_next(by=people.lead, at=now)
    save_draft(assignment_id=pulled.assignment.pk, by=people.lead, at=now, version=0, rationale="The census says so.")
    run_out(pulled.assignment)
    assert lapse_pulled(at=now) == 0


def run_out(assignment: Assignment) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(pulled_until=F("pulled_until") - timedelta(minutes=31))


def test_somebody_whose_account_was_closed_meanwhile_takes_nothing(people, now):
    claim = waiting()
    User.objects.filter(pk=people.lead.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        pull_next(by=people.lead, at=now)
    assert claim.rounds.count() == 0
