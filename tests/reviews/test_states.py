"""Every (status, verb) pair of rounds and assignments is allowed by the table or refused."""

import itertools

import pytest

from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.ledger.models import Entry
from reviews.models import Assignment, ClaimantContact, Round
from reviews.states import (
    ASSIGNMENT_LIVE,
    ASSIGNMENT_OPEN,
    ASSIGNMENT_TRANSITIONS,
    CONTACT_TRANSITIONS,
    ROUND_TRANSITIONS,
    ROUND_UNDER_WAY,
    AssignmentStatus,
    ContactStatus,
    RoundStatus,
)
from tests.factories.reviews import AssignmentFactory, InReviewClaimFactory, RoundFactory, rating

pytestmark = pytest.mark.django_db


def pairs(statuses, transitions):
    return list(itertools.product(statuses.values, sorted({verb for _, verb in transitions})))


def try_verb(row, verb, *, by, at):
    with ledger.act("try", by=by, at=at):
        row.advance(verb, by=by, at=at)


@pytest.mark.parametrize(("status", "verb"), pairs(RoundStatus, ROUND_TRANSITIONS))
def test_a_round_moves_along_its_table(people, now, status, verb):
    row = RoundFactory(status=status, rating=rating("true"))
    expected = ROUND_TRANSITIONS.get((status, verb))
    check(row, Round, verb, expected, status, by=people.admin, at=now)


@pytest.mark.parametrize(("status", "verb"), pairs(AssignmentStatus, ASSIGNMENT_TRANSITIONS))
def test_an_assignment_moves_along_its_table(people, now, status, verb):
    row = AssignmentFactory(status=status)
    expected = ASSIGNMENT_TRANSITIONS.get((status, verb))
    check(row, Assignment, verb, expected, status, by=people.admin, at=now)


@pytest.mark.parametrize(("status", "verb"), pairs(ContactStatus, CONTACT_TRANSITIONS))
def test_asking_the_claimant_moves_along_its_table(people, now, status, verb):
    row = ClaimantContact.objects.create(claim=InReviewClaimFactory(), status=status)
    expected = CONTACT_TRANSITIONS.get((status, verb))
    check(row, ClaimantContact, verb, expected, status, by=people.admin, at=now)


def check(row, model, verb, expected, status, *, by, at):
    if expected is None:
        with pytest.raises(InvalidTransition) as refusal:
            try_verb(row, verb, by=by, at=at)
        assert refusal.value.extra["status_now"] == status
        assert model.objects.get(pk=row.pk).status == status
        assert not Entry.objects.filter(verb=verb).exists()
    else:
        try_verb(row, verb, by=by, at=at)
        assert model.objects.get(pk=row.pk).status == expected
        assert Entry.objects.filter(verb=verb, subject_id=row.pk).count() == 1


def test_every_status_can_be_reached_and_every_open_one_left():
    assert {*ROUND_TRANSITIONS.values(), RoundStatus.OPEN} == set(RoundStatus)
    assert {*ASSIGNMENT_TRANSITIONS.values(), AssignmentStatus.ASSIGNED} == set(AssignmentStatus)
    assert {*CONTACT_TRANSITIONS.values(), ContactStatus.TO_ASK} == set(ContactStatus)
    assert set(ROUND_UNDER_WAY) <= {status for status, _ in ROUND_TRANSITIONS}
    assert set(ASSIGNMENT_OPEN) <= set(ASSIGNMENT_LIVE) <= {status for status, _ in ASSIGNMENT_TRANSITIONS}
