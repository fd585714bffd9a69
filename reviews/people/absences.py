"""When somebody is away. Nothing new comes to them then; their open work stands where editors see it."""

from datetime import date, datetime, timedelta

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.ledger import acts as ledger
from reviews.assignment.due_dates import desk_day
from reviews.models import Assignment, AwayPeriod, Reviewer
from reviews.policies.people import may_change_profile
from reviews.selectors.locked import lock_reviewer
from reviews.telling import tell_away, tell_set_away

LONGEST = 366  # days in a row
FURTHEST = 730  # days ahead
DAY = timedelta(days=1)


def set_away(*, user_id: int, from_on: date, until_on: date, by: User, at: datetime) -> AwayPeriod:
    """Set somebody as away, both days included; periods that touch become one. Oneself, or anybody for an editor.

    The editors are told when the person has open work. Raises `NotFound`, `NotAllowed`, `Invalid` on `from_on`,
    `until_on`.
    """
    with ledger.act("set_away", by=by, at=at) as act:
        reviewer = lock_reviewer(user_id, by=by)
        act.about(reviewer.user)
        may_change_profile(by, reviewer.user).or_refuse()
        _must_make_sense(from_on, until_on, today=desk_day(at))
        period, is_news = _merged(reviewer, from_on, until_on, today=desk_day(at))
        act.note(away=period.pk, from_on=period.from_on.isoformat(), until_on=period.until_on.isoformat())
        if is_news:
            _tell(period, by=by, at=at)
    return period


def end_away(*, away_id: int, by: User, at: datetime) -> None:
    """End an absence: one that has begun ends with yesterday, one that has not, or began today, is gone.

    Raises `NotFound`, also for somebody else's; `InvalidTransition` when it is over.
    """
    with ledger.act("end_away", by=by, at=at) as act:
        period = _lock_period(away_id, by=by)
        act.about(period.reviewer.user)
        act.note(away=away_id)
        may_change_profile(by, period.reviewer.user).or_refuse()
        today = desk_day(at)
        if period.until_on < today:
            raise InvalidTransition("This absence is over already.")
        if period.from_on >= today:
            period.delete()
        else:
            period.until_on = today - DAY
            period.save(update_fields=["until_on"])


def _lock_period(away_id: int, *, by: User) -> AwayPeriod:
    visible = AwayPeriod.objects.visible_to(by)
    person = visible.filter(pk=away_id).values_list("reviewer__user", flat=True).first()
    reviewer = lock_reviewer(person, by=by) if person is not None else None
    period = visible.filter(pk=away_id).first() if reviewer is not None else None
    if period is None:
        raise NotFound
    period.reviewer = reviewer
    return period


def _must_make_sense(from_on: date, until_on: date, *, today: date) -> None:
    if from_on < today:
        raise Invalid.field("from_on", "away_in_the_past", "This day has passed. Begin today or later.")
    if until_on < from_on:
        raise Invalid.field("until_on", "away_ends_too_early", "The last day lies before the first.")
    if until_on > today + timedelta(days=FURTHEST):
        raise Invalid.field("until_on", "away_too_far", "The last day is more than two years ahead.")
    _must_be_short(from_on, until_on)


def _must_be_short(from_on: date, until_on: date) -> None:
    if (until_on - from_on).days >= LONGEST:
        detail = "More than a year in a row. An editor closes the account of somebody who leaves for longer."
        raise Invalid.field("until_on", "away_too_long", detail)


def _merged(reviewer: Reviewer, from_on: date, until_on: date, *, today: date) -> tuple[AwayPeriod, bool]:
    """The one period that covers these days and all it touches, and whether it says anything new."""
    touching = list(
        AwayPeriod.objects.not_over(today).filter(
            reviewer=reviewer, from_on__lte=until_on + DAY, until_on__gte=from_on - DAY
        )
    )
    if not touching:
        return AwayPeriod.objects.create(reviewer=reviewer, from_on=from_on, until_on=until_on), True
    first, *rest = touching
    before = (first.from_on, first.until_on)
    first.from_on = min(from_on, *(one.from_on for one in touching), until_on)
    first.until_on = max(until_on, *(one.until_on for one in touching), from_on)
    _must_be_short(first.from_on, first.until_on)
    for one in rest:
        one.delete()
    first.reviewer = reviewer
    first.save(update_fields=["from_on", "until_on"])
    return first, before != (first.from_on, first.until_on)


def _tell(period: AwayPeriod, *, by: User, at: datetime) -> None:
    person = period.reviewer.user
    open_work = Assignment.objects.filter(reviewer=person).open().count()
    if open_work:
        tell_away(period, open_work=open_work, by=by, at=at)
    if person != by:
        tell_set_away(period, by=by, at=at)
