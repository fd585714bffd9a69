"""What other newsrooms' software finds: rated verdicts that stand, by words, language and age. Public… tables only."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.contrib.postgres.search import SearchQueryCombinable, SearchQueryField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import ExpressionWrapper, QuerySet

from factcheck.web.searching import asked_in_forms
from reviews.models import PublicListing, PublicRevision
from reviews.selectors.facets import languages_like, languages_listed
from reviews.selectors.list_pages import FINE, RANKED, beyond
from reviews.selectors.listings import NEWEST, Listed
from reviews.states import RevisionKind

MOST_CHANGES = 20  # of one verdict that are told: the newest
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FINEST = timedelta(microseconds=1)


@dataclass(frozen=True)
class Sought:
    """What is asked for. `language` is a BCP-47 tag whose region does not count; "" asks for nothing."""

    words: str = ""
    language: str = ""
    newer_than: datetime | None = None  # said or first published then or later


@dataclass(frozen=True)
class Place:
    """Where a page ended. `order`: how well it fits, or without words its first publication in µs since 1970."""

    order: int
    number: int


LAST = Place(2**31 - 1, 2**31 - 1)  # whatever is found comes after it
Placed = tuple[PublicListing | None, Place]  # None: it was taken from the lists a moment ago


@dataclass(frozen=True)
class Found:
    """One page. `changes` are told by the primary key of the listing; `end` is None on the last page."""

    items: Sequence[Listed]
    changes: Mapping[int, list[PublicRevision]]
    end: Place | None = None


def find_fact_checks(sought: Sought, *, size: int, after: Place | None = None, skip: int = 0) -> Found:
    """At most `size` verdicts: the best fits first where there are words, else the newest; `skip` counts from there.

    Of words that very many verdicts have, the newest 2,000 are put in order. Verdicts without a rating are left out.
    """
    known = languages_listed() if sought.language or sought.words else []
    languages = languages_like(sought.language, known) if sought.language else known
    found = _matching(sought, languages)
    if sought.words:
        query = asked_in_forms(sought.words, languages)
        page = _best(found, query, after, skip, size + 1) if query is not None else []
    else:
        page = _newest(found, after, skip, size + 1)
    shown = [row for row, _ in page[:size] if row]
    return Found([Listed(row) for row in shown], _changes_of(shown), page[size - 1][1] if len(page) > size else None)


def _matching(sought: Sought, languages: list[str]) -> QuerySet[PublicListing]:
    found = PublicListing.objects.filter(is_rated=True)
    if sought.newer_than:
        found = found.filter(newest_at__gte=sought.newer_than)
    return found.filter(language__in=languages) if sought.language else found


def _newest(found: QuerySet[PublicListing], after: Place | None, skip: int, most: int) -> list[Placed]:
    if after:
        found = beyond(found, "first_published_at", "lt", (_EPOCH + after.order * _FINEST, after.number))
    rows = _whole(found).order_by(*NEWEST)[skip : skip + most]
    return [(row, Place((row.first_published_at - _EPOCH) // _FINEST, row.number)) for row in rows]


def _best(
    found: QuerySet[PublicListing], query: SearchQueryCombinable, after: Place | None, skip: int, most: int
) -> list[Placed]:
    """The newest matches in the order of how well they fit. Only those are weighed, and only a page of them is read."""
    asked = ExpressionWrapper(query, output_field=SearchQueryField())  # of several joined, Django knows no type
    newest = found.filter(search=query).annotate(asked=asked).order_by(*NEWEST)
    try:
        narrowed, given = newest.values_list("pk", "number", "search", "asked")[:RANKED].query.sql_with_params()
    except EmptyResultSet:
        return []
    statement = f"""
        SELECT pk, fit, number
        FROM (SELECT pk, number, (ts_rank(search, asked) * {FINE})::integer AS fit
              FROM ({narrowed}) AS newest (pk, number, search, asked)) AS weighed
        WHERE (fit, number) < (%s, %s) ORDER BY fit DESC, number DESC LIMIT %s OFFSET %s
    """
    end = after or LAST
    with connection.cursor() as cursor:
        cursor.execute(statement, (*given, end.order, end.number, most, skip))
        places = {pk: Place(fit, number) for pk, fit, number in cursor.fetchall()}
    rows = {row.pk: row for row in _whole(PublicListing.objects.filter(pk__in=places))}
    return [(rows.get(pk), place) for pk, place in places.items()]


def _whole(rows: QuerySet[PublicListing]) -> QuerySet[PublicListing]:
    # The scale is fetched once for all of them: it is long, and mostly the same.
    return rows.prefetch_related("scale").defer("search", "found")


def _changes_of(rows: Sequence[PublicListing]) -> Mapping[int, list[PublicRevision]]:
    """What readers were told of each, newest first."""
    told = PublicRevision.objects.filter(verdict__in=[row.pk for row in rows]).exclude(kind=RevisionKind.FIRST)
    names = ("verdict__number", "number", "kind", "severity", "note", "published_at")
    changes: dict[int, list[PublicRevision]] = defaultdict(list)
    for one in told.select_related("verdict").only(*names).order_by("verdict", "-number"):
        changes[one.verdict_id].append(one)
    return {pk: ones[:MOST_CHANGES] for pk, ones in changes.items()}
