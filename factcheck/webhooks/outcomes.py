"""What came of a try: delivered, tried again later, given up; or the receiver is switched off for its failures."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Coalesce, Greatest, Now

from factcheck.ledger import acts as ledger
from factcheck.webhooks.backing_off import GONE, OFF_AFTER, pause_after, wait_after
from factcheck.webhooks.leases import Attempt
from factcheck.webhooks.models import Delivery, Receiver
from factcheck.webhooks.states import OffBecause
from factcheck.webhooks.switching import switch_off

TRIED = ["last_status", "last_fault", "took_ms", "tried_at", "lease_until"]


@dataclass(frozen=True)
class Outcome:
    """What a receiver answered, or why it did not: a code of `fetching.Fault`. `retry_after` in seconds."""

    status: int | None = None
    fault: str = ""
    retry_after: int | None = None
    took_ms: int = 0

    @property
    def arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@transaction.atomic
def note_outcome(attempt: Attempt, outcome: Outcome, *, at: datetime) -> None:
    """Write down what came of it, unless its lease ran out and somebody else has it by now."""
    receiver = Receiver.objects.select_for_update(no_key=True).filter(pk=attempt.receiver_id).first()
    delivery = _ours(attempt)
    if receiver is None or delivery is None:
        return
    delivery.last_status, delivery.last_fault = outcome.status, outcome.fault
    delivery.took_ms, delivery.tried_at, delivery.lease_until = outcome.took_ms, at, None
    if outcome.arrived:
        _arrived(receiver, delivery, at=at)
    else:
        _failed(receiver, delivery, outcome, at=at)


def _ours(attempt: Attempt) -> Delivery | None:
    rows = Delivery.objects.waiting().select_for_update(no_key=True)
    return rows.filter(pk=attempt.delivery_id, lease_until=attempt.lease_until).first()


def _arrived(receiver: Receiver, delivery: Delivery, *, at: datetime) -> None:
    if receiver.failing_since is not None:
        receiver.failing_since = receiver.not_before = None
        receiver.save(update_fields=["failing_since", "not_before"])
    delivery.delivered_at = at
    with ledger.act("deliver", subject=delivery, by=None, at=at, receiver=receiver.pk):
        delivery.advance("deliver", by=None, at=at, columns=[*TRIED, "delivered_at"])


def _failed(receiver: Receiver, delivery: Delivery, outcome: Outcome, *, at: datetime) -> None:
    pause, wait = pause_after(outcome.status, outcome.retry_after), wait_after(delivery.tries)
    mine = Receiver.objects.filter(pk=receiver.pk)
    mine.update(failing_since=Coalesce("failing_since", Now()))
    if pause:
        mine.update(not_before=Greatest("not_before", Now() + pause))
    delivery.save(update_fields=TRIED)
    because = _why_off(receiver, outcome)
    if because is not None:
        with ledger.act("stop_receiver", subject=receiver, by=None, at=at, because=because):
            switch_off(receiver, because=because, by=None, at=at)
    elif wait is None:
        with ledger.act("give_up", subject=delivery, by=None, at=at, receiver=receiver.pk):
            delivery.advance("give_up", by=None, at=at)
    else:
        Delivery.objects.filter(pk=delivery.pk).update(next_at=Now() + max(wait, pause))


def _why_off(receiver: Receiver, outcome: Outcome) -> OffBecause | None:
    if not receiver.is_on:
        return None
    if outcome.status == GONE:
        return OffBecause.GONE
    long_since = Receiver.objects.filter(pk=receiver.pk, failing_since__lte=Now() - OFF_AFTER)
    return OffBecause.FAILING if long_since.exists() else None
