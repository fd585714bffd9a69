"""Whose move it is on a claim, since when, and what the next act is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from reviews.models import Assignment, Hold, Review, Round, VerdictDraft
from reviews.states import ASSIGNMENT_OPEN, ROUND_UNDER_WAY, AssignmentStatus, DraftStatus, RoundStatus

WAITS_FOR_EDITORS = [DraftStatus.READY, DraftStatus.SIGNED_OFF]


@dataclass(frozen=True)
class Row:
    """One line of the board: the claim, whose move, since when, the next act and what it acts on."""

    claim: Claim
    status: str
    move: str
    since: datetime | None
    act: str
    target: str  # the name of the page the act leads to
    target_id: int
    late: datetime | None = None
    note: str = ""
    hold: str = ""
    absent: str = ""  # who holds it and is away
    can_assign: bool = False  # somebody may be asked to check it now

    @property
    def is_urgent(self) -> bool:
        return bool(self.late or self.absent) or (self.move == NOBODY and self.status != ClaimStatus.ACCEPTED)


NOBODY = "nobody's move"


def row_for(claim: Claim, *, user: User, at: datetime, reviews: list[Review], absent: Collection[int] = ()) -> Row:
    """The row of a claim that came through `board.with_work`. `absent`: ids of people who are away."""
    newest = next(iter(claim.rounds.all()), None)
    row = _maker(claim, newest)(claim, newest, user=user, at=at, reviews=reviews)
    hold = ", ".join(_held(hold, at) for hold in claim.standing_holds)
    away = [one.reviewer for one in _asked(newest) if one.status in ASSIGNMENT_OPEN and one.reviewer_id in absent]
    return Row(**{**row, "hold": hold, "absent": ", ".join(map(str, away)), "can_assign": can_assign(claim, newest)})


def _maker(claim: Claim, newest: Round | None):
    """What the row is made by. A published claim may be looked at a second time, or be changed, meanwhile."""
    if claim.status == ClaimStatus.PUBLISHED and any(one.status in WAITS_FOR_EDITORS for one in claim.drafts_under_way):
        return _to_write
    if claim.status == ClaimStatus.PUBLISHED and any(not one.decision for one in claim.open_rechecks):
        return _in_trouble
    if newest is not None and newest.status in ROUND_UNDER_WAY:
        return _to_settle if newest.status == RoundStatus.ADJUDICATION else _in_review
    return {
        ClaimStatus.ACCEPTED: _to_assign,
        ClaimStatus.SETTLED: _to_write,
        ClaimStatus.PUBLISHED: _to_write if _is_changed(claim) else _in_trouble,
    }.get(claim.status, _elsewhere)


def can_assign(claim: Claim, newest: Round | None) -> bool:
    """Whether somebody may be asked to check the claim now."""
    if claim.status == ClaimStatus.ACCEPTED:
        return True
    return newest is not None and newest.status == RoundStatus.OPEN and claim.open_slots > 0


def _asked(newest: Round | None) -> list[Assignment]:
    return list(newest.assignments.all()) if newest is not None else []


def _held(hold: Hold, at: datetime) -> str:
    """Its kind; and that its day has passed, for it stands all the same."""
    return hold.get_kind_display().lower() + (" (its day has passed)" if hold.has_run_out(at) else "")


def _line(claim: Claim, **fields) -> dict:
    return {"claim": claim, "status": claim.status, "target": "claim", "target_id": claim.pk, **fields}


def _to_assign(claim: Claim, newest: Round | None, **_) -> dict:
    return _line(claim, move=NOBODY, since=claim.decided_at, act="Assign")


def _in_review(claim: Claim, newest: Round, *, user: User, at: datetime, **_) -> dict:
    asked = _asked(newest)
    if newest.status == RoundStatus.COMPARING:
        names = _names([one.reviewer for one in asked if one.status == AssignmentStatus.SUBMITTED], user)
        return _line(
            claim,
            status="comparing",
            move=f"{names} move: one step apart",
            since=newest.closed_at,
            act="Compare",
            target="round",
            target_id=newest.pk,
        )
    return _checking(claim, newest, asked, user=user, at=at)


def _checking(claim: Claim, newest: Round, asked: list[Assignment], *, user: User, at: datetime) -> dict:
    busy = [one for one in asked if one.status in ASSIGNMENT_OPEN]
    done = sum(one.status == AssignmentStatus.SUBMITTED for one in asked)
    due = min((one.due_at for one in busy if one.status != AssignmentStatus.WAITING), default=None)
    late = due if due is not None and due < at else None
    free = claim.open_slots
    return _line(
        claim,
        move=NOBODY if free else f"{_names([one.reviewer for one in busy], user)} move",
        since=newest.opened_at,
        act="Assign" if free else "Open",
        late=late,
        note=f"{done} of {newest.reviews_wanted} in" + (f", {free} seat{'s' if free > 1 else ''} free" if free else ""),
    )


def _to_settle(claim: Claim, newest: Round, *, user: User, reviews: list[Review], **_) -> dict:
    reviewed = any(review.reviewer_id == user.pk for review in reviews)
    named = newest.adjudicator_id not in (None, user.pk)
    move = "someone else's move: you reviewed it" if reviewed else "the named person's move" if named else "your move"
    return _line(
        claim,
        status=ClaimStatus.ADJUDICATION,
        move=move,
        since=newest.closed_at,
        act="Open" if reviewed or named else "Settle",
        target="round",
        target_id=newest.pk,
        note=" / ".join(review.rating.name for review in reviews),
    )


def _to_write(claim: Claim, newest: Round, *, user: User, **_) -> dict:
    draft = next(iter(claim.drafts_under_way), None)
    if draft is None:
        return _line(claim, move=NOBODY, since=newest.closed_at, act="Start writing")
    return _line(
        claim, status=draft.status, since=draft.handed_in_at or draft.created_at, **_draft_move(draft, claim, user)
    )


def _draft_move(draft: VerdictDraft, claim: Claim, user: User) -> dict:
    names = _names([draft.writer], user)
    if draft.status == DraftStatus.READY:
        had_part = _had_part(draft, claim, user)
        move = f"another editor's move: you {had_part} it" if had_part else "your move"
        act = "Open" if had_part else "Read and sign off"
        return {"move": move, "act": act, "target": "draft", "target_id": draft.pk}
    if draft.status == DraftStatus.SIGNED_OFF:
        return {"move": "an editor's move", "act": "Publish", "target": "draft", "target_id": draft.pk}
    if draft.status == DraftStatus.SCHEDULED:
        return {"move": "published by itself", "act": "Open", "target": "draft", "target_id": draft.pk}
    return {"move": f"{names} move", "act": "Open", "target": "draft", "target_id": draft.pk}


def _had_part(draft: VerdictDraft, claim: Claim, user: User) -> str:
    """What keeps the user from signing off: wrote, reviewed, or nothing."""
    if user.pk in {draft.writer_id, *draft.earlier_writers}:
        return "wrote"
    asked = [one for round in claim.rounds.all() for one in round.assignments.all()]
    return "reviewed" if any(one.reviewer_id == user.pk and one.submitted_at for one in asked) else ""


def _is_changed(claim: Claim) -> bool:
    """Whether somebody writes a change of what is published."""
    return claim.status == ClaimStatus.PUBLISHED and bool(claim.drafts_under_way)


def _in_trouble(claim: Claim, newest: Round | None, **_) -> dict:
    """A published claim is on the board only when something asks for another look at its page."""
    recheck = next(iter(claim.open_rechecks), None)
    if recheck is None:
        return _line(claim, move="an editor's move", since=claim.outcome_at, act="Open", note="A reader objected")
    what = {"target": "recheck", "target_id": recheck.pk, "note": recheck.get_because_display()}
    if recheck.decision:
        return _line(claim, move="an editor's move", since=recheck.decided_at, act="Put right", **what)
    return _line(claim, move="an editor's move", since=recheck.opened_at, act="Decide", **what)


def _elsewhere(claim: Claim, newest: Round | None, **_) -> dict:
    return _line(claim, move="", since=claim.decided_at, act="Open")


def _names(people: list[User], user: User) -> str:
    """“your”, “Ben's”, “Ben's or Chi's”."""
    return " or ".join("your" if one.pk == user.pk else f"{one}'s" for one in people) or "nobody's"
