"""How long a claimant has: three working days of the desk, unless somebody says otherwise."""

from datetime import datetime, timedelta

from factcheck.core.errors import Invalid
from reviews.assignment.due_dates import desk_calendar
from reviews.assignment.working_time import end_of_working_day

WORKING_DAYS = 3
LONGEST = timedelta(days=180)


def usual_deadline(at: datetime) -> datetime:
    """The end of the third working day after this one, by the desk's calendar."""
    return end_of_working_day(at, WORKING_DAYS, desk_calendar())


def ask_by(begun_at: datetime) -> datetime:
    """Until when somebody should have asked: the end of the next working day."""
    return end_of_working_day(begun_at, 1, desk_calendar())


def usable_deadline(deadline_at: datetime | None, *, at: datetime) -> datetime:
    """The deadline, or the usual one for None. Raises `Invalid` on `deadline_at`."""
    if deadline_at is None:
        return usual_deadline(at)
    if deadline_at <= at:
        raise Invalid.field("deadline_at", "deadline_in_the_past", "This moment has passed. Choose a later one.")
    if deadline_at > at + LONGEST:
        raise Invalid.field("deadline_at", "deadline_too_far", f"Choose a day within {LONGEST.days} days.")
    return deadline_at
