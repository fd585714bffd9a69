"""The network address somebody writes from: used to count, never kept.

It is hashed with a key that is made anew every day and is gone two days later: then nobody can try addresses against
the hash. The hash itself goes after two days too (`forgetting`). The key is a row, not kept in the cache: one that is
full drops what it likes, and everybody would be counted anew.
"""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime

from factcheck.readers.models import AddressKey


def hash_of(address: str, *, at: datetime) -> str:
    """The address as it may be kept for a while: the same all day, and telling nothing the day after."""
    return hmac.new(_key_of(at), address.encode(), hashlib.sha256).hexdigest()


def _key_of(at: datetime) -> bytes:
    today = at.astimezone(UTC).date()
    row, _ = AddressKey.objects.get_or_create(day=today, defaults={"key": secrets.token_hex(32)})
    return row.key.encode()
