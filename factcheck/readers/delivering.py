"""A mail to a reader on its way to the mail server: never twice, and no failed job for an address that was mistyped.

Before it is handed over, `handed_over_at` is written; a second run that finds it written does not hand it over again.
"""

import smtplib
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from factcheck.accounts.middleware import load_desk
from factcheck.core.errors import Unavailable
from factcheck.readers.models import SenderLetter
from factcheck.readers.states import LetterState

REFUSED = "The mail server does not take this address."
UNCERTAIN = "Sending broke off; nobody can tell whether it went out."
GAVE_UP = "The mail server could not be reached."
LATER = "The mail server did not take the mail yet"
DOUBTLESS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)


def deliver(*, letter_id: int, at: datetime) -> None:
    """Hand the mail to the server, unless it is there already or its sender was forgotten. Safe to run twice.

    Raises `Unavailable` when nothing has left and trying again may help; all else is noted on the mail.
    """
    letter = SenderLetter.objects.select_related("sender").filter(pk=letter_id, state=LetterState.WAITING).first()
    if letter is None or not letter.sender.email:
        return
    server = _mail_server()
    try:
        if not _mine(letter).update(handed_over_at=at):
            _end(letter, LetterState.FAILED, trouble=UNCERTAIN)
            return
        _hand_over(letter, server, at=at)
    finally:
        server.close()


def _mine(letter: SenderLetter):
    return SenderLetter.objects.filter(pk=letter.pk, state=LetterState.WAITING, handed_over_at=None)


def _mail_server():
    server = get_connection()
    try:
        server.open()
    except (smtplib.SMTPException, OSError) as failure:
        raise Unavailable(f"{LATER} ({type(failure).__name__}).") from failure
    return server


def _hand_over(letter: SenderLetter, server, *, at: datetime) -> None:
    try:
        server.send_messages([_message(letter)])
    except DOUBTLESS as refused:
        if _is_for_now(refused):
            SenderLetter.objects.filter(pk=letter.pk).update(handed_over_at=None)
            # What the server said may repeat the address, which has no place on the jobs page.
            raise Unavailable(f"{LATER} ({type(refused).__name__}).") from refused
        _end(letter, LetterState.FAILED, trouble=REFUSED)
    except (smtplib.SMTPException, OSError):
        _end(letter, LetterState.FAILED, trouble=UNCERTAIN)
    else:
        SenderLetter.objects.filter(pk=letter.pk).update(state=LetterState.SENT, sent_at=at, body="", trouble="")


def _is_for_now(refused: smtplib.SMTPException) -> bool:
    """4xx is “not now”."""
    refusals = getattr(refused, "recipients", None)
    codes = [code for code, _ in refusals.values()] if refusals else [getattr(refused, "smtp_code", 500)]
    return all(400 <= code < 500 for code in codes)


def _end(letter: SenderLetter, state: str, *, trouble: str) -> None:
    """Unless another run has it by now: what it wrote stands."""
    SenderLetter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(state=state, trouble=trouble, body="")


def give_up(*, letter_id: int) -> None:
    """Note on the mail that it could not be sent."""
    for letter in SenderLetter.objects.filter(pk=letter_id):
        _end(letter, LetterState.FAILED, trouble=UNCERTAIN if letter.handed_over_at else GAVE_UP)


def _message(letter: SenderLetter) -> EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<reader-{letter.pk}-{letter.written_at:%Y%m%d%H%M%S}@{domain}>",
        "Auto-Submitted": "auto-replied",
    }
    contact = load_desk().contact_email
    return EmailMessage(
        letter.subject,
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [letter.sender.email],
        reply_to=[contact] if contact else None,
        headers=headers,
    )
