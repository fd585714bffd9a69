"""Reminding whoever asks a claimant: once when the deadline is near, once when it has passed.

`ClaimantContact.told` says which was given. It moves in the transaction that tells, under the row's lock and the
condition that chose it, so however many sweepers run, each is given once. A stage whose time has passed is skipped.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Coalesce

from claims.states import UNDER_WORK
from reviews.assignment.due_dates import desk_calendar
from reviews.assignment.working_time import add_working_time
from reviews.contacts.telling import tell_near, tell_over
from reviews.models import ClaimantContact
from reviews.states import ContactStatus

MOST = 200  # of each stage in one run
NEAR, OVER = 1, 2
TELL = {NEAR: tell_near, OVER: tell_over}


def remind_of_contacts(*, at: datetime) -> int:
    """Tell of every deadline that is over, or near: within a working day and the last quarter of the time given.

    Of how many. Bounded; the next run goes on.
    """
    return sum(_remind(pk, stage, at=at) for stage in (OVER, NEAR) for pk in _found(stage, at=at))


def _found(stage: int, *, at: datetime) -> list[int]:
    return list(_chosen(stage, at=at).order_by("deadline_at", "pk").values_list("pk", flat=True)[:MOST])


def _chosen(stage: int, *, at: datetime) -> QuerySet[ClaimantContact]:
    waiting = ClaimantContact.objects.filter(status=ContactStatus.ASKED, told__lt=stage, claim__status__in=UNDER_WORK)
    if stage == OVER:
        return waiting.filter(deadline_at__lte=at)
    calendar = desk_calendar()
    tomorrow = add_working_time(at, calendar.day_length, calendar)
    given = F("deadline_at") - Coalesce(F("asked_at"), F("deadline_at"))
    quarter = ExpressionWrapper(given / 4, output_field=DurationField())
    horizon = ExpressionWrapper(Value(at, DateTimeField()) + quarter, output_field=DateTimeField())
    return waiting.filter(deadline_at__gt=at, deadline_at__lte=tomorrow).filter(deadline_at__lte=horizon)


def _remind(pk: int, stage: int, *, at: datetime) -> bool:
    with transaction.atomic():
        rows = _chosen(stage, at=at).select_related("owner", "claim__wording")
        contact = rows.select_for_update(of=("self",), no_key=True, skip_locked=True).filter(pk=pk).first()
        if contact is None:
            return False  # told by another sweeper, closed, or being worked on: the next run looks again
        contact.told, contact.reminded_at = stage, at
        contact.save(update_fields=["told", "reminded_at"])
        TELL[stage](contact, at=at)
    return True
