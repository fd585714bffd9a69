"""Seats: what a claim wants and what is free."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from claims import slots
from claims.models import Claim
from factcheck.core.errors import InvalidTransition
from tests.factories.claims import AcceptedClaimFactory


@pytest.fixture
def claim(db):
    return AcceptedClaimFactory()


def seats(claim) -> tuple[int, int]:
    row = Claim.objects.get(pk=claim.pk)
    assert (row.reviews_wanted, row.open_slots) == (claim.reviews_wanted, claim.open_slots)
    return row.reviews_wanted, row.open_slots


def test_opening_frees_every_seat(claim):
    slots.open_slots(claim, wanted=3)
    assert seats(claim) == (3, 3)


def test_taking_and_giving_back_moves_the_free_ones(claim):
    slots.take_slots(claim, count=2)
    assert seats(claim) == (2, 0)
    slots.give_back_slots(claim, count=1)
    assert seats(claim) == (2, 1)


def test_no_more_is_taken_than_is_free(claim):
    slots.take_slots(claim, count=1)
    with pytest.raises(InvalidTransition):
        slots.take_slots(claim, count=2)
    assert seats(claim) == (2, 1)


def test_no_more_is_given_back_than_was_taken(claim):
    with pytest.raises(InvalidTransition):
        slots.give_back_slots(claim, count=1)
    assert seats(claim) == (2, 2)


def test_closing_leaves_nothing_free(claim):
    slots.close_slots(claim)
    assert seats(claim) == (2, 0)


def test_the_database_refuses_more_free_seats_than_wanted(claim):
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(open_slots=3)


def test_nothing_else_writes_seats():
    writes = re.compile(
        r"\.open_slots\s*=[^=]|\bclaim\.reviews_wanted\s*=[^=]|update\([^)]*\b(open_slots|reviews_wanted)="
    )
    found = [
        str(path.relative_to(settings.BASE_DIR))
        for room in ("claims", "reviews", "factcheck")
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py")
        if "migrations" not in path.parts and writes.search(path.read_text())
    ]
    assert set(found) <= {"claims/slots.py"}
    assert "update(open_slots=" in (Path(settings.BASE_DIR) / "claims/slots.py").read_text()
