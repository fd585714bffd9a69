"""What a fetch may cost and where it may go."""

import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from factcheck.fetching.addresses import IP, Network
from factcheck.fetching.resolving import by_system

Resolver = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Allowed:
    """What may be fetched though it is not public: networks, and single hosts with their port."""

    networks: tuple[Network, ...]
    places: frozenset[tuple[str, int]]


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The limits of one fetch. Sizes are bytes, times are seconds.

    ``allow`` names what may be fetched though it is not public: ``"10.0.0.0/8"`` (an address in it, at the ``ports``)
    or ``"wiki.internal:8080"``, ``"127.0.0.1:9000"``, ``"[::1]:9000"`` (this host at this port, wherever it is).
    ``own_hosts`` are never fetched, ``"host"`` at any port or ``"host:port"``. ``most_bytes`` counts twice: as sent and
    unpacked; PDF and pictures, known by how they begin, may have ``most_file_bytes`` if that is more. ``ca_file`` adds
    a certificate authority to those of the system. With ``only_hosts`` nothing but these names is asked, on the way
    too. An entry of ``allow`` that makes no sense raises ValueError.
    """

    allow: tuple[str, ...] = ()
    own_hosts: tuple[str, ...] = ()
    only_hosts: tuple[str, ...] = ()
    ports: tuple[int, ...] = (80, 443)
    most_bytes: int = 5_000_000
    most_file_bytes: int = 0
    most_header_bytes: int = 64 * 1024
    most_redirects: int = 3
    seconds: float = 30.0
    idle_seconds: float = 10.0
    user_agent: str = "factcheck"
    ca_file: str = ""
    resolve: Resolver = by_system

    def __post_init__(self) -> None:
        read_allowed(self.allow)

    @property
    def allowed(self) -> Allowed:
        """``allow``, read."""
        return read_allowed(self.allow)

    @property
    def most_of_any(self) -> int:
        """No body is larger than this, whatever it is."""
        return max(self.most_bytes, self.most_file_bytes)


@lru_cache(maxsize=32)
def read_allowed(entries: tuple[str, ...]) -> Allowed:
    """The entries of ``Policy.allow``, told apart.

    >>> read_allowed(("10.0.0.0/8", "Wiki.Internal:8080")).places
    frozenset({('wiki.internal', 8080)})
    """
    networks = tuple(ipaddress.ip_network(entry) for entry in entries if "/" in entry)
    return Allowed(networks, frozenset(_host_and_port(entry) for entry in entries if "/" not in entry))


def _host_and_port(entry: str) -> tuple[str, int]:
    host, _, port = entry.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(f"{entry!r} is neither host:port nor a network such as 10.0.0.0/8")
    return host.strip("[]").lower(), int(port)


def in_networks(ip: IP, networks: tuple[Network, ...]) -> bool:
    """Whether ``ip`` lies in one of them."""
    return any(ip in network for network in networks)
