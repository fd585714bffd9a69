"""Writing down what happened for everybody who wants to know. Sending it is `delivering`'s business."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from factcheck.core.moments import to_the_second
from factcheck.jobs import clock, queue
from factcheck.ledger.chain import canonical
from factcheck.webhooks import kinds, signing
from factcheck.webhooks.models import Delivery, Message, Receiver
from factcheck.webhooks.registry import KINDS
from factcheck.webhooks.states import DeliveryStatus

_NO_TEXT = re.compile(r"[\x21-\x7e]{0,300}")  # codes, times and addresses have no spaces

Value = str | int | None


def tell(kind: str, *, data: Mapping[str, Value], at: datetime) -> Message | None:
    """Tell every receiver that listens for this kind; None, and nothing written, when nobody does.

    Call it inside the act that changes something: then both stand or neither. `data` holds numbers, codes, times (as
    `to_the_second` writes them) and addresses; whatever looks like a text raises `ValueError`. A receiver that is
    switched off has it kept as not sent, so that it can be replayed once it is back.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind} is no registered kind of event")
    listening = list(Receiver.objects.filter(kinds__contains=[kind]).order_by("pk"))
    return write(kind, data=data, to=listening, at=at) if listening else None


def write(kind: str, *, data: Mapping[str, Value], to: Iterable[Receiver], at: datetime) -> Message:
    """A message for these receivers, in the caller's transaction; a worker sends it once that commits."""
    _must_not_be_text(data)
    body = canonical({"type": kind, "timestamp": to_the_second(at), "data": dict(data)})
    message = Message.objects.create(uid=signing.new_uid(), kind=kind, body=body, at=at)
    Delivery.objects.bulk_create([Delivery(message=message, receiver=one, status=_first_status(one)) for one in to])
    wake_after_commit()
    return message


def _first_status(receiver: Receiver) -> DeliveryStatus:
    return DeliveryStatus.WAITING if receiver.is_on else DeliveryStatus.DROPPED


def wake_after_commit() -> None:
    """Ask a worker to send what is due, once the caller has committed.

    Not inside the transaction: every act that tells something would hold the one job's row until its end. Should the
    asking be lost, the minute's run finds what waits.
    """
    transaction.on_commit(lambda: queue.enqueue(kinds.DELIVER, subject_id=clock.NOTHING), robust=True)


def _must_not_be_text(data: Mapping[str, Value]) -> None:
    for name, value in data.items():
        is_plain = value is None or isinstance(value, int) or (isinstance(value, str) and _NO_TEXT.fullmatch(value))
        if not is_plain:
            raise ValueError(f"{name}: messages carry numbers, codes, times and addresses only")
