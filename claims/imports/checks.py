"""A fact-check as its publisher describes it, and reading one out of data written by hundreds of hands."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.utils.dateparse import parse_date, parse_datetime

from claims.models import ImportedCheck
from factcheck.core.addresses import problem_with_address
from factcheck.core.text import as_stored, problem_with

LONGEST_CLAIM = 5_000
LONGEST_NAME = 200
LONGEST_TITLE = 300
LONGEST_ADDRESS = 2_000
LONGEST_HOST = 253
MOST_APPEARANCES = 20
MOST_TOGETHER = 2_000  # checks of one entry, or of one page of a search: more are no fact-checks
YEARS = range(1800, 2200)  # a year outside is a slip, and no database keeps all of them
BETWEEN_ADDRESSES = re.compile(r"[\s,;]+(?=https?://)", re.IGNORECASE)
NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{1,9})?")
LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z0-9]{2,8})?")
NESTED = 3  # a list of tagged texts is deep enough
COLUMNS = {
    "url": "url",
    "publisher": "publisher",
    "publisher_site": "publisher_site",
    "title": "title",
    "claimant": "claimant",
    "language": "language",
    "rating": "outcome_rating",
}
LONGEST = {"claim_text": LONGEST_CLAIM} | {
    name: ImportedCheck._meta.get_field(column).max_length for name, column in COLUMNS.items()
}


class UnreadableFeed(Exception):
    """Not what was asked for: not JSON, broken off, or nothing that could hold a fact-check. The text is for people."""


@dataclass(frozen=True, kw_only=True)
class ReadCheck:
    """A published fact-check as its publisher describes it. `truth`: 0 false to 1 true on its own scale, or None."""

    url: str
    publisher: str
    claim_text: str
    publisher_site: str = ""
    title: str = ""
    claimant: str = ""
    claim_date: datetime | None = None
    appearances: tuple[str, ...] = ()
    language: str = ""
    rating: str = ""
    truth: float | None = None
    published_at: datetime | None = None

    @property
    def identity(self) -> str:
        """Equal for the same claim checked at the same address."""
        return hashlib.sha256(f"{self.url}\n{self.claim_text}".encode()).hexdigest()


def usable(check: ReadCheck) -> ReadCheck | None:
    """The check, or None for one without a claim, a publisher or an address, or that the database could not keep.

    One such check would else break all that are written with it.
    """
    is_complete = check.claim_text and check.publisher and check.url
    return check if is_complete and _can_be_kept(check) else None


def _can_be_kept(check: ReadCheck) -> bool:
    texts = {name: getattr(check, name) for name in LONGEST}
    moments = [one for one in (check.claim_date, check.published_at) if one is not None]
    return (
        all(len(text) <= LONGEST[name] for name, text in texts.items())
        and not any(problem_with(text) for text in (*texts.values(), *check.appearances))
        and all(one.tzinfo is not None and one.year in YEARS for one in moments)
        and (check.truth is None or 0 <= check.truth <= 1)
    )


def all_of(checks: Iterator[ReadCheck | None]) -> list[ReadCheck | None]:
    """The checks that come together, of one entry or one page. Raises `UnreadableFeed` for too many to hold at once."""
    found = list(islice(checks, MOST_TOGETHER + 1))
    if len(found) > MOST_TOGETHER:
        raise UnreadableFeed(f"A single entry or page of it holds more than {MOST_TOGETHER:,} fact-checks.")
    return found


def text_in(value: Any, *, most: int = LONGEST_CLAIM, deep: int = NESTED) -> str:
    """One line, fit for storing: of a text, a number, the first text of a list, or a text with its language beside it.

    Empty for everything else.
    """
    if isinstance(value, list | dict):
        return next(filter(None, (text_in(one, most=most, deep=deep - 1) for one in _inside(value, deep))), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return ""
    said = str(value)
    return "" if problem_with(said) else " ".join(as_stored(said).split())[:most]


def _inside(value: list[Any] | dict[str, Any], deep: int) -> list[Any]:
    """What may be the text of a list, of `{"@value": …, "@language": …}` or of `{"en": …, "fr": …}`."""
    if deep == 0:
        return []
    if isinstance(value, list):
        return value
    if "@value" in value:
        return [value["@value"]]
    return list(value.values()) if value and all(LANGUAGE.fullmatch(key) for key in value) else []


def cut(text: str, most: int) -> str:
    """The text, ended at a word with “…” where it is longer.

    >>> cut("This claim is not quite true", 16)
    'This claim is…'
    """
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:.") + "…"


def first_of(value: Any) -> Any:
    """The first thing of a list, or the thing itself."""
    return next((one for one in value if one is not None), None) if isinstance(value, list) else value


def address_in(value: Any) -> str:
    """The first complete web address in a text, a list or an object with `url` or `@id`; empty for none."""
    return next(addresses_in(value), "")


def addresses_in(value: Any, *, deep: int = NESTED) -> Iterator[str]:
    """Every web address in it: several may be joined with commas in one text."""
    if isinstance(value, dict):
        value = [value.get("url"), value.get("@id"), value.get("@value")]
    if isinstance(value, list) and deep:
        for one in value:
            yield from addresses_in(one, deep=deep - 1)
    elif isinstance(value, str):
        told = (one.strip().rstrip(",;") for one in BETWEEN_ADDRESSES.split(value[: 50 * LONGEST_ADDRESS]))
        yield from (one for one in told if one and not problem_with(one) and not problem_with_address(one))


def name_in(node: Any) -> str:
    """What somebody is called; whose name is an address, or who has only an address, is called by its host."""
    node = first_of(node)
    about = node if isinstance(node, dict) else {"name": node}
    name = text_in(about.get("name"), most=LONGEST_NAME)
    if name and "://" not in name:
        return name
    return site_as_name(address_in([about.get("name"), name, about, about.get("sameAs")]))


def site_of(url: str) -> str:
    """The host of an address, without `www`.

    >>> site_of("https://WWW.Checks.example/a")
    'checks.example'
    """
    host = (urlsplit(url).hostname or "") if url else ""
    return host.removeprefix("www.")[:LONGEST_HOST]


def site_as_name(url: str) -> str:
    """What somebody is called of whom only this address is known."""
    return site_of(url)[:LONGEST_NAME]


def language_in(value: Any) -> str:
    """A language as its code is kept: in small letters, of which there can be more than there were large ones."""
    return text_in(value, most=LONGEST["language"]).lower()[: LONGEST["language"]]


def moment_in(value: Any) -> datetime | None:
    """A day or a moment; one without a zone is taken as UTC."""
    said = text_in(value, most=60)
    try:
        moment = parse_datetime(said)
        day = None if moment else parse_date(said[:10])
    except ValueError:
        return None
    if day is not None:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if moment is None or moment.year not in YEARS:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def number_in(value: Any) -> float | None:
    """A number, also one that was written as text.

    >>> number_in("2,5"), number_in(" 4 "), number_in(True), number_in("four")
    (2.5, 4.0, None, None)
    """
    said = text_in(value, most=40)
    return float(said.replace(",", ".")) if NUMBER.fullmatch(said) else None


def truth_of(value: float | None, best: float | None, worst: float | None) -> float | None:
    """Where a rating stands between its scale's worst (0) and best (1), whichever of the two is the larger number.

    None without a number: feeds say −1, −1, −1 for that. A scale that is not told goes from 1 to 5, as schema.org says.

    >>> truth_of(2, 5, 1), truth_of(2, 1, 5), truth_of(-1, -1, -1), truth_of(9, 5, 1)
    (0.25, 0.75, None, 1.0)
    """
    best, worst = 5 if best is None else best, 1 if worst is None else worst
    if value is None or best == worst or -1 in (value, best, worst):
        return None
    return min(1.0, max(0.0, (value - worst) / (best - worst)))
