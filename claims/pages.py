"""Pages as numbers: where a claim was said, to be looked up among the places where others found theirs."""

import hashlib
from collections.abc import Iterable

from factcheck.fetching import FetchError, comparable

SIGNED = 2**63


def page_numbers(addresses: Iterable[str]) -> list[int]:
    """A number for each page that these addresses lead to, in order; what is no address, or a whole site, has none.

    Two addresses of one page have the same: it matters neither whether they begin with http or https or with www, nor
    what `factcheck.fetching.comparable` leaves out. That is more lenient than where sources are told apart: a wrong
    number costs a suggestion which a person looks at.

    >>> page_numbers(["http://www.post.example/a/?utm_source=x"]) == page_numbers(["https://post.example/a#top"])
    True
    """
    return sorted({_number(page) for page in map(_page, addresses) if page})


def _page(url: str) -> str:
    try:
        _, _, page = comparable(url).partition("://")
    except FetchError:
        return ""
    path, mark, query = page.removeprefix("www.").partition("?")
    path = path.rstrip("/")
    return path + mark + query if "/" in path or query else ""


def _number(page: str) -> int:
    """64 bits, as a whole number that PostgreSQL keeps."""
    return int.from_bytes(hashlib.sha256(page.encode()).digest()[:8], "big") - SIGNED
