"""What becomes of a message on its way to one receiver, and why a receiver is switched off. docs/states.md lists it."""

from django.db.models import TextChoices


class DeliveryStatus(TextChoices):
    WAITING = "waiting", "Waiting to be sent"
    DELIVERED = "delivered", "Delivered"
    GIVEN_UP = "given_up", "Given up"
    DROPPED = "dropped", "Not sent"  # the receiver was switched off


DELIVERY_TRANSITIONS = {
    (DeliveryStatus.WAITING, "deliver"): DeliveryStatus.DELIVERED,
    (DeliveryStatus.WAITING, "give_up"): DeliveryStatus.GIVEN_UP,
    (DeliveryStatus.WAITING, "drop"): DeliveryStatus.DROPPED,
    (DeliveryStatus.WAITING, "replay"): DeliveryStatus.WAITING,
    (DeliveryStatus.DELIVERED, "replay"): DeliveryStatus.WAITING,
    (DeliveryStatus.GIVEN_UP, "replay"): DeliveryStatus.WAITING,
    (DeliveryStatus.DROPPED, "replay"): DeliveryStatus.WAITING,
}


class OffBecause(TextChoices):
    EDITOR = "editor", "An editor switched it off"
    GONE = "gone", "It answered that it is gone (410)"
    FAILING = "failing", "It failed for five days"
