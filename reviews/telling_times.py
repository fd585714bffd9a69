"""What people are told by the clock: a wait is over, work is due, or late. Nothing here says what is sealed."""

from datetime import datetime, tzinfo

from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.notices.mailing import notify
from reviews.models import Assignment
from reviews.telling import quoted


def tell_resumed(resumed: Assignment, *, by: User, at: datetime) -> None:
    """The reviewer whose wait an editor ended."""
    text = f"{by} put {quoted(resumed.round)} back into your work: it waits no longer"
    notify(to=resumed.reviewer, kind="woken", text=text, url=reverse("assignment", args=[resumed.pk]), at=at)


def tell_woken(woken: Assignment, *, at: datetime) -> None:
    """The reviewer whose wake date has come."""
    text = f"The day you set has come: {quoted(woken.round)} is back in your work"
    notify(to=woken.reviewer, kind="woken", text=text, url=reverse("assignment", args=[woken.pk]), at=at)


def tell_due(asked: Assignment, *, zone: tzinfo, at: datetime) -> None:
    """The reviewer, before their work is due or when it is."""
    text = f"Your check of {quoted(asked.round)} is due {'now' if asked.due_at <= at else when(asked.due_at, zone)}"
    notify(to=asked.reviewer, kind="due", text=text, url=reverse("assignment", args=[asked.pk]), at=at)


def tell_late(asked: Assignment, *, zone: tzinfo, at: datetime) -> None:
    """The reviewer, a working day after their work was due."""
    text = (
        f"Your check of {quoted(asked.round)} was due {when(asked.due_at, zone)}. Hand it in, or say what holds it up"
    )
    notify(to=asked.reviewer, kind="overdue", text=text, url=reverse("assignment", args=[asked.pk]), at=at)


def tell_late_work(asked: Assignment, *, to: User, is_away: bool, zone: tzinfo, at: datetime) -> None:
    """An editor, about work that is late, or that nobody is there to do."""
    due = f"{'was' if asked.due_at <= at else 'is'} due {when(asked.due_at, zone)}"
    why = f", and {asked.reviewer} is away" if is_away else ""
    text = f"{asked.reviewer}'s check of {quoted(asked.round)} {due}{why}"
    notify(to=to, kind="late_work", text=text, url=reverse("claim", args=[asked.round.claim_id]), at=at)


def when(at: datetime, zone: tzinfo) -> str:
    """“Tue 5 May, 18:00”, in this time zone."""
    there = at.astimezone(zone)
    return f"{there:%a} {there.day} {there:%b, %H:%M}"
