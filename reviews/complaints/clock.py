"""When a complaint is to be answered."""

from datetime import datetime

from factcheck.accounts.middleware import load_desk
from reviews.assignment.due_dates import desk_calendar
from reviews.assignment.working_time import end_of_working_day
from reviews.states import ComplaintKind

URGENT = {ComplaintKind.SAFETY, ComplaintKind.PERSONAL_DATA}
URGENT_DAYS = 1


def due_for(kind: str, *, at: datetime) -> datetime:
    """The end of the working day so many working days ahead as the desk's settings say; of the next one where somebody
    may come to harm."""
    desk = load_desk()
    days = min(URGENT_DAYS, desk.complaint_days) if kind in URGENT else desk.complaint_days
    return end_of_working_day(at, max(days, 1), desk_calendar(desk))
