"""What readers send us, for tests. Everything comes in through the verbs."""

from datetime import datetime
from itertools import count

from claims.models import Tip
from claims.tips import receive_tip
from factcheck.readers.sending import Writer
from reviews.complaints import receive_complaint, take_up, uphold
from reviews.models import Complaint
from tests.factories.claims import AT
from tests.factories.people import AdminFactory

_codes = count(1)


def make_writer(**known) -> Writer:
    """Somebody with a page of their own: `code` is theirs."""
    return Writer(**{"code": f"code-{next(_codes)}", **known})


def make_complaint(*, at: datetime = AT, by=None, sender: Writer | None = None, **told) -> Complaint:
    """Somebody objects; `by` has taken it up."""
    told = {"kind": "error", "text": "It was 17,310 a day in 2024, not 2025.", **told}
    complaint = receive_complaint(**told, sender=sender or make_writer(), at=at)
    if by is not None:
        complaint = take_up(complaint_id=complaint.pk, by=by, at=at)
    return complaint


def make_tip(*, at: datetime = AT, sender: Writer | None = None, **told) -> Tip:
    """Somebody wants something checked."""
    told = {"words": "The harbour tunnel carries 40,000 cars a day.", "url": "", **told}
    return receive_tip(**told, sender=sender or make_writer(), at=at)


def make_answered_complaint(**told) -> Complaint:
    """One that was upheld."""
    editor = told.pop("by", None) or AdminFactory()
    complaint = make_complaint(by=editor, **told)
    return uphold(complaint_id=complaint.pk, outcome="Put right.", version=complaint.version, by=editor, at=AT)
