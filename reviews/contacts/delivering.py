"""A letter on its way to the mail server: never twice. What nobody can tell is said, and left to a person.

Before a letter is handed over, `handed_over_at` is written and committed; a second run that finds it written without an
end does not hand it over again. A refusal that leaves no doubt takes it back.
"""

import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from factcheck.core.errors import Invalid, Unavailable
from factcheck.jobs import queue
from reviews.contacts.telling import tell_failed
from reviews.models import ContactLetter
from reviews.states import LetterState

REFUSED = "The mail server does not take this address. Check it, and send the letter again."
REJECTED = "The mail server does not take this letter. Shorten it, or ask another way and note it by hand."
UNCERTAIN = (
    "Sending broke off, and nobody can tell whether the letter went out. "
    "Look into the mail server's log, or ask them, before you send it again."
)
GAVE_UP = f"The mail server could not be reached, {queue.MOST_TRIES} times. Send it again later, or ask another way."
REPLACED = "There is a later letter to them. This one is not sent any more."
SAID = (REFUSED, REJECTED, UNCERTAIN)
LATER = "The mail server did not take the letter yet"
DOUBTLESS = (smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPHeloError, smtplib.SMTPNotSupportedError)


def deliver_letter(*, letter_id: int, at: datetime) -> None:
    """Hand the letter to the mail server, unless it is there already. Safe to run twice.

    Raises `Unavailable` when trying again may help and nothing has left; `Invalid` when it cannot help, nobody can tell
    whether it left, or it failed before and there is a later letter.
    """
    letter = ContactLetter.objects.get(pk=letter_id)
    if letter.state in (LetterState.SENT, LetterState.NOTED):
        return
    with _mail_server() as server:
        _mark(letter, at=at)
        _hand_over(letter, server)
        # A fact, whoever holds the job by now.
        note_on(letter, state=LetterState.SENT, sent_at=at, trouble="")


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


def _mark(letter: ContactLetter, *, at: datetime) -> None:
    """Only one run hands it over, and none that tries again what somebody meanwhile sent as another letter.

    The row is held: whoever sends the letter again holds it too, and finds it marked, or has written the later one.
    """
    with transaction.atomic():
        rows = ContactLetter.objects.select_for_update(of=("self",), no_key=True)
        locked = rows.get(pk=letter.pk)
        if locked.handed_over_at is not None:
            raise Invalid(UNCERTAIN)
        later = ContactLetter.objects.filter(contact=locked.contact_id, pk__gt=locked.pk)
        if locked.state == LetterState.FAILED and later.exists():
            raise Invalid(REPLACED)
        ContactLetter.objects.filter(pk=locked.pk).update(handed_over_at=at)


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
    """Say on the letter why it could not be sent and what to do, and tell whoever wrote it.

    What was said when it failed before gives way, but not to the word that a later one took its place.
    """
    if error == REPLACED:
        return
    letter = ContactLetter.objects.select_related("written_by", "contact__claim__wording").get(pk=letter_id)
    doubt = letter.handed_over_at is not None
    trouble = UNCERTAIN if doubt else error if error in SAID else GAVE_UP
    # A late run may be sending it at this moment: what it wrote stands.
    if note_on(letter, only_in=(LetterState.WAITING, LetterState.FAILED), state=LetterState.FAILED, trouble=trouble):
        tell_failed(letter, at=at)


def note_on(letter: ContactLetter, *, only_in: Sequence[str] = LetterState.values, **columns: object) -> bool:
    """On the letter, then on what stands of it with the parts of a claim that was split meanwhile; unless it left
    the states named, which is answered by False.

    In this order: whoever is copying the letter holds its row, and the copy is there once we have it.
    """
    noted = ContactLetter.objects.filter(pk=letter.pk, state__in=only_in).update(**columns)
    if noted:
        ContactLetter.objects.filter(copied_from=letter.pk).update(**columns)
    return bool(noted)
