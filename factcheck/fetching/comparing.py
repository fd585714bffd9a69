"""When two addresses lead to the same page, as far as one can tell without asking there."""

import re

from factcheck.fetching.places import read_place

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


def comparable(url: str) -> str:
    """The address as addresses are compared; two with the same one lead to the same page.

    It is read as it is fetched (`read_place`): scheme and host in lower case, the host as its ASCII name, no default
    port, no fragment. Beside that no dot segments, escapes written one way, and no parameters that only say where the
    visitor came from. Everything else stays as it is, the order of the parameters too: they may matter to the site.
    Raises `FetchError` for what is no address of a page.

    >>> comparable("HTTPS://Roads.Example:443/a/../census?b=2&utm_source=mail&a=1#table")
    'https://roads.example/census?b=2&a=1'
    """
    place = read_place(url)
    path, _, query = place.target.partition("?")
    path = _without_dots(_escaped_one_way(path)) or "/"
    query = _query(query)
    return f"{place.scheme}://{place.authority}{path}{'?' if query else ''}{query}"


def _query(query: str) -> str:
    return "&".join(_escaped_one_way(one) for one in query.split("&") if one and not _is_tracker(one))


def _is_tracker(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in TRACKERS or name.startswith(TRACKER_FAMILIES)


def _escaped_one_way(text: str) -> str:
    """Escapes of plain letters undone, all others in capitals."""
    return ESCAPED.sub(_one_escape, text)


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
