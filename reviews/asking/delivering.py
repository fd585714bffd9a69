"""A letter on its way to the mail server: never twice. What nobody can tell is said, and left to a person.

Before a letter is handed over, `handed_over_at` is written and committed; a second run that finds it written without an
end does not hand it over again. A refusal that leaves no doubt takes it back.
"""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from factcheck.core.errors import Invalid, Unavailable
from reviews.asking.telling import tell_failed
from reviews.models import ContactLetter
from reviews.states import LetterState

REFUSED = "The mail server does not take this address. Check it, and send the letter again."
REJECTED = "The mail server does not take this letter. Shorten it, or ask another way and note it by hand."
UNCERTAIN = (
    "Sending broke off, and nobody can tell whether the letter went out. "
    "Look into the mail server's log, or ask them, before you send it again."
)
GAVE_UP = "The mail server could not be reached, five times. Send it again later, or ask another way."
SAID = (REFUSED, REJECTED, UNCERTAIN)
LATER = "The mail server did not take the letter yet"
DOUBTLESS = (smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPHeloError, smtplib.SMTPNotSupportedError)


def deliver_letter(*, letter_id: int, at: datetime) -> None:
    """Hand the letter to the mail server, unless it is there already. Safe to run twice.

    Raises `Unavailable` when trying again may help and nothing has left; `Invalid` when it cannot help, or nobody can
    tell whether it left.
    """
    letter = ContactLetter.objects.get(pk=letter_id)
    if letter.state in (LetterState.SENT, LetterState.NOTED):
        return
    with _mail_server() as server:
        if not _mark(letter, at=at):
            raise Invalid(UNCERTAIN)
        _hand_over(letter, server)
        # A fact, whoever holds the job by now.
        _note(letter, state=LetterState.SENT, sent_at=at, trouble="")


@contextmanager
def _mail_server() -> Iterator:
    """An open connection. Until it is open, nothing can have left."""
    server = get_connection()
    try:
        server.open()
    except (smtplib.SMTPException, OSError) as failure:
        raise Unavailable(f"{LATER} ({type(failure).__name__}).") from failure
    try:
        yield server
    finally:
        server.close()


def _mark(letter: ContactLetter, *, at: datetime) -> bool:
    """Whether this run is the one that hands it over."""
    return bool(ContactLetter.objects.filter(pk=letter.pk, handed_over_at=None).update(handed_over_at=at))


def _hand_over(letter: ContactLetter, server) -> None:
    try:
        server.send_messages([_message(letter)])
    except smtplib.SMTPRecipientsRefused as refused:
        _unmark(letter)
        raise _refusal(REFUSED, [code for code, _ in refused.recipients.values()], refused) from refused
    except DOUBTLESS as refused:
        _unmark(letter)
        raise _refusal(REJECTED, [getattr(refused, "smtp_code", 500)], refused) from refused
    except (smtplib.SMTPException, OSError) as failure:
        raise Invalid(UNCERTAIN) from failure


def _refusal(words: str, codes: list[int], refused: Exception) -> Invalid | Unavailable:
    """4xx is “not now”. What the server said may repeat the address, which has no place on the jobs page."""
    if codes and all(400 <= code < 500 for code in codes):
        return Unavailable(f"{LATER} ({type(refused).__name__}).")
    return Invalid(words)


def _unmark(letter: ContactLetter) -> None:
    ContactLetter.objects.filter(pk=letter.pk).update(handed_over_at=None)


def _message(letter: ContactLetter) -> EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<letter-{letter.pk}-{letter.written_at:%Y%m%d%H%M%S}@{domain}>"}
    return EmailMessage(
        letter.subject,
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        reply_to=[letter.reply_to],
        headers=headers,
    )


def give_letter_up(*, letter_id: int, error: str, at: datetime) -> None:
    """Say on the letter why it could not be sent and what to do, and tell whoever wrote it."""
    letter = ContactLetter.objects.select_related("written_by", "contact__claim__wording").get(pk=letter_id)
    if letter.state != LetterState.WAITING:
        return
    doubt = letter.handed_over_at is not None
    letter.trouble = UNCERTAIN if doubt else error if error in SAID else GAVE_UP
    letter.state = LetterState.FAILED
    _note(letter, state=letter.state, trouble=letter.trouble)
    tell_failed(letter, at=at)


def _note(letter: ContactLetter, **columns: object) -> None:
    """On the letter, then on what stands of it with the parts of a claim that was split meanwhile.

    In this order: whoever is copying the letter holds its row, and the copy is there once we have it.
    """
    ContactLetter.objects.filter(pk=letter.pk).update(**columns)
    ContactLetter.objects.filter(copied_from=letter.pk).update(**columns)
