"""The note a reviewer leaves for whoever takes an assignment on. Unlike notes to self, it is meant to be read."""

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.assignment.lapsing import keep
from reviews.models import Assignment
from reviews.policies.reviewing import may_review
from reviews.selectors.locked import lock_assignment
from reviews.states import ASSIGNMENT_OPEN
from reviews.typed import must_fit

LONGEST_NOTE = 5_000  # characters


def write_hand_over(*, assignment_id: int, text: str, by: User, at: datetime) -> Assignment:
    """Keep what the next person on this seat, and the editors, should know. Only its reviewer, while it is open.

    Raises `NotAllowed`, `InvalidTransition`, `Invalid` on `hand_over`.
    """
    with ledger.act("write_hand_over", by=by, at=at) as act:
        assignment = lock_assignment(assignment_id, by=by)
        act.about(assignment)
        may_review(by, assignment).or_refuse()
        if assignment.status not in ASSIGNMENT_OPEN:
            raise InvalidTransition(
                f"This assignment is {assignment.get_status_display().lower()}; nothing is handed over any more.",
                extra={"status_now": assignment.status},
            )
        must_fit(text, "hand_over", longest=LONGEST_NOTE)
        assignment.hand_over = text.strip()
        assignment.save(update_fields=["hand_over"])
        keep(by, assignment.round.claim_id)
    return assignment
