"""What came of a try, in the words of the pages and the API."""

from factcheck.fetching import Fault
from factcheck.webhooks.backing_off import UNDER_LOAD
from factcheck.webhooks.models import Delivery

HTTP_TIMEOUT = 408
NO_ANSWER = {
    Fault.UNREACHABLE: "It could not be reached.",
    Fault.TIMEOUT: "It did not answer in time.",
    Fault.SITE_FAILED: "The connection broke off, or it did not answer in HTTP.",
    Fault.TOO_LARGE: "The headers of its answer were too large.",
    Fault.BLOCKED: "The desk does not send to this address.",
    Fault.UNSAFE: "It has no valid certificate.",
}


def reason_of(delivery: Delivery) -> str:
    """What came of the last try, as a sentence; nothing before the first."""
    if delivery.last_status is not None:
        return _said(delivery.last_status)
    return NO_ANSWER.get(delivery.last_fault, "It could not be sent.") if delivery.last_fault else ""


def _said(status: int) -> str:
    if 200 <= status < 300:
        return f"It took the message ({status})."
    if 300 <= status < 400:
        return f"It answered {status}, which leads elsewhere; webhooks do not follow."
    if status in {HTTP_TIMEOUT, *UNDER_LOAD}:
        return f"It answered {status}: too busy."
    return f"It answered {status}."
