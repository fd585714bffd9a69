"""A published check as schema.org ClaimReview. Plain Python: facts in, a dictionary out.

What is not known is left out, never guessed: labels outside the order carry no number, an unnamed claimant no author,
and the first appearance is only said when somebody established it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from factcheck.core.moments import to_the_second

Json = dict[str, Any]
LOWEST = 1
AUTHOR_TYPES = {"public_figure": "Person", "organisation": "Organization", "outlet": "Organization"}
UNNAMED = {"private_person", "anonymous_account"}


@dataclass(frozen=True)
class Place:
    """Where the claim was made."""

    url: str
    title: str = ""
    outlet: str = ""
    published_on: date | None = None


@dataclass(frozen=True)
class Cited:
    """A source of the check."""

    url: str
    title: str = ""
    publisher: str = ""


@dataclass(frozen=True)
class Corrected:
    """A correction of the check, in the words readers were told of it."""

    text: str
    published_at: datetime


@dataclass(frozen=True)
class Check:
    """What a ClaimReview says, in the desk's own words. `position` counts from 1, the truest, of `steps`.

    `claim_id` names the claim for ever, whatever becomes of the title, and with it of `url`.
    """

    url: str
    claim_id: str
    title: str
    claim: str
    rating: str
    position: int | None
    steps: int
    found: str
    published_at: datetime
    modified_at: datetime
    language: str
    publisher: str
    publisher_url: str
    corrections_url: str = ""
    method_url: str = ""
    is_rated: bool = True
    claimant: str = ""
    claimant_kind: str = "unknown"
    claimant_same_as: str = ""
    claim_date: date | None = None
    first_appearance: Place | None = None
    appearances: Sequence[Place] = ()
    citations: Sequence[Cited] = ()
    corrections: Sequence[Corrected] = ()


def claim_review(check: Check) -> Json | None:
    """The ClaimReview, or None for an explanation without a rating."""
    if not check.is_rated:
        return None
    review: Json = _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": check.url,
            "name": check.title,
            "claimReviewed": check.claim,
            "reviewRating": review_rating(check),
            "author": _publisher(check),
            "datePublished": to_the_second(check.published_at),
            "dateModified": to_the_second(check.modified_at),
            "inLanguage": check.language,
            "itemReviewed": _claim(check),
            "correction": [_correction(one) for one in check.corrections],
            "citation": [_work(one.url, one.title, one.publisher) for one in check.citations],
        }
    )
    return review


def review_rating(check: Check) -> Json:
    """The word readers see, and for a label on the scale its number: nearer to the best is truer.

    The first of five steps is 5 of 1 to 5, the fifth is 1.
    """
    rating: Json = {"@type": "Rating", "alternateName": check.rating, "ratingExplanation": check.found}
    if check.position is not None:
        rating |= {
            "ratingValue": check.steps - check.position + LOWEST,
            "bestRating": check.steps,
            "worstRating": LOWEST,
        }
    return rating


def _publisher(check: Check) -> Json:
    return {
        "@type": "Organization",
        "name": check.publisher,
        "url": check.publisher_url,
        "correctionsPolicy": check.corrections_url,
        "publishingPrinciples": check.method_url,
    }


def _correction(one: Corrected) -> Json:
    return {"@type": "CorrectionComment", "text": one.text, "datePublished": to_the_second(one.published_at)}


def _claim(check: Check) -> Json:
    return {
        "@type": "Claim",
        "@id": check.claim_id,
        "author": _claimant(check),
        "datePublished": check.claim_date.isoformat() if check.claim_date else "",
        "firstAppearance": _place(check.first_appearance) if check.first_appearance else {},
        "appearance": [_place(one) for one in check.appearances if one.url],
    }


def _claimant(check: Check) -> Json:
    if not check.claimant or check.claimant_kind in UNNAMED:
        return {}
    kind = AUTHOR_TYPES.get(check.claimant_kind, "Thing")
    return {"@type": kind, "name": check.claimant, "sameAs": check.claimant_same_as}


def _place(place: Place) -> Json:
    day = place.published_on.isoformat() if place.published_on else ""
    return {**_work(place.url, place.title, place.outlet), "datePublished": day}


def _work(url: str, title: str, publisher: str) -> Json:
    issued_by = {"@type": "Organization", "name": publisher} if publisher else {}
    return {"@type": "CreativeWork", "url": url, "name": title, "publisher": issued_by}


def _without_empty(value: Any) -> Any:
    """Leave out what is not known, at every depth."""
    if isinstance(value, dict):
        kept = {name: _without_empty(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner not in ("", None, [], {})}
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value]
    return value
