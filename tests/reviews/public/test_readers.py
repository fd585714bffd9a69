"""Where readers write to us: over HTTP, with everything strangers try."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Tip
from factcheck.accounts.models import Desk
from factcheck.readers import guard
from factcheck.readers.counting import TooOften
from factcheck.readers.models import Sender, SenderLetter
from reviews.complaints import uphold
from reviews.models import Complaint, PublicVerdict
from tests.factories.people import AdminFactory
from tests.factories.readers import make_tip, make_writer
from tests.factories.writing import make_published
from tests.reviews.test_races import at_once, refusals

pytestmark = pytest.mark.django_db
FROM_US = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
MARKUP = "<script>alert(1)</script> \"quoted\" & 'more'"


@pytest.fixture
def reader() -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def token(form: str = "report", *, age: int = 60) -> str:
    return guard.issue(form, at=timezone.now() - timedelta(seconds=age))


def complaint(**told) -> dict[str, object]:
    return {"token": token(), "kind": "error", "writes_as": "reader", "text": "It was 17,310 a day.", **told}


def tip(**told) -> dict[str, object]:
    return {"token": token("suggest"), "words": "The moon is made of green cheese, he said.", **told}


def send(reader: Client, sent: dict[str, object], where: str = "/report/", headers=FROM_US, **how):
    return reader.post(where, sent, headers=headers, **how)


def nothing_was_kept() -> bool:
    return not (Complaint.objects.exists() or Tip.objects.exists() or Sender.objects.exists())


class TestThePages:
    @pytest.mark.parametrize("address", ["/report/", "/report/?check=1", "/suggest/", "/de/report/", "/de/suggest/"])
    def test_are_never_kept_and_set_no_cookie(self, reader, address):
        make_published()
        for response in (reader.get(address), reader.get(address, headers={"cookie": "session=abc"})):
            assert response.status_code == 200
            assert response["Cache-Control"] == "no-store"
            assert not response.cookies
            assert "Cookie" not in response.get("Vary", "")
            assert "csrfmiddlewaretoken" not in response.content.decode()

    def test_a_page_knows_the_check_it_came_from(self, reader):
        revision = make_published()
        page = reader.get("/report/?check=1").content.decode()
        assert revision.title in unescape(page)
        assert 'name="check" value="1"' in page
        assert 'name="revision" value="1"' in page

    @pytest.mark.parametrize("asked", ["77", "x", "1;DROP", "9" * 400, "%00", "/verdicts/"])
    def test_nonsense_about_which_check_is_passed_over(self, reader, asked):
        assert reader.get("/report/", {"check": asked}).status_code == 200

    def test_a_withheld_check_is_not_named(self, reader):
        revision = make_published()
        PublicVerdict.objects.update(state="withheld")
        assert revision.title not in unescape(reader.get("/report/?check=1").content.decode())

    @pytest.mark.parametrize("address", ["/report/", "/suggest/", "/status/x/"])
    def test_take_no_other_method(self, reader, address):
        assert [getattr(reader, one)(address).status_code for one in ("put", "delete", "patch")] == [405] * 3

    def test_each_page_has_a_token_of_its_own(self, reader):
        found = [re.search(r'name="token" value="([^"]+)"', reader.get("/report/").content.decode())[1] for _ in "ab"]
        assert found[0] != found[1]


class TestSending:
    def test_leads_to_a_page_that_says_what_was_sent_and_by_when(self, reader):
        make_published()
        Desk.objects.filter(pk=1).update(complaints_to="The Press Council")
        response = send(reader, complaint(check="/verdicts/1-some-slug/", text=MARKUP, name="Ada", email="a@b.example"))
        assert response.status_code == 303
        assert re.fullmatch(r"/status/[A-Za-z0-9_-]{43}/\?sent=1", response["Location"])
        assert not response.cookies
        kept = Complaint.objects.get()
        assert (kept.number, kept.revision, kept.text, kept.sender.name) == (1, 1, MARKUP, "Ada")
        for address in (response["Location"], response["Location"].partition("?")[0]):
            page = reader.get(address)
            assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")
            assert "noindex" in page.content.decode()
            text = page.content.decode()
            assert "<script>alert(1)" not in text
            assert "&lt;script&gt;alert(1)" in text
            assert "The Press Council" in text
            assert not page.cookies

    def test_in_another_language_stays_in_it(self, reader):
        response = send(reader, tip(), "/de/suggest/")
        assert response["Location"].startswith("/de/status/")
        assert Sender.objects.get().language == "de"
        assert 'lang="de"' in reader.get(response["Location"]).content.decode()

    def test_who_one_is_need_not_be_said(self, reader):
        send(reader, complaint())
        sender = Sender.objects.get()
        assert (sender.name, sender.email) == ("", "")
        assert len(sender.address_hash) == 64
        assert not SenderLetter.objects.exists()

    def test_twice_by_a_double_click_is_one_message(self, reader):
        sent = complaint(email="a@b.example")
        first, second = send(reader, sent), send(reader, sent)
        assert first["Location"] == second["Location"]
        assert (Complaint.objects.count(), SenderLetter.objects.count()) == (1, 1)

    def test_again_with_other_words_comes_back_and_can_then_be_sent(self, reader):
        sent = complaint()
        send(reader, sent)
        again = send(reader, {**sent, "text": "And another thing"})
        assert again.status_code == 409
        fresh = re.search(r'name="token" value="([^"]+)"', again.content.decode())[1]
        assert send(reader, {**sent, "text": "And another thing", "token": fresh}).status_code == 303
        assert Complaint.objects.count() == 2

    def test_what_we_checked_already_is_shown_before_anything_is_sent(self, reader):
        revision = make_published()
        sent = tip(words="Does the harbour tunnel really carry 40,000 cars?")
        shown = send(reader, sent, "/suggest/")
        page = unescape(shown.content.decode())
        assert (shown.status_code, nothing_was_kept()) == (200, True)
        assert revision.title in page
        assert sent["words"] in page
        assert send(reader, {**sent, "sure": "1"}, "/suggest/").status_code == 303
        assert Tip.objects.get().words == sent["words"]

    def test_line_ends_count_as_one_and_control_characters_go(self, reader):
        send(reader, complaint(text="a\r\nb\x08\x1b[31m\u2028c" + "\r\n" * 9_900 + "d", name="Ada\t\x07 Bell"))
        kept = Complaint.objects.get()
        assert kept.text.startswith("a\nb[31m\nc")
        assert kept.sender.name == "Ada Bell"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {**FROM_US, "Sec-Fetch-Site": "same-site"},
        {**FROM_US, "Origin": "https://elsewhere.example"},
    ],
)
@pytest.mark.parametrize(("where", "sent"), [("/report/", complaint), ("/suggest/", tip)])
def test_a_page_elsewhere_cannot_send_anything(reader, headers, where, sent):
    response = send(reader, sent(), where, headers)
    assert (response.status_code, response["Cache-Control"]) == (403, "no-store")
    assert nothing_was_kept()
    assert not response.cookies


HOSTILE = [
    ({"token": ""}, "stamp"),
    ({"token": "report:1:a:b"}, "stamp"),
    ({"token": lambda: token("suggest")}, "stamp"),
    ({"token": lambda: token(age=0)}, "quicker"),
    ({"token": lambda: token(age=90_000)}, "more than a day"),
    ({"website": "https://pills.example"}, "Leave this"),
    ({"text": "x" * 20_000}, "10000"),
    ({"text": " \u200b "}, "required"),
    ({"text": "a\x00b"}, "Null"),
    ({"kind": "praise"}, "praise"),
    ({"kind": ""}, "required"),
    ({"writes_as": "desk"}, "desk"),
    ({"check": "77"}, "no check"),
    ({"check": "javascript:alert(1)"}, "no check"),
    ({"email": "a@b.example\nBcc: all@b.example"}, "e-mail|email"),
    ({"email": '"a b"@b.example'}, "e-mail|email"),
    ({"email": "a@[127.0.0.1]"}, "e-mail|email"),
    ({"email": "a@b.example, c@d.example"}, "e-mail|email"),
    ({"email": "x" * 300 + "@b.example"}, "254|e-mail"),
    ({"name": "x" * 200}, "120"),
    ({"revision": "-1"}, "."),
    ({"status": "upheld"}, "does not ask"),
    ({"sender": "1", "number": "1"}, "does not ask"),
]


@pytest.mark.parametrize(("change", "said"), HOSTILE)
def test_what_is_wrong_is_said_and_everything_typed_comes_back(reader, change, said):
    change = {name: value() if callable(value) else value for name, value in change.items()}
    sent = complaint(**{"text": MARKUP, "name": "Ada <b>Bell</b>", **change})
    response = send(reader, sent)
    page = response.content.decode()
    assert (response.status_code, response["Cache-Control"], nothing_was_kept()) == (400, "no-store", True)
    assert re.search(said, page.partition("<form")[0])
    assert "<script>alert" not in page
    assert "<b>Bell" not in page
    typed = unescape(page)
    assert [sent[name] for name in ("text", "name") if sent[name].strip(" \u200b\x00") not in typed] == []


@pytest.mark.parametrize("age", [0, 90_000])
def test_after_a_bad_moment_sending_it_again_is_enough(reader, age):
    page = send(reader, complaint(token=token(age=age))).content.decode()
    fresh = re.search(r'name="token" value="([^"]+)"', page)[1]
    later = guard.read(fresh, "report", at=timezone.now() + timedelta(seconds=3))
    assert later[1] is None


def test_a_body_no_form_can_make_is_refused_whole(reader):
    assert send(reader, complaint(text="x" * 200_000)).status_code == 413
    assert nothing_was_kept()


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/json", "application/x-www-form-urlencoded; charset=utf-16"]
)
def test_a_body_that_is_no_form_is_none_of_ours(reader, content_type):
    response = reader.post("/report/", b'{"text": "x"}', content_type=content_type, headers=FROM_US)
    assert response.status_code in (400, 415)
    assert nothing_was_kept()


class TestHowOften:
    def test_one_address_is_taken_so_often_within_the_hour(self, reader, settings):
        settings.READERS_PER_HOUR = 2
        answers = [send(reader, complaint(text=f"{n} was wrong")) for n in range(3)]
        assert [one.status_code for one in answers] == [303, 303, 429]
        assert answers[2]["Retry-After"] == "3600"
        assert "2 was wrong" in answers[2].content.decode()
        assert send(reader, tip(), "/suggest/").status_code == 429
        assert send(reader, complaint(), REMOTE_ADDR="203.0.113.9").status_code == 303

    def test_what_a_request_says_of_its_own_address_changes_nothing(self, reader, settings):
        settings.READERS_PER_HOUR = 1
        forged = [{**FROM_US, "X-Forwarded-For": f"203.0.113.{n}"} for n in range(2)]
        assert [send(reader, complaint(), headers=one).status_code for one in forged] == [303, 429]

    def test_a_double_click_does_not_count(self, reader, settings):
        settings.READERS_PER_HOUR = 1
        sent = complaint()
        assert [send(reader, sent).status_code for _ in range(2)] == [303, 303]

    def test_looking_for_what_is_like_it_is_counted_before_anything_is_searched(self, reader, settings):
        settings.READERS_LOOKS_PER_HOUR = 0
        make_published()
        sent = tip(words="Does the harbour tunnel really carry 40,000 cars?")
        with CaptureQueriesContext(connection) as asked:
            refused = send(reader, sent, "/suggest/")
        assert (refused.status_code, refused["Retry-After"], nothing_was_kept()) == (429, "3600", True)
        assert sent["words"] in unescape(refused.content.decode())
        assert not [one for one in asked if "publiclisting" in one["sql"]]

    def test_where_somebody_is_stands_in_no_log(self, reader, caplog):
        with caplog.at_level("INFO"):
            send(reader, complaint(), REMOTE_ADDR="203.0.113.77")
        assert "request_started" in caplog.text
        assert "203.0.113.77" not in caplog.text

    def test_after_an_hour_it_is_taken_again(self, reader, settings):
        settings.READERS_PER_HOUR = 1
        send(reader, complaint())
        Sender.objects.update(sent_at=timezone.now() - timedelta(minutes=61))
        assert send(reader, complaint()).status_code == 303


class TestTheStatusPage:
    def test_tells_what_came_of_it(self, reader):
        editor = AdminFactory()
        where = send(reader, complaint())["Location"].partition("?")[0]
        assert "You have an answer by" in reader.get(where).content.decode()
        kept = Complaint.objects.get()
        kept.handler, kept.status, kept.note = editor, "in_hand", "canary-note"
        kept.save(update_fields=["handler", "status", "note"])
        uphold(complaint_id=kept.pk, outcome=f"Put right. {MARKUP}", version=1, by=editor, at=timezone.now())
        page = reader.get(where).content.decode()
        assert "Put right. &lt;script&gt;" in page
        assert "canary-note" not in page
        assert editor.name not in page

    def test_of_a_tip_leads_to_the_check_once_it_is_published(self, reader):
        revision = make_published()
        where = send(reader, tip(), "/suggest/")["Location"].partition("?")[0]
        Tip.objects.update(
            status="taken", answered_at=timezone.now(), answered_by=AdminFactory(), claim=revision.verdict.claim_id
        )
        assert revision.title in unescape(reader.get(where).content.decode())
        PublicVerdict.objects.update(state="withheld")
        assert revision.title not in unescape(reader.get(where).content.decode())

    def test_an_address_that_was_guessed_or_is_forgotten_tells_nothing(self, reader):
        where = send(reader, complaint())["Location"].partition("?")[0]
        code = where.split("/")[2]
        guessed = [code[:-1], code + "A", code.swapcase(), "x", "a" * 500, "..%2F", "%00", "1"]
        unknown = [reader.get(f"/status/{one}/") for one in guessed]
        Sender.objects.update(forgotten_at=timezone.now())
        unknown.append(reader.get(where))
        assert {one.status_code for one in unknown} == {404}
        without_ids = {re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", one.content) for one in unknown}
        assert len(without_ids) == 1
        assert all("no-store" in one["Cache-Control"] for one in unknown)

    def test_is_not_named_in_logs(self):
        from factcheck.web.middleware import RequestLog

        class Asked:
            method = "GET"
            path = "/de/status/s3cret/"

        assert RequestLog.format_request(Asked) == "GET /de/status/…/"


@pytest.mark.django_db(transaction=True)
def test_many_at_once_from_one_address_are_counted_one_after_the_other(settings, now):
    settings.READERS_PER_HOUR = 2
    writers = [make_writer(address_hash="a" * 64) for _ in range(4)]
    results = at_once(*[lambda who=who: make_tip(at=now, sender=who) for who in writers])
    assert [type(one) for one in refusals(results)] == [TooOften] * 2
    assert Sender.objects.count() == 2
