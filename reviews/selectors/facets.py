"""What lists can be narrowed by: languages, ratings, topics and claimants that have verdicts, and how many each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet

from reviews.models import PublicClaimant, PublicListing, PublicScale, PublicTopic

DRAWN_FROM = 10  # checks: fewer are told in words only


@dataclass(frozen=True)
class Label:
    """A rating readers can ask for, as the newest scale that has it tells it."""

    key: str
    told: Mapping[str, object]  # of the scale: "name", "names" in other languages, …
    count: int = 0


def languages_listed() -> list[str]:
    return _values_of("language")


def languages_like(tag: str, known: Iterable[str]) -> list[str]:
    """Those of the known tags in the language asked for, whatever their region; a script that is named must be theirs.

    >>> languages_like("pt-PT", ["pt", "pt-BR", "en"]), languages_like("sr_Latn", ["sr", "sr-Cyrl", "sr-Latn-RS"])
    (['pt', 'pt-BR'], ['sr', 'sr-Latn-RS'])
    """
    language, script = _language_and_script(tag)
    spoken = [(one, *_language_and_script(one)) for one in known]
    return [one for one, its, written in spoken if its == language and (not script or written in ("", script))]


def _language_and_script(tag: str) -> tuple[str, str]:
    language, *rest = tag.replace("_", "-").lower().split("-")
    return language, next((part for part in rest if len(part) == 4 and part.isalpha()), "")


def ratings_known() -> list[str]:
    """The keys of all labels we ever published."""
    return [label.key for label in _labels()]


def ratings_listed() -> list[Label]:
    """The ratings that verdicts have, in the order of the newest scale, then those of older ones."""
    present = set(_values_of("rating_key"))
    return [label for label in _labels() if label.key in present]


def topics_listed() -> list[PublicTopic]:
    """Topics with a verdict that stands, by name."""
    return list(topics_with_verdicts().order_by("name"))


def topics_with_verdicts() -> QuerySet[PublicTopic]:
    """Topics that a verdict stands under."""
    return PublicTopic.objects.filter(Exists(PublicListing.objects.filter(topic=OuterRef("pk"))))


def claimants_with_verdicts() -> QuerySet[PublicClaimant]:
    """Claimants with a page of their own of whom a verdict stands."""
    return PublicClaimant.objects.filter(Exists(PublicListing.objects.filter(claimant=OuterRef("pk"))))


def count_by_topic(topics: Iterable[PublicTopic]) -> Counter[int]:
    """How many verdicts stand under each, by its primary key; 0 where none does any more."""
    rows = PublicListing.objects.filter(topic__in=topics).order_by()
    return Counter(dict(rows.values_list("topic").annotate(Count("pk"))))


def count_by_claimant(claimants: Iterable[PublicClaimant]) -> Counter[int]:
    """How many verdicts stand of each, by its primary key; 0 where none does any more."""
    rows = PublicListing.objects.filter(claimant__in=claimants).order_by()
    return Counter(dict(rows.values_list("claimant").annotate(Count("pk"))))


def ratings_of(claimant: PublicClaimant) -> list[Label]:
    """How often each rating stands among the checks of what they said. Those that do not are left out."""
    rows = PublicListing.objects.filter(claimant=claimant).order_by().values_list("rating_key").annotate(Count("pk"))
    counts = dict(rows)
    return [Label(one.key, one.told, counts[one.key]) for one in _labels() if one.key in counts]


def _labels() -> list[Label]:
    """Every label that was ever published, each once."""
    labels: dict[str, Label] = {}
    for scale in PublicScale.objects.order_by("-pk"):
        for told in scale.labels:
            labels.setdefault(told["key"], Label(told["key"], told))
    return list(labels.values())


def _values_of(column: str) -> list[str]:
    """The different values of an indexed column, from one to the next: DISTINCT would read every row."""
    quote = connection.ops.quote_name
    table, name = quote(PublicListing._meta.db_table), quote(column)
    statement = f"""
        WITH RECURSIVE known(value) AS (
            (SELECT {name} FROM {table} ORDER BY {name} LIMIT 1)
            UNION ALL
            SELECT (SELECT {name} FROM {table} WHERE {name} > known.value ORDER BY {name} LIMIT 1)
            FROM known WHERE known.value IS NOT NULL
        )
        SELECT value FROM known WHERE value IS NOT NULL
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]
