"""When a review is due: working days, until the end of the working day."""

from datetime import datetime, time, timedelta, tzinfo

from claims.models import Claim
from factcheck.core.errors import Invalid

WORKING_DAYS = frozenset(range(5))  # Monday to Friday
DAY_ENDS = time(18, 0)
DEFAULT_DAYS = 2


def default_due(at: datetime, *, zone: tzinfo, days: int = DEFAULT_DAYS) -> datetime:
    """The end of the working day, `days` working days after `at`, in the desk's time zone.

    >>> from zoneinfo import ZoneInfo
    >>> friday = datetime(2026, 5, 8, 9, 30, tzinfo=ZoneInfo("UTC"))
    >>> default_due(friday, zone=ZoneInfo("UTC")).isoformat()
    '2026-05-12T18:00:00+00:00'
    """
    day = at.astimezone(zone).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() in WORKING_DAYS
    return datetime.combine(day, DAY_ENDS, tzinfo=zone)


def due_for(claim: Claim, *, at: datetime) -> datetime:
    """When a review of this claim that begins now is due."""
    return default_due(at, zone=at.tzinfo)


def must_lie_ahead(due_at: datetime, *, at: datetime) -> None:
    """Raise `Invalid` (due_in_the_past) on `due_at`."""
    if due_at <= at:
        raise Invalid.field("due_at", "due_in_the_past", "The due date has passed already. Choose a later one.")
