"""Writing to the claimant: the first letter, by us or by hand; a reminder; a letter once more to the right address."""

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.jobs import queue
from factcheck.ledger import acts as ledger
from reviews import kinds
from reviews.contacts.beginning import lock_contact, must_be_under_work
from reviews.contacts.deadlines import usable_deadline
from reviews.contacts.delivering import UNCERTAIN
from reviews.contacts.letters import LONGEST_ADDRESS, LONGEST_BODY, Written, usable_address, usable_letter, usual_place
from reviews.models import ClaimantContact, ContactLetter
from reviews.states import ContactStatus, LetterPurpose, LetterState
from reviews.typed import must_fit, must_say

LONGEST_HOW = 200  # characters
MOST_LETTERS = 6  # to one claimant about one claim: whoever does not answer six does not want to
BY_MAIL = "by mail"


def ask_claimant(
    *,
    claim_id: int,
    to: str,
    subject: str,
    body: str,
    version: int,
    by: User,
    at: datetime,
    deadline_at: datetime | None = None,
    replies_to: str = "",
) -> ContactLetter:
    """Send the first letter, by a worker, once. {deadline} in it is filled in.

    `deadline_at` None: the usual three working days. `replies_to`: writer or desk. Raises `NotAllowed`, `Conflict`,
    `InvalidTransition` when they were asked already or nobody is at work on the claim, `Invalid` on the fields.
    """
    deadline = usable_deadline(deadline_at, at=at)
    written = _usable(to, subject, body, replies_to, deadline=deadline, by=by)
    with ledger.act("ask", by=by, at=at) as act:
        contact = lock_contact(claim_id, version=version, by=by, at=at)
        act.about(contact)
        _begin_to_wait(contact, deadline=deadline, how=BY_MAIL, by=by, at=at)
        letter = _write(contact, written, purpose=LetterPurpose.FIRST, state=LetterState.WAITING, by=by, at=at)
        act.note(letter=letter.pk)
        _send(letter)
    return letter


def note_asked(
    *,
    claim_id: int,
    how: str,
    to: str,
    version: int,
    by: User,
    at: datetime,
    body: str = "",
    deadline_at: datetime | None = None,
) -> ContactLetter:
    """Note that somebody asked them another way: how, and whom. Raises as `ask_claimant`."""
    deadline = usable_deadline(deadline_at, at=at)
    how, to, body = _usable_note(how, to, body)
    with ledger.act("ask", by=by, at=at, by_hand=True) as act:
        contact = lock_contact(claim_id, version=version, by=by, at=at)
        act.about(contact)
        _begin_to_wait(contact, deadline=deadline, how=how, by=by, at=at)
        written = Written(to, how, body, "")
        return _write(contact, written, purpose=LetterPurpose.FIRST, state=LetterState.NOTED, by=by, at=at)


def _usable_note(how: str, to: str, body: str) -> tuple[str, str, str]:
    must_say(how, "how", "how_missing", "Say how you asked: by telephone, by letter, in person.")
    must_fit(how, "how", longest=LONGEST_HOW)
    must_say(to, "to", "whom_missing", "Say whom you asked.")
    must_fit(to, "to", longest=LONGEST_ADDRESS)
    must_fit(body, "body", longest=LONGEST_BODY)
    return how.strip(), to.strip(), body.strip()


def _usable(to: str, subject: str, body: str, replies_to: str, *, deadline: datetime, by: User) -> Written:
    place = replies_to or usual_place(by)
    return usable_letter(to=to, subject=subject, body=body, replies_to=place, deadline=deadline, by=by)


def _begin_to_wait(contact: ClaimantContact, *, deadline: datetime, how: str, by: User, at: datetime) -> None:
    must_be_under_work(contact.claim)
    contact.must_allow("ask")
    contact.asked_at, contact.deadline_at, contact.how, contact.told = at, deadline, how, 0
    contact.version += 1
    contact.advance("ask", by=by, at=at, columns=["asked_at", "deadline_at", "how", "told", "version"])


def send_reminder(
    *,
    claim_id: int,
    subject: str,
    body: str,
    version: int,
    by: User,
    at: datetime,
    to: str = "",
    deadline_at: datetime | None = None,
    replies_to: str = "",
) -> ContactLetter:
    """Write to them again before it is closed; `to` empty: where the last letter went. A deadline given is the new one.

    Raises as `ask_claimant`; too_many_letters after six.
    """
    with ledger.act("remind_claimant", by=by, at=at) as act:
        contact = lock_contact(claim_id, version=version, by=by, at=at)
        act.about(contact)
        must_wait(contact)
        deadline = _next_deadline(contact, deadline_at, at=at)
        written = _usable(to or _last_address(contact), subject, body, replies_to, deadline=deadline, by=by)
        letter = _write(contact, written, purpose=LetterPurpose.REMINDER, state=LetterState.WAITING, by=by, at=at)
        act.note(letter=letter.pk)
        set_the_deadline(contact, deadline)
        _send(letter)
    return letter


def must_wait(contact: ClaimantContact) -> None:
    """Raise `InvalidTransition` unless they were asked and have not answered."""
    must_be_under_work(contact.claim)
    if contact.status != ContactStatus.ASKED:
        raise InvalidTransition(
            f"Nobody waits for an answer: {contact.get_status_display().lower()}.",
            extra={"status_now": contact.status},
        )


def _next_deadline(contact: ClaimantContact, deadline_at: datetime | None, *, at: datetime) -> datetime:
    """The one given; else the present one while it lies ahead; else the usual one from now."""
    if deadline_at is None and contact.deadline_at is not None and contact.deadline_at > at:
        return contact.deadline_at
    return usable_deadline(deadline_at, at=at)


def set_the_deadline(contact: ClaimantContact, deadline: datetime) -> None:
    """Write it; if it moved, its owner is told of it anew."""
    contact.told = contact.told if deadline == contact.deadline_at else 0
    contact.deadline_at = deadline
    contact.version += 1
    contact.save(update_fields=["deadline_at", "told", "version"])


def _last_address(contact: ClaimantContact) -> str:
    sent = contact.letters.exclude(state=LetterState.NOTED).order_by("-pk")
    return sent.values_list("to", flat=True).first() or ""


def send_again(*, claim_id: int, letter_id: int, to: str, version: int, by: User, at: datetime) -> ContactLetter:
    """The words of a letter that could not be sent, as a new one, to the address given. The failed one stays in sight.

    Raises as `send_reminder`, and `InvalidTransition` for a letter that did not fail, or that its job is trying again.
    """
    to = usable_address(to)
    with ledger.act("send_again", by=by, at=at) as act:
        contact = lock_contact(claim_id, version=version, by=by, at=at)
        act.about(contact)
        must_wait(contact)
        failed = contact.letters.select_for_update(of=("self",), no_key=True).filter(pk=letter_id).first()
        if failed is None:
            raise NotFound
        if failed.state != LetterState.FAILED:
            raise InvalidTransition("This letter did not fail.", extra={"status_now": failed.state})
        if failed.handed_over_at is not None and failed.trouble != UNCERTAIN:
            raise InvalidTransition("Somebody had this letter tried again, and it is being sent at this moment.")
        written = Written(to, failed.subject, failed.body, failed.reply_to)
        letter = _write(contact, written, purpose=failed.purpose, state=LetterState.WAITING, by=by, at=at)
        act.note(letter=letter.pk, instead_of=failed.pk)
        contact.version += 1
        contact.save(update_fields=["version"])
        _send(letter)
    return letter


def _write(
    contact: ClaimantContact, written: Written, *, purpose: str, state: str, by: User, at: datetime
) -> ContactLetter:
    if contact.letters.count() >= MOST_LETTERS:
        raise Invalid.field("body", "too_many_letters", f"There were {MOST_LETTERS} letters. Note how it ended.")
    return ContactLetter.objects.create(
        contact=contact,
        purpose=purpose,
        to=written.to,
        subject=written.subject,
        body=written.body,
        reply_to=written.reply_to,
        state=state,
        written_by=by,
        written_at=at,
    )


def _send(letter: ContactLetter) -> None:
    queue.enqueue(kinds.SEND_LETTER, subject_id=letter.pk)
