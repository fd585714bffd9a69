"""A complaint comes in."""

from datetime import datetime

from factcheck.core.errors import Invalid
from factcheck.core.text import as_stored
from factcheck.ledger import acts as ledger
from factcheck.readers.sending import Writer, note_sender
from reviews.complaints.clock import due_for
from reviews.complaints.letters import write_receipt
from reviews.complaints.telling import tell_received
from reviews.complaints.typed import LONGEST_COMPLAINT
from reviews.models import Complaint, PublicVerdict
from reviews.states import AskedBy, ComplaintKind
from reviews.typed import must_fit, must_say


def receive_complaint(
    *,
    kind: str,
    text: str,
    sender: Writer,
    at: datetime,
    writes_as: str = AskedBy.READER,
    check: int | None = None,
    revision: int | None = None,
) -> Complaint:
    """Keep what a reader objects to, begin its clock, tell the editors, and write a receipt to whoever left an address.

    `check` is the number of what we published, None when it is about something else; `revision` the version they had
    before them. Raises `Invalid` naming the field, `Conflict` (sent_already) when the same page was sent before.
    """
    _must_be_offered(kind, writes_as)
    must_say(text, "text", "empty_text", "Say what it is about.")
    must_fit(text, "text", longest=LONGEST_COMPLAINT)
    newest = _newest_revision(check)
    with ledger.act("receive_complaint", by=None, at=at, kind=kind, number=check) as act:
        complaint = Complaint.objects.create(
            kind=kind,
            writes_as=writes_as,
            number=check,
            revision=revision if revision and newest and 1 <= revision <= newest else newest,
            text=as_stored(text).strip(),
            sender=note_sender(sender, at=at),
            received_at=at,
            due_at=due_for(kind, at=at),
            acknowledged_at=at,  # their page says so the moment it is sent
        )
        act.about(complaint)
        write_receipt(complaint, code=sender.code, at=at)
        tell_received(complaint, at=at)
    return complaint


def _must_be_offered(kind: str, writes_as: str) -> None:
    if kind not in ComplaintKind.values:
        raise Invalid.field("kind", "unknown_choice", "Choose what it is about.")
    if writes_as not in AskedBy.values or writes_as == AskedBy.DESK:
        raise Invalid.field("writes_as", "unknown_choice", "Choose what you are to it.")


def _newest_revision(number: int | None) -> int | None:
    if number is None:
        return None
    published = PublicVerdict.objects.filter(number=number, current__isnull=False)
    newest = published.values_list("current__number", flat=True).first()
    if newest is None:
        raise Invalid.field("check", "does_not_exist", "We have published no check with this number.")
    return newest
