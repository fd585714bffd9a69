"""The list of claims and the way in for one without an article."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.states import ClaimStatus
from tests.factories.claims import AcceptedClaimFactory, CandidateFactory, ClaimantFactory, ClaimFactory
from tests.factories.people import AdminFactory, PersonFactory

pytestmark = pytest.mark.django_db

LIST, NEW = "/desk/claims/", "/desk/claims/new/"


@pytest.fixture
def desk(client):
    client.force_login(AdminFactory())
    return client


def listed(response) -> list[Claim]:
    assert response.status_code == 200
    return list(response.context["claims"])


def test_the_list_has_what_the_desk_took_on_and_all_when_asked(desk):
    kept = [AcceptedClaimFactory(), ClaimFactory(status=ClaimStatus.PUBLISHED)]
    candidate = CandidateFactory()
    assert listed(desk.get(LIST)) == kept[::-1]
    assert listed(desk.get(LIST, {"status": "all"})) == [candidate, *kept[::-1]]
    assert listed(desk.get(LIST, {"status": "candidate"})) == [candidate]


def test_claims_are_found_by_words_of_the_wording_or_by_claimant(desk):
    bridge = AcceptedClaimFactory(text="The bridge was closed in 1998.")
    rents = AcceptedClaimFactory(text="Rents rose by 9 per cent.", claimant=ClaimantFactory(name="Ida Bridgewater"))
    AcceptedClaimFactory(text="Trains ran late.")
    assert listed(desk.get(LIST, {"q": "CLOSED bridge"})) == [bridge]
    assert listed(desk.get(LIST, {"q": "bridge"})) == [rents, bridge]
    assert listed(desk.get(LIST, {"q": "nowhere"})) == []


def test_only_the_present_wording_is_searched(desk):
    claim = AcceptedClaimFactory(text="Old words here.")
    claim.wordings.model.objects.create(claim=claim, number=2, text="New ones.", at=claim.created_at)
    assert listed(desk.get(LIST, {"q": "old"})) == [claim]
    Claim.objects.filter(pk=claim.pk).update(wording=claim.wordings.get(number=2))
    assert listed(desk.get(LIST, {"q": "old"})) == []


@pytest.mark.parametrize("words", ["'", '"', "a & b", "<->", ":*", "\\", "%", "(((", "a" * 200])
def test_search_takes_any_characters(desk, words):
    assert desk.get(LIST, {"q": words}).status_code == 200


def test_claims_are_filtered_by_language(desk):
    norwegian = AcceptedClaimFactory(language="nb")
    AcceptedClaimFactory(language="en")
    page = desk.get(LIST, {"language": "nb"})
    assert listed(page) == [norwegian]
    assert re.search(r'<option value="nb" selected>', page.content.decode())


def test_long_lists_page_by_key(desk):
    claims = [AcceptedClaimFactory() for _ in range(27)][::-1]
    first = desk.get(LIST)
    assert listed(first) == claims[:25]
    assert listed(desk.get(LIST + first.context["older_url"])) == claims[25:]


def test_as_many_queries_for_two_rows_as_for_twenty(desk):
    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            desk.get(LIST)
        return len(done)

    AcceptedClaimFactory.create_batch(2)
    queries()
    few = queries()
    AcceptedClaimFactory.create_batch(18)
    assert queries() == few


def test_an_empty_list_says_what_to_do(desk):
    assert "No claims yet" in desk.get(LIST).content.decode()
    assert "No claim matches" in desk.get(LIST, {"q": "x"}).content.decode()


def test_a_claim_is_entered_as_a_proposal(desk):
    sent = {"text": "The mayor sold the bridge.", "language": "en", "claimant_kind": "unknown"}
    response = desk.post(NEW, sent)
    claim = Claim.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/desk/claims/{claim.pk}/triage/")
    assert claim.status == ClaimStatus.CANDIDATE


def test_a_claim_is_entered_and_accepted_at_once(desk):
    sent = {"text": "The mayor sold it.", "language": "en", "claimant_kind": "unknown", "accept_because": "harm"}
    response = desk.post(NEW, sent)
    assert response["Location"] == f"/desk/claims/{Claim.objects.get().pk}/"
    assert Claim.objects.get().status == ClaimStatus.ACCEPTED


def test_a_reviewer_may_propose_but_is_not_asked_to_accept(client):
    client.force_login(PersonFactory())
    assert "accept_because" not in client.get(NEW).content.decode()
    sent = {"text": "The mayor sold it.", "language": "en", "claimant_kind": "unknown", "accept_because": "harm"}
    client.post(NEW, sent)
    assert Claim.objects.get().status == ClaimStatus.CANDIDATE


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ({"text": "  "}, "text", "empty_text"),
        ({"text": "a\x00"}, "text", "nul_character"),
        ({"url": "javascript:alert(1)"}, "url", "url_not_allowed"),
        ({"claim_date": "2999-01-01"}, "claim_date", "date_in_future"),
        ({"claim_date": "soon"}, "claim_date", "invalid"),
        ({"language": "xx"}, "language", "invalid_choice"),
        ({"claimant": "a" * 201}, "claimant", "too_long"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(desk, typed, field, code):
    sent = {"text": "The <i>mayor</i> sold it.", "language": "en", "claimant_kind": "unknown", **typed}
    response = desk.post(NEW, sent)
    form = response.context["form"]
    assert response.status_code == 400
    assert [error.code for error in form.errors.as_data()[field]] == [code]
    assert all(form[name].value() == value for name, value in sent.items())
    assert not Claim.objects.exists()
