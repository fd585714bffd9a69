"""Reminders: once before a review is due, once when it is, once a working day after.

`Assignment.reminded` says which have been given. It moves in the transaction that tells, under the row's lock and the
condition that chose it, so however many sweepers run and wherever one dies, each is given once. A stage that has
passed is skipped: nobody gets three mails because a worker slept. Waiting work is not reminded of.

Which are due is decided by the desk's calendar, not by each person's, so that the table can answer from its index.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, QuerySet, Value

from factcheck.accounts.models import User
from reviews.assignment.due_dates import desk_calendar
from reviews.assignment.eligibility import ACTIVE, away_on
from reviews.assignment.working_time import Calendar, add_working_time, take_working_time
from reviews.models import Assignment
from reviews.telling_times import tell_due, tell_late, tell_late_work

MOST = 200  # of each stage in one run
BEFORE, WHEN_DUE, AFTER = 1, 2, 3


@dataclass(frozen=True)
class Sweep:
    """One look at the clock: the moment, and the calendar to judge it by."""

    at: datetime
    calendar: Calendar

    def chosen(self, stage: int) -> QuerySet[Assignment]:
        """Assignments whose time for this stage has come, and that were not told of it nor of a later one."""
        untold = Assignment.objects.filter(status__in=ACTIVE, reminded__lt=AFTER).filter(reminded__lt=stage)
        if stage == BEFORE:
            return self._due_soon(untold)
        late_since = take_working_time(self.at, self.calendar.day_length, self.calendar)
        return untold.filter(due_at__lte=late_since if stage == AFTER else self.at)

    def _due_soon(self, untold: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Within a working day of being due, and within the last quarter of the time that was given."""
        tomorrow = add_working_time(self.at, self.calendar.day_length, self.calendar)
        quarter = ExpressionWrapper((F("due_at") - F("assigned_at")) / 4, output_field=DurationField())
        horizon = ExpressionWrapper(Value(self.at, DateTimeField()) + quarter, output_field=DateTimeField())
        return untold.filter(due_at__gt=self.at, due_at__lte=tomorrow).filter(due_at__lte=horizon)

    def away(self, people: Collection[int]) -> set[int]:
        """Who of these people is away today."""
        today = away_on(self.at.astimezone(self.calendar.zone))
        return set(today.filter(reviewer__user__in=people).values_list("reviewer__user", flat=True))


def remind(*, at: datetime) -> int:
    """Tell everybody whose work is late, due, or due soon; of how many assignments. Bounded; the next run goes on.

    Somebody who is away is left in peace: the editors are told instead.
    """
    sweep = Sweep(at, desk_calendar())
    return sum(_remind_all(sweep, stage) for stage in (AFTER, WHEN_DUE, BEFORE))


def _remind_all(sweep: Sweep, stage: int) -> int:
    found = list(sweep.chosen(stage).order_by("due_at", "pk").values_list("pk", "reviewer")[:MOST])
    if not found:
        return 0
    away = sweep.away([reviewer for _, reviewer in found])
    return sum(_remind(pk, sweep, stage, is_away=reviewer in away) for pk, reviewer in found)


def _remind(pk: int, sweep: Sweep, stage: int, *, is_away: bool) -> bool:
    with transaction.atomic():
        rows = sweep.chosen(stage).select_related("reviewer", "assigned_by", "round__wording")
        asked = rows.select_for_update(of=("self",), no_key=True, skip_locked=True).filter(pk=pk).first()
        if asked is None:
            return False  # told by another sweeper, handed in, or being worked on: the next run looks again
        asked.reminded = stage
        asked.save(update_fields=["reminded"])
        _tell(asked, sweep, stage, is_away=is_away or not asked.reviewer.is_active)
    return True


def _tell(asked: Assignment, sweep: Sweep, stage: int, *, is_away: bool) -> None:
    zone = sweep.calendar.zone
    if stage == AFTER or is_away:
        for editor in editors_of(asked):
            tell_late_work(asked, to=editor, is_away=is_away, zone=zone, at=sweep.at)
    if not is_away:
        tell = tell_late if stage == AFTER else tell_due
        tell(asked, zone=zone, at=sweep.at)


def editors_of(asked: Assignment) -> list[User]:
    """The editor who asked; when nobody did who still is one, all of them. Never the reviewer, who is told anyway."""
    editor = asked.assigned_by
    if editor is not None and editor.is_admin and editor != asked.reviewer:
        return [editor]
    return list(User.objects.editors().exclude(pk=asked.reviewer_id))
