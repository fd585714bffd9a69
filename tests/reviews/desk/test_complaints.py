"""Complaints and tips on the desk, over HTTP."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from claims.models import Tip
from reviews.models import Complaint, Recheck
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.readers import make_complaint, make_tip, make_writer
from tests.factories.writing import make_published
from tests.scene import browser

pytestmark = pytest.mark.django_db
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def editor():
    return AdminFactory(name="Ana Ruiz")


@pytest.fixture
def desk(editor):
    return browser(editor)


def text_of(response) -> str:
    return response.content.decode()


class TestAComplaint:
    def test_of_hostile_words_is_text_wherever_it_is_shown(self, desk, editor):
        number = make_published(writer=editor).verdict.number
        hostile = {"text": MARKUP, "sender": make_writer(name=MARKUP, email="a@b.example")}
        complaint = make_complaint(check=number, by=editor, **hostile)
        for address in ("/desk/complaints/", f"/desk/complaints/{complaint.pk}/", "/desk/work/", "/desk/notices/"):
            page = text_of(desk.get(address))
            assert "<script>alert" not in page
            assert "<img src=x" not in page

    def test_shows_whose_move_it_is_and_that_it_is_ones_own_text(self, desk, editor):
        number = make_published(writer=editor).verdict.number
        page = text_of(desk.get(f"/desk/complaints/{make_complaint(check=number).pk}/"))
        assert "I look at it" in page
        assert "You wrote, reviewed or signed off this check" in page

    def test_goes_from_taking_up_to_an_answer(self, desk):
        complaint = make_complaint(sender=make_writer(name="Ada Bell", email="ada@example.org"))
        where = f"/desk/complaints/{complaint.pk}/"
        assert "Ada Bell" in text_of(desk.get(where))
        assert desk.post(f"{where}take-up/").status_code == 303
        version = Complaint.objects.get().version
        answer = desk.post(f"{where}close/", {"version": version, "outcome": "Put right.", "ending": "uphold"})
        assert answer.status_code == 303
        assert "Put right." in text_of(desk.get(where))
        assert Complaint.objects.get().status == "upheld"

    def test_an_empty_answer_comes_back_beside_its_field(self, desk, editor):
        complaint = make_complaint(by=editor)
        sent = {"version": complaint.version, "outcome": "", "ending": "reject"}
        response = desk.post(f"/desk/complaints/{complaint.pk}/close/", sent)
        assert response.status_code == 400
        assert "Say what came of it" in text_of(response)

    def test_a_stale_answer_comes_back_with_its_words_and_can_then_be_sent(self, desk, editor):
        complaint = make_complaint(by=editor)
        where, sent = f"/desk/complaints/{complaint.pk}/close/", {"version": 1, "outcome": "Mine", "ending": "uphold"}
        stale = desk.post(where, sent)
        page = text_of(stale)
        assert (stale.status_code, "Mine" in page) == (409, True)
        version = re.search(r'action="[^"]*close/".*?name="version" value="(\d+)"', page, re.S)[1]
        assert desk.post(where, {**sent, "version": version}).status_code == 303

    def test_leads_to_a_recheck(self, desk, editor):
        complaint = make_complaint(check=make_published().verdict.number, by=editor)
        response = desk.post(f"/desk/complaints/{complaint.pk}/recheck/")
        assert response["Location"] == f"/desk/rechecks/{Recheck.objects.get().pk}/"
        assert desk.post(f"/desk/complaints/{complaint.pk}/recheck/").status_code == 303
        assert Recheck.objects.count() == 1

    def test_waits_on_the_page_of_whoever_has_it_and_on_the_board_when_it_is_due(self, desk, editor):
        complaint = make_complaint(by=editor, text="It was 17.")
        Complaint.objects.filter(pk=complaint.pk).update(due_at=timezone.now() - timedelta(hours=1))
        assert "Readers who wait for your answer" in text_of(desk.get("/desk/work/"))
        board = text_of(desk.get("/desk/board/"))
        assert re.search(r'href="/desk/complaints/\?show=due"[^>]*><b>1</b> error report due today', board)
        assert "It was 17." in text_of(desk.get("/desk/complaints/?show=due"))
        assert "Readers who wait" not in text_of(browser(AdminFactory()).get("/desk/work/"))


class TestATip:
    def test_is_text_and_tells_a_reviewer_nothing_of_its_sender(self, desk):
        sender = make_writer(name="Ada Bell", email="ada@example.org")
        tip = make_tip(words=MARKUP, seen_where=MARKUP, why=MARKUP, sender=sender)
        reviewer = browser(PersonFactory())
        for address in ("/desk/tips/", f"/desk/tips/{tip.pk}/", f"/api/v1/tips/{tip.pk}/", "/api/v1/tips/"):
            for who, knows in ((desk, True), (reviewer, False)):
                page = text_of(who.get(address))
                assert "<script>alert" not in page or address.startswith("/api/")
                assert ("Ada Bell" in page) == (knows and address != "/desk/tips/")
                assert "ada@example.org" not in page or knows

    def test_shows_what_is_like_it_and_is_answered_with_a_check(self, desk):
        revision = make_published()
        tip = make_tip(words="They say the harbour tunnel carries so many cars")
        assert revision.title in unescape(text_of(desk.get(f"/desk/tips/{tip.pk}/")))
        wrong = desk.post(f"/desk/tips/{tip.pk}/checked/", {"number": 77, "answer": "Here"})
        assert (wrong.status_code, "Here" in text_of(wrong)) == (400, True)
        assert desk.post(f"/desk/tips/{tip.pk}/checked/", {"number": 1}).status_code == 303
        tip.refresh_from_db()
        assert (tip.status, tip.verdict_number, tip.claim_id) == ("checked", 1, revision.verdict.claim_id)

    def test_is_taken_on_and_what_was_typed_comes_back_when_it_cannot_be(self, desk):
        tip = make_tip()
        sent = {"way": "existing", "claim_id": 10**15, "words": "Kept words", "language": "en"}
        refused = desk.post(f"/desk/tips/{tip.pk}/take/", sent)
        assert (refused.status_code, "Kept words" in text_of(refused)) == (400, True)
        assert desk.post(f"/desk/tips/{tip.pk}/take/", {**sent, "way": "claim"}).status_code == 303
        assert Tip.objects.get().claim.wording.text == "Kept words"
        page = text_of(desk.get(f"/desk/tips/{tip.pk}/"))
        assert "Kept words" in page
        assert "Look at it again" not in page

    def test_waits_on_the_board(self, desk):
        make_tip()
        assert re.search(r'href="/desk/tips/"[^>]*><b>1</b> tip of a reader', text_of(desk.get("/desk/board/")))


def test_the_api_does_what_the_pages_do(desk, editor):
    complaint, tip = make_complaint(by=editor), make_tip()
    json = "application/json"
    put_right = {"version": complaint.version, "outcome": "Put right."}
    upheld = desk.post(f"/api/v1/complaints/{complaint.pk}/uphold/", put_right, json)
    assert (upheld.status_code, upheld.json()["status"], upheld.json()["outcome"]) == (200, "upheld", "Put right.")
    taken = desk.post(f"/api/v1/tips/{tip.pk}/take/", {"way": "claim", "answer": "Thanks"}, json)
    assert (taken.status_code, taken.json()["status"], taken.json()["answer"]) == (200, "taken", "Thanks")
    late = desk.post(f"/api/v1/tips/{tip.pk}/leave/", {"answer": "No"}, json)
    assert (late.status_code, late.json()["code"]) == (409, "invalid_transition")
    extra = desk.post(f"/api/v1/complaints/{complaint.pk}/look_again/", {"version": 3, "status": "received"}, json)
    assert (extra.status_code, extra.json()["code"]) == (400, "unknown_field")
