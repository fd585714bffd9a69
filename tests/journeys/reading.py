"""What a reader, or a machine that reads for one, takes from a public page."""

import json
from html.parser import HTMLParser


class Page(HTMLParser):
    """The visible words of a page, and its blocks of JSON-LD."""

    UNSEEN = frozenset({"script", "style", "title"})

    def __init__(self, body: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.blocks: list[str] = []
        self.scripts = 0
        self._inside = ""
        self.feed(body)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def claim_review(self) -> dict:
        """The one ClaimReview of the page. Fails when there is none, or two, or it is not JSON."""
        (block,) = self.blocks
        return json.loads(block)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = dict(attrs).get("type") or "" if tag == "script" else ""
        self._inside = kind if kind == "application/ld+json" else tag
        self.scripts += tag == "script" and self._inside == tag
        if kind == "application/ld+json":
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "application/ld+json":
            self.blocks[-1] += data
        elif self._inside not in self.UNSEEN:
            self.words.append(data)


def missing_from(review: dict) -> list[str]:
    """What search engines and archives need of a ClaimReview and do not find, or find in the wrong shape."""
    rating, claim, author = (review.get(name, {}) for name in ("reviewRating", "itemReviewed", "author"))
    needed = {
        "@context": review.get("@context") == "https://schema.org",
        "@type": review.get("@type") == "ClaimReview",
        "url": str(review.get("url", "")).startswith("http"),
        "claimReviewed": bool(review.get("claimReviewed")),
        "datePublished": bool(review.get("datePublished")),
        "author.name": bool(author.get("name")),
        "author.url": bool(author.get("url")),
        "reviewRating.alternateName": bool(rating.get("alternateName")),
        "itemReviewed.@type": claim.get("@type") == "Claim",
        "itemReviewed.author": bool(claim.get("author", {}).get("name")),
        "itemReviewed.datePublished": bool(claim.get("datePublished")),
        "numbers": {"ratingValue", "bestRating", "worstRating"} <= set(rating) or "ratingValue" not in rating,
    }
    return [name for name, is_there in needed.items() if not is_there]
