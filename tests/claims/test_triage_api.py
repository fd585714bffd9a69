"""Claims and triage over the API."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from tests.factories.claims import AcceptedClaimFactory, CandidateFactory, ClaimFactory, make_split_article
from tests.factories.people import AdminFactory, PersonFactory

pytestmark = pytest.mark.django_db

CLAIMS = "/api/v1/claims/"
TEXT = "The bridge was closed in 1998 by Ida Lund. Rents rose by 9 per cent in Ostrand. Trains ran late in 2026."


@pytest.fixture
def api(client):
    client.force_login(AdminFactory())
    return client


@pytest.fixture
def article():
    return make_split_article(text=TEXT)


@pytest.fixture
def claim(article):
    return article.claims.order_by("position").first()


def post(api, path, body=None):
    return api.post(path, json.dumps(body or {}), "application/json")


def problem(response, status: int) -> dict:
    assert response["Content-Type"] == "application/problem+json"
    assert response.status_code == status
    return response.json()


def test_a_claim_says_everything_the_desk_knows_of_it(api, claim):
    body = api.get(f"{CLAIMS}{claim.pk}/").json()
    assert body["text"] == claim.wording.text
    assert (body["id"], body["status"], body["version"], body["article"]) == (
        claim.pk,
        "candidate",
        1,
        claim.article_id,
    )
    assert [one["text"] for one in body["wordings"]] == [claim.wording.text]
    assert body["appearances"][0]["spans"] == claim.appearances.get().spans
    assert body["urls"]["self"] == f"{CLAIMS}{claim.pk}/"


def test_claims_are_listed_newest_first_and_filtered(api, claim):
    accepted = AcceptedClaimFactory(text="The tunnel is full.", language="nb")

    def ids(**query: object) -> list[int]:
        return [one["id"] for one in api.get(CLAIMS, query).json()["results"]]

    assert ids()[0] == accepted.pk
    assert len(ids()) == Claim.objects.count()
    assert ids(status="accepted") == [accepted.pk]
    assert ids(status="kept") == [accepted.pk]
    assert ids(language="nb") == [accepted.pk]
    assert ids(q="tunnel") == [accepted.pk]
    assert claim.pk in ids(article=claim.article_id)
    assert accepted.pk not in ids(article=claim.article_id)


@pytest.mark.parametrize("query", [{"status": "nice"}, {"colour": "red"}, {"article": "x"}])
def test_a_filter_that_makes_no_sense_is_refused(api, query):
    problem(api.get(CLAIMS, query), 400)


def test_as_many_queries_for_two_rows_as_for_twenty(api):
    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            api.get(CLAIMS)
        return len(done)

    ClaimFactory.create_batch(2)
    queries()
    few = queries()
    ClaimFactory.create_batch(18)
    assert queries() == few


def test_a_claim_goes_from_proposal_to_accepted_with_words_and_particulars(api, claim):
    accepted = post(api, f"{CLAIMS}{claim.pk}/accept/", {"because": "harm"})
    assert (accepted.status_code, accepted.json()["status"]) == (200, "accepted")
    worded = post(api, f"{CLAIMS}{claim.pk}/wording/", {"text": "It closed in 1998.", "version": 1}).json()
    assert (worded["text"], worded["version"], worded["wording"]) == ("It closed in 1998.", 2, 2)
    known = {"claimant": "Ida Lund", "claimant_kind": "public_figure", "claim_date": "2026-05-01", "version": 2}
    body = post(api, f"{CLAIMS}{claim.pk}/particulars/", known).json()
    assert (body["claimant"], body["claimant_kind"], body["claim_date"]) == ("Ida Lund", "public_figure", "2026-05-01")


def test_a_claim_is_dismissed_and_taken_up_again(api, claim):
    body = post(api, f"{CLAIMS}{claim.pk}/dismiss/", {"reason": "vague"}).json()
    assert (body["status"], body["dismissed_because"]) == ("dismissed", "vague")
    assert post(api, f"{CLAIMS}{claim.pk}/reconsider/").json()["status"] == "candidate"


def test_a_claim_is_merged(api, claim):
    other = CandidateFactory()
    body = post(api, f"{CLAIMS}{claim.pk}/merge/", {"canonical": other.pk}).json()
    assert (body["status"], body["canonical"]) == ("duplicate", other.pk)


def test_words_are_selected_the_article_finished_and_that_undone(api, article):
    made = post(api, f"/api/v1/articles/{article.pk}/select/", {"spans": [[4, 21]]})
    assert (made.status_code, made.json()["text"]) == (201, "bridge was closed")
    assert made["Location"].endswith(f"{CLAIMS}{made.json()['id']}/")
    counts = post(api, f"/api/v1/articles/{article.pk}/finish/").json()
    assert counts == {"accepted": 0, "dismissed": 0, "duplicate": 0, "not_picked": article.claims.count()}
    undone = post(api, f"/api/v1/articles/{article.pk}/undo/").json()
    assert (undone["verb"], undone["claim"]) == ("finish_triage", None)
    assert set(article.claims.values_list("status", flat=True)) == {"candidate"}


def test_a_claim_is_entered_without_an_article(api):
    response = post(api, CLAIMS, {"text": "The mayor sold it.", "claimant": "A caller", "accept_because": "harm"})
    body = response.json()
    assert (response.status_code, body["status"], body["article"]) == (201, "accepted", None)
    assert response["Location"].endswith(f"{CLAIMS}{body['id']}/")


REFUSED = [
    ("accept/", {}, 400, "required"),
    ("accept/", {"because": "fun"}, 400, "unknown_choice"),
    ("accept/", {"because": "harm", "priority": 9}, 400, "unknown_field"),
    ("dismiss/", {"reason": ""}, 400, "blank"),
    ("wording/", {"text": " ", "version": 1}, 400, "empty_text"),
    ("wording/", {"text": "a\x00", "version": 1}, 400, "nul_character"),
    ("wording/", {"text": "Words", "version": 7}, 409, "conflict"),
    ("particulars/", {"claim_date": "2999-01-01", "version": 1}, 400, "date_in_future"),
    ("particulars/", {"claim_date": "soon", "version": 1}, 400, "invalid"),
    ("particulars/", {"version": 9}, 409, "conflict"),
    ("merge/", {"canonical": 4_000_000}, 404, "not_found"),
    ("reconsider/", {}, 409, "invalid_transition"),
]


@pytest.mark.parametrize(("path", "body", "status", "code"), REFUSED)
def test_a_refusal_has_its_code(api, claim, path, body, status, code):
    refused = problem(post(api, f"{CLAIMS}{claim.pk}/{path}", body), status)
    assert code in {refused["code"], *(error["code"] for error in refused["errors"])}
    assert Claim.objects.get(pk=claim.pk).version == 1


def test_a_stale_wording_is_told_the_present_version_and_words(api, claim):
    refused = problem(post(api, f"{CLAIMS}{claim.pk}/wording/", {"text": "Words", "version": 7}), 409)
    assert (refused["version"], refused["text"]) == (1, claim.wording.text)


@pytest.mark.parametrize("spans", [None, [], [[1]], [[5, 2]], [["a", "b"]], "0-5", [[0, 10**30]]])
def test_a_bad_selection_is_refused(api, article, spans):
    problem(post(api, f"/api/v1/articles/{article.pk}/select/", {"spans": spans}), 400)


CLAIM_VERBS = {
    "accept/": {"because": "harm"},
    "dismiss/": {"reason": "vague"},
    "reconsider/": {},
    "merge/": {"canonical": 1},
    "wording/": {"text": "x", "version": 1},
    "particulars/": {"version": 1},
}
ARTICLE_VERBS = {"select/": {"spans": [[0, 3]]}, "finish/": {}, "undo/": {}}


def test_a_reviewer_reads_and_a_stranger_does_not(client, claim):
    assert client.get(CLAIMS).status_code == 401
    client.force_login(PersonFactory())
    assert client.get(f"{CLAIMS}{claim.pk}/").status_code == 200


@pytest.mark.parametrize("verb", [*CLAIM_VERBS, *ARTICLE_VERBS])
def test_only_editors_decide(client, claim, verb):
    path = f"{CLAIMS}{claim.pk}/" if verb in CLAIM_VERBS else f"/api/v1/articles/{claim.article_id}/"
    body = {**CLAIM_VERBS, **ARTICLE_VERBS}[verb]
    assert post(client, path + verb, body).status_code == 401
    client.force_login(PersonFactory())
    assert problem(post(client, path + verb, body), 403)["code"] == "not_allowed"


@pytest.mark.parametrize("verb", [*CLAIM_VERBS, *ARTICLE_VERBS])
def test_what_is_not_there_is_not_found(api, verb):
    path = f"{CLAIMS}4000000/" if verb in CLAIM_VERBS else "/api/v1/articles/4000000/"
    problem(post(api, path + verb, {**CLAIM_VERBS, **ARTICLE_VERBS}[verb]), 404)
