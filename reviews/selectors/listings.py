"""What lists, search and feeds show: the verdicts that stand. Only the Public… tables are read here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import and_, itemgetter
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchQueryCombinable
from django.db.models import Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString

from factcheck.core.text import problem_with
from factcheck.web.searching import asked_in_forms
from reviews.models import PublicClaimant, PublicListing, PublicTopic
from reviews.published import PublishedRating
from reviews.selectors.facets import languages_like, languages_listed
from reviews.selectors.wanted import Wanted

MOST_NAMED = 50  # people that a name in the filter may mean
MOST_WORDS = 8  # of a name that are looked for
NEWEST = ("-first_published_at", "-number")


@dataclass(frozen=True)
class Listed:
    """A verdict in a list: claim, claimant and rating together."""

    row: PublicListing
    marked: Mapping[str, SafeString] = field(default_factory=dict)  # its texts with what was searched for marked
    spoken: str = ""  # the language ratings are called in, where their scale says how

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def rating(self) -> PublishedRating:
        told = next(one for one in self.row.scale.labels if one["key"] == self.row.rating_key)
        return replace(PublishedRating.from_json(told), name=self._called(told))

    @property
    def steps(self) -> list[str]:
        """What the labels of its scale are called, truest first."""
        placed = [one for one in self.row.scale.labels if one["position"] is not None]
        return [self._called(one) for one in sorted(placed, key=itemgetter("position"))]

    def _called(self, label: Mapping[str, Any]) -> str:
        return (label.get("names") or {}).get(self.spoken) or label["name"]

    @property
    def path(self) -> str:
        return f"/verdicts/{self.row.number}-{self.row.slug}/"

    @property
    def url(self) -> str:
        return settings.PUBLIC_ORIGIN + self.path

    @property
    def claimant_path(self) -> str:
        """Empty for those without a page."""
        return claimant_path(self.row.claimant) if self.row.claimant else ""


def listings() -> QuerySet[PublicListing]:
    """Verdicts that stand, newest first."""
    return PublicListing.objects.select_related("scale", "claimant", "topic").defer("search").order_by(*NEWEST)


def claimant_path(claimant: PublicClaimant) -> str:
    return f"/claimants/{claimant.key}-{claimant.slug}/"


def find_listings(
    wanted: Wanted, *, languages: list[str] | None = None
) -> tuple[QuerySet[PublicListing], SearchQueryCombinable | None]:
    """Verdicts that meet everything asked for, newest first, and what their words were searched for.

    `languages` are those that verdicts are in; they are looked up when they are needed and not given. Of the language
    asked for the region does not count.
    """
    found = listings()
    if any(problem_with(value) for value in wanted.as_query().values()):
        return found.none(), None
    if (wanted.q or wanted.language) and languages is None:
        languages = languages_listed()
    spoken = languages_like(wanted.language, languages or ()) if wanted.language else languages
    query = asked_in_forms(wanted.q, spoken or ()) if wanted.q else None
    if query is not None:
        found = found.filter(search=query)
    elif wanted.q:
        return found.none(), None  # no word was asked for, so none has it
    filters = [one for one in (_by_rating(wanted), _by_topic(wanted), _by_claimant(wanted), *_by_days(wanted)) if one]
    if wanted.outlet:
        filters.append(Q(outlet_keys__contains=[" ".join(wanted.outlet.lower().split())]))
    if wanted.language:
        filters.append(Q(language__in=spoken))
    return (found.filter(reduce(and_, filters)) if filters else found), query


def _by_rating(wanted: Wanted) -> Q | None:
    return Q(rating_key=wanted.rating) if wanted.rating else None


def _by_topic(wanted: Wanted) -> Q | None:
    if not wanted.topic:
        return None
    return Q(topic=Subquery(PublicTopic.objects.filter(slug=wanted.topic).values("pk")))


def _by_claimant(wanted: Wanted) -> Q | None:
    if not wanted.claimant:
        return None
    return Q(claimant__in=[one.pk for one in claimants_called(wanted.claimant)])


def claimants_called(typed: str) -> list[PublicClaimant]:
    """Who has a page under this key, or whose name holds all these words (`words_of_name`)."""
    if problem_with(typed):
        return []
    if typed.isascii() and typed.isdigit():
        return list(PublicClaimant.objects.filter(key=int(typed))) if len(typed) < 19 else []
    words = [Q(name__icontains=word) for word in words_of_name(typed)]
    return list(PublicClaimant.objects.filter(*words).order_by("name", "pk")[:MOST_NAMED])


def words_of_name(typed: str) -> list[str]:
    """Each word once, eight at most: every one of them is looked for in every name.

    >>> words_of_name("Ada  ada BELL"), len(words_of_name("a b c d e f g h i j"))
    (['ada', 'bell'], 8)
    """
    return list(dict.fromkeys(typed.lower().split()))[:MOST_WORDS]


def _by_days(wanted: Wanted) -> list[Q]:
    since, until = wanted.days
    first = [Q(first_published_at__gte=_start_of(since))] if since else []
    return first + ([Q(first_published_at__lt=_start_of(until, days=1))] if until and until < date.max else [])


def _start_of(day: date, *, days: int = 0) -> datetime:
    """When it begins where the desk is."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))
