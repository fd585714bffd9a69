"""What lists can be narrowed by: the languages, ratings and topics that have verdicts, and how often each rating."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Exists, OuterRef

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


def ratings_listed() -> list[Label]:
    """The ratings that verdicts have, in the order of the newest scale, then those of older ones."""
    present = set(_values_of("rating_key"))
    return [label for label in _labels() if label.key in present]


def topics_listed() -> list[PublicTopic]:
    """Topics with a verdict that stands, by name."""
    return list(PublicTopic.objects.filter(Exists(PublicListing.objects.filter(topic=OuterRef("pk")))).order_by("name"))


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
