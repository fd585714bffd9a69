"""What editors are told of complaints. Never in a stranger's words: notices and mails travel."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.notices.mailing import notify
from factcheck.notices.models import Notice
from factcheck.readers.counting import NOTICES, WINDOW, one_at_a_time
from reviews.assignment.due_dates import at_desk
from reviews.models import Complaint


def tell_received(complaint: Complaint, *, at: datetime) -> None:
    """Every editor. Beyond `READERS_NOTICES_PER_HOUR` one notice an hour says how many came."""
    lately = Complaint.objects.filter(received_at__gt=at - WINDOW).count()
    if lately > settings.READERS_NOTICES_PER_HOUR:
        _tell_of_many(lately, at=at)
        return
    due = at_desk(complaint.due_at)
    text = f"{_line(complaint)}. To be answered by {due.day} {due:%b %Y}"
    _tell(User.objects.editors(), complaint, kind="complaint", text=text, at=at)


def _tell_of_many(count: int, *, at: datetime) -> None:
    one_at_a_time(NOTICES)
    url = reverse("complaints")
    if Notice.objects.filter(kind="complaint", url=url, at__gt=at - WINDOW).exists():
        return
    text = f"{count} reports came from readers within the hour. Of more to come you are told once an hour"
    for editor in User.objects.editors():
        notify(to=editor, kind="complaint", text=text, url=url, at=at)


def tell_near(complaint: Complaint, *, at: datetime) -> None:
    """Whoever has it in hand; every editor, if nobody has."""
    due = at_desk(complaint.due_at)
    text = f"To be answered by {due.day} {due:%b, %H:%M}: {_line(complaint)}"
    _tell(_whose(complaint), complaint, kind="complaint_due", text=text, at=at)


def tell_over(complaint: Complaint, *, at: datetime) -> None:
    """Every editor: what was promised was not kept."""
    text = f"Not answered in time: {_line(complaint)}"
    _tell(User.objects.editors(), complaint, kind="complaint_due", text=text, at=at)


def _whose(complaint: Complaint) -> Iterable[User]:
    handler = complaint.handler
    return [handler] if handler is not None and handler.is_active and handler.is_admin else User.objects.editors()


def _line(complaint: Complaint) -> str:
    about = f"check {complaint.number}" if complaint.number else "no check in particular"
    return f"A reader writes about {about} ({complaint.get_kind_display()})"


def _tell(people: Iterable[User], complaint: Complaint, *, kind: str, text: str, at: datetime) -> None:
    for editor in people:
        notify(to=editor, kind=kind, text=text, url=reverse("complaint", args=[complaint.pk]), at=at)
