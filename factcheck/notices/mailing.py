"""Telling people: a line in the page, and mail that no request waits for."""

import smtplib
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from factcheck.core.errors import Invalid, Unavailable
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.notices import kinds
from factcheck.notices.models import Mail, Notice
from factcheck.web.answers import full_address

LONGEST_LINE = 300  # characters of a notice or a subject


def send_mail_later(*, to: str, subject: str, text: str, notice: Notice | None = None) -> Mail:
    """Write a mail and ask a worker to send it, in the caller's transaction. Raises `ValidationError` for a bad `to`.

    It is sent at least once: a worker that dies between sending and noting it sends it again.
    """
    validate_email(to)
    mail = Mail.objects.create(to=to, subject=_one_line(subject), text=text, notice=notice)
    queue.enqueue(kinds.MAIL, subject_id=mail.pk)
    return mail


def notify(*, to, kind: str, text: str, url: str, at: datetime, mail: bool = False) -> Notice:
    """Tell a person something, with the page it is about (a path); by mail too when asked. Nothing sealed, ever."""
    notice = Notice.objects.create(to=to, kind=kind, text=_one_line(text), url=url, at=at)
    if mail and to.is_active:
        send_mail_later(to=to.email, subject=text, text=f"{text}\n\n{full_address(url)}\n", notice=notice)
    return notice


def deliver(*, job: Job, at: datetime) -> None:
    """Send the mail that a job is about. Raises `Unavailable` when trying again may help, `Invalid` when it cannot."""
    mail = Mail.objects.get(pk=job.subject_id)
    if mail.sent_at is None:
        _hand_to_server(mail)
    with queue.finishing(job):
        Mail.objects.filter(pk=mail.pk, sent_at=None).update(sent_at=at, text="")


def _hand_to_server(mail: Mail) -> None:
    try:
        _message(mail).send()
    except smtplib.SMTPRecipientsRefused as refused:
        raise Invalid(f"The mail server does not take the recipient of mail {mail.pk}.") from refused
    except (smtplib.SMTPException, OSError) as failure:
        # What the server said may repeat the address, which has no place on the jobs page.
        raise Unavailable(f"The mail server did not take the mail ({type(failure).__name__}).") from failure


def _message(mail: Mail) -> EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    # The same id each time, so that a mail sent twice shows once in most readers.
    headers = {
        "Message-ID": f"<desk-{mail.pk}-{mail.asked_at:%Y%m%d%H%M%S}@{domain}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_LINE]
