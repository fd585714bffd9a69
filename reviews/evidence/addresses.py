"""Addresses of sources: which are taken, and when two of them are the same. Plain text work; nothing is fetched."""

import hashlib
import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from factcheck.core.errors import Invalid
from reviews.typed import must_fit

LONGEST_URL = 2000  # characters
SCHEMES = ("http", "https")
DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say who sent the visitor, never what is on the page. A name that could mean something is not here.
# fmt: off
TRACKERS = frozenset({
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid",
    "li_fat_id", "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp",
    "hsctatracking", "vero_id", "oly_anon_id", "oly_enc_id", "_openstat", "rb_clickid", "s_cid", "epik",
    "srsltid", "_ga", "_gl", "guccounter", "guce_referrer", "guce_referrer_sig", "wt_mc", "ns_mchannel",
    "ns_campaign", "at_medium", "at_campaign", "at_format", "at_link_id", "at_ptr_name", "at_bbc_team",
    "at_link_origin", "at_link_type",
})
# fmt: on
TRACKER_FAMILIES = ("utm_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
ESCAPED = re.compile(r"%([0-9a-fA-F]{2})")
AWKWARD = re.compile(r"[\s\x00-\x20\x7f-\x9f\\\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def clean_url(url: str, *, field: str = "url") -> str:
    """The address without surrounding space. Raises `Invalid`: only http and https lead to evidence.

    >>> clean_url(" https://roads.example/census ")
    'https://roads.example/census'
    >>> clean_url("javascript:alert(1)")
    Traceback (most recent call last):
    factcheck.core.errors.Invalid: The address must begin with http:// or https://.
    """
    url = url.strip()
    must_fit(url, field, longest=LONGEST_URL)
    parts = _parts(url)
    if parts is None or parts.scheme not in SCHEMES:
        raise Invalid.field(field, "not_a_web_address", "The address must begin with http:// or https://.")
    if AWKWARD.search(url) or not _host(parts):
        raise Invalid.field(field, "not_a_web_address", "This is not the address of a page.")
    if parts.username is not None or parts.password is not None:
        raise Invalid.field(field, "names_a_user", "Leave out the name and the password before the @.")
    return url


def normalise(url: str) -> str:
    """The address as sources are compared; two addresses with the same one lead to the same source.

    Scheme and host in lower case, the host as its ASCII name, no default port, no fragment, no dot segments, escapes
    written one way, and no parameters that only say where the visitor came from. Everything else stays as it is, the
    order of the parameters too: they may matter to the site. Raises `Invalid` as `clean_url` does.

    >>> normalise("HTTPS://Roads.Example:443/a/../census?b=2&utm_source=mail&a=1#table")
    'https://roads.example/census?b=2&a=1'
    """
    parts = urlsplit(clean_url(url))
    port = "" if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    path = _without_dots(_escaped_one_way(parts.path)) or "/"
    return urlunsplit((parts.scheme, _host(parts) + port, path, _query(parts.query), ""))


def hash_of(url: str) -> str:
    """SHA-256 of the normalised address, as hex: what is unique among the addresses of all sources.

    >>> hash_of("HTTPS://Roads.example/a#table") == hash_of("https://roads.example/a")
    True
    """
    return hashlib.sha256(normalise(url).encode()).hexdigest()


def hash_of_bytes(received: bytes) -> str:
    """The same for a file, which has no address but its own bytes. No page has this hash."""
    return hashlib.sha256(b"file:" + hashlib.sha256(received).digest()).hexdigest()


def site_of(url: str) -> str:
    """The host as people read it, without "www."; empty for what is no address.

    >>> site_of("https://www.Roads.example/census"), site_of("")
    ('roads.example', '')
    """
    parts = _parts(url)
    return _host(parts).removeprefix("www.") if parts else ""


def _parts(url: str) -> SplitResult | None:
    """The address taken apart; None when it is none, or its port is no number a port can have."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what raises
    except ValueError:
        return None
    return parts


def _host(parts: SplitResult) -> str:
    """The ASCII name of the host in lower case, an IPv6 address in brackets; empty when there is none."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        return f"[{host}]"
    try:
        return host if host.isascii() else host.encode("idna").decode().lower()
    except UnicodeError:
        return ""


def _query(query: str) -> str:
    return "&".join(_escaped_one_way(one) for one in query.split("&") if one and not _is_tracker(one))


def _is_tracker(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in TRACKERS or name.startswith(TRACKER_FAMILIES)


def _escaped_one_way(text: str) -> str:
    """Escapes of plain letters undone, all others in capitals, and what must be escaped escaped."""
    plain = ESCAPED.sub(_one_escape, text)
    return "".join(char if char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode()) for char in plain)


def _one_escape(match: re.Match[str]) -> str:
    char = chr(int(match.group(1), 16))
    return char if char in UNRESERVED else match.group().upper()


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4, for a path that begins with a slash."""
    kept: list[str] = []
    steps = path.split("/")
    for step in steps[1:]:
        if step == "..":
            del kept[-1:]
        elif step != ".":
            kept.append(step)
    if steps[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept) if kept else ""
