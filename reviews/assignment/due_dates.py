"""When a review is due: so many working hours after it was asked for, by how soon the claim is wanted."""

from datetime import date, datetime, tzinfo

from django.db import connection

from claims.models import Claim
from factcheck.accounts.middleware import load_desk, zone_of
from factcheck.accounts.models import Desk, User, default_due_hours
from factcheck.core.errors import Invalid
from factcheck.statements import prepared
from reviews.assignment.working_time import (
    Calendar,
    NeverAtWork,
    add_working_time,
    end_of_working_day,
    working_time_between,
)

__all__ = ["Calendar", "add_working_time", "working_time_between"]

DEFAULT_DAYS = 2
URGENT_FROM = 1_500  # points of priority; see `band_of`
SOON_FROM = 1_000
DAYS = """SELECT DISTINCT reviewer.working_days, away.from_on, away.until_on
FROM reviews_reviewer reviewer LEFT JOIN reviews_awayperiod away ON away.reviewer_id = reviewer.id
WHERE reviewer.user_id = %s"""


def desk_calendar(desk: Desk | None = None) -> Calendar:
    """The desk's working calendar, in its time zone. A desk without any working time gets the ordinary week."""
    desk = load_desk() if desk is None else desk
    zone = zone_of(desk)
    try:
        return Calendar(zone, frozenset(desk.working_days), desk.day_starts, desk.day_ends, frozenset(desk.holidays))
    except NeverAtWork:
        return Calendar(zone)


def at_desk(at: datetime) -> datetime:
    """The same moment, told in the desk's time zone."""
    return at.astimezone(zone_of(load_desk()))


def desk_day(at: datetime) -> date:
    """The day of that moment where the desk is."""
    return at_desk(at).date()


def calendar_of(person: User | None, *, at: datetime, desk: Desk | None = None) -> Calendar:
    """The desk's calendar with this person's own working days and absences; the desk's own for nobody.

    Somebody who is away for years has the desk's calendar: the work will have to be moved anyway.
    """
    ours = desk_calendar(desk)
    if person is None:
        return ours
    with prepared(), connection.cursor() as cursor:
        cursor.execute(DAYS, [person.pk])
        rows = cursor.fetchall()
    days = frozenset(rows[0][0]) if rows and rows[0][0] else ours.working_days
    away = tuple((first, last) for _, first, last in rows if last is not None and last >= ours.day_of(at))
    theirs = Calendar(ours.zone, days, ours.starts, ours.ends, ours.days_off, away)
    return theirs if _ever_works(theirs, at=at) else ours


def _ever_works(calendar: Calendar, *, at: datetime) -> bool:
    try:
        return next(calendar.periods_from(at)) is not None
    except NeverAtWork:
        return False


def default_due(at: datetime, *, zone: tzinfo | None = None, days: int = DEFAULT_DAYS) -> datetime:
    """What a form proposes: the end of the desk's working day, `days` working days after `at`; told in `zone`."""
    due = end_of_working_day(at, days, desk_calendar())
    return due if zone is None else due.astimezone(zone)


def due_for(claim: Claim, at: datetime, person: User | None = None) -> datetime:
    """When a review of this claim that begins at `at` is due: the desk's working hours for its band (`band_of`).

    With a person, their own working days and absences count. It always lies ahead of `at`.
    """
    desk = load_desk()
    hours = {**default_due_hours(), **(desk.due_hours or {})}
    return add_working_time(at, hours[band_of(claim)], calendar_of(person, at=at, desk=desk))


def band_of(claim: Claim) -> str:
    """How soon the claim is wanted: urgent, soon or usual.

    Decided from the parts of its priority without its age, which orders the queue but says nothing of the claim: worth
    (at most 1,000), demand (500), reach (800) and what an editor added. So an ordinary claim chosen by hand (700) is
    `usual`; one seen by a thousand people that came in a few times is `soon` (1,000 and more); `urgent` (1,500) takes
    reach and demand together, or an editor who moves it up. A claim without parts counts its boost alone.
    """
    points = sum(value for part, value in (claim.priority_parts or {"boost": claim.boost}).items() if part != "age")
    if points >= URGENT_FROM:
        return "urgent"
    return "soon" if points >= SOON_FROM else "usual"


def must_lie_ahead(due_at: datetime, *, at: datetime) -> None:
    """Raise `Invalid` (due_in_the_past) on `due_at`."""
    if due_at <= at:
        raise Invalid.field("due_at", "due_in_the_past", "The due date has passed already. Choose a later one.")
