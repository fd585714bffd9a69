"""Articles over the API: shapes, refusals, pages."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Article, Submission
from factcheck.jobs.models import Job
from tests.factories.claims import ArticleFactory, CandidateFactory, make_split_article
from tests.factories.people import PersonFactory
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db

ARTICLES = "/api/v1/articles/"
TEXT = "Rents rose by 9 per cent in 2023, the council said. Who pays?"


@pytest.fixture
def api(client) -> Client:
    client.force_login(PersonFactory())
    return client


def post(api, body, **headers):
    return api.post(ARTICLES, body if isinstance(body, bytes) else json.dumps(body), "application/json", **headers)


def refused(response) -> dict[str, str]:
    """The fields at fault, from a problem body whose members all stand."""
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert {"type", "title", "status", "detail", "code", "request_id", "errors"} <= set(problem)
    assert problem["status"] == response.status_code
    return {error["field"]: error["code"] for error in problem["errors"]} or {"": problem["code"]}


def test_a_text_is_accepted_with_the_place_to_look_at(api):
    response = post(api, {"text": TEXT, "outlet": "The Post", "published_on": "2026-05-01", "note": "asked"})
    article = Article.objects.get()
    assert response.status_code == 202
    assert response["Location"].endswith(f"{ARTICLES}{article.pk}/")
    assert response.json() == {
        "article": {"id": article.pk, "status": "received", "url": response["Location"]},
        "submission": Submission.objects.get().pk,
        "already_here": False,
    }
    assert Submission.objects.get().via == "api"


def test_a_text_the_desk_has_is_accepted_as_another_submission(api):
    post(api, {"text": TEXT})
    again = post(api, {"text": f" {TEXT}"})
    assert (again.status_code, again.json()["already_here"], Article.objects.count()) == (202, True, 1)


@pytest.mark.parametrize(
    ("name", "received"),
    [("a.txt", TEXT.encode()), ("a.md", f"# Rents\n\n{TEXT}".encode()), ("a.html", f"<p>{TEXT}</p>".encode())],
)
def test_a_file_is_accepted_and_read_later(api, name, received):
    response = api.post(ARTICLES, {"file": SimpleUploadedFile(name, received), "outlet": "The Post"})
    assert response.status_code == 202
    run_waiting_jobs()
    article = Article.objects.get()
    assert (article.status, TEXT in article.text, article.editions.get().outlet) == ("split", True, "The Post")


BAD_BODIES = [
    ({"text": ""}, {"text": "empty_text"}),
    ({"text": " \u200b "}, {"text": "empty_text"}),
    ({"text": "?!"}, {"text": "no_words"}),
    ({"text": "a\u0000b"}, {"text": "nul_character"}),
    (b'{"text": "a \\ud800 b"}', {"text": "bad_unicode"}),
    ({"text": "a" * 1_000_001}, {"text": "text_too_long"}),
    ({}, {"text": "required"}),
    ({"text": None}, {"text": "null"}),
    ({"text": ["a"]}, {"text": "invalid"}),
    ({"text": TEXT, "url": "javascript:alert(1)"}, {"url": "url_not_allowed"}),
    ({"text": TEXT, "published_on": "2999-01-01"}, {"published_on": "date_in_future"}),
    ({"text": TEXT, "published_on": "0001-01-01"}, {"published_on": "date_too_early"}),
    ({"text": TEXT, "published_on": "yesterday"}, {"published_on": "invalid"}),
    ({"text": TEXT, "published_on": 2**63}, {"published_on": "invalid"}),
    ({"text": TEXT, "published_on": True}, {"published_on": "invalid"}),
    ({"text": TEXT, "language": "English!"}, {"language": "unknown_language"}),
    ({"text": TEXT, "outlet": "a" * 201}, {"outlet": "too_long"}),
    ({"text": TEXT, "titel": "typo"}, {"titel": "unknown_field"}),
    ({"text": TEXT, "status": "split"}, {"status": "unknown_field"}),
    ({"text": TEXT, "status": "split", "by": 1}, {"status": "unknown_field", "by": "unknown_field"}),
    ([TEXT], {"body": "invalid"}),
    (b"", {"text": "required"}),
    (b'{"text": ', {"": "bad_request"}),
    (b'{"text": "\xff\xfe"}', {"": "bad_request"}),
    (b'{"text": ' + b"[" * 20_000 + b"]" * 20_000 + b"}", {"": "bad_request"}),
    (b'{"text": 1e400}', {"text": "invalid"}),
    ({"text": 7}, {"text": "invalid"}),
    ({"text": TEXT, "title": True}, {"title": "invalid"}),
]


@pytest.mark.parametrize(("body", "faults"), BAD_BODIES, ids=[str(body)[:40] for body, _ in BAD_BODIES])
def test_bad_input_is_a_problem_body_and_leaves_no_row(api, body, faults):
    response = post(api, body)
    assert (response.status_code, refused(response)) == (400, faults)
    assert not Article.objects.exists()
    assert not Job.objects.exists()


def test_a_file_the_desk_cannot_read_is_a_problem_body(api):
    response = api.post(ARTICLES, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
    assert (response.status_code, refused(response)) == (400, {"file": "unsupported_type"})


def test_a_form_with_unknown_fields_is_refused(api):
    response = api.post(ARTICLES, {"file": SimpleUploadedFile("a.txt", TEXT.encode()), "text": TEXT})
    assert (response.status_code, refused(response)) == (400, {"text": "unknown_field"})


def test_other_media_types_are_refused(api):
    response = api.post(ARTICLES, TEXT, "text/plain")
    assert (response.status_code, refused(response)) == (415, {"": "unsupported_type"})


def test_a_body_larger_than_the_desk_takes_is_refused_before_it_is_read(api):
    response = post(api, b'{"text": "' + b"a" * 9 * 1024 * 1024 + b'"}')
    assert (response.status_code, refused(response)) == (413, {"": "too_large"})


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(ARTICLES).status_code == 401
    assert post(client, {"text": TEXT}).status_code == 401
    assert not Article.objects.exists()


def test_an_article_says_how_far_it_is_and_what_was_found(api):
    article = make_split_article(text=TEXT, outlet="The Post")
    body = api.get(f"{ARTICLES}{article.pk}/").json()
    assert (body["status"], body["failure"], body["passages"], body["claims"]) == ("split", "", 2, {"candidate": 1})
    assert body["editions"][0]["outlet"] == "The Post"
    assert body["urls"] == {
        "self": f"{ARTICLES}{article.pk}/",
        "passages": f"{ARTICLES}{article.pk}/passages/",
        "claims": f"{ARTICLES}{article.pk}/claims/",
        "desk": f"/desk/articles/{article.pk}/",
    }
    assert "text" not in body


def test_a_failed_article_says_why_and_can_be_tried_again(api):
    article = ArticleFactory(status="failed", failure="It broke.")
    assert api.get(f"{ARTICLES}{article.pk}/").json()["failure"] == "It broke."
    again = api.post(f"{ARTICLES}{article.pk}/retry/")
    assert (again.status_code, again.json()["status"]) == (202, "received")
    assert refused(api.post(f"{ARTICLES}{article.pk}/retry/")) == {"": "invalid_transition"}


def test_an_unknown_article_is_not_found(api):
    for path in ("", "retry/", "passages/", "claims/"):
        verb = api.post if path == "retry/" else api.get
        response = verb(f"{ARTICLES}999999/{path}")
        assert (response.status_code, refused(response)) == (404, {"": "not_found"})


def test_passages_are_paged_in_the_order_of_the_text(api):
    article = make_split_article(text="\n".join(f"It rained on day {n}." for n in range(60)))
    first = api.get(f"{ARTICLES}{article.pk}/passages/").json()
    second = api.get(first["next"]).json()
    assert [one["ordinal"] for one in first["results"] + second["results"]] == list(range(50))
    assert first["results"][3]["text"] == "It rained on day 3."
    assert set(first["results"][0]) == {"id", "ordinal", "start", "end", "kind", "reason", "set_aside", "text"}


def test_claims_are_given_in_the_order_of_the_article_with_where_they_stand(api):
    article = make_split_article(text="It rained in 2020.\nRents rose by 9 per cent, the council said.")
    results = api.get(f"{ARTICLES}{article.pk}/claims/").json()["results"]
    assert [one["text"] for one in results] == [
        "It rained in 2020.",
        "Rents rose by 9 per cent, the council said.",
    ]
    assert results[1]["claimant"] == "the council"
    assert [(one["start"], one["end"]) for one in results[1]["appearances"]] == [(19, 62)]


def test_the_list_is_searched_by_title_outlet_and_status(api):
    tunnel = ArticleFactory(title="Tunnel closes", outlet="The Post", status="received")
    rents = ArticleFactory(title="Rents rise", outlet="Harbour Gazette")

    def ids(**query):
        return [one["id"] for one in api.get(ARTICLES, query).json()["results"]]

    assert ids() == [rents.pk, tunnel.pk]
    assert ids(q="tunnel") == [tunnel.pk]
    assert ids(q="gazette") == [rents.pk]
    assert ids(status="received") == [tunnel.pk]
    assert ids(q="tunnel", status="split") == []


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ({"status": "lost"}, {"status": "invalid_choice"}),
        ({"q": "a\x00"}, {"q": "nul_character"}),
        ({"p": "1"}, {"p": "unknown_parameter"}),
    ],
)
def test_a_bad_query_is_refused(api, query, faults):
    assert refused(api.get(ARTICLES, query)) == faults


@pytest.mark.parametrize("path", ["", "{pk}/passages/", "{pk}/claims/"])
def test_lists_take_as_many_queries_for_2_rows_as_for_20(api, path):
    counts = []
    for rows in (2, 20):
        article = make_split_article(
            text="\n".join(f"Rents in ward {rows}{n} rose by 9 per cent, person {n} said." for n in range(rows))
        )
        for _ in range(rows):
            CandidateFactory()
        with CaptureQueriesContext(connection) as queries:
            assert len(api.get(ARTICLES + path.format(pk=article.pk)).json()["results"]) >= 2
        counts.append(len(queries))
    assert counts[0] == counts[1]
