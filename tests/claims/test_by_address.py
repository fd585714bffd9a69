"""An article by its address: what is asked of the site, what is kept, what people are told when it fails."""

import json
import threading

import pytest
from django.db.models.functions import Now
from django.test import override_settings

from claims import kinds
from claims.by_address import fetch_article, submit_url
from claims.models import Article, Edition, Submission
from factcheck.core.errors import Invalid
from factcheck.jobs import queue, running
from factcheck.jobs.models import Job, JobState
from factcheck.ledger.models import Entry
from factcheck.outside.politeness import host_turn
from factcheck.road.sources_site import Page, SourcesSite
from tests.factories.claims import ArticleFactory, SubmissionFactory
from tests.factories.people import PersonFactory
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db

NEW = "/desk/articles/new/"
ARTICLES = "/api/v1/articles/"
ARTICLE = "/lornemercury/news/pier-lamps"
HEADLINE = "New lamps on the east pier ‘halved falls’, harbour master says"
CAPTION = "The east pier on Sunday evening, with 38 of the new lamps lit"


@pytest.fixture(scope="module")
def site():
    """The sample sources, with pages that a test may add."""
    site = SourcesSite(0)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield site
    site.shutdown()
    site.server_close()


@pytest.fixture(autouse=True)
def pages(site):
    """The pages there are, afresh for each test; the desk may fetch them."""
    site.turn_to(1)
    with override_settings(FETCH_ALLOW=[site.origin.removeprefix("http://")], FETCH_PAUSE_SECONDS=0):
        yield site.pages


@pytest.fixture
def by():
    return PersonFactory()


@pytest.fixture
def send(site, by, now):
    def send_address(path: str, **about) -> Article:
        return submit_url(url=site.origin + path, by=by, via="desk", at=now, **about).article

    return send_address


def work_off() -> list[str]:
    return run_waiting_jobs(kinds.FETCH, kinds.READ, kinds.EXTRACT)


def again(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def test_a_page_becomes_an_article_with_what_it_says_of_itself(site, send):
    article = send(ARTICLE)
    assert (article.status, Job.objects.get().queue) == ("received", "fetch")

    assert work_off() == ["done"] * 3

    article = again(article)
    edition, submission = article.editions.get(), article.submissions.get()
    assert (article.status, article.title, article.language) == ("split", HEADLINE, "en")
    assert (edition.url, edition.author, edition.title) == (site.origin + ARTICLE, "Wren Halloran", HEADLINE)
    assert edition.published_on.isoformat() == "2025-04-08"
    [[start, end]] = article.caption_spans
    assert article.text[start:end] == CAPTION
    assert bytes(submission.received) == site.pages[ARTICLE].body
    assert (submission.received_as, submission.encoding) == ("text/html", "utf-8")
    assert "Contact" not in article.text


def test_what_the_sender_says_of_it_stays(send):
    article = send(ARTICLE, outlet="The Lorne Mercury", title="Lamps", note="asked by a reader")
    work_off()
    edition = again(article).editions.get()
    assert (edition.outlet, edition.title, edition.author) == ("The Lorne Mercury", "Lamps", "Wren Halloran")
    assert article.submissions.get().note == "asked by a reader"


def test_where_redirects_lead_is_noted_and_the_address_stays_as_it_was_sent(site, send, pages):
    pages["/old"] = Page(leads_to=ARTICLE)
    article = send("/old")
    work_off()
    submission = article.submissions.get()
    assert (submission.url, submission.final_url) == (f"{site.origin}/old", site.origin + ARTICLE)
    assert again(article).editions.get().url == f"{site.origin}/old"


def test_the_same_address_again_is_another_submission_of_the_same_article(send):
    first = send(ARTICLE)
    work_off()
    second = send(ARTICLE)
    assert second.pk != first.pk
    assert work_off() == ["done"] * 2

    assert (again(second).status, again(second).same_as_id) == ("same", first.pk)
    assert Submission.objects.filter(article=first).count() == 2
    assert Edition.objects.count() == 1


def test_a_page_that_changed_is_another_article(send, pages):
    first = send(ARTICLE)
    work_off()
    pages[ARTICLE] = Page(pages[ARTICLE].body.replace(b"14 people", b"16 people"))
    second = send(ARTICLE)
    work_off()
    assert [again(one).status for one in (first, second)] == ["split", "split"]


@pytest.mark.parametrize(
    ("path", "page", "words"),
    [
        ("/gone", None, "no such page"),
        ("/lornevalleypolice/statistics/harbour-beat-2024.pdf", None, "is a PDF"),
        ("/zip", Page(b"PK\x03\x04" + b"\x00" * 60, "text/html"), "no page or text"),
        ("/empty", Page(b" \n "), "empty"),
        ("/round", Page(leads_to="/round"), "without end"),
    ],
    ids=["dead", "pdf", "lying type", "empty", "redirects"],
)
def test_a_failure_is_told_at_once_with_what_to_do(send, pages, path, page, words):
    if page:
        pages[path] = page
    article = send(path)

    assert work_off() == ["failed"]

    failed = again(article)
    assert failed.status == "failed"
    assert words in failed.failure
    assert "paste the text instead" in failed.failure.lower()
    assert (failed.text_hash, Job.objects.get().state) == (None, JobState.QUARANTINED)


def test_a_page_without_an_article_fails_when_it_is_read(send, pages):
    pages["/blank"] = Page(b"<!doctype html><html><head><title></title></head><body><p> </p></body></html>")
    article = send("/blank")
    assert work_off() == ["done", "failed"]
    assert "Paste" in again(article).failure


def test_a_site_that_does_not_answer_is_asked_three_times(by, now):
    with SourcesSite(0) as closed:
        address = closed.origin
    with override_settings(FETCH_ALLOW=[address.removeprefix("http://")]):
        article = submit_url(url=f"{address}/news", by=by, via="api", at=now).article
        job = Job.objects.get()
        for _ in range(3):
            assert again(article).status in {"received", "fetching"}
            Job.objects.filter(pk=job.pk).update(run_after=now)
            assert running.run(job.pk) == "failed"
    assert "could not be reached" in again(article).failure


def test_the_site_is_asked_when_it_is_our_turn_there(site, send):
    article = send(ARTICLE)
    with host_turn(site.origin):
        assert work_off() == ["postponed"]
    job = Job.objects.get()
    assert (again(article).status, job.state, job.tries) == ("fetching", JobState.QUEUED, 0)
    Job.objects.update(run_after=Now())
    assert work_off() == ["done"] * 3


def test_a_site_that_wants_to_be_left_alone_is_not_asked_and_people_are_told_until_when(site, send):
    with host_turn(site.origin) as turn:
        turn.leave_alone(7200)
    article = send(ARTICLE)
    assert work_off() == ["failed"]
    assert "left alone until" in again(article).failure
    assert "paste the text" in again(article).failure


def test_trying_again_asks_the_site_again(send, by, now, pages, client):
    article = send("/later")
    work_off()
    pages["/later"] = pages[ARTICLE]
    client.force_login(by)

    assert client.post(f"/desk/articles/{article.pk}/retry/").status_code == 303
    assert work_off() == ["done"] * 3

    article = again(article)
    assert (article.status, article.failure) == ("split", "")


def test_a_run_that_lost_its_job_leaves_nothing(send):
    article = send(ARTICLE)
    job = queue.take(Job.objects.get().pk)
    Job.objects.filter(pk=job.pk).update(token=None, state=JobState.QUEUED)

    with pytest.raises(queue.LeaseLost):
        fetch_article(job=job)

    assert bytes(article.submissions.get().received) == b""
    assert work_off() == ["done"] * 3


def test_a_run_after_one_that_died_fetches_and_a_third_one_changes_nothing(send):
    article = send(ARTICLE)
    Article.objects.filter(pk=article.pk).update(status="fetching")
    assert work_off() == ["done"] * 3
    queue.enqueue(kinds.FETCH, subject_id=article.pk)
    assert run_waiting_jobs()[:1] == ["done"]
    assert again(article).status == "split"


FORBIDDEN = [
    "http://127.0.0.1/",
    "http://localhost/admin",
    "http://[::1]/",
    "http://10.0.0.7/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://[::ffff:127.0.0.1]/",
]


@pytest.mark.parametrize("url", FORBIDDEN)
def test_an_address_that_is_not_public_is_refused_before_anything_is_kept(by, now, url):
    with pytest.raises(Invalid) as refusal:
        submit_url(url=url, by=by, via="desk", at=now)
    [fault] = refusal.value.errors
    assert (fault.field, fault.code) == ("url", "address_blocked")
    assert not Article.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "required"),
        ("ftp://example.org/a", "url_not_allowed"),
        ("https://ana:secret@example.org/", "url_not_allowed"),
        ("javascript:alert(1)", "url_not_allowed"),
    ],
)
def test_what_is_no_web_address_is_refused(by, now, url, code):
    with pytest.raises(Invalid) as refusal:
        submit_url(url=url, by=by, via="desk", at=now)
    assert [(fault.field, fault.code) for fault in refusal.value.errors] == [("url", code)]


def test_the_ledger_tells_the_way_of_a_page_without_its_address(site, send):
    send(ARTICLE)
    work_off()
    entries = Entry.objects.order_by("seq")
    assert [entry.verb for entry in entries][:4] == ["submit", "fetch", "keep_page", "read"]
    assert site.origin not in "".join(entry.payload for entry in entries)


def test_the_form_takes_an_address_alone_and_shows_how_far_it_is(client, by, site):
    client.force_login(by)
    answer = client.post(NEW, {"url": site.origin + ARTICLE, "outlet": "The Lorne Mercury"})
    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/articles/{article.pk}/")
    Article.objects.update(status="fetching")
    page = client.get(answer["Location"]).content.decode()
    assert "being fetched" in page
    assert site.origin + ARTICLE in page
    assert "every 1s" in client.get(f"{answer['Location']}progress/", HTTP_HX_REQUEST="true").content.decode()


def test_the_form_keeps_what_was_typed_beside_an_address_that_is_refused(client, by):
    client.force_login(by)
    answer = client.post(NEW, {"url": "http://10.0.0.7/news", "outlet": "The Post", "note": "a reader asked"})
    page = answer.content.decode()
    assert (answer.status_code, answer.context["form"].errors.as_data()["url"][0].code) == (400, "address_blocked")
    assert all(f'value="{typed}"' in page for typed in ("http://10.0.0.7/news", "The Post", "a reader asked"))
    assert not Article.objects.exists()


def test_a_text_with_an_address_is_not_fetched(client, by, site):
    client.force_login(by)
    client.post(NEW, {"url": site.origin + ARTICLE, "text": "Falls on the pier have halved, she said."})
    assert Job.objects.get().kind == kinds.EXTRACT
    assert (Submission.objects.get().url, Edition.objects.get().url) == ("", site.origin + ARTICLE)


def test_a_failed_page_offers_to_paste_with_nothing_typed_again(client, by, send, site):
    client.force_login(by)
    article = send("/gone", outlet="The Lorne Mercury", note="a reader asked")
    work_off()
    page = client.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "no such page" in page
    assert f'href="{NEW}?instead_of={article.pk}"' in page
    form = client.get(f"{NEW}?instead_of={article.pk}").content.decode()
    assert all(f'value="{known}"' in form for known in (f"{site.origin}/gone", "The Lorne Mercury", "a reader asked"))


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "٣", ""])
def test_an_odd_number_in_the_forms_address_is_an_empty_form(client, by, number):
    client.force_login(by)
    assert client.get(NEW, {"instead_of": number}).status_code == 200


def test_the_api_takes_an_address_alone(client, by, site):
    client.force_login(by)
    body = json.dumps({"url": site.origin + ARTICLE, "note": "asked"})
    answer = client.post(ARTICLES, body, "application/json")
    article = Article.objects.get()
    assert (answer.status_code, answer.json()["article"]["id"], answer.json()["already_here"]) == (
        202,
        article.pk,
        False,
    )
    work_off()
    read = client.get(f"{ARTICLES}{article.pk}/").json()
    assert (read["status"], read["editions"][0]["url"]) == ("split", site.origin + ARTICLE)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"url": "http://127.0.0.1:1/"}, "address_blocked"),
        ({"url": ""}, "required"),
        ({"url": "file:///etc/passwd"}, "url_not_allowed"),
        ({"url": None}, "null"),
        ({"url": 7}, "invalid"),
    ],
)
def test_the_api_refuses_what_is_not_to_be_fetched_beside_the_field(client, by, body, code):
    client.force_login(by)
    answer = client.post(ARTICLES, json.dumps(body), "application/json")
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [("url", code)]
    assert not Article.objects.exists()


def test_an_uploaded_file_that_failed_is_read_again_not_fetched(client, by):
    client.force_login(by)
    article = ArticleFactory(status="failed", text="", text_hash=None)
    SubmissionFactory(article=article)
    client.post(f"/desk/articles/{article.pk}/retry/")
    assert Job.objects.get().kind == kinds.READ
