"""What this desk lets a fetch cost, where it lets one go, and which failures are worth another try."""

from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings

from factcheck.core.errors import Invalid
from factcheck.fetching import Fault, FetchError, Policy, check_address

AGENT = "factcheck"  # the name sites address in their robots.txt
NOT_FETCHED = "We do not fetch from this address."
PASSING = {Fault.SITE_FAILED, Fault.UNREACHABLE}


def desk_policy(*, files: bool = False) -> Policy:
    """The desk's limits, from its settings. With ``files`` PDF and pictures may be larger than pages."""
    return Policy(
        allow=tuple(settings.FETCH_ALLOW),
        own_hosts=own_hosts(),
        most_bytes=settings.FETCH_MOST_BYTES,
        most_file_bytes=settings.FETCH_MOST_FILE_BYTES if files else 0,
        seconds=settings.FETCH_SECONDS,
        idle_seconds=settings.FETCH_IDLE_SECONDS,
        user_agent=f"{AGENT}/1 (+{settings.PUBLIC_ORIGIN})",
        ca_file=settings.FETCH_CA_FILE,
    )


def import_policy() -> Policy:
    """What a pull of other publishers' fact-checks may cost, and whom it may ask."""
    return replace(
        desk_policy(),
        most_bytes=settings.IMPORT_MOST_BYTES,
        seconds=settings.IMPORT_SECONDS,
        only_hosts=tuple(host.lower() for host in settings.IMPORT_HOSTS),
    )


def own_hosts() -> tuple[str, ...]:
    """Names this desk answers to. On loopback other sites live beside it, so there the port tells them apart."""
    origin = urlsplit(settings.PUBLIC_ORIGIN)
    served = [name.lower() for name in settings.ALLOWED_HOSTS if name not in settings.LOOPBACK and name[:1] not in "*."]
    host = origin.hostname or ""
    if host in settings.LOOPBACK:
        port = origin.port or (443 if origin.scheme == "https" else 80)
        return (*served, *(f"{name}:{port}" for name in ("localhost", "127.0.0.1", "::1")))
    return (*served, host)


def must_be_fetchable(url: str, policy: Policy | None = None, *, otherwise: str = NOT_FETCHED) -> str:
    """The address. Raises `Invalid` when we can see, without asking anybody, that the desk does not go there.

    `otherwise` begins the sentence that says so.
    """
    try:
        check_address(url, policy or desk_policy())
    except FetchError as refusal:
        raise Invalid.field("url", "address_blocked", f"{otherwise} {refusal.detail}") from None
    return url


def may_pass(fault: str) -> bool:
    """Whether a failure often passes within seconds, so that another try is made before people are told.

    Not of a site that was too slow: it would take another half minute from everybody else.
    """
    return fault in PASSING
