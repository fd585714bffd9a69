"""What this room tells its people. Nothing here says what is sealed, nor who gives the other opinion."""

from datetime import datetime

from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.notices.mailing import notify
from reviews.models import Assignment, Round
from reviews.states import RoundStatus

LONGEST_WORDS = 120  # characters of a claim quoted in a notice

CLOSED = {
    RoundStatus.SETTLED: "The reviews agree; it is ready to write",
    RoundStatus.COMPARING: "The reviews are one step apart; compare them",
    RoundStatus.ADJUDICATION: "The reviews differ; someone else settles it",
}


def tell_asked(asked: Assignment, *, at: datetime) -> None:
    """The person asked, unless they asked themselves."""
    if asked.assigned_by_id == asked.reviewer_id:
        return
    text = f"{asked.assigned_by} asks you to check {quoted(asked.round)}"
    url = reverse("assignment", args=[asked.pk])
    notify(to=asked.reviewer, kind="assigned", text=text, url=url, at=at, mail=True)


def tell_taken(ended: Assignment, *, by: User, at: datetime) -> None:
    """The reviewer whose assignment an editor ended."""
    text = f"{by} took back your assignment on {quoted(ended.round)}"
    notify(to=ended.reviewer, kind="taken_back", text=text, url=reverse("work"), at=at)


def tell_declined(ended: Assignment, *, at: datetime) -> None:
    """The editor who asked."""
    if ended.assigned_by is None:
        return
    text = f"{ended.reviewer} declined to check {quoted(ended.round)}"
    url = reverse("claim", args=[ended.round.claim_id])
    notify(to=ended.assigned_by, kind="declined", text=text, url=url, at=at)


def tell_closed(round: Round, *, by: User, at: datetime) -> None:
    """Its reviewers and whoever asked them, once the seal is lifted; not the one whose act it was."""
    text = f"{CLOSED[round.status]}: {quoted(round)}"
    url = reverse("round", args=[round.pk])
    asked = Assignment.objects.live().filter(round=round).select_related("reviewer", "assigned_by")
    people = {person.pk: person for one in asked for person in (one.reviewer, one.assigned_by) if person is not None}
    for person in people.values():
        if person != by:
            notify(to=person, kind="round_closed", text=text, url=url, at=at)


def quoted(round: Round) -> str:
    """The claim's words, cut to fit a line."""
    words = round.wording.text
    return f"“{words[:LONGEST_WORDS] + '…' if len(words) > LONGEST_WORDS else words}”"
