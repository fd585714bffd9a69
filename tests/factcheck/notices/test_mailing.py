"""Mail leaves by the worker, once, and its text does not stay."""

import smtplib
import socketserver
import threading
from email import message_from_string, policy

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError

from factcheck.jobs import running
from factcheck.jobs.models import Job, JobState
from factcheck.notices import mailing
from factcheck.notices.models import Mail, Notice

pytestmark = pytest.mark.django_db


class Post(socketserver.StreamRequestHandler):
    """Enough of a mail server to take a mail, or to refuse its recipient."""

    def handle(self) -> None:
        self.say("220 post ready")
        while line := self.rfile.readline().decode().strip():
            command = line.split(":")[0].split()[0].upper()
            if command == "DATA":
                self.say("354 go on")
                self.server.received.append(self.read_text())
            if command == "RCPT" and self.server.refuses:
                self.say("550 no such mailbox")
            else:
                self.say("221 bye" if command == "QUIT" else "250 ok")

    def read_text(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode()) != ".\r\n":
            lines.append(line)
        return "".join(lines)

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def post(settings):
    """A mail server on this machine, and settings that lead to it."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        server.received, server.refuses = [], False
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
        server.shutdown()


def write(**changes) -> Mail:
    return mailing.send_mail_later(
        **{"to": "ben@desk.example", "subject": "A link", "text": "https://secret", **changes}
    )


def run_job(mail: Mail) -> str:
    return running.run(Job.objects.get(subject_id=mail.pk).pk)


def test_nothing_is_sent_before_the_worker_comes(post):
    write()
    assert post.received == []
    assert Job.objects.get().queue == "mail"


def test_the_worker_sends_it_and_the_text_is_gone(post):
    mail = write()
    assert run_job(mail) == "done"
    received = message_from_string(post.received[0], policy=policy.default)
    assert (received["To"], received["Subject"]) == ("ben@desk.example", "A link")
    assert received.get_content().strip() == "https://secret"
    mail.refresh_from_db()
    assert mail.sent_at is not None
    assert mail.text == ""


def test_a_mail_sent_twice_has_one_message_id(post):
    mail = write()
    job = Job.objects.get()
    assert run_job(mail) == "done"
    Mail.objects.update(sent_at=None, text="https://secret")
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    assert run_job(mail) == "done"
    ids = {message_from_string(text)["Message-ID"] for text in post.received}
    assert len(post.received) == 2
    assert len(ids) == 1


def test_a_mail_that_was_sent_is_not_sent_again(post):
    mail = write()
    run_job(mail)
    Job.objects.update(state=JobState.QUEUED)
    assert run_job(mail) == "done"
    assert len(post.received) == 1


def test_a_server_that_is_away_is_tried_again_and_the_error_names_nobody(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    mail = write()
    assert run_job(mail) == "failed"
    job = Job.objects.get()
    assert job.state == JobState.QUEUED
    assert "ConnectionRefusedError" in job.last_error
    assert "ben@" not in job.last_error
    mail.refresh_from_db()
    assert mail.text == "https://secret"


def test_a_refused_recipient_is_hopeless(post):
    post.refuses = True
    assert run_job(write()) == "failed"
    job = Job.objects.get()
    assert job.state == JobState.QUARANTINED
    assert "ben@" not in job.last_error


@pytest.mark.parametrize("to", ["", "ben", "a@x.example\nBcc: all@x.example", "a@x.example, b@x.example"])
def test_a_bad_address_is_refused_before_anything_is_kept(to):
    with pytest.raises(ValidationError):
        write(to=to)
    assert not Mail.objects.exists()


def test_a_subject_is_one_line_whatever_is_in_it(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert run_job(write(subject="A name\r\nBcc: all@desk.example")) == "done"
    assert outbox.outbox[-1].subject == "A name Bcc: all@desk.example"
    assert outbox.outbox[-1].recipients() == ["ben@desk.example"]


def test_a_notice_may_go_by_mail_with_its_full_address(ben, now, settings):
    settings.PUBLIC_ORIGIN = "https://facts.example"
    notice = mailing.notify(to=ben, kind="assigned", text="A claim for you", url="/desk/claims/1/", at=now, mail=True)
    mail = Mail.objects.get()
    assert (mail.notice, mail.to) == (notice, ben.email)
    assert "https://facts.example/desk/claims/1/" in mail.text
    mailing.notify(to=ben, kind="taken_back", text="Another", url="/desk/claims/2/", at=now)
    assert Notice.objects.count() == 2
    assert Mail.objects.count() == 1


def test_a_closed_account_gets_no_mail(ben, now):
    ben.is_active = False
    mailing.notify(to=ben, kind="assigned", text="A claim for you", url="/desk/claims/1/", at=now, mail=True)
    assert not Mail.objects.exists()


def test_the_errors_that_are_hopeless_are_a_kind_of_those_that_are_not():
    # So the order of the two `except` clauses matters.
    assert issubclass(smtplib.SMTPRecipientsRefused, smtplib.SMTPException)
