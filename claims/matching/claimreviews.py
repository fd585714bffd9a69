"""Reading fact-checks out of schema.org ClaimReview: JSON-LD of a page, or a feed such as Data Commons publishes.

Tolerant: feeds are written by hundreds of hands. https://schema.org/ClaimReview
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from factcheck.core.addresses import problem_with_address
from factcheck.core.text import as_stored, problem_with

DEEPEST = 30  # levels of a document that are looked into
LONGEST_CLAIM = 5_000
LONGEST_NAME = 200
LONGEST_ADDRESS = 2_000


class UnreadableFeed(Exception):
    """Not JSON, in one piece or one document a line."""


@dataclass(frozen=True)
class ReadCheck:
    """A published fact-check as its publisher describes it."""

    url: str
    publisher: str
    claim_text: str
    claimant: str
    language: str
    rating: str
    published_at: datetime | None

    @property
    def identity(self) -> str:
        """Equal for the same claim checked at the same address."""
        return hashlib.sha256(f"{self.url}\n{self.claim_text}".encode()).hexdigest()


def read_claim_reviews(text: str) -> Iterator[ReadCheck | None]:
    """Every ClaimReview in the file, wherever it stands; None for one without a claim, a publisher or an address.

    Raises `UnreadableFeed`.
    """
    for document in _documents(text):
        for found in _claim_reviews(document, DEEPEST):
            yield _read(found)


def _documents(text: str) -> Iterator[Any]:
    try:
        yield json.loads(text)
    except (ValueError, RecursionError):
        yield from (_document(line, number) for number, line in enumerate(text.splitlines(), start=1) if line.strip())


def _document(line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableFeed(f"This is not JSON, nor is line {number} of it: {error}.") from None


def _claim_reviews(node: Any, deep: int) -> Iterator[dict[str, Any]]:
    if deep == 0:
        return
    if isinstance(node, dict):
        if "ClaimReview" in _list(node.get("@type", node.get("type"))):
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from _claim_reviews(one, deep - 1)


def _read(found: dict[str, Any]) -> ReadCheck | None:
    reviewed = _first(found.get("itemReviewed"))
    check = ReadCheck(
        url=_text(found.get("url"))[:LONGEST_ADDRESS],
        publisher=_name(found.get("author")) or _name(found.get("publisher")) or _name(found.get("sdPublisher")),
        claim_text=(_text(found.get("claimReviewed")) or _name(reviewed))[:LONGEST_CLAIM],
        claimant=_name(reviewed.get("author")) if isinstance(reviewed, dict) else "",
        language=_text(found.get("inLanguage"))[:12].lower(),
        rating=_rating(_first(found.get("reviewRating"))),
        published_at=_moment(_text(found.get("datePublished"))),
    )
    usable = check.claim_text and check.publisher and check.url and not problem_with_address(check.url)
    return check if usable else None


def _rating(rating: Any) -> str:
    """The publisher's own word; without one, its number and how far its scale goes."""
    if not isinstance(rating, dict):
        return _text(rating)[:LONGEST_NAME]
    word = _text(rating.get("alternateName")) or _text(rating.get("name"))
    number, best = _text(rating.get("ratingValue")), _text(rating.get("bestRating"))
    return (word or (f"{number} of {best}" if number and best else number))[:LONGEST_NAME]


def _name(node: Any) -> str:
    node = _first(node)
    return _text(node.get("name") if isinstance(node, dict) else node)[:LONGEST_NAME]


def _moment(said: str) -> datetime | None:
    """A day or a moment; one without a zone is taken as UTC."""
    try:
        moment = parse_datetime(said)
        day = None if moment else parse_date(said[:10])
    except ValueError:
        return None
    if day is not None:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None


def _text(value: Any) -> str:
    """One line, fit for storing; what is no text or number is empty."""
    value = _first(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)
    return "" if problem_with(text) else " ".join(as_stored(text).split())


def _first(value: Any) -> Any:
    return next(iter(value), None) if isinstance(value, list) else value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
