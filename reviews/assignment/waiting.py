"""A review that cannot go on for now. The due clock stands still; the reviewer, an editor or the wake date ends it."""

from datetime import datetime, timedelta

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger
from reviews.assignment.due_dates import calendar_of
from reviews.assignment.working_time import add_working_time, working_time_between
from reviews.models import Assignment
from reviews.policies.reviewing import may_review
from reviews.policies.waiting import may_resume
from reviews.selectors.locked import lock_assignment
from reviews.telling_times import tell_resumed

LONGEST = timedelta(days=180)
REASONS = dict(Assignment._meta.get_field("waiting_for").choices)


def wait_for(*, assignment_id: int, waiting_for: str, wake_at: datetime, by: User, at: datetime) -> Assignment:
    """Set one's own work aside until something comes: reply, records, expert or source.

    What was taken from the queue does not lapse any more. Raises `NotAllowed` for anyone but the reviewer,
    `InvalidTransition`, `Invalid` on `waiting_for` (unknown_choice) or `wake_at` (wake_in_the_past, wake_too_late:
    at most 180 days ahead).
    """
    with ledger.act("wait", by=by, at=at) as act:
        waiting = lock_assignment(assignment_id, by=by)
        act.about(waiting)
        may_review(by, waiting).or_refuse()
        must_wait_for(waiting_for)
        must_wake(wake_at, at=at)
        waiting.advance("wait", by=by, at=at, waiting_for=waiting_for)
        waiting.waiting_for, waiting.waiting_since, waiting.wake_at = waiting_for, at, wake_at
        waiting.pulled_until = None
        waiting.save(update_fields=["waiting_for", "waiting_since", "wake_at", "pulled_until"])
    return waiting


def must_wait_for(waiting_for: str) -> None:
    """Raise `Invalid` (unknown_choice) on `waiting_for`."""
    if waiting_for not in REASONS:
        raise Invalid.field("waiting_for", "unknown_choice", "Choose a reply, records, an expert or a source.")


def must_wake(wake_at: datetime, *, at: datetime) -> None:
    """Raise `Invalid` on `wake_at` unless it lies ahead, at most 180 days."""
    if wake_at <= at:
        raise Invalid.field("wake_at", "wake_in_the_past", "That moment has passed. Choose a later one.")
    if wake_at - at > LONGEST:
        raise Invalid.field("wake_at", "wake_too_late", f"At most {LONGEST.days} days ahead.")


def resume(*, assignment_id: int, by: User, at: datetime) -> Assignment:
    """Go on with work that waited. The due date moves: what working time was left, is left again.

    The reviewer whose it is, or an editor, who need not give a reason; the reviewer is told then. Raises `NotAllowed`,
    `InvalidTransition`.
    """
    with ledger.act("resume", by=by, at=at) as act:
        resumed = lock_assignment(assignment_id, by=by)
        act.about(resumed)
        may_resume(by, resumed).or_refuse()
        end_wait(resumed, by=by, at=at)
        if resumed.reviewer_id != by.pk:
            tell_resumed(resumed, by=by, at=at)
    return resumed


def end_wait(assignment: Assignment, *, by: User | None, at: datetime) -> None:
    """Back to work, with what was left of the time. The caller holds the lock and the act."""
    since = assignment.waiting_since
    assignment.advance("resume", by=by, at=at)
    assignment.due_at = due_after_wait(assignment, since=since, at=at)
    assignment.save(update_fields=["due_at"])


def due_after_wait(assignment: Assignment, *, since: datetime | None, at: datetime) -> datetime:
    """When the work is due now: the working time that was left when the wait began, counted from `at`.

    Never earlier than before, nor later than the round allows. What was late already is due at the next working moment.
    """
    if since is None:
        return assignment.due_at
    calendar = calendar_of(assignment.reviewer, at=since)
    left = working_time_between(since, assignment.due_at, calendar)
    due_at = max(assignment.due_at, add_working_time(at, left, calendar))
    latest = assignment.round.due_by
    return due_at if latest is None else min(due_at, max(latest, assignment.due_at))
