"""As many queries for 20 rows as for 2."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reviews.models import Assignment
from reviews.reviewing import save_draft
from tests.factories.claims import AcceptedClaimFactory, AppearanceFactory, ArticleFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import (
    EvidenceFactory,
    ReviewFactory,
    make_closed_round,
    make_open_round,
    make_settled_claim,
)
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


def fill_work(people, count):
    for number in range(count):
        first, _ = make_open_round(people.lead, PersonFactory()).assignments.order_by("pk")
        if number % 2:
            ReviewFactory(assignment=first, submitted_at=timezone.now())


def fill_board(people, count):
    for _ in range(count):
        AcceptedClaimFactory()
        make_settled_claim()
        make_closed_round("true", "false")
        make_closed_round("true", "mostly-true", comparing=True)
        make_open_round(people.lead, people.second)
        make_open_round(PersonFactory())
    Assignment.objects.filter(reviewer=people.lead).update(due_at=timezone.now() - timedelta(hours=1))


def fill_file(people, count, claim):
    for _ in range(count):
        EvidenceFactory(claim=claim)
        AppearanceFactory(claim=claim, article=ArticleFactory())


def queries(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", ["work", "api_work"])
def test_my_work(people, name):
    client = signed_in(people.lead)
    fill_work(people, 2)
    few = queries(client, reverse(name))
    fill_work(people, 18)
    assert queries(client, reverse(name)) == few


@pytest.mark.parametrize("show", ["", "?show=to_assign", "?show=splits", "?show=under_way", "?show=stuck"])
def test_the_board(people, show):
    client = signed_in(people.admin)
    fill_board(people, 2)
    few = queries(client, reverse("board") + show)
    fill_board(people, 6)
    assert queries(client, reverse("board") + show) == few


@pytest.mark.parametrize("name", ["claim", "assignment", "api_claim_evidence"])
def test_a_file(people, checked, now, name):
    pk = checked.lead.pk if name == "assignment" else checked.claim.pk
    client = signed_in(people.lead)
    save_draft(assignment_id=checked.lead.pk, by=people.lead, at=now, version=0)
    fill_file(people, 2, checked.claim)
    few = queries(client, reverse(name, args=[pk]))
    fill_file(people, 18, checked.claim)
    assert queries(client, reverse(name, args=[pk])) == few


@pytest.mark.parametrize("name", ["round", "api_round"])
def test_a_round(people, name):
    client = signed_in(people.admin)
    small = make_closed_round("true", "false", evidence=2)
    large = make_closed_round("true", "false", "mixed", evidence=20)
    few = queries(client, reverse(name, args=[small.pk]))
    assert queries(client, reverse(name, args=[large.pk])) == few
