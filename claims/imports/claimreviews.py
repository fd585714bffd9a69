"""Reading fact-checks out of schema.org ClaimReview: JSON-LD of a page, or a feed such as Data Commons publishes.

Tolerant: feeds are written by hundreds of hands. https://schema.org/ClaimReview
"""

from collections.abc import Iterator
from typing import Any

from claims.imports.checks import (
    LONGEST_NAME,
    LONGEST_TITLE,
    MOST_APPEARANCES,
    ReadCheck,
    address_in,
    addresses_in,
    cut,
    first_of,
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

DEEPEST = 30  # levels of a document that are looked into

Node = dict[str, Any]


def claim_reviews_in(node: Any, deep: int = DEEPEST) -> Iterator[ReadCheck | None]:
    """Every ClaimReview of a document, wherever it stands; None for one without a claim, a publisher or an address."""
    for found in _claim_reviews(node, deep):
        yield read_claim_review(found)


def _claim_reviews(node: Any, deep: int) -> Iterator[Node]:
    if deep == 0:
        return
    if isinstance(node, dict):
        kinds = node.get("@type", node.get("type"))
        if "ClaimReview" in (kinds if isinstance(kinds, list) else [kinds]):
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from _claim_reviews(one, deep - 1)


def read_claim_review(found: Node) -> ReadCheck | None:
    """One ClaimReview; None for one without a claim, a publisher or an address."""
    claim, rating = _object(found.get("itemReviewed")), first_of(found.get("reviewRating"))
    url = address_in(found.get("url")) or address_in(found.get("mainEntityOfPage")) or address_in(found.get("@id"))
    check = ReadCheck(
        url=url,
        publisher=name_in(found.get("author")) or name_in(found.get("publisher")) or site_as_name(url),
        publisher_site=site_of(url),
        title=text_in(found.get("name") or found.get("headline"), most=LONGEST_TITLE),
        claim_text=_claim_text(found, claim),
        claimant=name_in(claim.get("author")),
        claim_date=moment_in(claim.get("datePublished")) or moment_in(claim.get("dateCreated")),
        appearances=tuple(_appearances(claim, besides=url)),
        language=_language(found),
        rating=_word(rating),
        truth=_truth(rating),
        published_at=moment_in(found.get("datePublished")),
    )
    return usable(check)


def _object(value: Any) -> Node:
    """The first object of a list, or the object; empty for anything else."""
    found = value if isinstance(value, list) else [value]
    return next((one for one in found if isinstance(one, dict)), {})


def _claim_text(found: Node, claim: Node) -> str:
    named = [found.get("claimReviewed"), claim.get("name"), claim.get("text"), claim.get("headline")]
    return next(filter(None, map(text_in, named)), "")


def _language(found: Node) -> str:
    """As the check says it, else as its words are tagged."""
    said = found.get("inLanguage")
    said = said.get("alternateName") or said.get("name") if isinstance(said, dict) else said
    tagged = first_of(found.get("claimReviewed"))
    tag = tagged.get("@language") if isinstance(tagged, dict) else ""
    return language_in(said or tag)


def _appearances(claim: Node, *, besides: str) -> list[str]:
    """Where the claim stood: listed, joined in one text, or only as the address of what was reviewed."""
    places = [claim.get("firstAppearance"), claim.get("appearance"), claim.get("url")]
    known = dict.fromkeys(one for place in places for one in addresses_in(place))
    known.pop(besides, None)
    return list(known)[:MOST_APPEARANCES]


def _word(rating: Any) -> str:
    """The publisher's own word; without one, its number and how far its scale goes."""
    if not isinstance(rating, dict):
        return cut(text_in(rating), LONGEST_NAME)
    word = text_in(rating.get("alternateName")) or text_in(rating.get("name"))
    return cut(word or _number_as_word(rating), LONGEST_NAME)


def _number_as_word(rating: Node) -> str:
    value, best, worst = _numbers(rating)
    if value is None or -1 in (value, best, worst):
        return ""
    if best is not None and worst is not None and best < worst:
        return f"{value:g} ({best:g} is best, {worst:g} worst)"
    return f"{value:g} of {best:g}" if best is not None else f"{value:g}"


def _truth(rating: Any) -> float | None:
    return truth_of(*_numbers(rating)) if isinstance(rating, dict) else None


def _numbers(rating: Node) -> tuple[float | None, float | None, float | None]:
    value, best, worst = (number_in(rating.get(name)) for name in ("ratingValue", "bestRating", "worstRating"))
    return value, best, worst
