"""Addresses of sources: which are taken, and when two of them are the same. Plain text work; nothing is fetched."""

import hashlib
import re

from factcheck.core.errors import Invalid
from factcheck.fetching import FetchError, comparable, read_place
from reviews.typed import must_fit

LONGEST_URL = 2000  # characters
WEB = re.compile(r"https?://", re.IGNORECASE)
NAMES_A_USER = re.compile(r"https?://[^/?#\\]*@", re.IGNORECASE)


def clean_url(url: str, *, field: str = "url") -> str:
    """The address without surrounding space. Raises `Invalid`: only http and https lead to evidence.

    >>> clean_url(" https://roads.example/census ")
    'https://roads.example/census'
    >>> clean_url("javascript:alert(1)")
    Traceback (most recent call last):
    factcheck.core.errors.Invalid: The address must begin with http:// or https://.
    """
    url = url.strip()
    _read(url, field=field)
    return url


def normalise(url: str) -> str:
    """The address as sources are compared; two addresses with the same one lead to the same source.

    `factcheck.fetching.comparable` says what that leaves out. Raises `Invalid` as `clean_url` does.

    >>> normalise("HTTPS://Roads.Example:443/a/../census?b=2&utm_source=mail&a=1#table")
    'https://roads.example/census?b=2&a=1'
    """
    url = url.strip()
    _read(url, field="url")
    return comparable(url)


def _read(url: str, *, field: str) -> None:
    must_fit(url, field, longest=LONGEST_URL)
    if not WEB.match(url):
        raise Invalid.field(field, "not_a_web_address", "The address must begin with http:// or https://.")
    if NAMES_A_USER.match(url):
        raise Invalid.field(field, "names_a_user", "Leave out the name and the password before the @.")
    try:
        read_place(url)
    except FetchError as refusal:
        said = f"This is not the address of a page. {refusal.detail}"
        raise Invalid.field(field, "not_a_web_address", said) from None


def hash_of(url: str) -> str:
    """SHA-256 of the normalised address, as hex: what is unique among the addresses of all sources.

    >>> hash_of("HTTPS://Roads.example/a#table") == hash_of("https://roads.example/a")
    True
    """
    return hashlib.sha256(normalise(url).encode()).hexdigest()


def hash_of_bytes(received: bytes) -> str:
    """The same for a file, which has no address but its own bytes. No page has this hash."""
    return hashlib.sha256(b"file:" + hashlib.sha256(received).digest()).hexdigest()
