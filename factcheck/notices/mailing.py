"""Telling people: a line in the page, and mail that no request waits for."""

import smtplib
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.urls import reverse

from factcheck.core.errors import Invalid, Unavailable
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.notices import choosing, kinds
from factcheck.notices.models import Mail, Notice
from factcheck.notices.registry import KINDS
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
    """Tell a person something, with the page it is about (a path). Nothing sealed, ever.

    By mail too if they chose so for this kind, or it is the habit (`registry`); `mail` is that of a kind nobody named.
    """
    notice = Notice.objects.create(to=to, kind=kind, text=_one_line(text), url=url, at=at)
    if to.is_active and choosing.wants_mail(to, kind, otherwise=mail):
        send_mail_later(to=to.email, subject=text, text=_text(notice), notice=notice)
    return notice


def _text(notice: Notice) -> str:
    lines = [notice.text, full_address(notice.url)]
    if notice.kind in KINDS:
        lines.append(f"No more mail of this kind:\n{stop_address(notice)}")
    return "\n\n".join(lines) + "\n"


def stop_address(notice: Notice) -> str:
    """Where mail of this notice's kind is stopped, without signing in."""
    return full_address(reverse("mail_stop", args=[choosing.mail_token(notice.to, notice.kind)]))


def deliver(*, job: Job, at: datetime) -> None:
    """Send the mail that a job is about. Raises `Unavailable` when trying again may help, `Invalid` when it cannot."""
    mail = Mail.objects.select_related("notice__to").get(pk=job.subject_id)
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
    if mail.notice is not None and mail.notice.kind in KINDS:
        # One click in the reader of mail (RFC 8058): it posts to this address, without signing in.
        headers["List-Unsubscribe"] = f"<{stop_address(mail.notice)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_LINE]
