"""Sending again, with the same id and the same bytes: one message, or what a receiver missed since a moment."""

from datetime import datetime
from typing import NamedTuple

from django.db.models.functions import Now

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, NotFound
from factcheck.ledger import acts as ledger
from factcheck.webhooks.finding import lock_receiver
from factcheck.webhooks.models import Delivery, DeliveryQuerySet, Receiver
from factcheck.webhooks.policies import may_keep_receivers
from factcheck.webhooks.states import DeliveryStatus
from factcheck.webhooks.switching import must_be_on
from factcheck.webhooks.telling import wake_after_commit

MOST = 1_000  # at once, and those of the same moment as the last


class Replayed(NamedTuple):
    """How many messages are sent again; when there are more, the moment from which to ask for them."""

    count: int
    next_since: datetime | None


def replay_delivery(*, delivery_id: int, by: User, at: datetime) -> Delivery:
    """Send it now, as if for the first time; one that waits for its next try need not.

    Raises `NotFound`, `NotAllowed`, `InvalidTransition` when its receiver is switched off.
    """
    with ledger.act("replay", by=by, at=at) as act:
        may_keep_receivers(by).or_refuse()
        delivery = _lock(delivery_id, by=by)
        act.about(delivery)
        must_be_on(delivery.receiver, "Switch the receiver on first.")
        delivery.advance("replay", by=by, at=at)
        _send_anew([delivery])
    return delivery


def _lock(delivery_id: int, *, by: User) -> Delivery:
    receiver_id = Delivery.objects.visible_to(by).filter(pk=delivery_id).values_list("receiver", flat=True).first()
    if receiver_id is None:
        raise NotFound("There is no such delivery.")
    receiver = lock_receiver(receiver_id, by=by)
    delivery = Delivery.objects.select_for_update(no_key=True).filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound("There is no such delivery.")
    delivery.receiver = receiver
    return delivery


def replay_since(
    *, receiver_id: int, since: datetime, by: User, at: datetime, also_delivered: bool = False
) -> Replayed:
    """Send again what did not arrive of all that happened since then; with `also_delivered` what arrived, too.

    The oldest first, at most 1,000 and what happened at the same moment as the last, so that going on from
    `next_since` comes to an end. What still waits is not counted: it comes.
    Raises `NotFound`, `NotAllowed`, `InvalidTransition` when it is switched off, `Invalid` on `since`.
    """
    with ledger.act("replay", by=by, at=at) as act:
        may_keep_receivers(by).or_refuse()
        receiver = lock_receiver(receiver_id, by=by)
        act.about(receiver)
        must_be_on(receiver, "Switch it on first.")
        if since > at:
            raise Invalid.field("since", "in_the_future", "Choose a moment in the past.")
        found, next_since = _taken_at_once(_missed(receiver, since=since, also_delivered=also_delivered))
        Delivery.advance_all(found, "replay", about=receiver, by=by, at=at)
        _send_anew(found)
    return Replayed(len(found), next_since)


def _missed(receiver: Receiver, *, since: datetime, also_delivered: bool) -> DeliveryQuerySet:
    left_out = [DeliveryStatus.WAITING] if also_delivered else [DeliveryStatus.WAITING, DeliveryStatus.DELIVERED]
    rows = Delivery.objects.filter(receiver=receiver, message__at__gte=since).exclude(status__in=left_out)
    return rows.order_by("message__at", "pk")


def _taken_at_once(rows: DeliveryQuerySet) -> tuple[list[Delivery], datetime | None]:
    """The first of them, locked, and the moment of the first that is left. The caller holds the receiver's lock."""
    moments = rows.values_list("message__at", flat=True)
    reached = next(iter(moments[MOST - 1 : MOST]), None)
    left = None
    if reached is not None:
        left = moments.filter(message__at__gt=reached).first()
        rows = rows.filter(message__at__lte=reached)
    return list(rows.select_for_update(of=("self",), no_key=True)), left


def _send_anew(rows: list[Delivery]) -> None:
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(tries=0, next_at=Now(), delivered_at=None)
    wake_after_commit()
