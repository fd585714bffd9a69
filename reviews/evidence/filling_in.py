"""What a copy tells of its source: what nobody has said of it yet, and the address it now lives at."""

from datetime import datetime
from urllib.parse import urljoin, urlsplit

from django.db.models import F

from claims.typed import is_to_come
from factcheck.core.errors import Invalid
from factcheck.fetching import Fetched, FetchError, read_place
from reviews.evidence.known import know_address
from reviews.evidence.receiving import Received
from reviews.models import Source
from reviews.states import AddressHow

TOLD = ("title", "author", "published_on", "canonical_url")


def fill_in_source(source: Source, received: Received, *, at: datetime) -> Source:
    """Fill in what the source lacks and note where it leads to; the source it is from now on. It is locked.

    What people said of it stays. Only a move for good is another address of the same source: a passing one may lead
    anywhere, and one that ends at a site's front page leads to nothing of its own.
    """
    told = {"title": received.read.title, "author": received.read.author, "published_on": received.read.published_on}
    told["canonical_url"] = _canonical(received)
    if told["published_on"] and is_to_come(told["published_on"], at):
        told["published_on"] = None
    lacking = {name: told[name] for name in TOLD if told[name] and not getattr(source, name)}
    for name, value in lacking.items():
        setattr(source, name, value[: Source._meta.get_field(name).max_length] if isinstance(value, str) else value)
    if lacking:
        source.version = F("version") + 1  # a form opened before must not wipe this out unseen
        source.save(update_fields=[*lacking, "version"])
        source.refresh_from_db(fields=["version"])
    return _know_new_address(source, received.fetched, at=at)


def _canonical(received: Received) -> str:
    """The address the page calls its own, made whole; nothing when it is no web address."""
    said, fetched = received.read.canonical_url, received.fetched
    if not said or fetched is None:
        return ""
    try:
        whole = read_place(urljoin(fetched.final_url, said)).url
    except (FetchError, ValueError):
        return ""
    return whole if len(whole) <= Source._meta.get_field("canonical_url").max_length else ""


def _know_new_address(source: Source, fetched: Fetched | None, *, at: datetime) -> Source:
    if fetched is None or not fetched.redirects or not fetched.permanent or _is_front_page(fetched):
        return source
    try:
        return know_address(source, fetched.final_url, AddressHow.REDIRECT, at=at)
    except Invalid:
        return source  # it leads to an address no source may have


def _is_front_page(fetched: Fetched) -> bool:
    asked, got = urlsplit(fetched.url), urlsplit(fetched.final_url)
    return asked.path not in ("", "/") and got.path in ("", "/") and not got.query
