"""Programs that are told what happens here, what they are told, and what became of it on the way to each."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from factcheck.ledger.status import Stateful
from factcheck.webhooks.states import DELIVERY_TRANSITIONS, DeliveryStatus, OffBecause


class ReceiverQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReceiverQuerySet":
        """Editors; others have nothing to do with them."""
        return self if user.is_authenticated and user.is_admin else self.none()


class Receiver(models.Model):
    """A program of somebody else's that is told what happens here.

    The secrets sign what it is sent: they stand here and on the one page that shows a new one, nowhere else.
    `failing_since` and `not_before` are times of the database.
    """

    name = models.CharField(max_length=120)
    url = models.CharField(max_length=2000)
    secret = models.CharField(max_length=100)
    previous_secret = models.CharField(max_length=100, blank=True)  # signs too until `previous_until`
    previous_until = models.DateTimeField(null=True)
    kinds = ArrayField(models.CharField(max_length=40))
    failing_since = models.DateTimeField(null=True)  # the first failure since anything arrived
    not_before = models.DateTimeField(null=True)  # it asked to be left alone
    disabled_at = models.DateTimeField(null=True)
    disabled_because = models.CharField(max_length=10, choices=OffBecause, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = ReceiverQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(disabled_because__in=["", *OffBecause.values]), name="off_because_known"
            ),
            models.CheckConstraint(
                condition=Q(disabled_at=None, disabled_because="")
                | Q(disabled_at__isnull=False) & ~Q(disabled_because=""),
                name="whoever_is_off_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        return self.disabled_at is None


class Message(models.Model):
    """One thing that happened, as it is sent, byte for byte, to everybody who wants to know and as often as needed.

    It holds numbers, codes, times and addresses, never a text: nothing in it would ever have to be taken back.
    """

    uid = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index("at", name="webhook_messages_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DeliveryQuerySet":
        """Editors; others have nothing to do with them."""
        return self if user.is_authenticated and user.is_admin else self.none()

    def waiting(self) -> "DeliveryQuerySet":
        return self.filter(status=DeliveryStatus.WAITING)

    def due(self) -> "DeliveryQuerySet":
        """Waiting, its time has come, and nobody is sending it."""
        return self.waiting().filter(Q(lease_until=None) | Q(lease_until__lt=Now()), next_at__lte=Now())


class Delivery(Stateful):
    """A message on its way to one receiver. `next_at` and `lease_until` are times of the database."""

    TRANSITIONS = DELIVERY_TRANSITIONS

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    receiver = models.ForeignKey(Receiver, on_delete=models.CASCADE, related_name="deliveries")
    status = models.CharField(max_length=10, choices=DeliveryStatus, default=DeliveryStatus.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True)  # a worker is sending it; one that dies gives it back by this
    tried_at = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)  # of HTTP, when it answered
    last_fault = models.CharField(max_length=20, blank=True)  # why there was no answer: a code of `fetching.Fault`
    took_ms = models.PositiveIntegerField(null=True)
    delivered_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=DeliveryStatus.values), name="delivery_status_known"),
            models.UniqueConstraint(fields=["message", "receiver"], name="one_delivery_per_message_and_receiver"),
        ]
        indexes = [
            models.Index(F("next_at"), condition=Q(status="waiting"), name="deliveries_waiting"),
            models.Index(F("receiver"), F("id").desc(), name="deliveries_of_a_receiver"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} ({self.status})"
