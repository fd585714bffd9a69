"""Four people and a claim between them, for every test of this room."""

from dataclasses import dataclass

import pytest

from claims.models import Claim
from reviews.models import Assignment, Round
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import make_open_round
from tests.reviews.people import People


@pytest.fixture
def people(db) -> People:
    return People(
        admin=AdminFactory(name="Ana Ruiz"),
        lead=PersonFactory(name="Ben Lind"),
        second=PersonFactory(name="Chi Okafor"),
        stranger=PersonFactory(name="Dee Wolf"),
    )


@dataclass
class Checked:
    """A claim under review by the lead and the second."""

    claim: Claim
    round: Round
    lead: Assignment
    second: Assignment


@pytest.fixture
def checked(people) -> Checked:
    opened = make_open_round(people.lead, people.second)
    lead, second = opened.assignments.order_by("pk")
    return Checked(opened.claim, opened, lead, second)
