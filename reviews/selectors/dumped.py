"""Everything that stands, in full, a stretch at a time: what is handed out whole to whoever asks for it.

Each stretch is read by its key in a statement of its own, and the connection given back after it. However slowly a
reader takes it, no transaction, no cursor and no connection waits for them, and memory holds one stretch. What changes
meanwhile is read as it then is. Only the Public… tables are read here.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from factcheck.accounts.models import Desk
from reviews.models import PublicListing, PublicRevision, PublicVerdict
from reviews.selectors.corrections import Told, told_changes
from reviews.selectors.published import Shown
from reviews.states import PublicState, RevisionKind

STRETCH = 200  # rows
FORM = 1  # of what is handed out: another number makes every copy a stale one
TOLD = ("name", "language", "time_zone", "licence_name", "licence_url")  # of the desk


@dataclass(frozen=True)
class Standing:
    """A check that stands, with the corrections it carries, oldest first."""

    shown: Shown
    corrections: list[PublicRevision]


def standing_checks() -> Iterator[list[Standing]]:
    """Every check that stands, by number. Retracted and withheld ones are not among them."""
    after = 0
    while rows := _checks_after(after):
        yield rows
        after = rows[-1].shown.number


def told_of_all() -> Iterator[list[Told]]:
    """Every change that readers were told of, newest first."""
    rows = list(told_changes()[:STRETCH])
    while rows:
        _give_back()
        yield [Told(row) for row in rows]
        rows = list(told_changes().filter(pk__lt=rows[-1].pk)[:STRETCH])


def count_standing() -> int:
    return PublicListing.objects.count()


def last_told_at() -> datetime | None:
    """When readers were last told anything."""
    return PublicRevision.objects.order_by("-published_at", "-pk").values_list("published_at", flat=True).first()


def fingerprint(desk: Desk) -> str:
    """A word that is another one as soon as anything is that is handed out whole.

    Every change makes another revision the present one; every check that is withheld or shown again has another state.
    The version that the shelf goes by lives in Redis and may be lost; this one is read from the rows.
    """
    table = connection.ops.quote_name(PublicVerdict._meta.db_table)
    every = "concat_ws(':', number, slug, state, current_id, is_early, outdated_at, withheld_since, withheld_ground)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), sum(hashtextextended({every}, 0)) FROM {table}")
        rows = cursor.fetchone()
    told = [FORM, *rows, *(getattr(desk, name) for name in TOLD)]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _checks_after(number: int) -> list[Standing]:
    rows = PublicVerdict.objects.filter(state=PublicState.LIVE, current__isnull=False, number__gt=number)
    found = list(rows.select_related("current").order_by("number")[:STRETCH])
    corrections = _corrections_of(found)
    _give_back()
    return [Standing(Shown(one), corrections[one.pk]) for one in found]


def _corrections_of(verdicts: list[PublicVerdict]) -> dict[int, list[PublicRevision]]:
    rows = PublicRevision.objects.filter(verdict__in=verdicts, kind=RevisionKind.CORRECTION).exclude(note="")
    found: dict[int, list[PublicRevision]] = defaultdict(list)
    for one in rows.only("verdict_id", "note", "published_at").order_by("verdict", "number"):
        found[one.verdict_id].append(one)
    return found


def _give_back() -> None:
    """Let others have the connection; the next statement takes one again. Within a transaction nobody gives it away."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
