"""How long a claim, its rounds and its assignments were in each state, read from the ledger."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.ledger.models import Entry
from reviews.models import Assignment, Round


@dataclass(frozen=True)
class Stay:
    """One stay in one state. `until` is None for the state it is in now."""

    kind: str  # claim, round, assignment
    id: int
    state: str
    since: datetime
    until: datetime | None

    @property
    def seconds(self) -> int | None:
        return None if self.until is None else int((self.until - self.since).total_seconds())

    def as_json(self) -> dict:
        return {
            "kind": self.kind,
            "id": self.id,
            "state": self.state,
            "since": self.since,
            "until": self.until,
            "seconds": self.seconds,
        }


def times_in_states(claim: Claim, user: User) -> list[Stay]:
    """Every stay of the claim and what hangs on it, each subject's in order.

    Assignments of an open round are the editors' to see, and one's own: when somebody began or handed in is sealed.
    """
    moves = defaultdict(list)
    for entry in (
        Entry.objects.filter(_about(claim, user))
        .order_by("seq")
        .only("seq", "at", "subject_type", "subject_id", "payload")
    ):
        state = json.loads(entry.payload).get("after")
        if state:
            moves[entry.subject_type, entry.subject_id].append((entry.at, state))
    return [stay for (kind, id_), found in sorted(moves.items()) for stay in _stays(kind, id_, found)]


def _about(claim: Claim, user: User) -> Q:
    rounds = Round.objects.visible_to(user).filter(claim=claim)
    assignments = Assignment.objects.filter(round__claim=claim)
    if not user.is_admin:
        assignments = assignments.filter(Q(reviewer=user) | Q(round__closed_at__isnull=False))
    return (
        Q(subject_type="claim", subject_id=claim.pk)
        | Q(subject_type="round", subject_id__in=list(rounds.values_list("pk", flat=True)))
        | Q(subject_type="assignment", subject_id__in=list(assignments.values_list("pk", flat=True)))
    )


def _stays(kind: str, id_: int, moves: list[tuple[datetime, str]]) -> list[Stay]:
    """Consecutive moves into the same state are one stay."""
    entered = [move for place, move in enumerate(moves) if place == 0 or moves[place - 1][1] != move[1]]
    ends = [at for at, _ in entered[1:]] + [None]
    return [Stay(kind, id_, state, at, until) for (at, state), until in zip(entered, ends, strict=True)]
