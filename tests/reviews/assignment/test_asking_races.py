"""People are locked before they are asked: what they declare, take on and are given meanwhile counts."""

from datetime import timedelta
from functools import partial

import pytest
from django.db.models import Sum

from factcheck.accounts.models import User
from reviews.assignment.by_hand import assign_claim, reassign
from reviews.assignment.eligibility import ACTIVE
from reviews.assignment.pulling import pull_next
from reviews.changing.rewording import reword
from reviews.models import Assignment, DeclaredInterest, Reviewer
from reviews.people.interests import declare_interest
from reviews.states import ASSIGNMENT_OPEN
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.reviews import make_open_round
from tests.reviews.changing.test_rewording import MEANT
from tests.reviews.test_races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 6  # a race that is lost is lost in most of them


def ask(claim, *who, by, at):
    due_at, ids = at + timedelta(days=1), [one.pk for one in who]
    return partial(assign_claim, claim_id=claim.pk, reviewer_ids=ids, due_at=due_at, by=by, at=at)


def held_by(person: User) -> int:
    held = Assignment.objects.filter(reviewer=person, status__in=ACTIVE)
    return held.aggregate(points=Sum("points"))["points"] or 0


@pytest.mark.parametrize("is_reviewer", [True, False])
def test_nobody_is_asked_while_they_declare_a_conflict(people, now, is_reviewer):
    for _ in range(ROUNDS):
        claim = AcceptedClaimFactory()
        DeclaredInterest.objects.all().delete()
        if not is_reviewer:
            Reviewer.objects.filter(user=people.lead).delete()
        declare = partial(declare_interest, kind="person", name=claim.claimant.name, by=people.lead, at=now)

        at_once(ask(claim, people.lead, by=people.admin, at=now), declare)

        assert not Assignment.objects.filter(round__claim=claim, status__in=ASSIGNMENT_OPEN).exists()


def test_two_editors_and_the_queue_do_not_overfill_one_person(people, now):
    Reviewer.objects.filter(user=people.lead).update(capacity=2)
    for _ in range(ROUNDS):
        claims = [AcceptedClaimFactory() for _ in range(3)]
        Assignment.objects.all().update(status="declined")

        at_once(
            ask(claims[0], people.lead, by=people.admin, at=now),
            ask(claims[1], people.lead, by=people.admin, at=now),
            partial(pull_next, by=people.lead, at=now),
        )

        points = Assignment.objects.filter(reviewer=people.lead, status__in=ACTIVE).count()
        assert points == 1, f"{held_by(people.lead)} points of 2"


def test_two_editors_who_ask_the_same_two_people_crosswise_do_not_lock_each_other_out(people, now):
    for _ in range(ROUNDS):
        one, other = AcceptedClaimFactory(), AcceptedClaimFactory()
        results = at_once(
            ask(one, people.lead, people.second, by=people.admin, at=now),
            ask(other, people.second, people.lead, by=people.admin, at=now),
        )
        assert not refusals(results)
        Assignment.objects.all().update(status="declined")


def test_nobody_goes_on_with_a_new_meaning_while_they_declare_a_conflict(people, now):
    for _ in range(ROUNDS):
        claim = make_open_round(people.lead, people.second).claim
        DeclaredInterest.objects.all().delete()
        declare = partial(declare_interest, kind="person", name=claim.claimant.name, by=people.lead, at=now)
        change = partial(
            reword, claim_id=claim.pk, text=MEANT, kind="meaning", version=claim.version, by=people.admin, at=now
        )

        at_once(change, declare)

        held = Assignment.objects.filter(round__claim=claim, status__in=ASSIGNMENT_OPEN)
        assert [one.reviewer for one in held] == [people.second]


def test_work_given_to_somebody_who_declares_a_conflict_is_not_theirs(people, now):
    for _ in range(ROUNDS):
        opened = make_open_round(people.lead, people.second)
        DeclaredInterest.objects.all().delete()
        declare = partial(declare_interest, kind="person", name=opened.claim.claimant.name, by=people.stranger, at=now)
        asked = opened.assignments.get(reviewer=people.lead)
        give = partial(
            reassign, assignment_id=asked.pk, reviewer_id=people.stranger.pk, because="Ill", by=people.admin, at=now
        )

        at_once(give, declare)

        held = Assignment.objects.filter(round=opened, status__in=ASSIGNMENT_OPEN)
        assert people.stranger not in {one.reviewer for one in held}
