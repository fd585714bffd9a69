"""Answering a tip, and looking at it again."""

from collections.abc import Sequence
from datetime import datetime

from claims.models import Tip
from claims.policies import may_triage
from claims.tips import typed
from claims.tips.letters import write_answer
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.ledger import acts as ledger
from factcheck.readers.sending import mark_answered


def lock_tip(tip_id: int, *, by: User) -> Tip:
    """The tip, locked. Raises `NotFound`."""
    rows = Tip.objects.visible_to(by).select_for_update(of=("self",), no_key=True).select_related("sender")
    tip = rows.filter(pk=tip_id).first()
    if tip is None:
        raise NotFound
    return tip


def close(tip: Tip, verb: str, *, answer: str, by: User, at: datetime, columns: Sequence[str] = ()) -> None:
    """The tip is answered: by the desk's page of it, and by mail to whoever left an address. Inside the act."""
    tip.answer, tip.answered_at, tip.answered_by = answer, at, by
    tip.advance(verb, by=by, at=at, columns=["answer", "answered_at", "answered_by", *columns])
    mark_answered(tip.sender_id, at=at)
    write_answer(tip, at=at)


def answer_with_check(
    *, tip_id: int, number: int, by: User, at: datetime, answer: str = "", claim_id: int | None = None
) -> Tip:
    """We had published a check of it: the sender is led there. `claim_id` is what that check is about.

    The caller has seen that readers can read that number. Editors only. Raises `NotFound`, `NotAllowed`, `Invalid` on
    `answer`, `InvalidTransition` when it was answered already.
    """
    said = typed.answer(answer)
    with ledger.act("answer_with_check", by=by, at=at, number=number) as act:
        tip = lock_tip(tip_id, by=by)
        act.about(tip)
        may_triage(by).or_refuse()
        tip.verdict_number, tip.claim_id = number, claim_id
        close(tip, "answer_with_check", answer=said, by=by, at=at, columns=["verdict_number", "claim"])
    return tip


def leave_tip(*, tip_id: int, answer: str, by: User, at: datetime) -> Tip:
    """The desk does not check it, and says why. Editors only. Refuses as `answer_with_check`."""
    with ledger.act("leave", by=by, at=at) as act:
        tip = lock_tip(tip_id, by=by)
        act.about(tip)
        may_triage(by).or_refuse()
        close(tip, "leave", answer=typed.answer(answer, required=True), by=by, at=at)
    return tip


def look_at_tip_again(*, tip_id: int, by: User, at: datetime) -> Tip:
    """Take an answer back: it is to be looked at once more. Not of what is being checked. Editors only."""
    with ledger.act("look_again", by=by, at=at) as act:
        tip = lock_tip(tip_id, by=by)
        act.about(tip)
        may_triage(by).or_refuse()
        tip.answered_at = tip.answered_by = tip.verdict_number = tip.claim = None
        tip.advance("look_again", by=by, at=at, columns=["answered_at", "answered_by", "verdict_number", "claim"])
        mark_answered(tip.sender_id, at=None)
    return tip
