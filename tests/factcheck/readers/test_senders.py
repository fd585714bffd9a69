"""Who wrote to us: noted, mailed, forgotten."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from factcheck.core.errors import Conflict
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.readers import addresses, delivering
from factcheck.readers.forgetting import forget_senders
from factcheck.readers.letters import write_letter
from factcheck.readers.models import AddressKey, Sender, SenderLetter
from factcheck.readers.sending import Writer, find_sender, mark_answered, note_sender
from factcheck.readers.states import LetterWhy
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def noted(now, code="secret", **known) -> Sender:
    who = {"name": "Ada", "email": "ada@example.org", "address_hash": "a" * 64, **known}
    return note_sender(Writer(code, **who), at=now)


def written(sender, now, why=LetterWhy.RECEIVED) -> bool:
    paragraphs = ["Thanks", "", "code"]
    return write_letter(sender, why=why, subject="We have it\nBcc: x@y.example", paragraphs=paragraphs, at=now)


class TestForgetting:
    def test_takes_everything_of_them_ninety_days_after_the_answer(self, now):
        sender = noted(now)
        written(sender, now)
        mark_answered(sender.pk, at=now)
        assert forget_senders(at=now + 90 * DAY) == 0
        assert find_sender("secret") == sender

        assert forget_senders(at=now + 90 * DAY + timedelta(seconds=1)) == 1

        sender.refresh_from_db()
        assert (sender.name, sender.email, sender.address_hash) == ("", "", "")
        assert sender.forgotten_at is not None
        assert find_sender("secret") is None
        assert find_sender(sender.code_hash) is None
        assert not SenderLetter.objects.exists()
        assert Entry.objects.filter(verb="forget_senders").count() == 1
        assert "ada" not in Entry.objects.get(verb="forget_senders").payload

    def test_happens_once_and_leaves_those_who_wait(self, now):
        noted(now)
        answered, again = noted(now, "b"), noted(now, "c")
        mark_answered(answered.pk, at=now)
        mark_answered(again.pk, at=now)
        mark_answered(again.pk, at=None)
        assert [forget_senders(at=now + 100 * DAY) for _ in range(2)] == [1, 0]
        assert Sender.objects.exclude(forgotten_at=None).get() == answered

    def test_takes_the_hash_of_the_network_address_after_two_days(self, now):
        sender = noted(now)
        for day in range(4):
            addresses.hash_of("192.0.2.1", at=now + day * DAY)
        forget_senders(at=now + 3 * DAY)
        sender.refresh_from_db()
        assert (sender.address_hash, sender.name) == ("", "Ada")
        assert list(AddressKey.objects.order_by("day").values_list("day", flat=True)) == [
            (now + day * DAY).date() for day in (1, 2, 3)
        ]


class TestMail:
    def test_leaves_once_and_its_words_are_gone_then(self, now):
        written(noted(now), now)
        assert run_waiting_jobs("mail_sender") == ["done"]
        delivering.deliver(letter_id=SenderLetter.objects.get().pk, at=now)
        [message] = mail.outbox
        assert message.subject == "We have it Bcc: x@y.example"
        assert message.recipients() == ["ada@example.org"]
        assert message.extra_headers["Auto-Submitted"] == "auto-replied"
        letter = SenderLetter.objects.get()
        assert (letter.state, letter.body) == ("sent", "")

    def test_is_not_handed_over_again_when_nobody_knows_whether_it_left(self, now):
        written(noted(now), now)
        SenderLetter.objects.update(handed_over_at=now)
        run_waiting_jobs("mail_sender")
        letter = SenderLetter.objects.get()
        assert mail.outbox == []
        assert (letter.state, letter.trouble, letter.body) == ("failed", delivering.UNCERTAIN, "")

    @pytest.mark.parametrize(
        ("failure", "state", "trouble", "job"),
        [
            (smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"no")}), "failed", delivering.REFUSED, "done"),
            (smtplib.SMTPRecipientsRefused({"ada@example.org": (450, b"later")}), "waiting", "", "queued"),
            (smtplib.SMTPServerDisconnected("gone"), "failed", delivering.UNCERTAIN, "done"),
        ],
    )
    def test_that_cannot_be_delivered_is_no_failed_job(self, now, monkeypatch, failure, state, trouble, job):
        class Broken(locmem.EmailBackend):
            def send_messages(self, messages):
                raise failure

        monkeypatch.setattr(delivering, "get_connection", Broken)
        written(noted(now), now)
        run_waiting_jobs("mail_sender")
        letter = SenderLetter.objects.get()
        assert (letter.state, letter.trouble) == (state, trouble)
        assert Job.objects.get(kind="mail_sender").state == job

    def test_cannot_fill_somebody_elses_mailbox(self, now):
        sent = [written(noted(now, f"code-{n}"), now) for n in range(5)]
        assert sent == [True, True, True, False, False]
        assert written(noted(now, "answer"), now, why=LetterWhy.ANSWERED)
        assert written(noted(now, "tomorrow"), now + DAY + timedelta(seconds=1))

    def test_knows_a_mailbox_however_it_is_written(self, now):
        spellings = ["ada@example.org", "ADA@Example.org", "ada+a@example.org", "Ada+b+c@example.org", "ad@example.org"]
        sent = [written(noted(now, f"code-{n}", email=email), now) for n, email in enumerate(spellings)]
        assert sent == [True, True, True, False, True]
        assert noted(now, "none", email="").mailbox == ""

    def test_of_the_whole_desk_is_bounded_within_the_hour(self, now, settings):
        settings.READERS_RECEIPTS_PER_HOUR = 2
        sent = [written(noted(now, f"code-{n}", email=f"r{n}@example.org"), now) for n in range(3)]
        assert sent == [True, True, False]
        assert written(noted(now, "answer", email="a@b.example"), now, why=LetterWhy.ANSWERED)
        assert written(noted(now, "later", email="c@d.example"), now + timedelta(minutes=61))

    def test_is_not_written_to_nobody(self, now):
        assert not written(noted(now, email=""), now)
        assert not written(None, now)


def test_a_page_sent_twice_has_one_sender(now):
    noted(now)
    with pytest.raises(Conflict):
        noted(now)
    assert Sender.objects.count() == 1


@pytest.mark.parametrize("code", ["", "secre", "secret ", "SECRET", "secret\x00", "x" * 10_000, "\ud800"])
def test_a_code_that_is_nearly_right_finds_nobody(now, code):
    noted(now)
    assert find_sender(code) is None
