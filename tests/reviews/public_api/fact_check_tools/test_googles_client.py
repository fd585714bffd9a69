"""Google's own Python client, built from its discovery document, reads our checks by changing the base address."""

import json
from datetime import UTC, date, datetime
from itertools import chain

import pytest
from googleapiclient.errors import HttpError

from tests.factories.listings import make_listed
from tests.reviews.public_api.fact_check_tools.asking import DOCUMENT, SITE, Road, all_of_ours, googles_client, texts

pytestmark = pytest.mark.django_db
SCHEMAS = json.loads(DOCUMENT.read_text())["schemas"]
ANSWER = "GoogleFactcheckingFactchecktoolsV1alpha1FactCheckedClaimSearchResponse"
AS_JSON = {"string": str, "integer": int, "array": list}


@pytest.fixture
def road() -> Road:
    return Road()


@pytest.fixture
def claims(road):
    return googles_client(road).claims()


def test_it_finds_by_words_with_every_parameter_it_has(claims):
    make_listed(claim="Nine ferries sank.", said_by="Ada Bell", claim_date=date(2026, 3, 1))
    make_listed(claim="Ten ferries sank.", language="de")

    answer = claims.search(
        query="ferries",
        languageCode="en-US",
        reviewPublisherSiteFilter=SITE,
        maxAgeDays=100_000,
        pageSize=5,
        offset=0,
    ).execute()

    assert texts(answer) == ["Nine ferries sank."]


def test_it_pages_to_the_end_and_meets_every_check_once(claims, road):
    made = [make_listed(claim=f"Claim {n}").claim_text for n in range(7)]
    asked = claims.search(reviewPublisherSiteFilter=SITE, pageSize=3)
    pages = []
    while asked is not None:
        answer = asked.execute()
        pages.append(texts(answer))
        asked = claims.search_next(asked, answer)

    assert [len(page) for page in pages] == [3, 3, 1]
    assert list(chain.from_iterable(pages)) == made[::-1]
    assert len(road.asked) == 3
    assert all("alt=json" in uri and "key=a-key" in uri for uri in road.asked)


def test_it_pages_through_what_was_found_by_words_in_the_same_order_as_one_long_page(claims):
    for n in range(9):
        make_listed(title="Boats " * (n % 3), claim=f"Boats came in {n}.", found="Boats." if n % 2 else "None.")
    asked, found = claims.search(query="boats", pageSize=2), []
    while asked is not None:
        answer = asked.execute()
        found += texts(answer)
        asked = claims.search_next(asked, answer)

    assert len(found) == 9
    assert found == texts(claims.search(query="boats", pageSize=50).execute())


def test_it_raises_our_refusals_with_their_words(claims):
    with pytest.raises(HttpError) as refused:
        claims.search(pageSize=3).execute()
    assert refused.value.status_code == 400
    assert "query" in refused.value.reason
    assert refused.value.error_details[0]["fieldViolations"][0]["field"] == "query"


def test_what_it_has_besides_is_told_not_to_be_here(road):
    tools = googles_client(road)
    for asked in (tools.claims().imageSearch(imageUri="https://a.example/a.png"), tools.pages().list(), None):
        with pytest.raises(HttpError) as refused:
            (asked or tools.pages().get(name="pages/1")).execute()
        assert refused.value.status_code == 404


def test_an_answer_has_only_what_the_discovery_document_says_and_our_one_key():
    make_listed(said_by="Ada Bell", claim_date=date(2026, 3, 1))
    make_listed()

    answer = all_of_ours(pageSize=1)

    assert unlike(answer, SCHEMAS[ANSWER], "answer") == ["answer.claims[0].claimReview[0].deskReview is not in it"]


def unlike(told, schema: dict, where: str) -> list[str]:
    """Where an answer departs from a schema of the discovery document."""
    schema = SCHEMAS.get(schema.get("$ref"), schema)
    if schema["type"] == "object":
        known = schema["properties"]
        faults = [f"{where}.{name} is not in it" for name in told if name not in known]
        inside = (unlike(told[name], known[name], f"{where}.{name}") for name in told if name in known)
        return [*faults, *chain.from_iterable(inside)]
    if not isinstance(told, AS_JSON[schema["type"]]):
        return [f"{where} is no {schema['type']}"]
    if schema["type"] == "array":
        return list(chain.from_iterable(unlike(one, schema["items"], f"{where}[{n}]") for n, one in enumerate(told)))
    if schema.get("format") == "google-datetime" and datetime.fromisoformat(told).tzinfo != UTC:
        return [f"{where} is no moment in UTC"]
    return []
