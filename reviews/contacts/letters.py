"""Letters to claimants: as the desk usually writes them, filled in, and what may leave this house at all."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from claims.models import Claim
from factcheck.accounts.middleware import load_desk
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, NotFound
from factcheck.core.quoting import in_quotes
from factcheck.core.text import as_stored
from factcheck.ledger import acts as ledger
from reviews.assignment.due_dates import at_desk
from reviews.models import LetterTemplate
from reviews.policies.contacts import may_edit_letters
from reviews.states import AnswersTo
from reviews.typed import must_be_present, must_fit, must_say

BLANKS = ("claim", "claimant", "desk", "deadline", "writer")
BLANK = re.compile(r"\{([a-z_]+)\}")
LONGEST_SUBJECT = 200  # characters
LONGEST_BODY = 20_000
LONGEST_ADDRESS = 254
SHORT_CLAIM = 100  # characters of a claim in a subject
NOBODY_NAMED = "Sir or Madam"
# Quoted and accented mailbox names are in the standard, but few servers take them, and lists and comments hide there.
MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")


@dataclass(frozen=True)
class Proposed:
    """A letter of the desk, filled in for one claim but for {deadline}, which is known once it is sent."""

    key: str
    name: str
    purpose: str
    subject: str
    body: str


@dataclass(frozen=True)
class Written:
    """A letter as somebody wants to send it, known to be fit to leave: one recipient, one line of subject."""

    to: str
    subject: str
    body: str
    reply_to: str


def propose_letters(claim: Claim, *, by: User, purpose: str = "") -> list[Proposed]:
    """The desk's letters about this claim, signed by this person. Nothing sealed stands in them."""
    rows = LetterTemplate.objects.filter(purpose=purpose) if purpose else LetterTemplate.objects.all()
    known = _known_of(claim, by=by)
    return [_filled(row, known) for row in rows]


def _known_of(claim: Claim, *, by: User) -> dict[str, str]:
    words = claim.wording.text if claim.wording else ""
    return {
        "claim": in_quotes(words),
        "short claim": in_quotes(words, SHORT_CLAIM),
        "claimant": claim.claimant.name if claim.claimant else NOBODY_NAMED,
        "desk": load_desk().name,
        "writer": by.public_name,
    }


def _filled(row: LetterTemplate, known: dict[str, str]) -> Proposed:
    subject = fill(row.subject, {**known, "claim": known["short claim"]})
    return Proposed(row.key, row.name, row.purpose, one_line(subject)[:LONGEST_SUBJECT], fill(row.body, known))


def fill(text: str, known: dict[str, str]) -> str:
    """The text with what is known in its places; what stands in braces otherwise stays.

    >>> fill("Dear {claimant}, until {deadline}. {x}", {"claimant": "Ada {deadline}"})
    'Dear Ada {deadline}, until {deadline}. {x}'
    """
    return BLANK.sub(lambda place: known.get(place[1], place[0]), text)


def one_line(text: str) -> str:
    """The text without line breaks, each gap one space."""
    return " ".join(text.split())


def in_words(deadline: datetime) -> str:
    """A deadline as a letter tells it: in the desk's time zone, and which that is."""
    there = at_desk(deadline)
    return f"{there.day} {there:%B %Y, %H:%M} ({there.tzinfo})"


def usable_letter(*, to: str, subject: str, body: str, replies_to: str, deadline: datetime, by: User) -> Written:
    """The letter, fit to leave. Raises `Invalid` on `to`, `subject`, `body`, `replies_to`."""
    told = {"deadline": in_words(deadline)}
    subject, body = fill(usable_subject(subject), told), fill(usable_body(body), told)
    must_fit(subject, "subject", longest=LONGEST_SUBJECT)
    return Written(usable_address(to), subject, body, where_answers_go(replies_to, by))


def usable_subject(subject: str) -> str:
    """One line. A line break would begin another header of the mail, so it is refused, not mended."""
    subject = subject.strip(" \t")
    must_say(subject, "subject", "subject_missing", "Give the letter a subject.")
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in subject):
        raise Invalid.field("subject", "not_one_line", "The subject is one line, without control characters.")
    must_fit(subject, "subject", longest=LONGEST_SUBJECT)
    return subject


def usable_body(body: str) -> str:
    must_say(body, "body", "letter_missing", "Write the letter.")
    must_fit(body, "body", longest=LONGEST_BODY)
    return as_stored(body).strip()


def usable_address(to: str) -> str:
    """One mail address; domains with letters of any script. Raises `Invalid` on `to`: invalid_email."""
    to = to.strip(" \t")
    must_say(to, "to", "invalid_email", "Write the mail address the letter goes to.")
    must_fit(to, "to", longest=LONGEST_ADDRESS)
    name, _, domain = to.rpartition("@")
    try:
        validate_email(to)
        domain.encode("idna")
    except (ValidationError, UnicodeError):
        raise _no_address() from None
    if not MAILBOX.fullmatch(name) or domain.startswith("["):
        raise _no_address()
    return to


def _no_address() -> Invalid:
    return Invalid.field("to", "invalid_email", "This is not one complete e-mail address, such as name@example.org.")


def where_answers_go(replies_to: str, by: User) -> str:
    """The address their answer goes to: the writer's own, or the desk's. Raises `Invalid` on `replies_to`."""
    if replies_to not in AnswersTo.values:
        raise Invalid.field("replies_to", "unknown_choice", "Answers go to the writer or to the desk.")
    desk = load_desk().contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return by.email if replies_to == AnswersTo.WRITER else desk


def usual_place(by: User) -> AnswersTo:
    """Where answers go if nobody says: to the desk for those who write under another name."""
    return AnswersTo.DESK if by.byline else AnswersTo.WRITER


def edit_letter(
    *, letter_id: int, name: str, subject: str, body: str, version: int, by: User, at: datetime
) -> LetterTemplate:
    """Change a letter of the desk for those to come.

    Raises `NotAllowed`, `NotFound`, `Conflict` when somebody else changed it since, `Invalid` on the fields:
    unknown_blank for {words} that nothing is known for.
    """
    with ledger.act("edit_letter", by=by, at=at) as act:
        may_edit_letters(by).or_refuse()
        row = LetterTemplate.objects.select_for_update(no_key=True).filter(pk=letter_id).first()
        if row is None:
            raise NotFound
        act.about(row)
        must_be_present(row, version, "Somebody else changed this letter meanwhile.")
        must_say(name, "name", "name_missing", "Give the letter a name.")
        must_fit(name, "name", longest=100)
        row.name, row.subject, row.body = name.strip(), usable_subject(subject), usable_body(body)
        for field in ("subject", "body"):
            _must_be_known(field, getattr(row, field))
        row.version = version + 1
        row.save(update_fields=["name", "subject", "body", "version"])
        act.note(version=row.version)
    return row


def _must_be_known(field: str, text: str) -> None:
    unknown = [blank for blank in BLANK.findall(text) if blank not in BLANKS]
    if unknown:
        known = ", ".join(f"{{{blank}}}" for blank in BLANKS)
        raise Invalid.field(field, "unknown_blank", f"Nothing is known for {{{unknown[0]}}}. There are {known}.")
