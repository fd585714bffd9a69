"""Receivers and deliveries as somebody may see them."""

from datetime import timedelta

from django.db.models import Count, Q
from django.db.models.functions import Now

from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.webhooks.models import Delivery, DeliveryQuerySet, Receiver, ReceiverQuerySet
from factcheck.webhooks.states import DeliveryStatus

SOON = timedelta(seconds=30)  # so long somebody who watches the page waits for the next try


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
    """How many are being sent to it or due within half a minute; none while it is off or wants to be left alone."""
    soon = Now() + SOON
    is_awake = Q(receiver__not_before=None) | Q(receiver__not_before__lte=soon)
    waiting = deliveries_of(receiver, user=user).waiting()
    return waiting.filter(is_awake, receiver__disabled_at=None, next_at__lte=soon).count()
