"""Questions that cannot be answered: refused in Google's shape, each parameter at fault named, and never a 5xx."""

import random

import pytest

from factcheck.web.throttling import PerAddress
from reviews.public_api.fact_check_tools.asking import OURS, SPELLINGS, proto_name
from reviews.public_api.fact_check_tools.tokens import make_token, read_token
from reviews.selectors.fact_checks import Place
from tests.factories.listings import make_listed
from tests.reviews.public_api.fact_check_tools.asking import PATH, SITE, all_of_ours, reader, refusal, search

pytestmark = pytest.mark.django_db

FAULTS = {
    "": "query",
    "query=": "query",
    "query=%20": "query",
    "pageSize=3": "query",
    "query=a&colour=red": "colour",
    "query=a&=x": "",
    "query=a&page=2": "page",
    "query=a&query=b": "query",
    "query=a&pageSize=1&page_size=1": "page_size",
    "query=a&pageSize=-1": "page_size",
    "query=a&pageSize=ten": "page_size",
    "query=a&pageSize=": "page_size",
    "query=a&pageSize=1.5": "page_size",
    "query=a&pageSize=2147483648": "page_size",
    "query=a&pageSize=99999999999999999999": "page_size",
    "query=a&pageSize=%D9%A1": "page_size",
    "query=a&offset=-1": "offset",
    "query=a&offset=1001": "offset",
    "query=a&maxAgeDays=-5": "max_age_days",
    "query=a&maxAgeDays=NaN": "max_age_days",
    "query=a%00b": "query",
    "query=" + "a" * 501: "query",
    "query=a&key=" + "k" * 4_001: "key",
    "query=a&languageCode=english%20please": "language_code",
    "query=a&languageCode=e": "language_code",
    "query=a&prettyPrint=perhaps": "pretty_print",
    "query=a&alt=media": "alt",
    "query=a&$.alt=proto": "alt",
    "query=a&callback=alert": "callback",
    "query=a&$callback=alert": "callback",
    "query=a&$.xgafv=3": "$.xgafv",
    "query=a&fields=claims(text": "fields",
    "query=a&fields=claims)": "fields",
    "query=a&fields=colour": "fields",
    "query=a&fields=claims/text/size": "fields",
    "query=a&fields=claims,,claims": "fields",
    "query=a&fields=*/text": "fields",
    "query=a&fields=()": "fields",
    "query=a&fields=" + "claims(" * 140: "fields",
    "query=a&fields=" + "claims," * 200: "fields",
    "query=a&pageToken=x": "page_token",
    "query=a&pageToken=" + "A" * 38: "page_token",
    "query=a&pageToken=" + "%FF" * 38: "page_token",
    "query=a&pageToken=CAoQAA%3D%3D": "page_token",
}


@pytest.mark.parametrize("query", FAULTS, ids=lambda query: query[:40] or "nothing")
def test_the_parameter_at_fault_is_named(query):
    error = refusal(query)

    assert error["status"] == "INVALID_ARGUMENT"
    assert error["details"][0]["@type"] == "type.googleapis.com/google.rpc.BadRequest"
    assert [one["field"] for one in error["details"][0]["fieldViolations"]] == [FAULTS[query]]
    assert all(one["description"] for one in error["details"][0]["fieldViolations"])


def test_every_fault_is_told_at_once():
    error = refusal("pageSize=a&offset=b&maxAgeDays=-1")
    assert [one["field"] for one in error["details"][0]["fieldViolations"]] == ["max_age_days", "page_size", "offset"]
    assert len(refusal("&".join(f"x{n}=1" for n in range(900)))["details"][0]["fieldViolations"]) == 20


def test_more_parameters_than_can_be_read_are_refused_too():
    assert refusal("&".join(f"x{n}=1" for n in range(5_000)))["status"] == "INVALID_ARGUMENT"


def test_the_older_format_of_errors_lists_a_reason():
    error = refusal({"$.xgafv": "1", "pageSize": "-1", "query": "a"})

    assert error["errors"] == [{"message": error["message"], "domain": "global", "reason": "badRequest"}]
    assert "details" not in error


def test_what_was_sent_is_told_back_short_and_printable():
    error = refusal({"query": "a", "pageSize": "\x1b[31m\n" + "9" * 400})

    assert "\x1b" not in error["message"]
    assert len(error["message"]) < 300
    assert "\\u001b" not in error["message"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_answered(method):
    assert refusal("query=a", method=method, code=405)["status"] == "UNIMPLEMENTED"
    assert reader().post(PATH)["Allow"] == "GET, HEAD, OPTIONS"


def test_what_google_has_and_we_have_not_is_told_so():
    for path in ("claims:imageSearch", "pages", "pages/7"):
        assert refusal("", path=f"/v1alpha1/{path}", code=404)["status"] == "UNIMPLEMENTED"
    for path in ("claims:search/", "claims", "x" * 300, "../desk/"):
        assert refusal("", path=f"/v1alpha1/{path}", code=404)["status"] == "NOT_FOUND"


class TestAToken:
    QUESTION = ("boats", "en", "", "0")

    def test_goes_with_the_question_it_was_given_for_and_no_other(self):
        for n in range(3):
            make_listed(claim=f"boats {n}")
        asked = {"query": "boats", "languageCode": "en", "maxAgeDays": 90_000, "reviewPublisherSiteFilter": SITE}
        token = search(pageSize=1, **asked)["nextPageToken"]
        assert search(pageSize=2, pageToken=token, **asked)["claims"]

        others = ({"query": "boat"}, {"languageCode": "de"}, {"languageCode": ""}, {"maxAgeDays": 5})
        for other in (*others, {"reviewPublisherSiteFilter": ""}):
            refusal({**asked, **other, "pageToken": token})

    def test_of_another_list_is_refused_also_where_a_place_would_fit(self):
        for n in range(3):
            make_listed(claim=f"boats {n}")
        token = all_of_ours(pageSize=1)["nextPageToken"]
        refusal({"query": "boats", "pageToken": token})

    def test_that_was_touched_anywhere_is_refused(self):
        token = make_token(Place(1, 2), question=self.QUESTION)
        assert read_token(token, question=self.QUESTION) == Place(1, 2)
        for n, sign in enumerate(token):
            touched = token[:n] + ("A" if sign != "A" else "B") + token[n + 1 :]
            refusal({"query": "boats", "languageCode": "en", "pageToken": touched})
        for touched in (token + "=", token[:-1], token + "A", f" {token}"[:38], token.lower(), token[::-1]):
            refusal({"query": "boats", "languageCode": "en", "pageToken": touched})

    def test_of_another_desk_is_refused_and_one_of_a_key_that_was_replaced_holds(self, settings):
        token = make_token(Place(-1, 4_294_967_295), question=self.QUESTION)
        before, settings.SECRET_KEY = settings.SECRET_KEY, "another key that nobody has"
        refusal({"query": "boats", "languageCode": "en", "pageToken": token})

        settings.SECRET_KEY_FALLBACKS = ["yet another", before]
        assert read_token(token, question=self.QUESTION) == Place(-1, 4_294_967_295)

    def test_is_looked_at_before_the_database_is(self, django_assert_num_queries):
        refusal({"query": "a", "pageToken": "x"})  # the desk's own row is at hand from here on
        with django_assert_num_queries(0):
            refusal({"query": "a", "pageToken": "A" * 38})


def test_who_asks_too_often_is_told_when_to_ask_again(monkeypatch):
    monkeypatch.setattr(PerAddress, "THROTTLE_RATES", {"address": "2/min"})
    often = reader()
    assert [often.get(PATH, {"query": n}).status_code for n in range(3)] == [200, 200, 429]

    late = often.get(PATH, {"query": "a"})

    assert late.json()["error"]["status"] == "RESOURCE_EXHAUSTED"
    assert 0 < int(late["Retry-After"]) <= 60
    assert "no-store" in late["Cache-Control"]
    assert late["Access-Control-Allow-Origin"] == "*"


def test_hundreds_of_made_up_questions_are_answered_or_refused():
    make_listed()
    chance = random.Random(7)
    names = [*SPELLINGS, *map(proto_name, OURS), "x", "", "query[]", "pageToken[0]"]
    values = ["a", "regatta", "", "0", "1", "-1", "true", "claims(text)", "*", "en", "\x00", "\ud7ff", "“", "'", SITE]
    values += ["9" * 30, "a" * 600, "%s", "{}", "é" * 90, "(", '"', "-", "a or", "regatta -boats", "1e3", "\u202e"]
    seen = set()
    for _ in range(150):
        asked = {chance.choice(names): chance.choice(values) for _ in range(chance.randint(0, 3))}
        seen.add(reader().get(PATH, {"query": chance.choice(values), **asked}).status_code)
    assert seen == {200, 400}


@pytest.mark.parametrize("path", ["/v1alpha1", "/v1alpha1/"])
def test_the_root_is_refused_as_googles_clients_read_it(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["error"]["status"] == "NOT_FOUND"
