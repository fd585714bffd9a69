"""A reviewer's own work, in order, each with the reason why it is there and why first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils.timesince import timesince, timeuntil

from factcheck.accounts.models import User
from reviews.models import Assignment, Review, ReviewerTopic, Round
from reviews.states import AssignmentStatus, RoundStatus

SOON = timedelta(days=1)
MOST = 100  # nobody carries more
MOST_DISAGREEMENTS = 20
DONE = 25

# What a line shows, and what the interface tells of an assignment; a claim has fifty columns.
OF_WORK = [
    *("is_lead", "status", "due_at", "assigned_at", "submitted_at", "waiting_for", "wake_at"),
    *("note", "hand_over", "ended_because", "reviewer__name", "assigned_by__name", "assigned_by__email"),
    *("round__reviews_wanted", "round__wording__text", "round__claim__claimant__name"),
    *("round__plan__key", "round__plan__has_lead"),
]
OF_DONE = ["submitted_at", "round__status", "round__closed_at", "round__wording__text"]


@dataclass(frozen=True)
class Item:
    """One assignment of the queue. `urgency` is overdue, soon, later or waiting; `why` is a sentence or two."""

    assignment: Assignment
    urgency: str
    why: str


@dataclass(frozen=True)
class Section:
    """A part of My work. `key` is due, in_progress or waiting."""

    key: str
    title: str
    items: list[Item]


def my_work(user: User, *, at: datetime, soon: datetime | None = None) -> list[Item]:
    """Own open assignments: overdue first, then due soonest, then those that wait.

    What is due until `soon` is urgent: the end of the next working day, for a page; default a day from `at`.
    """
    last = Case(When(status=AssignmentStatus.WAITING, then=Value(1)), default=Value(0), output_field=IntegerField())
    mine = Assignment.objects.of(user).open().annotate(last=last).order_by("last", "due_at", "pk")
    rows = list(with_claims(mine)[:MOST])
    until = soon or at + SOON
    return [
        Item(row, urgency(row, at=at, soon=until), why(row, at=at, first=place == 0)) for place, row in enumerate(rows)
    ]


def in_sections(items: Iterable[Item]) -> list[Section]:
    """Due (late or soon), in progress, waiting; empty ones are left out."""
    parts = {
        "due": Section("due", "Due", []),
        "in_progress": Section("in_progress", "Later", []),
        "waiting": Section("waiting", "Waiting", []),
    }
    place = {"overdue": "due", "soon": "due", "later": "in_progress", "waiting": "waiting"}
    for item in items:
        parts[place[item.urgency]].items.append(item)
    return [part for part in parts.values() if part.items]


def with_claims(assignments):
    """Everything a line of a list shows, in one query."""
    return assignments.select_related(
        "reviewer", "assigned_by", "round__claim__claimant", "round__wording", "round__plan"
    ).only(*OF_WORK)


def done_this_week(user: User, *, at: datetime, most: int = DONE) -> list[Assignment]:
    """What the reviewer handed in during the last seven days, newest first."""
    done = Assignment.objects.of(user).filter(
        status=AssignmentStatus.SUBMITTED, submitted_at__gt=at - timedelta(days=7)
    )
    return list(done.select_related("round__wording").only(*OF_DONE).order_by("-submitted_at")[:most])


def to_settle(user: User) -> list[Round]:
    """Disagreements this person may settle, the longest waiting first: what `may_adjudicate` allows, in one query."""
    waiting = Round.objects.visible_to(user).filter(status=RoundStatus.ADJUDICATION)
    waiting = waiting.filter(Q(adjudicator=None) | Q(adjudicator=user))
    if not user.is_admin:
        expert = ReviewerTopic.objects.filter(reviewer__user=user, level="expert").values("topic")
        waiting = waiting.filter(claim__topic__in=expert)
    reviewed = Review.objects.filter(round__claim=OuterRef("claim"), reviewer=user)
    asked = Assignment.objects.live().filter(round=OuterRef("pk"), reviewer=user)
    waiting = waiting.exclude(Exists(reviewed)).exclude(Exists(asked)).select_related("claim__claimant", "wording")
    waiting = waiting.only("status", "closed_at", "wording__text", "claim__claimant__name")
    return list(waiting.order_by("closed_at", "pk")[:MOST_DISAGREEMENTS])


def urgency(assignment: Assignment, *, at: datetime, soon: datetime | None = None) -> str:
    if assignment.status == AssignmentStatus.WAITING:
        return "waiting"
    if assignment.due_at < at:
        return "overdue"
    return "soon" if assignment.due_at <= (soon or at + SOON) else "later"


def why(assignment: Assignment, *, at: datetime, first: bool) -> str:
    """Why this is here, and for the first line why it is first."""
    return f"{role(assignment)} {timing(assignment, at=at, first=first)}"


def role(assignment: Assignment) -> str:
    plan = assignment.round.plan
    if assignment.round.reviews_wanted == 1:
        return "You were asked to check it alone."
    if assignment.is_lead:
        return "You lead: you build the file."
    if plan.has_lead:
        return "Second opinion: rate from the file on your own, and add what is missing."
    return "You and others each research it on your own."


def timing(assignment: Assignment, *, at: datetime, first: bool) -> str:
    state = urgency(assignment, at=at)
    if state == "waiting":
        return f"Waiting for {(assignment.get_waiting_for_display() or 'something').lower()}; the due date is paused."
    if state == "overdue":
        late = _first_unit(timesince(assignment.due_at, at))
        return f"{'First because it' if first else 'It'} is {late} overdue."
    left = _first_unit(timeuntil(assignment.due_at, at))
    return f"{'First because it is due soonest: in' if first else 'Due in'} {left}."


def _first_unit(words: str) -> str:
    """“2 days” of “2 days, 3 hours”, with ordinary spaces."""
    return words.split(",")[0].replace("\xa0", " ")
