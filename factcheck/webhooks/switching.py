"""Switching a receiver off and on. What happens meanwhile is kept as not sent, and can be replayed."""

from datetime import datetime

from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.notices.mailing import notify
from factcheck.webhooks.finding import lock_receiver
from factcheck.webhooks.models import Delivery, Receiver
from factcheck.webhooks.policies import may_keep_receivers
from factcheck.webhooks.states import OffBecause

TOLD = {
    OffBecause.GONE: "The webhook “{name}” is switched off: it answered that it is gone",
    OffBecause.FAILING: "The webhook “{name}” is switched off: nothing has reached it for five days",
}


def stop_receiver(*, receiver_id: int, by: User, at: datetime) -> Receiver:
    """Send it nothing more until it is switched on again. Raises `NotFound`, `NotAllowed`, `InvalidTransition`."""
    with ledger.act("stop_receiver", by=by, at=at) as act:
        may_keep_receivers(by).or_refuse()
        receiver = lock_receiver(receiver_id, by=by)
        act.about(receiver)
        must_be_on(receiver, "It is switched off already.")
        act.note(because=OffBecause.EDITOR)
        switch_off(receiver, because=OffBecause.EDITOR, by=by, at=at)
    return receiver


def switch_off(receiver: Receiver, *, because: OffBecause, by: User | None, at: datetime) -> None:
    """Send it nothing more; editors are told when it was nobody's decision.

    The caller opened the act and holds the receiver's lock.
    """
    receiver.disabled_at, receiver.disabled_because = at, because
    receiver.version += 1
    receiver.save(update_fields=["disabled_at", "disabled_because", "version"])
    waiting = Delivery.objects.waiting().filter(receiver=receiver).order_by("pk").select_for_update(no_key=True)
    Delivery.advance_all(list(waiting), "drop", about=receiver, by=by, at=at)
    if because in TOLD:
        _tell_editors(receiver, TOLD[because].format(name=receiver.name), at=at)


def _tell_editors(receiver: Receiver, text: str, *, at: datetime) -> None:
    for editor in User.objects.editors():
        notify(to=editor, kind="webhook_off", text=text, url=reverse("webhook", args=[receiver.pk]), at=at)


def start_receiver(*, receiver_id: int, by: User, at: datetime) -> Receiver:
    """Switch it on again, its failures forgotten. What it missed is not sent by itself: `replay_since` does that.

    Raises `NotFound`, `NotAllowed`, `InvalidTransition` when it is on.
    """
    with ledger.act("start_receiver", by=by, at=at) as act:
        may_keep_receivers(by).or_refuse()
        receiver = lock_receiver(receiver_id, by=by)
        act.about(receiver)
        if receiver.is_on:
            raise InvalidTransition("It is switched on already.")
        receiver.disabled_at, receiver.disabled_because = None, ""
        receiver.failing_since = receiver.not_before = None
        receiver.version += 1
        receiver.save(update_fields=["disabled_at", "disabled_because", "failing_since", "not_before", "version"])
    return receiver


def must_be_on(receiver: Receiver, otherwise: str) -> None:
    """Raise `InvalidTransition` for a receiver that is switched off."""
    if not receiver.is_on:
        raise InvalidTransition(otherwise, extra={"status_now": "off"})
