"""Which addresses are public. Decided here by list, because `ipaddress.is_global` says yes to several that are not.

An IPv6 address may carry an IPv4 one inside (mapped, translated, 6to4, Teredo, ISATAP). What is inside is where the
packets may end up, so it is judged too.
"""

import ipaddress
from collections.abc import Iterable

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Registries of IANA for special purposes, and what clouds answer their machines at.
_CLOSED_4 = [
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
]
_OPEN_6 = ipaddress.IPv6Network("2000::/3")  # all that was ever given out to be reached
_CLOSED_6 = [
    ipaddress.IPv6Network(text)
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20")
]
_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_TEREDO = ipaddress.IPv6Network("2001::/32")
_6TO4 = ipaddress.IPv6Network("2002::/16")
# These end in an IPv4 address; only the first two are ever public.
_CARRIERS = [_MAPPED, _NAT64, ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("::ffff:0:0:0/96")]
_ISATAP = {0x00005EFE, 0x02005EFE}


def read_ip(text: str) -> IP | None:
    """The address that ``text`` is in its usual writing, else None.

    >>> read_ip("127.0.0.1"), read_ip("127.1"), read_ip("0177.0.0.1")
    (IPv4Address('127.0.0.1'), None, None)
    """
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def carried(ip: IP) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses inside ``ip``.

    >>> [str(inside) for inside in carried(ipaddress.ip_address("64:ff9b::7f00:1"))]
    ['127.0.0.1']
    """
    if isinstance(ip, ipaddress.IPv4Address):
        return ()
    bits = int(ip)
    if any(ip in network for network in _CARRIERS) or (bits >> 32) & 0xFFFFFFFF in _ISATAP:
        return _fours(bits)
    if ip in _6TO4:
        return _fours(bits >> 80)
    return _fours(bits >> 64, ~bits) if ip in _TEREDO else ()


def _fours(*bits: int) -> tuple[ipaddress.IPv4Address, ...]:
    return tuple(ipaddress.IPv4Address(each & 0xFFFFFFFF) for each in bits)


def is_public(ip: IP) -> bool:
    """Whether anybody on the internet may be behind ``ip``, and nobody else.

    >>> is_public(ipaddress.ip_address("93.184.215.14")), is_public(ipaddress.ip_address("2002:7f00:1::"))
    (True, False)
    """
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not _within(ip, _CLOSED_4)
    if ip.scope_id or not all(is_public(inside) for inside in carried(ip)):
        return False
    return ip in _MAPPED or ip in _NAT64 or (ip in _OPEN_6 and not _within(ip, _CLOSED_6))


def _within(ip: IP, networks: Iterable[Network]) -> bool:
    return any(ip in network for network in networks)
