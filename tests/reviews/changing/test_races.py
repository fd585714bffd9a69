"""Two at once: a change of the claim beside the work on it, and changes of two claims crosswise."""

from functools import partial

import pytest

from claims.models import Claim
from factcheck.core.errors import DomainError
from reviews.assignment.by_hand import decline_assignment
from reviews.changing.merging import merge_under_work
from reviews.changing.rewording import reword
from reviews.changing.shelving import shelve
from reviews.changing.splitting import split_claim
from reviews.models import Assignment, Review, Round
from reviews.states import ASSIGNMENT_OPEN
from tests.factories.claims import AcceptedClaimFactory
from tests.reviews.changing.test_rewording import MEANT, seats_agree
from tests.reviews.test_races import at_once, refusals, submit

pytestmark = pytest.mark.django_db(transaction=True)


def put_aside(claim, people, now):
    return partial(shelve, claim_id=claim.pk, because="overtaken", note="So", by=people.admin, at=now)


def test_a_review_handed_in_while_the_claim_is_shelved_is_in_before_or_refused(checked, people, now):
    results = at_once(put_aside(checked.claim, people, now), submit(checked.lead, at=now))

    assert len(refusals(results)) <= 1
    assert Claim.objects.get(pk=checked.claim.pk).status == "shelved"
    assert Round.objects.get(claim=checked.claim).status == "closed_unread"
    assert not Assignment.objects.filter(round__claim=checked.claim, status__in=ASSIGNMENT_OPEN).exists()
    assert Review.objects.count() == 1 - len(refusals(results))


def test_a_seat_given_back_while_the_meaning_changes_is_counted_once(checked, people, now):
    change = partial(
        reword,
        claim_id=checked.claim.pk,
        text=MEANT,
        kind="meaning",
        version=checked.claim.version,
        by=people.admin,
        at=now,
    )
    decline = partial(decline_assignment, assignment_id=checked.lead.pk, because="Ill", by=people.lead, at=now)

    results = at_once(change, decline)

    assert all(isinstance(one, DomainError) for one in refusals(results))
    assert Round.objects.filter(claim=checked.claim, status="open").count() == 1
    assert seats_agree(checked.claim)


def test_of_two_merges_crosswise_one_wins(people, now):
    one, other = AcceptedClaimFactory(), AcceptedClaimFactory()

    def merge(claim, into):
        return partial(
            merge_under_work, claim_id=claim.pk, canonical_id=into.pk, because="Same", by=people.admin, at=now
        )

    results = at_once(merge(one, other), merge(other, one))

    assert len(refusals(results)) == 1
    assert sorted(Claim.objects.values_list("status", flat=True)) == ["accepted", "duplicate"]


def test_a_claim_split_and_shelved_at_once_is_one_of_the_two(checked, people, now):
    split = partial(split_claim, claim_id=checked.claim.pk, parts=["Cars go.", "Lorries go."], by=people.admin, at=now)

    results = at_once(split, put_aside(checked.claim, people, now))

    assert len(refusals(results)) == 1
    assert Claim.objects.get(pk=checked.claim.pk).status in ("divided", "shelved")
    assert Claim.objects.filter(split_from=checked.claim).count() in (0, 2)
