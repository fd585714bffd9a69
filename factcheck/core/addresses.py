"""Addresses that people type: what may be kept and shown as a link. Whether to fetch one is another question."""

import re
from urllib.parse import urlsplit

LONGEST = 2_000
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def problem_with_address(url: str) -> tuple[str, str] | None:
    """The code and sentence of why ``url`` cannot be kept as a link, or None.

    >>> problem_with_address("https://example.org/a?b=c#d")
    >>> problem_with_address("javascript:alert(1)")[0]
    'url_not_allowed'
    >>> problem_with_address("http://[")[0], problem_with_address("https:///path")[0]
    ('url_not_allowed', 'url_not_allowed')
    """
    if len(url) > LONGEST:
        return "too_long", f"An address may have at most {LONGEST:,} characters."
    if _UNPRINTABLE.search(url):
        return "url_not_allowed", "The address contains spaces or invisible characters. Copy it again."
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "url_not_allowed", "This is not a complete web address."
    if parts.scheme not in {"http", "https"} or not host:
        return "url_not_allowed", "Only web addresses that begin with http:// or https:// can be kept."
    if "@" in parts.netloc:
        return "url_not_allowed", "The address contains a name or password before an @. Leave that out."
    return None
