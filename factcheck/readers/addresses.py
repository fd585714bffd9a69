"""The network address somebody writes from: used to count, never kept.

It is hashed with a key that is made anew every day and is gone two days later: then nobody can try addresses against
the hash. The hash itself goes after two days too (`forgetting`). The key is a row, not kept in the cache: one that is
full drops what it likes, and everybody would be counted anew.
"""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest

from factcheck.readers.models import AddressKey

UNKNOWN = "unknown"


def address_of(request: HttpRequest) -> str:
    """Whom to count: an IPv4 address, or the /64 of an IPv6 one, which is one household's.

    Of `X-Forwarded-For` only what our own proxies wrote is believed: the last `NUM_PROXIES` of it.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    trusted = min(settings.NUM_PROXIES, len(hops))
    return normal_address(hops[-trusted] if trusted else request.META.get("REMOTE_ADDR", ""))


def normal_address(said: str) -> str:
    """
    >>> normal_address("192.0.2.7"), normal_address("::ffff:192.0.2.7"), normal_address("nonsense")
    ('192.0.2.7', '192.0.2.7', 'unknown')
    >>> normal_address("2001:db8:1:2:3:4:5:6")
    '2001:db8:1:2::/64'
    """
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return UNKNOWN
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), 64), strict=False))


def hash_of(address: str, *, at: datetime) -> str:
    """The address as it may be kept for a while: the same all day, and telling nothing the day after."""
    return hmac.new(_key_of(at), address.encode(), hashlib.sha256).hexdigest()


def _key_of(at: datetime) -> bytes:
    today = at.astimezone(UTC).date()
    row, _ = AddressKey.objects.get_or_create(day=today, defaults={"key": secrets.token_hex(32)})
    return row.key.encode()
