"""How much comes from readers, counted so that many at once do not all find room for one more."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from factcheck.core.errors import DomainError
from factcheck.readers.models import Sender

# Transaction advisory locks. Whoever takes several takes them in this order, and that of the ledger last.
ADDRESS, MAILBOX, LOOKS, NOTICES = 4_713_010, 4_713_011, 4_713_012, 4_713_013
WINDOW = timedelta(hours=1)


class TooOften(DomainError):
    """As much came from there within the hour as we take."""

    code = "too_many_requests"
    status = 429
    title = "Much has come from where you are within the hour"


def one_at_a_time(lock: int, key: str = "") -> None:
    """Wait for whoever counts under this key, and have others wait until the transaction ends. Inside one only."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [lock, number])


def count_message(address_hash: str, *, at: datetime) -> None:
    """Before a message is kept, in its transaction. Raises `TooOften` beyond `READERS_PER_HOUR` from one address."""
    if not address_hash:
        return
    one_at_a_time(ADDRESS, address_hash)
    lately = Sender.objects.filter(address_hash=address_hash, sent_at__gt=at - WINDOW)
    if lately.count() >= settings.READERS_PER_HOUR:
        raise TooOften()


def count_look(address_hash: str, *, at: datetime) -> None:
    """Before anything is searched for somebody. Raises `TooOften` beyond `READERS_LOOKS_PER_HOUR` in this hour."""
    name = f"readers-looks-{address_hash}-{at:%Y%m%d%H}"
    with transaction.atomic():
        one_at_a_time(LOOKS, address_hash)
        looks = cache.get(name, 0)
        if looks >= settings.READERS_LOOKS_PER_HOUR:
            raise TooOften()
        cache.set(name, looks + 1, timeout=WINDOW.total_seconds())
