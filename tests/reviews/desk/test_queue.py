"""The Next claim button."""

import pytest

from reviews.models import Assignment
from tests.factories.claims import AcceptedClaimFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_lead(client, people):
    client.force_login(people.lead)
    return client


def test_the_button_leads_to_the_next_claim_and_says_why(as_lead):
    AcceptedClaimFactory(language="en", reviews_wanted=2, open_slots=2)
    page = as_lead.post("/desk/work/next/", follow=True)
    taken = Assignment.objects.get()
    assert page.redirect_chain == [(f"/desk/assignments/{taken.pk}/", 303)]
    assert "From the queue" in page.text


def test_an_empty_queue_says_so_on_my_work(as_lead):
    page = as_lead.post("/desk/work/next/", follow=True)
    assert page.redirect_chain == [("/desk/work/", 303)]
    assert "All done" in page.text


def test_not_now_brings_another_one(as_lead, people):
    first, second = (
        AcceptedClaimFactory(language="en", reviews_wanted=2, open_slots=2, priority=one) for one in (2, 1)
    )
    as_lead.post(f"/desk/claims/{first.pk}/skip/")
    as_lead.post("/desk/work/next/")
    assert Assignment.objects.get().round.claim == second
