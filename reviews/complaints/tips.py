"""Leading the sender of a tip to what was published."""

from datetime import datetime

from claims.models import Tip
from claims.tips import answer_with_check
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from reviews.models import PublicVerdict
from reviews.states import PublicState


def answer_tip_with_check(*, tip_id: int, number: int | None, by: User, at: datetime, answer: str = "") -> Tip:
    """We had checked it: the sender is led to that page. Raises `Invalid` on `number` when readers cannot read such a
    check, and what `claims.tips.answer_with_check` raises."""
    readable = PublicVerdict.objects.filter(number=number, state=PublicState.LIVE, current__isnull=False)
    verdict = readable.first() if number is not None else None
    if verdict is None:
        raise Invalid.field("number", "does_not_exist", "Readers can read no check with this number.")
    return answer_with_check(tip_id=tip_id, number=number, claim_id=verdict.claim_id, answer=answer, by=by, at=at)
