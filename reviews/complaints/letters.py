"""What the sender of a complaint is told by mail, in the language they wrote from."""

from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from factcheck.accounts.middleware import load_desk
from factcheck.accounts.models import Desk
from factcheck.readers.letters import write_letter
from factcheck.readers.states import LetterWhy
from factcheck.web.answers import full_address
from factcheck.web.languages import prefix_of
from reviews.assignment.due_dates import at_desk
from reviews.models import Complaint
from reviews.states import ComplaintStatus


def write_receipt(complaint: Complaint, *, code: str, at: datetime) -> None:
    """We have it; until when it is answered; where to see how far it is; who else listens."""
    with translation.override(complaint.sender.language):
        desk = load_desk()
        until = date_format(at_desk(complaint.due_at), "DATE_FORMAT")
        paragraphs = [
            _("Thank you for writing to us. Somebody of the desk looks at it and answers by %(day)s.") % {"day": until},
            _about(complaint),
            _("How far it is stands here. Keep the address: only you have it."),
            full_address(f"{prefix_of(complaint.sender.language)}/status/{code}/"),
            also_to(desk),
            desk.name,
        ]
        subject = _("We have your message")
        write_letter(complaint.sender, why=LetterWhy.RECEIVED, subject=subject, paragraphs=paragraphs, at=at)


def write_outcome(complaint: Complaint, *, at: datetime) -> None:
    """What came of it, in the desk's words."""
    if complaint.sender is None:
        return
    with translation.override(complaint.sender.language):
        desk = load_desk()
        paragraphs = [_about(complaint), _found(complaint), complaint.outcome, also_to(desk), desk.name]
        subject = _("What came of your message")
        write_letter(complaint.sender, why=LetterWhy.ANSWERED, subject=subject, paragraphs=paragraphs, at=at)


def also_to(desk: Desk) -> str:
    """Whom else one may complain to about us; nothing where the desk names nobody."""
    if not desk.complaints_to:
        return ""
    said = _("If you are not content with us, you may also complain to %(whom)s.") % {"whom": desk.complaints_to}
    return f"{said}\n{desk.complaints_url}" if desk.complaints_url else said


def _about(complaint: Complaint) -> str:
    if complaint.number is None:
        return ""
    where = full_address(f"{prefix_of(complaint.sender.language)}/verdicts/{complaint.number}/")
    return _("It is about this check:") + f"\n{where}"


def _found(complaint: Complaint) -> str:
    match complaint.status:
        case ComplaintStatus.UPHELD:
            return _("You are right, and we have acted on it.")
        case ComplaintStatus.PARTLY:
            return _("You are right in part, and we have acted on that.")
        case _:
            return _("We looked at it again and leave it as it is.")
