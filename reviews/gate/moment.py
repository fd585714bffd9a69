"""Whether this is the moment: settled, not held back, not under embargo."""

from reviews.assignment.due_dates import at_desk
from reviews.gate.items import GateItem, Question, item
from reviews.models import Hold
from reviews.selectors.changes import round_to_write


def settled(asked: Question) -> GateItem:
    met = round_to_write(asked.draft) == asked.draft.round
    detail, missing = f"Rated: {asked.seen.rating.name if met else ''}", "The claim is being checked again."
    return item("settled", met, detail, missing)


def holds(asked: Question) -> GateItem:
    # One whose day has passed stands until somebody releases it.
    given = [hold.reason for hold in Hold.objects.standing().filter(claim=asked.draft.claim)]
    return item("holds", not given, "", "; ".join(given))


def embargo(asked: Question) -> GateItem | None:
    """Readers see nothing before its end, whoever publishes it. It may be scheduled for later."""
    until = asked.draft.embargo_until
    if until is None:
        return None
    over = asked.at is not None and asked.at >= until
    told = f"{at_desk(until):%d %b %Y, %H:%M}"
    return item("embargo", over, f"It ended on {told}.", f"Not before {told}.")
