"""The board mixes claims in every state; every list by itself is in tests/test_query_counts.py."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews.models import Assignment
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import (
    make_closed_round,
    make_open_round,
    make_settled_claim,
)
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


def fill_board(people, count):
    for _ in range(count):
        AcceptedClaimFactory()
        make_settled_claim()
        make_closed_round("true", "false")
        make_closed_round("true", "mostly-true", comparing=True)
        make_open_round(people.lead, people.second)
        make_open_round(PersonFactory())
    Assignment.objects.filter(reviewer=people.lead).update(due_at=timezone.now() - timedelta(hours=1))


def queries(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_whole_board(people):
    client = signed_in(people.admin)
    fill_board(people, 2)
    few = queries(client, reverse("board"))
    fill_board(people, 6)
    assert queries(client, reverse("board")) == few
