"""What this desk lets a fetch cost and where it lets one go."""

from urllib.parse import urlsplit

from django.conf import settings

from factcheck.fetching import Policy

AGENT = "factcheck"  # the name sites address in their robots.txt


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


def own_hosts() -> tuple[str, ...]:
    """Names this desk answers to. On loopback other sites live beside it, so there the port tells them apart."""
    origin = urlsplit(settings.PUBLIC_ORIGIN)
    served = [name.lower() for name in settings.ALLOWED_HOSTS if name not in settings.LOOPBACK and name[:1] not in "*."]
    host = origin.hostname or ""
    if host in settings.LOOPBACK:
        port = origin.port or (443 if origin.scheme == "https" else 80)
        return (*served, *(f"{name}:{port}" for name in ("localhost", "127.0.0.1", "::1")))
    return (*served, host)
