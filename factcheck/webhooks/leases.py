"""Taking what is due: a short lease for each delivery, so that nobody else sends it meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from factcheck.webhooks.models import Delivery, Receiver

SLACK = timedelta(seconds=45)  # beyond what sending may take: looking up the name, noting the outcome
EACH = 2  # sent to one receiver at once; to one that is failing, one at a time


@dataclass(frozen=True)
class Attempt:
    """One try: all that sending needs, and the lease that says it is ours."""

    delivery_id: int
    receiver_id: int
    lease_until: datetime
    url: str
    uid: str
    body: str
    secrets: tuple[str, ...]


def take_due(*, most: int, at: datetime) -> list[Attempt]:
    """At most so many, the longest due of each receiver; receivers that work come before those that fail."""
    taken: list[Attempt] = []
    for receiver_id in _with_work().values_list("pk", flat=True):
        if len(taken) < most:
            taken += _take_of(receiver_id, most=most - len(taken), at=at)
    return taken


def _with_work():
    """Receivers that may be sent something now, and have something due."""
    awake = Receiver.objects.filter(Q(not_before=None) | Q(not_before__lte=Now()), disabled_at=None)
    due = Delivery.objects.due().filter(receiver=OuterRef("pk"))
    return awake.filter(Exists(due)).order_by(F("failing_since").desc(nulls_first=True), "pk")


@transaction.atomic
def _take_of(receiver_id: int, *, most: int, at: datetime) -> list[Attempt]:
    # Under the receiver's lock, or two workers would each find room for their own two.
    receiver = (
        _with_work().select_for_update(of=("self",), no_key=True, skip_locked=True).filter(pk=receiver_id).first()
    )
    if receiver is None:
        return []
    rows = Delivery.objects.due().filter(receiver=receiver).order_by("next_at", "pk")
    locked = rows.select_for_update(of=("self",), no_key=True, skip_locked=True).values_list("pk", flat=True)
    ids = list(locked[: min(most, _room_of(receiver))])
    Delivery.objects.filter(pk__in=ids).update(tries=F("tries") + 1, lease_until=Now() + lease_length())
    leased = Delivery.objects.filter(pk__in=ids).select_related("message").order_by("next_at", "pk")
    return [_attempt(row, receiver, at=at) for row in leased]


def _room_of(receiver: Receiver) -> int:
    under_way = Delivery.objects.waiting().filter(receiver=receiver, lease_until__gte=Now()).count()
    return max((EACH if receiver.failing_since is None else 1) - under_way, 0)


def lease_length() -> timedelta:
    """So long nobody else tries: longer than any try takes."""
    return timedelta(seconds=settings.WEBHOOK_SECONDS) + SLACK


def _attempt(row: Delivery, receiver: Receiver, *, at: datetime) -> Attempt:
    message = row.message
    return Attempt(
        delivery_id=row.pk,
        receiver_id=receiver.pk,
        lease_until=row.lease_until,
        url=receiver.url,
        uid=message.uid,
        body=message.body,
        secrets=secrets_of(receiver, at=at),
    )


def secrets_of(receiver: Receiver, *, at: datetime) -> tuple[str, ...]:
    """What signs now: the secret, and for a day after a rotation the one before it."""
    if receiver.previous_until is not None and receiver.previous_until > at:
        return receiver.secret, receiver.previous_secret
    return (receiver.secret,)
