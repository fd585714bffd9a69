"""Making, changing and ending the receivers of messages. A secret is given once, to whoever made it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection

from factcheck.accounts.models import User
from factcheck.accounts.typed import usable_line
from factcheck.core.errors import Conflict, Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.outside.limits import must_be_fetchable
from factcheck.webhooks.finding import lock_receiver
from factcheck.webhooks.models import Delivery, Receiver
from factcheck.webhooks.policies import may_keep_receivers
from factcheck.webhooks.registry import KINDS, PING
from factcheck.webhooks.signing import new_secret
from factcheck.webhooks.switching import must_be_on
from factcheck.webhooks.telling import write

MOST_RECEIVERS = 20
NOT_SENT = "Nothing is sent to this address."
LONGEST_URL = 2_000  # characters
BOTH_SIGN_FOR = timedelta(hours=24)  # after a rotation
COUNT_LOCK = 4_713_005  # the transaction advisory lock under which receivers are counted


def add_receiver(*, name: str, url: str, kinds: Sequence[str], by: User, at: datetime) -> tuple[Receiver, str]:
    """A new receiver, and its secret, which is told only now. At most 20 a desk.

    Raises `NotAllowed`, `InvalidTransition` when there are as many, or one of this name at this address, so that a form
    sent again makes no second one; `Invalid` on `name`, `url` (address_blocked), `kinds` (required, unknown_kind).
    """
    with ledger.act("add_receiver", by=by, at=at) as act:
        may_keep_receivers(by).or_refuse()
        told = _usable(name, url, kinds)
        _must_have_room()
        _must_be_another(told)
        secret = new_secret()
        receiver = Receiver.objects.create(**told, secret=secret, created_by=by, created_at=at)
        act.about(receiver)
        act.note(kinds=told["kinds"])
    return receiver, secret


def _must_have_room() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COUNT_LOCK])
    if Receiver.objects.count() >= MOST_RECEIVERS:
        raise InvalidTransition(f"The desk has {MOST_RECEIVERS} webhooks. End one that is no longer used first.")


def _must_be_another(told: dict[str, object]) -> None:
    if Receiver.objects.filter(name=told["name"], url=told["url"]).exists():
        raise InvalidTransition(
            "There is a webhook of this name at this address already. Is its secret lost? Make a new one on its page."
        )


def change_receiver(
    *, receiver_id: int, version: int, name: str, url: str, kinds: Sequence[str], by: User, at: datetime
) -> Receiver:
    """Call it otherwise, send it elsewhere, or tell it of other things. What waits goes to the new address.

    Raises as `add_receiver`, `NotFound`, and `Conflict` when somebody changed it since `version`.
    """
    with ledger.act("change_receiver", by=by, at=at) as act:
        may_keep_receivers(by).or_refuse()
        receiver = lock_receiver(receiver_id, by=by)
        act.about(receiver)
        _must_be_at(version, receiver)
        told = _usable(name, url, kinds)
        act.note(kinds=told["kinds"], moved=told["url"] != receiver.url)
        for column, value in told.items():
            setattr(receiver, column, value)
        receiver.version += 1
        receiver.save(update_fields=[*told, "version"])
    return receiver


def _must_be_at(version: int, receiver: Receiver) -> None:
    if receiver.version != version:
        raise Conflict("Somebody changed this webhook meanwhile.", extra={"version": receiver.version})


def _usable(name: str, url: str, kinds: Sequence[str]) -> dict[str, object]:
    line = usable_line("name", name)
    address = must_be_fetchable(usable_line("url", url, most=LONGEST_URL), otherwise=NOT_SENT)
    wanted = sorted(set(kinds))
    if not wanted:
        raise Invalid.field("kinds", "required", "Choose at least one thing to tell it of.")
    if not set(wanted) <= KINDS.keys():
        raise Invalid.field("kinds", "unknown_kind", "There is no such kind of event.")
    return {"name": line, "url": address, "kinds": wanted}


def rotate_secret(*, receiver_id: int, by: User, at: datetime, version: int | None = None) -> tuple[Receiver, str]:
    """A new secret, told only now. For 24 hours messages are signed with the one before as well.

    Within them another one replaces the new secret alone: the receiver may still use the one that signed before.
    Raises `NotFound`, `NotAllowed`, `Conflict` when it was changed, or its secret, since `version` (None: as it is).
    """
    with ledger.act("rotate_secret", by=by, at=at) as act:
        may_keep_receivers(by).or_refuse()
        receiver = lock_receiver(receiver_id, by=by)
        act.about(receiver)
        if version is not None:
            _must_be_at(version, receiver)
        if receiver.previous_until is None or receiver.previous_until <= at:
            receiver.previous_secret, receiver.previous_until = receiver.secret, at + BOTH_SIGN_FOR
        receiver.secret = new_secret()
        receiver.version += 1
        receiver.save(update_fields=["secret", "previous_secret", "previous_until", "version"])
    return receiver, receiver.secret


def ping_receiver(*, receiver_id: int, by: User, at: datetime) -> Delivery:
    """Send it a message that means nothing, to see whether it arrives.

    Raises `NotFound`, `NotAllowed`, `InvalidTransition` when it is switched off.
    """
    with ledger.act("ping_receiver", by=by, at=at) as act:
        may_keep_receivers(by).or_refuse()
        receiver = lock_receiver(receiver_id, by=by)
        act.about(receiver)
        must_be_on(receiver, "Switch it on first.")
        message = write(PING, data={"receiver": receiver.pk}, to=[receiver], at=at)
        act.note(message=message.pk)
    return message.deliveries.get()


def end_receiver(*, receiver_id: int, by: User, at: datetime) -> None:
    """Forget it, its secrets and what was sent to it. Raises `NotFound`, `NotAllowed`."""
    with ledger.act("end_receiver", by=by, at=at) as act:
        may_keep_receivers(by).or_refuse()
        receiver = lock_receiver(receiver_id, by=by)
        act.about(receiver)
        Receiver.objects.filter(pk=receiver.pk).delete()
