"""When it was said, what time is judged, and what those who said it answered."""

from reviews.gate.items import GateItem, Question, item, noted
from reviews.selectors.contacts import is_waited_for
from reviews.states import ReplyOutcome


def claim_date(asked: Question) -> GateItem:
    if asked.seen.claim_date is None and asked.seen.claim_date_note:
        return noted("claim_date", asked.seen.claim_date_note)
    missing = "Say on the claim's page when it was made, or why not."
    return item("claim_date", asked.seen.claim_date is not None, "", missing)


def dates(asked: Question) -> GateItem:
    met = bool(asked.seen.rated_as_of and asked.seen.evidence_until)
    missing = "Say which day's state of the world is judged, and up to when evidence was looked for."
    return item("dates", met, "", missing)


def reply(asked: Question) -> GateItem:
    """How asking them ended; every end is enough when it is told. One that is still open is awaited or ended first."""
    outcome = asked.seen.reply_outcome
    if is_waited_for(asked.draft.claim):
        missing = "They were asked, and it is not noted how that ended. Note it there first, then say the same here."
        return item("reply", False, "", missing)
    if not outcome:
        return item("reply", False, "", "Say how asking them ended, or why they were not asked.")
    if outcome in {ReplyOutcome.ANSWERED, ReplyOutcome.NOT_ASKED} and not asked.seen.reply:
        missing = "Say what they answered." if outcome == ReplyOutcome.ANSWERED else "Say why they were not asked."
        return item("reply", False, "", missing)
    label = ReplyOutcome(outcome).label
    return noted("reply", label) if outcome == ReplyOutcome.NOT_ASKED else item("reply", True, label, "")
