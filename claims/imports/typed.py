"""What an editor says of a feed: tidied, and every field at fault named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from claims.imports.claim_searches import whole_address
from claims.states import FeedKind
from factcheck.core.addresses import problem_with_address
from factcheck.core.errors import FieldError, Invalid
from factcheck.core.text import is_blank, problem_with
from factcheck.fetching import read_place
from factcheck.outside.limits import import_policy, must_be_fetchable

LONGEST = {"name": 100, "url": 2000, "query": 500, "publisher": 253, "language": 12, "secret_key": 500}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
HOST = re.compile(r"[A-Za-z0-9\u00a1-\uffff]([A-Za-z0-9.\u00a1-\uffff-]*[A-Za-z0-9\u00a1-\uffff])?")
KEY = re.compile(r"[\x21-\x7e]*")
HOURS = range(1, 721)
DAYS = range(1, 36_501)
ASKED_OF_A_SEARCH = ("query", "publisher", "language", "max_age_days")
NEEDS_HTTPS = "Everybody on the way could read the key. Give an address that begins with https://, or no key."


@dataclass(frozen=True, kw_only=True)
class SaidOfFeed:
    """A feed as it was typed. `secret_key` None leaves the one that is kept as it is, "" forgets it."""

    name: str
    kind: str
    url: str
    query: str = ""
    publisher: str = ""
    language: str = ""
    max_age_days: int | None = None
    secret_key: str | None = None
    every_hours: int = 24

    def tidied(self) -> "SaidOfFeed":
        """White space aside. Raises `Invalid`."""
        texts = {name: (getattr(self, name) or "").strip() for name in LONGEST if name != "secret_key"}
        said = replace(self, **texts, secret_key=None if self.secret_key is None else self.secret_key.strip())
        faults = list(_faults(said))
        if faults:
            raise Invalid("The feed cannot be kept as it is.", errors=faults)
        url = whole_address(said.url) if said.kind == FeedKind.FACT_CHECK_TOOLS else said.url
        must_be_fetchable(url, import_policy())
        if said.secret_key and not _may_carry_a_key(url):
            raise Invalid.field("url", "needs_https", NEEDS_HTTPS)
        return replace(said, url=url, publisher=said.publisher.removeprefix("www."))


def _faults(said: SaidOfFeed) -> Iterator[FieldError]:
    for name, most in LONGEST.items():
        yield from _faults_of_text(name, getattr(said, name) or "", most)
    if is_blank(said.name):
        yield FieldError("name", "required", "Give the feed a name.")
    if said.kind not in FeedKind.values:
        yield FieldError("kind", "unknown_kind", "Choose what kind of feed it is.")
    yield from _faults_of_address(said)
    if said.kind == FeedKind.FACT_CHECK_TOOLS:
        yield from _faults_of_search(said)
    elif said.kind == FeedKind.CLAIMREVIEW_FEED:
        yield from _faults_of_file(said)
    if said.every_hours not in HOURS:
        yield FieldError("every_hours", "out_of_range", "A feed is pulled every 1 to 720 hours.")
    if not KEY.fullmatch(said.secret_key or ""):
        yield FieldError("secret_key", "invalid", "A key has no spaces, and only letters, digits and signs of ASCII.")


def _may_carry_a_key(url: str) -> bool:
    """Over https, or to a place that the operator opened by name: those are inside."""
    place, allowed = read_place(url), import_policy().allowed
    is_inside = place.ip is not None and any(place.ip in network for network in allowed.networks)
    return urlsplit(url).scheme == "https" or is_inside or (place.host, place.port) in allowed.places


def _faults_of_text(name: str, text: str, most: int) -> Iterator[FieldError]:
    problem = problem_with(text)
    if problem:
        yield FieldError(name, *problem)
    elif len(text) > most:
        yield FieldError(name, "too_long", f"At most {most:,} characters are kept.")


def _faults_of_address(said: SaidOfFeed) -> Iterator[FieldError]:
    problem = ("required", "Give the address of the feed.") if not said.url else problem_with_address(said.url)
    if problem:
        yield FieldError("url", *problem)
    elif said.kind == FeedKind.FACT_CHECK_TOOLS and (urlsplit(said.url).query or urlsplit(said.url).fragment):
        yield FieldError("url", "invalid", "Leave out what follows “?” or “#”: the fields below say what is asked for.")


def _faults_of_search(said: SaidOfFeed) -> Iterator[FieldError]:
    if not said.query and not said.publisher:
        yield FieldError("query", "required", "Give words to search for, or a publisher whose checks are all wanted.")
    if said.publisher and not HOST.fullmatch(said.publisher):
        yield FieldError("publisher", "invalid", "A publisher is named by its site, such as checks.example.")
    if said.language and not LANGUAGE.fullmatch(said.language):
        yield FieldError("language", "unknown_language", "A language is a code such as en or pt-BR.")
    if said.max_age_days is not None and said.max_age_days not in DAYS:
        yield FieldError("max_age_days", "out_of_range", "Between 1 day and 36,500 days.")


def _faults_of_file(said: SaidOfFeed) -> Iterator[FieldError]:
    for name in ASKED_OF_A_SEARCH:
        if getattr(said, name) not in ("", None):
            yield FieldError(
                name, "only_of_a_search", "Only a search is asked for this; a file is read whole. Leave it empty."
            )
