"""From where somebody asks: used to count, never kept."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"


def address_of(request: HttpRequest) -> str:
    """Whom to count: an IPv4 address, or the /64 of an IPv6 one, which is one household's.

    Of `X-Forwarded-For` only what our own proxies wrote is believed: the last `NUM_PROXIES` of it.
    """
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    trusted = min(settings.NUM_PROXIES, len(hops))
    return normal_address(hops[-trusted] if trusted else request.META.get("REMOTE_ADDR", ""))


def normal_address(said: str) -> str:
    """The address in the one spelling that is counted; `UNKNOWN` for what is none.

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
