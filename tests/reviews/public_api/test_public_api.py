"""The published checks as data: what programs find, page by page, and how nonsense is refused."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.accounts.models import Desk
from factcheck.core.moments import to_the_second
from factcheck.web.throttling import PerAddress
from reviews.models import PublicClaimant, PublicScale, PublicVerdict
from reviews.publication.listing import relist
from reviews.selectors.facets import count_by_claimant
from tests.factories.changes import make_changed
from tests.factories.claims import AT
from tests.factories.listings import make_listed
from tests.factories.writing import make_published
from tests.schemas import ask

pytestmark = pytest.mark.django_db
ROOT = "/api/public/v1/"


@pytest.fixture
def reader() -> Client:
    return Client()


def body(reader: Client, path: str, status: int = 200) -> dict:
    response = reader.get(ROOT + path)
    assert response.status_code == status, response.content[:300]
    return response.json()


def pages(reader: Client, path: str) -> list[list[dict]]:
    """Every page of a list, by following `next`."""
    found, address = [], ROOT + path
    while address:
        told = ask(reader, address)
        found.append(told["results"])
        address = told["next"]
        assert len(found) < 20
    return found


class TestLists:
    @pytest.mark.parametrize("query", ["", "q=boats", "order=date&q=boats", "rating=false&language=en"])
    def test_verdicts_go_on_until_all_are_told_once(self, reader, query):
        listed = [make_listed(title=f"Boat {number}").number for number in range(5)]

        told = pages(reader, f"verdicts/?page_size=2&{query}")

        assert [len(page) for page in told] == [2, 2, 1]
        assert sorted(one["number"] for page in told for one in page) == listed

    def test_the_next_page_also_stands_in_the_header(self, reader):
        for _ in range(2):
            make_listed()
        response = reader.get(f"{ROOT}verdicts/?page_size=1&rating=false")
        assert response["Link"] == f'<{response.json()["next"]}>; rel="next"'
        assert response.json()["next"].startswith(
            "http://127.0.0.1:8000/api/public/v1/verdicts/?page_size=1&rating=false&"
        )
        assert not reader.get(f"{ROOT}verdicts/").has_header("Link")

    def test_a_page_has_25_unless_another_size_is_asked_for(self, reader):
        for _ in range(27):
            make_listed()
        assert len(body(reader, "verdicts/")["results"]) == 25
        assert len(body(reader, "verdicts/?page_size=100")["results"]) == 27

    def test_claimants_are_those_with_a_page_and_a_check_that_stands(self, reader):
        ada = make_listed(said_by="Ada Bell")
        make_listed(said_by="Ada Bell", rating="true")
        make_listed(said_by="A Neighbour", kind="private_person")
        gone = make_listed(said_by="Bo Hall")
        key_of_bo = gone.claimant.key
        gone.verdict.state = "retracted"
        gone.verdict.save(update_fields=["state"])
        relist(gone.verdict, at=AT)

        [line] = body(reader, "claimants/")["results"]

        assert (line["name"], line["verdicts"], line["key"]) == ("Ada Bell", 2, ada.claimant.key)
        whole = ask(reader, f"{ROOT}claimants/{line['key']}/")
        assert [(one["name"], one["count"]) for one in whole["ratings"]] == [("True", 1), ("False", 1)]
        assert len(ask(reader, line["verdicts_url"])["results"]) == 2
        assert len(ask(reader, f"{line['verdicts_url']}?rating=true")["results"]) == 1
        for path in (f"claimants/{key_of_bo}/", f"claimants/{key_of_bo}/verdicts/"):
            body(reader, path, 404)

    def test_somebody_whose_last_check_goes_while_they_are_told_of_counts_none(self, reader):
        claimant = PublicClaimant.objects.create(key=7, name="Ada Bell", kind="public_figure")
        assert count_by_claimant([claimant])[claimant.pk] == 0

    def test_claimants_are_found_by_words_of_their_name(self, reader):
        for name in ("Ada Bell", "Ada Cole", "Bo Hall"):
            make_listed(said_by=name)
        assert [one["name"] for one in body(reader, "claimants/?q=ada+co")["results"]] == ["Ada Cole"]
        assert [len(page) for page in pages(reader, "claimants/?page_size=2")] == [2, 1]

    def test_what_one_person_said_goes_on_under_their_own_address(self, reader):
        for _ in range(3):
            key = make_listed(said_by="Ada Bell").claimant.key
        make_listed(said_by="Bo Hall")
        assert [len(page) for page in pages(reader, f"claimants/{key}/verdicts/?page_size=2")] == [2, 1]

    def test_topics_lead_to_their_verdicts(self, reader):
        make_listed(topic="Boats")
        make_listed(topic="Rents")
        make_listed(topic="Boats")

        found = {one["name"]: one for one in body(reader, "topics/")["results"]}

        assert {name: one["verdicts"] for name, one in found.items()} == {"Boats": 2, "Rents": 1}
        assert len(ask(reader, found["Boats"]["verdicts_url"])["results"]) == 2
        assert body(reader, "topics/boats/") == found["Boats"]
        body(reader, "topics/trains/", 404)

    def test_scales_are_told_in_every_version(self, reader):
        make_listed()
        scale = PublicScale.objects.get(key="lists")
        told = body(reader, f"scales/{scale.key}/1/")
        assert [one["key"] for one in told["labels"]][:3] == ["true", "false", "unproven"]
        assert [one["position"] for one in told["labels"]][:3] == [1, 2, None]
        assert told in body(reader, "scales/")["results"]
        body(reader, "scales/lists/7/", 404)

    def test_versions_of_a_check_are_listed_newest_first(self, reader):
        revision = make_published()
        make_changed(revision)
        number = revision.verdict.number

        found = body(reader, f"verdicts/{number}/versions/")["results"]

        assert [(one["version"], one["kind"]) for one in found] == [(2, "update"), (1, "first")]
        assert ask(reader, found[0]["api_url"])["is_present"] is True

    def test_corrections_go_on_and_are_narrowed_by_kind(self, reader):
        revision = make_published()
        for day in (2, 3, 4):
            make_changed(revision, at=AT + timedelta(days=day + 30))
        assert [len(page) for page in pages(reader, "corrections/?page_size=2")] == [2, 1]
        assert body(reader, "corrections/?kind=retraction")["results"] == []

    def test_the_desk_tells_its_terms_and_where_everything_is(self, reader):
        make_listed()
        Desk.objects.update_or_create(pk=1, defaults={"name": "The Harbour Desk", "languages": ["de"]})
        told = body(reader, "")
        assert (told["name"], told["languages"]) == ("The Harbour Desk", ["en", "de"])
        assert set(told["licence"]) == {"name", "url"}
        lists = [one.removeprefix("http://127.0.0.1:8000") for one in told["lists"].values()]
        assert [reader.get(one).status_code for one in lists] == [200] * 5


class TestNonsense:
    @pytest.mark.parametrize(
        ("path", "code"),
        [
            ("verdicts/?page_size=-1", "out_of_range"),
            ("verdicts/?page_size=1000000", "out_of_range"),
            ("verdicts/?page_size=ten", "not_a_number"),
            ("verdicts/?from=9999-12-31", "out_of_range"),
            ("verdicts/?to=10000-01-01", "not_a_day"),
            ("verdicts/?order=rating", "unknown_choice"),
            ("verdicts/?rating=nope", "unknown_choice"),
            ("verdicts/?from=2026-05-04&to=2026-05-03", "out_of_range"),
            (f"verdicts/?page_size={'9' * 23}", "out_of_range"),
            ("verdicts/?q=%00", "nul_character"),
            ("verdicts/?colour=red", "unknown_parameter"),
            ("verdicts/?q=a&q=b", "given_twice"),
            (f"verdicts/?q={'a' * 5000}", "too_long"),
            ("verdicts/?older=nonsense", "unknown_page"),
            ("verdicts/?older=999999999", "unknown_page"),
            ("verdicts/?older=12-1001", "unknown_page"),
            ("verdicts/?q=boats&older=1001", "unknown_page"),
            ("verdicts/1/?expand=drafts", "unknown_parameter"),
            ("claimants/?older=-5", "out_of_range"),
            ("topics/?older=x", "not_a_number"),
            ("corrections/?kind=first", "unknown_choice"),
            ("scales/?page=2", "unknown_parameter"),
            ("?format=xml", "unknown_parameter"),
        ],
    )
    def test_a_query_nobody_can_answer_is_refused_by_name(self, reader, path, code):
        make_listed()
        response = reader.get(ROOT + path)
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
        assert response.json()["code"] == code
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "public" not in response["Cache-Control"]

    def test_words_that_mean_nothing_find_nothing(self, reader):
        make_listed()
        for query in ("q=%22%22%22", "q=-", "q=!!!", "language=xx", f"claimant={10**18}", "topic=%2e"):
            assert body(reader, f"verdicts/?{query}") == {"next": None, "results": []}, query

    @pytest.mark.parametrize("path", ["verdicts/99999999999999999999/", "claimants/99999999999999999999/", "nothing/"])
    def test_what_is_not_there_is_a_problem_body(self, reader, path):
        assert body(reader, path, 404)["code"] == "not_found"

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
    def test_nothing_can_be_written(self, reader, method):
        response = getattr(reader, method)(f"{ROOT}verdicts/")
        assert response.status_code == 405
        assert response["Content-Type"] == "application/problem+json"

    def test_an_address_without_its_slash_leads_on(self, reader):
        response = reader.get("/api/public/v1/verdicts?rating=false")
        assert (response.status_code, response["Location"]) == (301, "/api/public/v1/verdicts/?rating=false")


def test_a_language_is_found_whatever_its_region(reader):
    make_listed(language="de-AT")
    make_listed(language="en")
    for asked in ("de", "de-CH", "de-AT"):
        assert [one["language"] for one in body(reader, f"verdicts/?language={asked}")["results"]] == ["de-AT"], asked


def test_moments_are_told_as_webhooks_tell_them(reader):
    listed = make_listed(at=AT.replace(microsecond=345_678))
    one = body(reader, f"verdicts/{listed.number}/")
    assert one["changed_at"] == one["versions"][0]["published_at"] == to_the_second(AT)


class TestForScriptsOfAnySite:
    def test_a_browser_that_asks_first_is_told_yes(self, reader):
        asked = {"Origin": "https://news.example", "Access-Control-Request-Method": "GET"}
        response = reader.options(f"{ROOT}verdicts/", headers=asked)
        assert (response.status_code, response.content) == (204, b"")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "If-None-Match" in response["Access-Control-Allow-Headers"]
        assert not response.has_header("Access-Control-Allow-Credentials")

    def test_what_has_not_changed_is_not_sent_again(self, reader):
        number = make_listed().number
        path = f"{ROOT}verdicts/{number}/"
        first = reader.get(path)
        again = reader.get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
        assert {"ETag", "Link", "Retry-After"} <= set(first["Access-Control-Expose-Headers"].split(", "))

    def test_no_cookie_is_read_or_set(self, reader):
        make_listed()
        reader.cookies["session"] = "nonsense"
        response = reader.get(f"{ROOT}verdicts/", headers={"Authorization": "Token nonsense", "Accept": "text/html"})
        assert response.status_code == 200
        assert response["Content-Type"] == "application/json"
        assert not response.cookies
        assert response["Vary"].lower() == "accept-encoding"


def test_who_asks_too_often_is_told_when_to_come_back(reader, monkeypatch):
    monkeypatch.setitem(PerAddress.THROTTLE_RATES, "address", "2/hour")
    caches["addresses"].clear()
    answers = [reader.get(f"{ROOT}topics/") for _ in range(3)]
    caches["addresses"].clear()

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "too_many_requests"
    assert 1 <= int(answers[2]["Retry-After"]) <= 3601
    assert "no-store" in answers[2]["Cache-Control"]


@pytest.mark.parametrize("path", ["claimants/?q=", "verdicts/?claimant="])
def test_a_name_is_looked_for_by_eight_different_words_at_most(reader, path):
    make_listed(said_by="Ada b c d e f g h i j", topic="Boats")
    with CaptureQueriesContext(connection) as asked:
        found = body(reader, path + "ADA+ada+" + "+".join("bcdefghij" * 5))
    assert len(found["results"]) == 1
    assert 1 <= max(one["sql"].count("LIKE UPPER") for one in asked) <= 8


def test_of_what_is_withheld_nothing_is_told_at_any_address(reader):
    listed = make_listed(claim="The regatta drew 9,000 boats.", said_by="Ada Bell", topic="Boats")
    PublicVerdict.objects.filter(pk=listed.pk).update(state="withheld", withheld_since=AT, withheld_ground="legal")
    relist(PublicVerdict.objects.get(pk=listed.pk), at=AT)

    for path in ("", "versions/", "versions/1/"):
        told = body(reader, f"verdicts/{listed.number}/{path}", 451)
        assert (told["code"], told["ground"]) == ("withheld", "legal")
        assert "boat" not in str(told).lower()
    for path in ("verdicts/", "claimants/", "topics/"):
        assert body(reader, path)["results"] == []


@pytest.mark.parametrize(
    "path", ["/api/public/v1/nothing/", "/api/public/v1/verdicts", "/v1alpha1", "/v1alpha1/nothing"]
)
def test_refusals_and_ways_on_are_for_scripts_of_any_site_too(reader, path):
    response = reader.get(path)
    assert response.status_code in {301, 404}
    assert response["Access-Control-Allow-Origin"] == "*"


def test_what_is_refused_before_it_is_looked_for_is_for_scripts_too(reader):
    response = reader.post(f"{ROOT}verdicts/", b"{}", content_type="application/json; charset=utf-16")
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (415, "*")
    assert not reader.get("/checks/").has_header("Access-Control-Allow-Origin")
