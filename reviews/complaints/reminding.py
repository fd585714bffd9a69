"""Reminding editors of complaints: once when the day is near, once when it has passed.

`Complaint.told` says which was given. It moves in the transaction that tells, under the row's lock and the condition
that chose it: however many beats run, each is given once.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from reviews.assignment.due_dates import desk_calendar
from reviews.assignment.working_time import add_working_time
from reviews.complaints.telling import tell_near, tell_over
from reviews.models import Complaint

MOST = 200  # of each stage in one run
NEAR, OVER = 1, 2
TELL = {NEAR: tell_near, OVER: tell_over}


def remind_of_complaints(*, at: datetime) -> int:
    """Tell of every complaint that is late, or to be answered within a working day. Of how many; bounded."""
    return sum(_remind(pk, stage, at=at) for stage in (OVER, NEAR) for pk in _found(stage, at=at))


def _found(stage: int, *, at: datetime) -> list[int]:
    return list(_chosen(stage, at=at).order_by("due_at", "pk").values_list("pk", flat=True)[:MOST])


def _chosen(stage: int, *, at: datetime) -> QuerySet[Complaint]:
    waiting = Complaint.objects.to_answer().filter(told__lt=stage)
    if stage == OVER:
        return waiting.filter(due_at__lte=at)
    calendar = desk_calendar()
    return waiting.filter(due_at__gt=at, due_at__lte=add_working_time(at, calendar.day_length, calendar))


def _remind(pk: int, stage: int, *, at: datetime) -> bool:
    with transaction.atomic():
        rows = _chosen(stage, at=at).select_related("handler")
        complaint = rows.select_for_update(of=("self",), no_key=True, skip_locked=True).filter(pk=pk).first()
        if complaint is None:
            return False  # told by another beat, answered, or being worked on: the next run looks again
        complaint.told = stage
        complaint.save(update_fields=["told"])
        TELL[stage](complaint, at=at)
    return True
