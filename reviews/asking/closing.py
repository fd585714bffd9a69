"""How asking the claimant ends, begins again for a late answer, and who sees to it until when."""

from datetime import date, datetime

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.asking.beginning import give_contact, lock_contact
from reviews.asking.deadlines import usable_deadline
from reviews.asking.telling import tell_ended, tell_handed_over
from reviews.asking.writing import must_wait, set_the_deadline
from reviews.assignment import eligibility
from reviews.assignment.due_dates import desk_day
from reviews.draft_text import LONGEST
from reviews.models import ClaimantContact
from reviews.policies.contacts import may_hand_contact_over
from reviews.states import ContactStatus, ReplyOutcome
from reviews.typed import must_fit, must_give_reason, must_say

LONGEST_ANSWER = LONGEST["reply"]  # characters: what the published text takes
ENDED = ["outcome", "answer", "answered_on", "closed_because", "recorded_by", "closed_at", "version"]


def close_contact(
    *,
    claim_id: int,
    outcome: str,
    version: int,
    by: User,
    at: datetime,
    answer: str = "",
    answered_on: date | None = None,
    because: str = "",
) -> ClaimantContact:
    """Note how it ended: answered (their words, and the day: today if none is given), declined (with their words, if
    they gave any), no_reply (once the deadline has passed, before it `because`), not_asked (`because`, which readers
    may be told).

    Raises `NotAllowed`, `Conflict`, `InvalidTransition` when it is closed already, `Invalid` on the fields.
    """
    if outcome not in ReplyOutcome.values:
        raise Invalid.field("outcome", "unknown_choice", "Choose one of the outcomes.")
    with ledger.act("close", by=by, at=at, outcome=outcome) as act:
        contact = lock_contact(claim_id, version=version, by=by, at=at)
        act.about(contact)
        contact.must_allow("close")
        _must_fit_what_was_done(contact, outcome)
        answer, because = answer.strip(), because.strip()
        _CHECKS[outcome](contact, answer=answer, because=because, at=at)
        contact.outcome, contact.recorded_by, contact.closed_at = outcome, by, at
        contact.answer = because if outcome == ReplyOutcome.NOT_ASKED else answer
        contact.closed_because = because if outcome == ReplyOutcome.NO_REPLY else ""
        contact.answered_on = _day(outcome, answered_on, at=at)
        contact.version += 1
        contact.advance("close", by=by, at=at, columns=ENDED)
        tell_ended(contact, by=by, at=at)
    return contact


def _must_fit_what_was_done(contact: ClaimantContact, outcome: str) -> None:
    never_asked = contact.status == ContactStatus.TO_ASK or contact.asked_at is None
    if outcome == ReplyOutcome.NOT_ASKED and not never_asked:
        raise Invalid.field("outcome", "was_asked", "They were asked. Say how that ended.")
    if outcome != ReplyOutcome.NOT_ASKED and contact.status == ContactStatus.TO_ASK:
        raise Invalid.field("outcome", "not_asked_yet", "Nobody asked them yet. Note first how they were asked.")


def _check_answer(contact: ClaimantContact, *, answer: str, because: str, at: datetime) -> None:
    must_say(answer, "answer", "answer_missing", "Write down their words.")
    must_fit(answer, "answer", longest=LONGEST_ANSWER)


def _check_declined(contact: ClaimantContact, *, answer: str, because: str, at: datetime) -> None:
    must_fit(answer, "answer", longest=LONGEST_ANSWER)


def _check_silence(contact: ClaimantContact, *, answer: str, because: str, at: datetime) -> None:
    if answer:
        raise Invalid.field("answer", "answer_without_reply", "If these are their words, they answered.")
    if contact.deadline_at is not None and contact.deadline_at <= at:
        must_fit(because, "because", longest=500)
        return
    must_say(because, "because", "reason_missing", "The deadline has not passed. Say why you do not wait for it.")
    must_give_reason(because)


def _check_not_asked(contact: ClaimantContact, *, answer: str, because: str, at: datetime) -> None:
    must_give_reason(because)


_CHECKS = {
    ReplyOutcome.ANSWERED: _check_answer,
    ReplyOutcome.DECLINED: _check_declined,
    ReplyOutcome.NO_REPLY: _check_silence,
    ReplyOutcome.NOT_ASKED: _check_not_asked,
}


def _day(outcome: str, answered_on: date | None, *, at: datetime) -> date | None:
    """The day of their answer: today if nobody says, never later."""
    today = desk_day(at)
    if outcome not in (ReplyOutcome.ANSWERED, ReplyOutcome.DECLINED):
        return None
    if answered_on is not None and answered_on > today:
        raise Invalid.field("answered_on", "in_the_future", "This day has not come yet.")
    return answered_on or today


def reopen_contact(
    *, claim_id: int, version: int, by: User, at: datetime, deadline_at: datetime | None = None
) -> ClaimantContact:
    """They answered after all, or are to be asked again: it waits for an answer once more.

    What was noted stays in sight until it is closed anew. Raises as `close_contact`.
    """
    deadline = usable_deadline(deadline_at, at=at)
    with ledger.act("reopen", by=by, at=at) as act:
        contact = lock_contact(claim_id, version=version, by=by, at=at)
        act.about(contact)
        contact.must_allow("reopen")
        act.note(was=contact.outcome)
        contact.outcome, contact.closed_at, contact.closed_because = "", None, ""
        contact.deadline_at, contact.told = deadline, 0
        contact.version += 1
        columns = ["outcome", "closed_at", "closed_because", "deadline_at", "told", "version"]
        contact.advance("reopen", by=by, at=at, columns=columns)
    return contact


def set_deadline(*, claim_id: int, deadline_at: datetime, version: int, by: User, at: datetime) -> ClaimantContact:
    """Give them until another moment. Raises as `close_contact`; `InvalidTransition` unless they were asked."""
    deadline = usable_deadline(deadline_at, at=at)
    with ledger.act("set_deadline", by=by, at=at) as act:
        contact = lock_contact(claim_id, version=version, by=by, at=at)
        act.about(contact)
        must_wait(contact)
        act.note(deadline_at=deadline.isoformat())
        set_the_deadline(contact, deadline)
    return contact


def hand_contact_over(*, claim_id: int, owner_id: int, version: int, by: User, at: datetime) -> ClaimantContact:
    """An editor says who asks from now on. Raises as `close_contact`; `Invalid` on `owner` for one who may not."""
    may_hand_contact_over(by).or_refuse()
    with ledger.act("hand_contact_over", by=by, at=at) as act:
        contact = lock_contact(claim_id, version=version, by=by, at=at)
        act.about(contact)
        if contact.status == ContactStatus.CLOSED:
            raise InvalidTransition("There is nothing left to ask.", extra={"status_now": contact.status})
        owner = _who_may(owner_id, contact, at=at)
        act.note(owner=owner.pk)
        give_contact(contact, owner=owner, by=by, at=at)
        tell_handed_over(contact, by=by, at=at)
    return contact


def _who_may(owner_id: int, contact: ClaimantContact, *, at: datetime) -> User:
    person = User.objects.filter(pk=owner_id).first()
    if person is None:
        raise Invalid.field("owner", "unknown_person", "There is no such person at the desk.")
    if person.pk == contact.owner_id:
        raise Invalid.field("owner", "same_person", f"{person} asks already. Choose somebody else.")
    found = eligibility.obstacles(eligibility.profile_of(person, at=at), contact.claim, None)
    reason = next((one.sentence for one in found if one.code in ("closed", "conflict")), "")
    if reason:
        raise Invalid.field("owner", "cannot_be_asked", reason)
    return person
