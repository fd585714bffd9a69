"""Whether we go there: by the form of an address at once, by the addresses behind its name before connecting."""

from dataclasses import replace

from factcheck.fetching.addresses import IP, carried, is_public, read_ip
from factcheck.fetching.errors import Fault, FetchError
from factcheck.fetching.places import Place, read_place
from factcheck.fetching.policy import Allowed, Policy, in_networks
from factcheck.fetching.resolving import resolve_within

# Names that mean something else on every network, or nothing on the internet.
_HERE = {"localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa", "onion", "alt"}


def check_address(url: str, policy: Policy) -> Place:
    """Refuse as `blocked` what can be refused by looking at ``url`` alone: nothing is resolved, nothing connected."""
    place = read_place(url)
    check_place(place, policy)
    return place


def check_place(place: Place, policy: Policy) -> None:
    """The same for an address that is read already, such as the next one of a redirect."""
    if place.host in policy.own_hosts or f"{place.host}:{place.port}" in policy.own_hosts:
        raise FetchError(Fault.BLOCKED, "This is an address of the desk itself.")
    if policy.only_hosts and place.host not in policy.only_hosts:
        raise FetchError(Fault.BLOCKED, "The operator of this desk has not named this host as one to ask.")
    if _is_allowed(place, policy):
        return
    if place.port not in policy.ports:
        raise FetchError(Fault.BLOCKED, f"Port {place.port} is not one of those that pages are served at.")
    if place.ip is not None:
        _check_ips([place.ip], policy)
    elif _means_here(place.host) and not policy.allowed.networks:
        raise FetchError(Fault.BLOCKED, "This name is not one of the internet.")


def addresses_of(place: Place, policy: Policy, seconds: float) -> tuple[IP, ...]:
    """Every address to connect to, all of them vetted: one that is not public refuses them all."""
    if place.ip is not None:
        found: tuple[IP | None, ...] = (place.ip,)
    else:
        found = tuple(read_ip(text) for text in resolve_within(policy.resolve, place.host, seconds))
    ips = tuple(ip for ip in found if ip is not None)
    if len(ips) < len(found):
        raise FetchError(Fault.BLOCKED, "The name does not lead to an address.")
    if not _is_allowed(place, policy):
        _check_ips(ips, policy)
    return ips


def policy_beyond(place: Place, ips: tuple[IP, ...], policy: Policy) -> Policy:
    """What holds for where ``place`` leads: strangers may not lead into what is allowed to the desk."""
    if _is_allowed(place, policy) or not all(is_public(ip) for ip in ips):
        return policy
    return replace(policy, allow=())


def _is_allowed(place: Place, policy: Policy) -> bool:
    return (place.host, place.port) in policy.allowed.places


def _means_here(host: str) -> bool:
    return "." not in host or host.rpartition(".")[2] in _HERE


def _check_ips(ips: list[IP] | tuple[IP, ...], policy: Policy) -> None:
    if not all(_may_reach(ip, policy.allowed) for ip in ips):
        raise FetchError(Fault.BLOCKED, "The address is not a public one.")


def _may_reach(ip: IP, allowed: Allowed) -> bool:
    """Public, or allowed: itself, or all that it carries inside."""
    inside = carried(ip)
    return (
        is_public(ip)
        or in_networks(ip, allowed.networks)
        or (bool(inside) and all(in_networks(four, allowed.networks) for four in inside))
    )
