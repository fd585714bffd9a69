"""Who sent something in: noted beside it, found by the secret of their status page, marked when they were answered."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from factcheck.core.errors import Conflict
from factcheck.readers.counting import count_message
from factcheck.readers.models import Sender

LONGEST_CODE = 100  # characters; ours have 43


@dataclass(frozen=True)
class Writer:
    """Somebody who writes to us, as their form says. `code` is the secret of their status page."""

    code: str
    name: str = ""
    email: str = ""
    language: str = "en"
    address_hash: str = ""


def note_sender(who: Writer, *, at: datetime) -> Sender:
    """Keep who wrote, inside the act that keeps what they wrote.

    Raises `Conflict` (sent_already) when the same page was sent before: then their message is here already; and
    `TooOften` when their address has sent as much as we take.
    """
    count_message(who.address_hash, at=at)
    known = {"name": who.name, "email": who.email, "language": who.language, "address_hash": who.address_hash}
    try:
        with transaction.atomic():
            return Sender.objects.create(code_hash=_hash_of(who.code), sent_at=at, **known)
    except IntegrityError as twice:
        raise Conflict("This was sent already.", code="sent_already") from twice


def find_sender(code: str) -> Sender | None:
    """Whose status page this is; nobody's once they are forgotten."""
    if len(code) > LONGEST_CODE:
        return None
    return Sender.objects.filter(code_hash=_hash_of(code), forgotten_at=None).first()


def _hash_of(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()


def mark_answered(sender_id: int | None, *, at: datetime | None) -> None:
    """They have their answer, and are forgotten in time; None: it is looked at again, so they are not."""
    Sender.objects.filter(pk=sender_id, forgotten_at=None).update(answered_at=at)
