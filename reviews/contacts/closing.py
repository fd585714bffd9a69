"""How asking the claimant ends, begins again for a late answer, and who sees to it until when."""

from datetime import date, datetime

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger
from factcheck.ledger.chain import commitment
from reviews.assignment import eligibility
from reviews.assignment.due_dates import desk_day
from reviews.contacts.beginning import give_contact, lock_contact, must_be_under_work
from reviews.contacts.deadlines import usable_deadline
from reviews.contacts.telling import tell_ended, tell_handed_over
from reviews.contacts.writing import must_wait, set_the_deadline
from reviews.draft_text import LONGEST
from reviews.models import ClaimantContact
from reviews.policies.contacts import may_hand_contact_over
from reviews.states import ContactStatus, ReplyOutcome
from reviews.typed import LONGEST_REASON, must_fit, must_give_reason, must_say

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

    Raises `NotAllowed`, `Conflict`, `InvalidTransition` when it is closed already or nobody is at work on the claim,
    `Invalid` on the fields. The ledger gets commitments to the answer and to the one it replaces, never the words.
    """
    if outcome not in ReplyOutcome.values:
        raise Invalid.field("outcome", "unknown_choice", "Choose one of the outcomes.")
    with ledger.act("close", by=by, at=at, outcome=outcome) as act:
        contact = lock_contact(claim_id, version=version, by=by, at=at)
        act.about(contact)
        must_be_under_work(contact.claim)
        contact.must_allow("close")
        _must_fit_what_was_done(contact, outcome)
        answer, because = answer.strip(), because.strip()
        _must_say_what_it_needs(contact, outcome, answer=answer, because=because, at=at)
        contact.outcome, contact.recorded_by, contact.closed_at = outcome, by, at
        was, contact.answer = contact.answer, because if outcome == ReplyOutcome.NOT_ASKED else answer
        contact.closed_because = because if outcome == ReplyOutcome.NO_REPLY else ""
        contact.answered_on = _day(outcome, answered_on, at=at)
        act.note(**_sealed_answers(contact, was))
        contact.version += 1
        contact.advance("close", by=by, at=at, columns=ENDED)
        tell_ended(contact, by=by, at=at)
    return contact


def _sealed_answers(contact: ClaimantContact, was: str) -> dict[str, str]:
    """What shows later that their words were put down so, and that others stood there before."""
    found = {"sealed": commitment(contact.answer, salt=contact.salt)} if contact.answer else {}
    if was and was != contact.answer:
        found["replaced"] = commitment(was, salt=contact.salt)
    return found


def _must_fit_what_was_done(contact: ClaimantContact, outcome: str) -> None:
    never_asked = contact.status == ContactStatus.TO_ASK or contact.asked_at is None
    if outcome == ReplyOutcome.NOT_ASKED and not never_asked:
        raise Invalid.field("outcome", "was_asked", "They were asked. Say how that ended.")
    if outcome != ReplyOutcome.NOT_ASKED and contact.status == ContactStatus.TO_ASK:
        raise Invalid.field("outcome", "not_asked_yet", "Nobody asked them yet. Note first how they were asked.")


def _must_say_what_it_needs(contact: ClaimantContact, outcome: str, *, answer: str, because: str, at: datetime) -> None:
    must_fit(answer, "answer", longest=LONGEST_ANSWER)
    match outcome:
        case ReplyOutcome.ANSWERED:
            must_say(answer, "answer", "answer_missing", "Write down their words.")
        case ReplyOutcome.NO_REPLY if answer:
            raise Invalid.field("answer", "answer_without_reply", "If these are their words, they answered.")
        case ReplyOutcome.NO_REPLY:
            _must_have_waited(contact, because, at=at)
        case ReplyOutcome.NOT_ASKED:
            must_give_reason(because)


def _must_have_waited(contact: ClaimantContact, because: str, *, at: datetime) -> None:
    """Until the deadline, or a reason is given."""
    if contact.deadline_at is not None and contact.deadline_at <= at:
        must_fit(because, "because", longest=LONGEST_REASON)
        return
    must_say(because, "because", "reason_missing", "The deadline has not passed. Say why you do not wait for it.")
    must_give_reason(because)


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
        must_be_under_work(contact.claim)
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
    """An editor says who asks from now on, or sees to it that it stays ended.

    Raises as `close_contact`; `Invalid` on `owner` for one who may not.
    """
    may_hand_contact_over(by).or_refuse()
    with ledger.act("hand_contact_over", by=by, at=at) as act:
        contact = lock_contact(claim_id, version=version, by=by, at=at)
        act.about(contact)
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
