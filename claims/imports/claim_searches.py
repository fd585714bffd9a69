"""Asking a search of claims as Google's Fact Check Tools has it, and reading what it answers.

`GET …/v1alpha1/claims:search`: https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
Other desks answer the same; what a number says stands under their key `deskReview`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from claims.imports.checks import (
    LONGEST_NAME,
    LONGEST_TITLE,
    ReadCheck,
    UnreadableFeed,
    address_in,
    all_of,
    cut,
    language_in,
    moment_in,
    name_in,
    number_in,
    site_as_name,
    site_of,
    text_in,
    truth_of,
    usable,
)
from claims.models import ImportFeed
from factcheck.core.text import problem_with

PAGE_SIZE = 100
VERSION, SEARCH = "/v1alpha1", "/claims:search"
LONGEST_TOKEN = 2_000


@dataclass(frozen=True)
class Answer:
    """One page: its checks, None for each that cannot be used, and what the next page is asked with, "" for no more."""

    checks: list[ReadCheck | None]
    next_token: str


def whole_address(url: str) -> str:
    """The address of the search, of which the beginning is enough.

    >>> whole_address("https://factchecktools.googleapis.com/")
    'https://factchecktools.googleapis.com/v1alpha1/claims:search'
    """
    path = urlsplit(url).path.rstrip("/")
    if path.endswith("claims:search"):
        return url
    return url.rstrip("/") + (SEARCH if path.endswith(VERSION) else VERSION + SEARCH)


def address_of_page(feed: ImportFeed, token: str) -> str:
    """What is asked for the page with this token, the secret key included: not for logs or pages."""
    asked = {
        "query": feed.query,
        "languageCode": feed.language,
        "reviewPublisherSiteFilter": feed.publisher,
        "maxAgeDays": feed.max_age_days or "",
        "pageSize": PAGE_SIZE,
        "pageToken": token,
        "key": feed.secret_key,
    }
    return f"{feed.url}?{urlencode({name: value for name, value in asked.items() if value})}"


def read_answer(body: bytes) -> Answer:
    """Raises `UnreadableFeed` for what no such search answers."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableFeed("What it answered is not JSON.") from None
    if not isinstance(said, dict):
        raise UnreadableFeed("What it answered is JSON, but not the answer of a search of claims.")
    claims, token = said.get("claims") or [], said.get("nextPageToken") or ""
    if not isinstance(claims, list) or not _is_token(token):
        raise UnreadableFeed("What it answered is JSON, but not the answer of a search of claims.")
    return Answer(all_of(check for one in claims for check in checks_of_claim(one)), token)


def _is_token(token: Any) -> bool:
    """Whether it can be kept, and sent back as it came."""
    return isinstance(token, str) and len(token) <= LONGEST_TOKEN and not problem_with(token)


def is_claim(node: Any) -> bool:
    """Whether this is a claim of such an answer."""
    return isinstance(node, dict) and isinstance(node.get("claimReview"), list)


def checks_of_claim(claim: Any) -> Iterator[ReadCheck | None]:
    """A check for each review of the claim."""
    if is_claim(claim):
        # Read once: a long claim may have many reviews.
        about = {
            "claim_text": text_in(claim.get("text")),
            "claimant": name_in(claim.get("claimant")),
            "claim_date": moment_in(claim.get("claimDate")),
        }
        for review in claim["claimReview"]:
            if isinstance(review, dict):
                yield _read(review, about)


def _read(review: dict[str, Any], about: dict[str, Any]) -> ReadCheck | None:
    url = address_in(review.get("url"))
    publisher = review.get("publisher")
    told = publisher if isinstance(publisher, dict) else {}
    check = ReadCheck(
        url=url,
        publisher=name_in(publisher) or text_in(told.get("site"), most=LONGEST_NAME) or site_as_name(url),
        publisher_site=site_of(url),
        title=text_in(review.get("title"), most=LONGEST_TITLE),
        language=language_in(review.get("languageCode")),
        rating=cut(text_in(review.get("textualRating")), LONGEST_NAME),
        truth=_truth(review.get("deskReview")),
        published_at=moment_in(review.get("reviewDate")),
        **about,
    )
    return usable(check)


def _truth(told: Any) -> float | None:
    if not isinstance(told, dict):
        return None
    value, best, worst = (number_in(told.get(name)) for name in ("ratingValue", "bestRating", "worstRating"))
    return truth_of(value, best, worst)
