"""The pages and the API of asking the claimant: for whoever asks, for those who only look on, with stale forms."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone

from reviews import kinds
from reviews.models import ClaimantContact, ContactLetter, LetterTemplate
from tests.factories.reviews import make_open_round, make_settled_claim
from tests.factories.writing import make_draft
from tests.reviews.contacts.steps import ask, begin, close
from tests.reviews.people import signed_in
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db
MAIL = {
    "to": "press@harbour.example",
    "subject": "A question",
    "body": "Is it so? By {deadline}.",
    "replies_to": "desk",
}


@pytest.fixture
def opened(people):
    opened = make_open_round(people.lead, people.second)
    begin(opened.claim, people.lead, at=timezone.now())
    return opened


def page_of(claim) -> str:
    return f"/desk/claims/{claim.pk}/contact/"


def html(person, url: str) -> str:
    return signed_in(person).get(url).content.decode()


def post(person, url: str, **sent):
    return signed_in(person).post(url, {"version": 1, **sent})


def test_the_letter_stands_ready_and_is_sent_from_the_page(opened, people):
    shown = html(people.lead, page_of(opened.claim))
    assert "A question about a statement of yours" in shown
    assert "Ben Lind" in shown

    answer = post(people.lead, page_of(opened.claim) + "ask/", **MAIL)

    assert (answer.status_code, answer.url) == (303, page_of(opened.claim))
    assert run_waiting_jobs(kinds.SEND_LETTER) == ["done"]
    assert outbox.outbox[0].body.startswith("Is it so? By ")
    assert "press@harbour.example" in html(people.lead, page_of(opened.claim))


def test_a_refused_letter_keeps_what_was_typed(opened, people):
    answer = post(people.lead, page_of(opened.claim) + "ask/", **{**MAIL, "to": "a@x.example, b@x.example"})
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "Is it so? By {deadline}." in shown
    assert "not one complete e-mail address" in shown


def test_a_form_that_no_longer_fits_is_not_lost(opened, people):
    ask(opened.claim, people.admin, timezone.now())
    answer = post(people.lead, page_of(opened.claim) + "ask/", **MAIL)
    assert answer.status_code == 409
    assert "Is it so? By {deadline}." in answer.content.decode()
    assert ContactLetter.objects.count() == 1


def test_how_it_ended_is_noted_on_the_page(opened, people):
    ask(opened.claim, people.lead, timezone.now())
    typed = {"version": 2, "outcome": "answered", "answer": "We counted <b>."}
    assert post(people.lead, page_of(opened.claim) + "close/", **typed).status_code == 303

    for url in (page_of(opened.claim), f"/desk/claims/{opened.claim_id}/"):
        assert "We counted &lt;b&gt;." in html(people.second, url)
    seat = opened.assignments.get(reviewer=people.second)
    assert "We counted &lt;b&gt;." in html(people.second, f"/desk/assignments/{seat.pk}/")


def test_the_other_reviewer_learns_no_name_and_has_no_form(opened, people):
    ask(opened.claim, people.lead, timezone.now(), body="Signed Ben Lind")
    for url in (
        page_of(opened.claim),
        f"/desk/claims/{opened.claim_id}/",
        f"/api/v1/claims/{opened.claim_id}/contact/",
    ):
        shown = html(people.second, url)
        assert "Ben Lind" not in shown, url
        assert "press@" not in shown, url
    assert "Send the reminder" not in html(people.second, page_of(opened.claim))


def test_a_failed_letter_is_shown_with_what_to_do(opened, people):
    letter = ask(opened.claim, people.lead, timezone.now())
    ContactLetter.objects.update(state="failed", trouble="The mail server does not take this address.")
    assert "could not be sent" in html(people.lead, f"/desk/claims/{opened.claim_id}/")

    url = page_of(opened.claim)
    assert "does not take this address" in html(people.lead, url)
    post(people.lead, url + "again/", version=2, letter_id=letter.pk, to="office@harbour.example")

    assert "Send the same letter again" not in html(people.lead, url)
    assert ContactLetter.objects.filter(to="office@harbour.example", state="waiting").exists()


def test_my_work_says_whom_to_ask_and_until_when(opened, people):
    assert "Ask the claimant: due" in html(people.lead, "/desk/work/")
    assert "Ask the claimant: due" not in html(people.second, "/desk/work/")
    close(opened.claim, people.lead, timezone.now(), "not_asked", because="Dead since 1990")
    assert page_of(opened.claim) not in html(people.lead, "/desk/work/")


def test_the_board_counts_answers_that_are_overdue(opened, people):
    ask(opened.claim, people.lead, timezone.now())
    assert "answer overdue" not in html(people.admin, "/desk/board/")
    ClaimantContact.objects.update(deadline_at=timezone.now() - timedelta(hours=1))

    assert "answer overdue" in html(people.admin, "/desk/board/")
    assert f"/desk/claims/{opened.claim_id}/" in html(people.admin, "/desk/board/?show=answers")
    assert page_of(opened.claim) in html(people.admin, "/desk/contacts/?overdue=1")
    assert page_of(opened.claim) in html(people.lead, "/desk/contacts/?overdue=1")
    assert page_of(opened.claim) not in html(people.second, "/desk/contacts/?overdue=1")


def test_a_writer_takes_over_an_answer_that_came_later_with_what_they_are_typing(people):
    settled = make_settled_claim(reviewers=(people.lead, people.second))
    draft = make_draft(claim=settled, writer=people.lead, reply_outcome="", reply="")
    begin(settled, people.lead, at=timezone.now())
    ask(settled, people.lead, timezone.now())
    close(settled, people.lead, timezone.now())
    url = f"/desk/drafts/{draft.pk}/"
    assert "Take over their answer" in html(people.lead, url)

    typed = {"title": "Typed just now", "reply": "", "reply_outcome": "", "then": "take_answer"}
    post(people.lead, url + "text/", version=draft.version, **typed)

    draft.refresh_from_db()
    assert (draft.title, draft.reply_outcome) == ("Typed just now", "answered")
    assert draft.reply == "We counted at the gate."
    assert "Take over their answer" not in html(people.lead, url)


def test_an_answer_that_is_not_there_is_not_taken_over_by_page_either(people):
    settled = make_settled_claim(reviewers=(people.lead, people.second))
    draft = make_draft(claim=settled, writer=people.lead)
    typed = {"title": "Typed just now", "version": draft.version, "then": "take_answer"}

    refused = signed_in(people.lead).post(f"/desk/drafts/{draft.pk}/text/", typed)

    assert refused.status_code == 409
    assert "It is not noted yet how asking the claimant ended." in refused.content.decode()
    assert "Typed just now" in refused.content.decode()


def test_the_api_says_the_same_and_takes_every_verb(opened, people):
    client, url = signed_in(people.lead), f"/api/v1/claims/{opened.claim_id}/contact/"

    def send(verb: str, **sent):
        version = client.get(url).json()["version"]
        answer = client.post(f"{url}{verb}/", {"version": version, **sent}, content_type="application/json")
        assert answer.status_code in (200, 201), answer.content
        return answer.json()

    proposed = client.get(f"{url}letters/").json()
    assert [one["purpose"] for one in proposed] == ["first", "reminder"]
    assert send("ask", **MAIL)["letters"][0]["state"] == "waiting"
    assert len(send("remind", subject="Once more", body="Please")["letters"]) == 2
    assert send("deadline", deadline_at=(timezone.now() + timedelta(days=9)).isoformat())["status"] == "asked"
    assert send("close", outcome="declined")["outcome"] == "declined"
    assert send("reopen")["status"] == "asked"
    assert client.get("/api/v1/contacts/").json()["results"][0]["claim"] == opened.claim_id
    stale = client.post(f"{url}close/", {"version": 1, "outcome": "declined"}, content_type="application/json")
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")


def test_shipped_letters_come_once_and_leave_what_the_desk_changed(people):
    LetterTemplate.objects.filter(key="first").update(body="Old words", version=1)
    LetterTemplate.objects.filter(key="reminder").update(body="Our own words", version=2)

    call_command("load_defaults")
    call_command("load_defaults")

    assert LetterTemplate.objects.count() == 2
    assert LetterTemplate.objects.get(key="first").body.startswith("Dear {claimant}")
    assert LetterTemplate.objects.get(key="reminder").body == "Our own words"


def test_an_editor_changes_a_letter_on_its_page(people):
    letter = LetterTemplate.objects.get(key="first")
    url = f"/desk/letters/{letter.pk}/"
    assert "A question about a statement of yours" in html(people.admin, "/desk/letters/")
    typed = {"version": 1, "name": "First", "subject": "About {claim}", "body": "Dear {claimant}"}

    assert post(people.admin, url, **{**typed, "body": "Dear {name}"}).status_code == 400
    assert post(people.admin, url, **typed).status_code == 303
    stale = post(people.admin, url, **typed)
    assert stale.status_code == 409
    assert "Dear {claimant}" in stale.content.decode()
