"""The desk's pages about articles."""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Article, Submission
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from tests.factories.claims import (
    AT,
    ArticleFactory,
    CandidateFactory,
    EditionFactory,
    SubmissionFactory,
    make_split_article,
)
from tests.factories.people import PersonFactory
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db

LIST, NEW = "/desk/articles/", "/desk/articles/new/"
TEXT = "Rents rose by 9 per cent in 2023, the council said."
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def desk(client):
    client.force_login(PersonFactory())
    return client


def errors_of(response) -> dict[str, list[str]]:
    return {
        name: [error.code for error in errors.as_data()] for name, errors in response.context["form"].errors.items()
    }


def test_a_pasted_article_leads_to_its_page(desk):
    response = desk.post(NEW, {"text": TEXT, "outlet": "The Post", "language": "en"})
    article = Article.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/desk/articles/{article.pk}/")
    assert (article.text, article.language, article.editions.get().outlet) == (TEXT, "en", "The Post")


def test_line_ends_as_browsers_send_them_are_one_newline(desk):
    desk.post(NEW, {"text": "Rents rose.\r\n\r\nWho pays?\r\n"})
    assert Article.objects.get().text == "Rents rose.\n\nWho pays?\n"


def test_an_uploaded_file_leads_to_its_page(desk):
    response = desk.post(NEW, {"file": SimpleUploadedFile("rents.html", f"<p>{TEXT}</p>".encode(), "text/html")})
    assert response.status_code == 303
    assert Submission.objects.get().filename == "rents.html"
    assert run_waiting_jobs("read", "extract") == ["done", "done"]
    assert TEXT in Article.objects.get().text


def test_a_text_that_is_already_here_leads_there_and_says_so(desk):
    known = SubmissionFactory(article=ArticleFactory(text=TEXT, status="received")).article
    page = desk.post(NEW, {"text": TEXT}, follow=True)
    assert page.request["PATH_INFO"] == f"/desk/articles/{known.pk}/"
    assert "has this text already" in page.content.decode()


BAD_FORMS = [
    ({}, "text", "empty_text"),
    ({"text": " \u200b\t"}, "text", "empty_text"),
    ({"text": "?!… –"}, "text", "no_words"),
    ({"text": "Rents\x00rose"}, "text", "nul_character"),
    ({"text": "a" * 1_000_001}, "text", "text_too_long"),
    ({"text": TEXT, "url": "javascript:alert(1)"}, "url", "url_not_allowed"),
    ({"text": TEXT, "published_on": "2999-01-01"}, "published_on", "date_in_future"),
    ({"text": TEXT, "published_on": "soon"}, "published_on", "invalid"),
    ({"text": TEXT, "title": "a" * 301}, "title", "too_long"),
    ({"text": TEXT, "language": "xx-none"}, "language", "invalid_choice"),
]


@pytest.mark.parametrize(("typed", "field", "code"), BAD_FORMS, ids=[code for _, _, code in BAD_FORMS])
def test_bad_input_is_said_beside_the_field_and_what_was_typed_stays(desk, typed, field, code):
    response = desk.post(NEW, {"outlet": "The <i>Post</i>", **typed})
    page = response.content.decode()
    assert (response.status_code, errors_of(response)) == (400, {field: [code]})
    assert re.search(rf'id="id_{field}_error"', page)
    assert 'value="The &lt;i&gt;Post&lt;/i&gt;"' in page
    assert typed.get("text", "").replace("\x00", "\x00") in page
    assert not Article.objects.exists()
    assert not Job.objects.exists()


def test_a_lone_surrogate_in_the_form_is_no_server_error(desk):
    body = b"text=Rents%ED%A0%80rose"
    assert desk.post(NEW, body, "application/x-www-form-urlencoded").status_code in {303, 400}


def test_a_file_the_desk_cannot_read_is_said_beside_the_file(desk):
    response = desk.post(NEW, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "title": "Rents"})
    assert (response.status_code, errors_of(response)) == (400, {"file": ["unsupported_type"]})
    assert 'value="Rents"' in response.content.decode()


def test_text_and_file_together_are_a_question(desk):
    response = desk.post(NEW, {"file": SimpleUploadedFile("a.txt", TEXT.encode()), "text": TEXT})
    assert (response.status_code, errors_of(response)) == (400, {"file": ["text_and_file"]})


def test_a_million_characters_are_answered_quickly(desk):
    text = ("Rents rose by 9 per cent in the harbour district, élites say.\n" * 16_130)[:1_000_000]
    started = time.perf_counter()
    response = desk.post(NEW, {"text": text})
    assert response.status_code == 303
    assert time.perf_counter() - started < 4


def test_the_list_shows_what_is_proposed_and_escapes_what_was_typed(desk):
    article = ArticleFactory(title="<script>alert(1)</script>", outlet="The & Post")
    CandidateFactory(article=article)
    page = desk.get(LIST).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "The &amp; Post" in page
    assert re.search(r'data-th="Proposed">1<', page)


def test_the_list_is_searched_and_paged(desk):
    for n in range(30):
        ArticleFactory(title=f"Rents {n}")
    found = ArticleFactory(title="The tunnel", status="received")
    EditionFactory(article=found, outlet="Gazette")

    def titles(query):
        return [row["article"].title for row in desk.get(LIST + query).context["rows"]]

    assert titles("?q=tunnel") == titles("?q=gazette") == titles("?status=received") == ["The tunnel"]
    assert titles("?q=nothing") == []
    first = desk.get(f"{LIST}?q=rents")
    assert len(first.context["rows"]) == 25
    assert titles(first.context["older_url"]) == [f"Rents {n}" for n in range(4, -1, -1)]


def test_the_list_tells_triaged_articles_from_those_that_wait(desk):
    ArticleFactory(title="Waits")
    ArticleFactory(title="Done", triage_finished_at=AT)
    ArticleFactory(title="Comes", status="received")

    waiting = desk.get(f"{LIST}?status=untriaged")

    assert [row["article"].title for row in waiting.context["rows"]] == ["Waits"]
    assert "to triage" in waiting.content.decode()
    assert "triaged" in desk.get(f"{LIST}?q=done").content.decode()


@pytest.mark.parametrize("query", ["?q=%00", "?status=lost", "?older=x", "?older=99999999999999999999", "?q=%ed%a0%80"])
def test_odd_addresses_of_the_list_are_answered(desk, query):
    assert desk.get(LIST + query).status_code == 200


def test_an_empty_desk_says_what_to_do(desk):
    assert "No articles yet" in desk.get(LIST).content.decode()


def test_the_list_takes_as_many_queries_for_2_rows_as_for_20(desk):
    counts = []
    for rows in (2, 18):
        for _ in range(rows):
            CandidateFactory()
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("status", ["received", "reading", "splitting"])
def test_an_article_under_way_shows_its_progress_and_asks_again(desk, status):
    article = ArticleFactory(status=status)
    page = desk.get(f"/desk/articles/{article.pk}/").content.decode()
    part = desk.get(f"/desk/articles/{article.pk}/progress/", **HTMX).content.decode()
    for answer in (page, part):
        assert f'hx-get="/desk/articles/{article.pk}/progress/"' in answer
        assert 'hx-trigger="every 1s"' in answer
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "<html" not in part


def test_a_split_article_shows_its_triage(desk):
    article = make_split_article(text=TEXT)
    response = desk.get(f"/desk/articles/{article.pk}/")
    assert response.status_code == 200
    assert "claims/triage.html" in [template.name for template in response.templates]


def test_progress_leads_to_the_page_once_the_article_is_split(desk):
    article = ArticleFactory()
    address = f"/desk/articles/{article.pk}/"
    assert desk.get(f"{address}progress/", **HTMX)["HX-Redirect"] == address
    assert desk.get(f"{address}progress/")["Location"] == address


def test_a_failed_article_says_why_and_can_be_tried_again(desk):
    article = ArticleFactory(status="failed", failure="There is not one word in this text.")
    address = f"/desk/articles/{article.pk}/"
    page = desk.get(address).content.decode()
    assert "There is not one word in this text." in page
    assert f'action="{address}retry/"' in page
    assert "hx-trigger" not in page
    response = desk.post(f"{address}retry/")
    assert (response.status_code, response["Location"]) == (303, address)
    assert Job.objects.get().subject_id == article.pk
    assert desk.post(f"{address}retry/").status_code == 409


def test_an_article_that_is_the_same_as_another_leads_there(desk):
    older = ArticleFactory()
    twin = ArticleFactory(text="", status="same", same_as=older)
    assert desk.get(f"/desk/articles/{twin.pk}/")["Location"] == f"/desk/articles/{older.pk}/"


def test_a_page_a_person_sees_follows_the_worker(desk):
    desk.post(NEW, {"text": TEXT})
    article = Article.objects.get()
    assert desk.get(f"/desk/articles/{article.pk}/progress/", **HTMX).status_code == 200
    queue.enqueue("extract", subject_id=article.pk)
    run_waiting_jobs()
    assert "HX-Redirect" in desk.get(f"/desk/articles/{article.pk}/progress/", **HTMX)


@pytest.mark.parametrize("path", ["", "new/", "{pk}/", "{pk}/progress/"])
def test_strangers_are_asked_to_sign_in(client, path):
    response = client.get(LIST + path.format(pk=ArticleFactory().pk))
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


@pytest.mark.parametrize("path", ["999999/", "999999/progress/"])
def test_an_unknown_article_is_not_found(desk, path):
    assert desk.get(LIST + path).status_code == 404


@pytest.mark.parametrize(("verb", "path"), [("post", ""), ("put", "new/"), ("get", "{pk}/retry/")])
def test_other_verbs_are_refused(desk, verb, path):
    assert getattr(desk, verb)(LIST + path.format(pk=ArticleFactory().pk)).status_code == 405
