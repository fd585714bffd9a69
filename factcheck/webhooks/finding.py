"""Receivers and deliveries as somebody may see them."""

from django.db.models import Count, Q
from django.db.models.functions import Now

from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.fetching import Fault
from factcheck.webhooks.models import Delivery, DeliveryQuerySet, Receiver, ReceiverQuerySet
from factcheck.webhooks.states import DeliveryStatus

NO_ANSWER = {
    Fault.UNREACHABLE: "It could not be reached.",
    Fault.TIMEOUT: "It did not answer in time.",
    Fault.SITE_FAILED: "The connection broke off, or it did not answer in HTTP.",
    Fault.TOO_LARGE: "The headers of its answer were too large.",
    Fault.BLOCKED: "The desk does not send to this address.",
    Fault.UNSAFE: "It has no valid certificate.",
}


def receivers_for(user: User) -> ReceiverQuerySet:
    """Those the person may see, each with how many messages are on their way to it (`waiting`)."""
    waiting = Count("deliveries", filter=Q(deliveries__status=DeliveryStatus.WAITING))
    return Receiver.objects.visible_to(user).annotate(waiting=waiting)


def find_receiver(pk: int, *, user: User) -> Receiver:
    """Raises `NotFound`, also for one the person may not see."""
    return _one(Receiver.objects.visible_to(user).filter(pk=pk))


def lock_receiver(pk: int, *, by: User) -> Receiver:
    """The same, locked. Of a receiver and its deliveries the receiver is locked first."""
    return _one(Receiver.objects.visible_to(by).select_for_update(no_key=True).filter(pk=pk))


def _one(rows: ReceiverQuerySet) -> Receiver:
    receiver = rows.first()
    if receiver is None:
        raise NotFound("There is no such webhook.")
    return receiver


def deliveries_of(receiver: Receiver, *, user: User) -> DeliveryQuerySet:
    """What was sent to it, or is to be, with the messages."""
    return Delivery.objects.visible_to(user).filter(receiver=receiver).select_related("message")


def count_sending(receiver: Receiver, *, user: User) -> int:
    """How many are being sent to it or due now; none while it is off or wants to be left alone."""
    is_awake = Q(receiver__not_before=None) | Q(receiver__not_before__lte=Now())
    waiting = deliveries_of(receiver, user=user).waiting()
    return waiting.filter(is_awake, receiver__disabled_at=None, next_at__lte=Now()).count()


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
    if status in (408, 429, 502, 503, 504):
        return f"It answered {status}: too busy."
    return f"It answered {status}."
