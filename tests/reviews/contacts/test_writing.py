"""Letters to a claimant: fit to leave, by whom, and each leaves once."""

import smtplib
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend

from factcheck.accounts.models import Desk
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed
from factcheck.jobs import running
from factcheck.jobs.models import Job, JobState
from factcheck.notices.models import Notice
from reviews import kinds
from reviews.contacts.closing import set_deadline
from reviews.contacts.delivering import (
    GAVE_UP,
    REFUSED,
    REJECTED,
    UNCERTAIN,
    deliver_letter,
    give_letter_up,
    note_on,
)
from reviews.contacts.letters import fill, propose_letters, usable_address
from reviews.contacts.writing import MOST_LETTERS, note_asked, send_again
from reviews.models import ClaimantContact, ContactLetter, LetterTemplate
from reviews.states import LetterState
from tests.factories.claims import ClaimantFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import InReviewClaimFactory, make_open_round
from tests.reviews.contacts.steps import ask, begin, close, remind
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(people, now):
    opened = make_open_round(people.lead, people.second)
    begin(opened.claim, people.lead, at=now)
    return opened.claim


def contact(claim) -> ClaimantContact:
    return ClaimantContact.objects.get(claim=claim)


def code_of(refusal) -> tuple[str, str]:
    [fault] = refusal.value.errors
    return fault.field, fault.code


# --- asking -----------------------------------------------------------------------------------------------------------


def test_the_letter_is_sent_by_a_worker_with_where_answers_go(claim, people, now):
    letter = ask(claim, people.lead, now, body="Dear Ada,\r\nuntil {deadline}, please. {x}")
    assert not outbox.outbox

    assert run_waiting_jobs(kinds.SEND_LETTER) == ["done"]

    [sent] = outbox.outbox
    assert (sent.to, sent.subject, sent.reply_to) == (["press@harbour.example"], "A question", [people.lead.email])
    assert sent.body == "Dear Ada,\nuntil 7 May 2026, 18:00 (UTC), please. {x}"
    assert (sent.cc, sent.bcc) == ([], [])
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert people.second.name not in sent.message().as_string()


def test_they_have_three_working_days_of_the_desk(claim, people, now):
    Desk.objects.update(time_zone="Asia/Tokyo", holidays=["2026-05-05"])
    ask(claim, people.lead, now)  # a Monday, half past six in the evening there

    there = contact(claim).deadline_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert (there.day, there.hour) == (8, 18)


def test_the_deadline_may_be_another_and_must_lie_ahead(claim, people, now):
    for deadline, code in ((now, "deadline_in_the_past"), (now + timedelta(days=181), "deadline_too_far")):
        with pytest.raises(Invalid) as refusal:
            ask(claim, people.lead, now, deadline_at=deadline)
        assert code_of(refusal) == ("deadline_at", code)
    ask(claim, people.lead, now, deadline_at=now + timedelta(days=9))
    assert contact(claim).deadline_at == now + timedelta(days=9)


def test_answers_go_to_the_desk_for_those_who_write_under_another_name(claim, people, now, settings):
    settings.DEFAULT_FROM_EMAIL = "The Desk <desk@facts.example>"
    people.lead.byline = "B. L."
    letter = ask(claim, people.lead, now)
    assert letter.reply_to == "desk@facts.example"


def test_the_desks_own_address_comes_before_the_one_mail_is_sent_from(claim, people, now):
    Desk.objects.update(contact_email="answers@facts.example")
    assert ask(claim, people.lead, now, replies_to="desk").reply_to == "answers@facts.example"


def test_they_are_asked_once_however_often_the_button_is_pressed(claim, people, now):
    ask(claim, people.lead, now)
    with pytest.raises(Conflict) as refusal:
        ask(claim, people.lead, now, version=1)
    assert refusal.value.extra == {"version": 2}
    with pytest.raises(InvalidTransition):
        ask(claim, people.lead, now)
    assert ContactLetter.objects.count() == Job.objects.filter(kind=kinds.SEND_LETTER).count() == 1


def test_the_owner_the_lead_and_editors_ask_and_nobody_else(people, now):
    for by, may in ((people.lead, True), (people.admin, True), (people.second, False), (people.stranger, False)):
        one = make_open_round(people.lead, people.second).claim
        begin(one, PersonFactory(), at=now)
        if may:
            assert ask(one, by, now).written_by == by
        else:
            with pytest.raises(NotAllowed) as refusal:
                ask(one, by, now)
            assert people.lead.name not in refusal.value.detail


def test_an_owner_who_does_not_review_asks_too(people, now):
    claim = make_open_round(people.lead, people.second).claim
    begin(claim, people.stranger, at=now)
    assert ask(claim, people.stranger, now).pk


def test_a_claim_from_before_this_desk_asked_claimants_is_asked_about_all_the_same(people, now):
    claim = make_open_round(people.lead, people.second).claim
    ask(claim, people.admin, now, version=1)
    assert contact(claim).owner == people.lead


def test_nobody_is_asked_about_a_claim_that_is_not_under_work(people, now):
    claim = InReviewClaimFactory(status="shelved")
    begin(claim, people.lead, at=now)
    with pytest.raises(InvalidTransition):
        ask(claim, people.lead, now)


HEADERS = ["A\r\nBcc: all@x.example", "A\nB", "A\x85B", "A\x0bB", "A\u2028B"]


def test_a_subject_cannot_begin_another_header(claim, people, now):
    for subject in HEADERS:
        with pytest.raises(Invalid) as refusal:
            ask(claim, people.lead, now, subject=subject)
        assert code_of(refusal) == ("subject", "not_one_line"), repr(subject)


ADDRESSES = [
    "a@x.example, b@x.example",
    "a@x.example;b@x.example",
    "a@x.example\nBcc: b@x.example",
    '"a\nBcc: b"@x.example',
    '"a b"@x.example',
    "Ada <a@x.example>",
    "a@[127.0.0.1]",
    "ä@x.example",
    "a@x..example",
    "a",
    "@x.example",
    "a@" + "ä" * 70 + ".example",
]


def test_only_one_plain_address_is_written_to(claim, people, now):
    for to in ADDRESSES:
        with pytest.raises(Invalid) as refusal:
            ask(claim, people.lead, now, to=to)
        assert code_of(refusal) == ("to", "invalid_email"), repr(to)


def test_a_domain_may_be_written_in_any_script(claim, people, now):
    ask(claim, people.lead, now, to="presse@bücher.example")
    run_waiting_jobs(kinds.SEND_LETTER)
    assert outbox.outbox[0].to == ["presse@bücher.example"]
    assert usable_address(" o'neil+x@b.example ") == "o'neil+x@b.example"


def test_a_letter_is_whole_and_not_too_long(claim, people, now):
    for changes, field, code in (
        ({"subject": " "}, "subject", "subject_missing"),
        ({"subject": "a" * 201}, "subject", "too_long"),
        ({"body": "\u200b"}, "body", "letter_missing"),
        ({"body": "a" * 20_001}, "body", "too_long"),
        ({"body": "a\x00"}, "body", "nul_character"),
        ({"to": ""}, "to", "invalid_email"),
        ({"to": "a" * 250 + "@x.example"}, "to", "too_long"),
        ({"replies_to": "all@x.example"}, "replies_to", "unknown_choice"),
    ):
        with pytest.raises(Invalid) as refusal:
            ask(claim, people.lead, now, **changes)
        assert code_of(refusal) == (field, code)
    assert contact(claim).status == "to_ask"


def test_what_was_asked_another_way_is_noted_and_no_mail_goes_out(claim, people, now):
    note_asked(claim_id=claim.pk, how="by telephone", to="The press office", version=1, by=people.lead, at=now)

    asked = contact(claim)
    assert (asked.status, asked.how, asked.letters.get().state) == ("asked", "by telephone", "noted")
    assert not Job.objects.filter(kind=kinds.SEND_LETTER).exists()
    for typed, field in (({"how": "", "to": "X"}, "how"), ({"how": "X", "to": ""}, "to")):
        with pytest.raises(Invalid) as refusal:
            note_asked(claim_id=claim.pk, version=2, by=people.lead, at=now, **typed)
        assert code_of(refusal)[0] == field


# --- once ------------------------------------------------------------------------------------------------------------


class Server(BaseEmailBackend):
    """A mail server that does what a test says, once for each attempt."""

    faults: list = []
    taken: list = []

    def open(self):
        self._do("open")

    def send_messages(self, messages):
        self._do("send")
        self.taken.extend(messages)
        self._do("sent")
        return len(messages)

    def _do(self, step: str) -> None:
        if self.faults and self.faults[0][0] == step:
            raise self.faults.pop(0)[1]


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "tests.reviews.contacts.test_writing.Server"
    Server.faults, Server.taken = [], []
    return Server


def run_job() -> str:
    Job.objects.update(run_after="2020-01-01T00:00Z")
    return running.run(Job.objects.get(kind=kinds.SEND_LETTER).pk)


def test_a_letter_leaves_once_though_its_job_runs_twice(claim, people, now):
    letter = ask(claim, people.lead, now)
    deliver_letter(letter_id=letter.pk, at=now)
    deliver_letter(letter_id=letter.pk, at=now)
    assert run_job() == "done"
    assert len(outbox.outbox) == 1


def test_a_run_that_died_while_sending_is_not_repeated_but_said(claim, people, now):
    letter = ask(claim, people.lead, now)
    ContactLetter.objects.update(handed_over_at=now)  # and no end of it was ever written

    assert run_job() == "failed"

    letter.refresh_from_db()
    assert (letter.state, letter.trouble) == ("failed", UNCERTAIN)
    assert not outbox.outbox
    assert Notice.objects.filter(to=people.lead, kind="letter_failed").count() == 1


def test_a_server_that_is_away_is_asked_again(claim, people, now, server):
    letter = ask(claim, people.lead, now)
    server.faults = [("open", ConnectionRefusedError()), ("send", smtplib.SMTPDataError(451, b"later"))]

    assert [run_job(), run_job(), run_job()] == ["failed", "failed", "done"]

    letter.refresh_from_db()
    assert (letter.state, letter.trouble, len(server.taken)) == ("sent", "", 1)


def test_a_server_that_stays_away_is_given_up_with_what_to_do(claim, people, now, server):
    letter = ask(claim, people.lead, now)
    server.faults = [("open", ConnectionRefusedError())] * 5

    assert [run_job() for _ in range(5)] == ["failed"] * 5

    letter.refresh_from_db()
    assert (letter.state, letter.trouble, letter.handed_over_at) == ("failed", GAVE_UP, None)


def test_a_letter_that_left_after_all_is_not_given_up(claim, people, now):
    letter = ask(claim, people.lead, now)
    read_before = ContactLetter.objects.get(pk=letter.pk)
    deliver_letter(letter_id=letter.pk, at=now)

    assert not note_on(read_before, only_in=(LetterState.WAITING,), state=LetterState.FAILED, trouble=GAVE_UP)
    give_letter_up(letter_id=letter.pk, error="", at=now)

    letter.refresh_from_db()
    assert (letter.state, letter.trouble) == ("sent", "")
    assert not Notice.objects.filter(kind="letter_failed").exists()


REFUSALS = [
    (smtplib.SMTPRecipientsRefused({"press@harbour.example": (550, b"no such mailbox")}), REFUSED),
    (smtplib.SMTPDataError(554, b"spam"), REJECTED),
    (TimeoutError(), UNCERTAIN),
    (smtplib.SMTPServerDisconnected("gone"), UNCERTAIN),
]


@pytest.mark.parametrize(("fault", "trouble"), REFUSALS, ids=lambda one: type(one).__name__)
def test_a_refusal_is_said_at_once_without_the_address(claim, people, now, server, fault, trouble):
    letter = ask(claim, people.lead, now)
    server.faults = [("send", fault)]

    assert run_job() == "failed"

    letter.refresh_from_db()
    job = Job.objects.get(kind=kinds.SEND_LETTER)
    assert (letter.state, letter.trouble, job.state) == ("failed", trouble, JobState.QUARANTINED)
    assert "press@" not in job.last_error


def test_what_may_have_left_is_not_sent_by_a_retried_job(claim, people, now, server):
    ask(claim, people.lead, now)
    server.faults = [("sent", TimeoutError())]
    assert run_job() == "failed"
    Job.objects.update(state=JobState.QUEUED, tries=0)

    assert run_job() == "failed"
    assert len(server.taken) == 1


def test_a_failed_letter_is_sent_again_to_the_right_address(claim, people, now, server):
    letter = ask(claim, people.lead, now)
    server.faults = [("send", REFUSALS[0][0])]
    run_job()

    typed = {"claim_id": claim.pk, "letter_id": letter.pk, "by": people.lead, "at": now}
    again = send_again(to="office@harbour.example", version=2, **typed)
    run_waiting_jobs(kinds.SEND_LETTER)

    assert [one.to for one in server.taken] == [["office@harbour.example"]]
    again.refresh_from_db()
    letter.refresh_from_db()
    assert (again.body, again.state, letter.state) == (letter.body, "sent", "failed")
    with pytest.raises(InvalidTransition):
        send_again(to="x@x.example", version=3, **{**typed, "letter_id": again.pk})


def test_a_letter_sent_again_does_not_leave_once_more_when_its_own_job_is_tried_again(claim, people, now, server):
    letter = ask(claim, people.lead, now)
    server.faults = [("send", REFUSALS[0][0])]
    assert run_job() == "failed"
    first = Job.objects.get(kind=kinds.SEND_LETTER)
    send_again(claim_id=claim.pk, letter_id=letter.pk, to="office@harbour.example", version=2, by=people.lead, at=now)
    Job.objects.filter(pk=first.pk).update(state=JobState.QUEUED, tries=0, run_after="2020-01-01T00:00Z")

    assert running.run(first.pk) == "failed"

    run_waiting_jobs(kinds.SEND_LETTER)
    assert [one.to for one in server.taken] == [["office@harbour.example"]]
    letter.refresh_from_db()
    assert (letter.state, letter.trouble) == ("failed", REFUSED)


def test_a_letter_whose_job_is_trying_again_is_not_sent_again_by_hand(claim, people, now, server):
    letter = ask(claim, people.lead, now)
    server.faults = [("send", REFUSALS[0][0])]
    run_job()
    ContactLetter.objects.update(handed_over_at=now)  # the retried job has it in its hands

    with pytest.raises(InvalidTransition):
        send_again(claim_id=claim.pk, letter_id=letter.pk, to="x@x.example", version=2, by=people.lead, at=now)

    Job.objects.update(state=JobState.QUEUED, tries=0)
    assert run_job() == "failed"
    letter.refresh_from_db()
    assert letter.trouble == UNCERTAIN, "so that it may be sent again once somebody asked"


def test_a_letter_of_a_split_claim_says_how_it_went_with_each_part(claim, people, now):
    letter = ask(claim, people.lead, now)
    copy = ContactLetter.objects.get(pk=letter.pk)
    copy.pk, copy.copied_from = None, letter
    copy.contact = begin(InReviewClaimFactory(), people.lead, at=now)
    copy.save(force_insert=True)

    run_waiting_jobs(kinds.SEND_LETTER)

    copy.refresh_from_db()
    assert (copy.state, len(outbox.outbox)) == ("sent", 1)


# --- reminding --------------------------------------------------------------------------------------------------------


def test_a_reminder_goes_where_the_letter_went_and_keeps_a_deadline_that_lies_ahead(claim, people, now):
    ask(claim, people.lead, now)
    deadline = contact(claim).deadline_at
    ClaimantContact.objects.update(told=1)

    letter = remind(claim, people.lead, now + timedelta(days=1), body="Until {deadline}.")

    assert (letter.to, letter.purpose, letter.body) == (
        "press@harbour.example", "reminder", "Until 7 May 2026, 18:00 (UTC).",
    )  # fmt: skip
    assert (contact(claim).deadline_at, contact(claim).told) == (deadline, 1)


def test_a_reminder_after_the_deadline_gives_three_more_days(claim, people, now):
    ask(claim, people.lead, now)
    ClaimantContact.objects.update(told=2)

    remind(claim, people.lead, now + timedelta(days=7))

    assert (contact(claim).deadline_at.day, contact(claim).told) == (14, 0)


def test_there_is_nobody_to_remind_before_they_are_asked_or_after_it_ended(claim, people, now):
    with pytest.raises(InvalidTransition):
        remind(claim, people.lead, now, to="a@x.example")
    ask(claim, people.lead, now)
    close(claim, people.lead, now)
    with pytest.raises(InvalidTransition):
        remind(claim, people.lead, now)


def test_nobody_gets_letters_without_end(claim, people, now):
    ask(claim, people.lead, now)
    for _ in range(MOST_LETTERS - 1):
        remind(claim, people.lead, now)
    with pytest.raises(Invalid) as refusal:
        remind(claim, people.lead, now)
    assert code_of(refusal) == ("body", "too_many_letters")


def test_the_deadline_may_be_moved_once_they_were_asked(claim, people, now):
    moved = {"claim_id": claim.pk, "deadline_at": now + timedelta(days=20), "by": people.lead, "at": now}
    with pytest.raises(InvalidTransition):
        set_deadline(version=1, **moved)
    ask(claim, people.lead, now)
    ClaimantContact.objects.update(told=2)
    set_deadline(version=2, **moved)
    assert (contact(claim).deadline_at, contact(claim).told) == (now + timedelta(days=20), 0)


# --- the letters of the desk ------------------------------------------------------------------------------------------


def test_the_shipped_letters_are_filled_in_but_for_the_deadline(people, now):
    claim = InReviewClaimFactory(claimant=ClaimantFactory(name="Ada {writer} Bell"))
    first, reminder = propose_letters(claim, by=people.lead)

    assert (first.purpose, reminder.purpose) == ("first", "reminder")
    assert first.body.startswith("Dear Ada {writer} Bell,")
    assert claim.wording.text in first.body
    assert first.body.rstrip().endswith("Ben Lind\nThe Fact Desk")
    assert "{deadline}" in first.body
    assert "{claim" not in first.body


def test_nobody_named_is_addressed_politely_and_a_pen_name_is_kept(people):
    people.lead.byline = "B. L."
    [letter] = propose_letters(InReviewClaimFactory(claimant=None), by=people.lead, purpose="first")
    assert letter.body.startswith("Dear Sir or Madam,")
    assert "Ben Lind" not in letter.body
    assert "B. L." in letter.body


def test_a_long_claim_leaves_the_subject_one_short_line(people):
    LetterTemplate.objects.filter(key="first").update(subject="About {claim}")
    claim = InReviewClaimFactory(text="Cars\ngo " * 200)
    [letter] = propose_letters(claim, by=people.lead, purpose="first")
    assert "\n" not in letter.subject
    assert len(letter.subject) < 130


def test_braces_are_no_way_into_the_house():
    assert fill("{claim.__class__} {0} {desk!r}", {"claim": "x", "desk": "y"}) == "{claim.__class__} {0} {desk!r}"
