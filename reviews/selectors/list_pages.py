"""Lists of checks page by page: each begins at a key, so none is slower than the first."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchRank
from django.db.models import F, IntegerField, Q, QuerySet
from django.db.models.functions import Cast

from reviews.models import PublicListing, PublicVerdict
from reviews.selectors.listings import NEWEST, Listed, find_listings, listings
from reviews.selectors.wanted import Wanted

RANKED = 2_000  # matches that are put in order of relevance: the newest so many
FINE = 1_000_000  # steps between no relevance and full relevance: whole numbers make exact keys
_KEY = re.compile(r"(?:(?P<rank>[0-9]{1,9})-)?(?P<number>[0-9]{1,9})", re.ASCII)


@dataclass(frozen=True)
class ListPage:
    """One page of a list. `older` and `newer` are the keys of the pages beside it, or empty."""

    items: list[Listed]
    older: str = ""
    newer: str = ""


def page_of(
    wanted: Wanted, *, size: int, older: str = "", newer: str = "", languages: list[str] | None = None
) -> ListPage:
    """A page of what is wanted: by relevance if it is to be, else the newest first; after or before a key."""
    found, query = find_listings(wanted, languages=languages)
    if wanted.by_relevance and query is not None:
        best = found.order_by(*NEWEST).values("pk")[:RANKED]
        rank = Cast(SearchRank(F("search"), query) * FINE, IntegerField())
        return _page(listings().filter(pk__in=best).annotate(rank=rank), "rank", size, older, newer)
    return _page(found, "first_published_at", size, older, newer)


def begins_a_page(typed: str, wanted: Wanted) -> bool:
    """Whether a list of what is wanted has a page that begins after this key."""
    return _key(typed, "rank" if wanted.by_relevance else "first_published_at") is not None


def _page(found: QuerySet[PublicListing], by: str, size: int, older: str, newer: str) -> ListPage:
    after, before = _key(older, by), _key(newer, by)
    if before:
        rows = list(beyond(found, by, "gt", before).order_by(by, "number")[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        return _shown(rows, by, has_older=bool(rows), has_newer=more)
    if after:
        found = beyond(found, by, "lt", after)
    rows = list(found.order_by(f"-{by}", "-number")[: size + 1])
    return _shown(rows[:size], by, has_older=len(rows) > size, has_newer=bool(after and rows))


def _shown(rows: list[PublicListing], by: str, *, has_older: bool, has_newer: bool) -> ListPage:
    older = _key_of(rows[-1], by) if has_older else ""
    newer = _key_of(rows[0], by) if has_newer else ""
    return ListPage([Listed(row) for row in rows], older, newer)


def _key_of(row: PublicListing, by: str) -> str:
    return f"{row.rank}-{row.number}" if by == "rank" else str(row.number)


def _key(typed: str, by: str) -> tuple[int | datetime, int] | None:
    """Where a page begins; None for nonsense and for what was never published."""
    read = _KEY.fullmatch(typed)
    if read is None or (by == "rank") != bool(read["rank"]):
        return None
    number = int(read["number"])
    return (int(read["rank"]), number) if read["rank"] else _moment_of(number)


def _moment_of(number: int) -> tuple[datetime, int] | None:
    """Where a verdict stands among all of them, also one that is no longer listed."""
    moment = PublicVerdict.objects.filter(number=number).values_list("first_published_at", flat=True).first()
    return (moment, number) if moment else None


def beyond(found: QuerySet[PublicListing], by: str, way: str, key: tuple[int | datetime, int]) -> QuerySet:
    """What lies on one side ("gt" or "lt") of a key in the order of `by` and the number."""
    first, number = key
    # The first condition says nothing new; it is the one an index can be entered by.
    near = Q(**{f"{by}__{way}e": first})
    return found.filter(near, Q(**{f"{by}__{way}": first}) | Q(**{by: first, f"number__{way}": number}))
