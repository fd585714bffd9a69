"""Taking articles in: what is stored, what is recognised, what is refused."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import connections

from claims import kinds
from claims.intake import submit_file, submit_text
from claims.models import Article, Edition, Submission
from claims.reading import text_hash
from claims.states import ArticleStatus
from factcheck.core.errors import Invalid, NotAllowed
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from tests.factories.claims import ArticleFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

TEXT = "Rents rose\n\nRents rose by 9 per cent in 2023, the council said."


@pytest.fixture
def sender(now):
    return {"by": PersonFactory(), "via": "desk", "at": now}


def rows_kept() -> int:
    return sum(model.objects.count() for model in (Article, Edition, Submission, Job, Entry))


def code_of(refusal: Invalid) -> dict[str, str]:
    return {error.field: error.code for error in refusal.errors}


def test_a_pasted_text_is_kept_as_received_and_as_canonical_text(sender):
    typed = "\ufeffRents rose\r\nby 9\u2028per cent, e\u0301lite says\r"
    submission = submit_text(text=typed, **sender)
    article = submission.article
    assert article.text == "Rents rose\nby 9\nper cent, élite says\n"
    assert bytes(submission.received) == typed.encode()
    assert (article.status, article.length, article.text_hash) == ("received", 37, text_hash(article.text))


def test_an_article_and_its_job_are_made_together(sender):
    article = submit_text(text=TEXT, **sender).article
    assert list(Job.objects.values_list("kind", "subject_id")) == [(kinds.EXTRACT, article.pk)]


def test_what_was_said_of_the_article_is_kept_with_its_edition_and_submission(sender):
    submission = submit_text(
        text=TEXT,
        title="  Rents\trose ",
        outlet="The Post",
        url="https://post.example/1",
        author="Ida Lund",
        published_on=date(2026, 5, 1),
        language="EN",
        note="A reader asked",
        **sender,
    )
    edition, article = submission.edition, submission.article
    assert (article.title, article.language, article.language_given) == ("Rents rose", "en", True)
    assert (edition.outlet, edition.url, edition.author) == ("The Post", "https://post.example/1", "Ida Lund")
    assert (edition.published_on, submission.note, submission.by) == (
        date(2026, 5, 1),
        "A reader asked",
        sender["by"],
    )


def test_the_ledger_says_who_sent_what_and_holds_no_text(sender):
    submission = submit_text(text=TEXT, title="Rents rose", **sender)
    [entry] = Entry.objects.all()
    assert (entry.verb, entry.subject_type, entry.subject_id) == ("submit", "article", submission.article_id)
    assert entry.payload == f'{{"submission":{submission.pk},"via":"desk"}}'


def test_html_pasted_as_text_stays_text(sender):
    typed = "<p>Rents rose by 9 per cent</p><script>alert(1)</script>"
    assert submit_text(text=typed, **sender).article.text == typed


def test_an_identical_text_is_another_submission_of_the_same_article(sender):
    first = submit_text(text=TEXT, **sender)
    again = submit_text(text=f"\r\n {TEXT}\n\n", **{**sender, "by": PersonFactory()})
    assert again.article == first.article
    assert again.edition == first.edition
    assert (Article.objects.count(), Submission.objects.count(), Job.objects.count()) == (1, 2, 1)


@pytest.mark.parametrize(
    ("about", "editions"),
    [
        ({"outlet": "The Post", "url": "https://post.example/1"}, 1),
        ({"outlet": "the post", "url": "https://post.example/1"}, 1),
        ({}, 1),
        ({"outlet": "The Gazette"}, 2),
        ({"outlet": "The Post", "url": "https://post.example/2"}, 2),
    ],
)
def test_another_outlet_or_address_is_another_edition(sender, about, editions):
    submit_text(text=TEXT, outlet="The Post", url="https://post.example/1", **sender)
    submit_text(text=TEXT, **about, **sender)
    assert Edition.objects.count() == editions


def test_a_later_submission_completes_an_edition_and_changes_nothing_said_before(sender):
    submit_text(text=TEXT, outlet="The Post", author="Ida Lund", **sender)
    submit_text(text=TEXT, outlet="The Post", author="Someone", published_on=date(2026, 5, 1), **sender)
    edition = Edition.objects.get()
    assert (edition.author, edition.published_on) == ("Ida Lund", date(2026, 5, 1))


def test_sending_a_failed_article_again_tries_it_again(sender):
    failed = ArticleFactory(text=TEXT, status="failed", failure="It broke.")
    submit_text(text=TEXT, **sender)
    failed.refresh_from_db()
    assert (failed.status, failed.failure) == (ArticleStatus.RECEIVED, "")
    assert Job.objects.filter(kind=kinds.EXTRACT, subject_id=failed.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_identical_texts_sent_at_once_end_as_one_article(now):
    people = [PersonFactory() for _ in range(8)]
    start, refusals = threading.Barrier(len(people)), []

    def send(person):
        try:
            start.wait(timeout=10)
            submit_text(text=TEXT, by=person, via="api", at=now, outlet="The Post")
        except Exception as error:
            refusals.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert refusals == []
    assert (Article.objects.count(), Submission.objects.count()) == (1, len(people))
    assert (Edition.objects.count(), Job.objects.count()) == (1, 1)


BAD_TEXTS = [
    ("", "empty_text"),
    (" \n\t\r ", "empty_text"),
    ("\u200b\ufeff\u2060\u00ad\u3164", "empty_text"),
    ("\u200b" * 1_000_000, "empty_text"),
    ("!?… – (“”)", "no_words"),
    ("." * 50_000, "no_words"),
    ("Rents\x00rose", "nul_character"),
    ("Rents \ud800 rose", "bad_unicode"),
    ("a" * 1_000_001, "text_too_long"),
]


@pytest.mark.parametrize(("text", "code"), BAD_TEXTS, ids=[code for _, code in BAD_TEXTS])
def test_a_bad_text_is_refused_with_its_code_and_leaves_no_row(sender, text, code):
    before = rows_kept()
    with pytest.raises(Invalid) as refusal:
        submit_text(text=text, **sender)
    assert (refusal.value.code, code_of(refusal.value)) == (code, {"text": code})
    assert rows_kept() == before


BAD_PARTICULARS = [
    ("url", "javascript:alert(1)", "url_not_allowed"),
    ("url", " JaVaScRiPt:alert(1)", "url_not_allowed"),
    ("url", "data:text/html,x", "url_not_allowed"),
    ("url", "ftp://example.org/x", "url_not_allowed"),
    ("url", "example.org/story", "url_not_allowed"),
    ("url", "http://", "url_not_allowed"),
    ("url", "http://[", "url_not_allowed"),
    ("url", "http://example.org:99999/", "url_not_allowed"),
    ("url", "http://example.org/a\nb", "url_not_allowed"),
    ("url", "https://user:secret@example.org/", "url_not_allowed"),
    ("url", "https://example.org/\x00", "nul_character"),
    ("url", "https://example.org/" + "a" * 2_000, "too_long"),
    ("title", "a" * 301, "too_long"),
    ("title", "a\x00b", "nul_character"),
    ("outlet", "\ud800", "bad_unicode"),
    ("author", "a" * 201, "too_long"),
    ("note", "a" * 501, "too_long"),
    ("published_on", date(2026, 5, 6), "date_in_future"),
    ("published_on", date(9999, 12, 31), "date_in_future"),
    ("published_on", date(1, 1, 1), "date_too_early"),
    ("language", "english please", "unknown_language"),
    ("language", "e", "unknown_language"),
]


@pytest.mark.parametrize(("field", "value", "code"), BAD_PARTICULARS)
def test_bad_particulars_are_refused_beside_their_field_and_leave_no_row(sender, field, value, code):
    before = rows_kept()
    with pytest.raises(Invalid) as refusal:
        submit_text(text=TEXT, **{field: value}, **sender)
    assert code_of(refusal.value) == {field: code}
    assert rows_kept() == before


def test_every_fault_is_named_at_once(sender):
    with pytest.raises(Invalid) as refusal:
        submit_text(text=" ", url="javascript:x", published_on=date(2030, 1, 1), **sender)
    assert code_of(refusal.value) == {
        "text": "empty_text",
        "url": "url_not_allowed",
        "published_on": "date_in_future",
    }


def test_a_day_that_has_begun_somewhere_is_not_in_the_future(sender, now):
    late = now.replace(hour=20)
    tomorrow = late.date() + timedelta(days=1)
    submission = submit_text(text=TEXT, published_on=tomorrow, **{**sender, "at": late})
    assert submission.edition.published_on == tomorrow


def test_only_people_of_the_desk_hand_in_articles(sender):
    with pytest.raises(NotAllowed):
        submit_text(text=TEXT, **{**sender, "by": PersonFactory(is_active=False)})


def test_the_longest_text_is_taken_at_the_limit(sender):
    assert submit_text(text="a" * 1_000_000, **sender).article.length == 1_000_000
    assert submit_text(text="ab\r\n" * 250_000, **sender).article.length == 750_000


def test_a_million_characters_are_taken_in_quickly(sender):
    text = "Rents rose by 9 per cent in the harbour district, élites say.\n" * 16_129
    started = time.perf_counter()
    submit_text(text=text[:1_000_000], **sender)
    assert time.perf_counter() - started < 4


def test_a_file_is_kept_as_received_and_left_to_a_job(sender):
    received = b"\xffRents \x00 rose"
    submission = submit_file(
        received=received, filename="C:\\x\\rents.TXT", media_type="application/octet-stream", **sender
    )
    assert bytes(submission.received) == received
    assert (submission.filename, submission.received_as) == ("rents.TXT", "text/plain")
    assert (submission.article.status, submission.article.text, submission.article.text_hash) == ("received", "", None)
    assert list(Job.objects.values_list("kind", "subject_id")) == [(kinds.READ, submission.article_id)]


@pytest.mark.parametrize(
    ("filename", "declared", "received_as"),
    [
        ("a.txt", "", "text/plain"),
        ("a.md", "text/plain", "text/markdown"),
        ("a.HTML", "", "text/html"),
        ("a.htm", "text/plain", "text/html"),
        ("stdin", "text/html; charset=utf-8", "text/html"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_ending_then_by_its_sender(sender, filename, declared, received_as):
    submission = submit_file(received=b"Rents rose", filename=filename, media_type=declared, **sender)
    assert submission.received_as == received_as


@pytest.mark.parametrize(
    ("filename", "received", "code"),
    [
        ("a.pdf", b"%PDF-1.7 rents", "unsupported_type"),
        ("a.docx", b"PK\x03\x04", "unsupported_type"),
        ("renamed.txt", b"%PDF-1.7 rents", "unsupported_type"),
        ("noending", b"Rents rose", "unsupported_type"),
        ("a.txt", b"", "empty_text"),
        ("a.txt", b" \n ", "empty_text"),
        ("a.txt", b"a" * (8_000_000 + 1), "file_too_large"),
    ],
)
def test_a_file_the_desk_cannot_read_is_refused_and_leaves_no_row(sender, filename, received, code):
    before = rows_kept()
    with pytest.raises(Invalid) as refusal:
        submit_file(received=received, filename=filename, media_type="", **sender)
    assert code_of(refusal.value) == {"file": code}
    assert rows_kept() == before
