"""Where verified words stand: the place in our copy, and the address that leads to them."""

from bisect import bisect_right

from claims.reading.sniffing import PDF
from reviews.finding_words import Found, text_fragment
from reviews.models import Evidence, Snapshot
from reviews.states import VERIFIED, SnapshotOrigin

FETCHED, HANDED_IN = "fetched", "handed_in"


def found_words(evidence: Evidence) -> Found | None:
    """Where the words stand in the copy they were looked for in; None unless they are verified."""
    return Found.from_selectors(evidence.selector) if evidence.quotation in VERIFIED else None


def verified_in(evidence: Evidence) -> str:
    """Where the words were verified: in a copy we fetched ourselves, or one we were given; empty while they are not."""
    if evidence.quotation not in VERIFIED or evidence.snapshot is None:
        return ""
    return HANDED_IN if evidence.snapshot.origin == SnapshotOrigin.UPLOADED else FETCHED


def address_at_words(evidence: Evidence) -> str:
    """The address of the source with what leads to the words: a text fragment, or the page of a PDF.

    Empty for words that are not verified, or only in a copy of the page that was handed in (nobody knows whether the
    page has them), for a file, and for a source whose identity is withheld.
    """
    found = found_words(evidence) if verified_in(evidence) == FETCHED else None
    source, copy = evidence.source, evidence.snapshot
    if found is None or copy is None or source.withheld or not source.url.lower().startswith(("http://", "https://")):
        return ""
    if copy.media_type == PDF:
        page = page_of(copy, found.start)
        return f"{source.url.partition('#')[0]}#page={page}" if page else source.url
    return text_fragment(source.url, found)


def page_of(copy: Snapshot, offset: int) -> int | None:
    """The page of a PDF that the character at `offset` stands on, counted from 1; None for what has no pages.

    >>> page_of(Snapshot(pages=[0, 120, 300]), 120)
    2
    """
    return bisect_right(copy.pages, offset) if copy.pages else None
