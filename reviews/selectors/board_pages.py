"""Pages of the board: one group or all claims under work, filtered, paged by key.

The highest priority comes first; a group that is read as ids keeps its own order, those waiting longest first.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Claim
from claims.selectors.claims import find_claims
from factcheck.accounts.models import User
from factcheck.web.paging import Page
from reviews.models import Assignment, Round
from reviews.selectors.board import ON_THE_BOARD, Board, Group
from reviews.selectors.waiting import COUNT_TO
from reviews.states import ASSIGNMENT_OPEN, ROUND_UNDER_WAY

PAGE = 25

LANGUAGES = """
WITH RECURSIVE waiting AS (
  (SELECT language FROM claims_claim WHERE open_slots > 0 ORDER BY language LIMIT 1)
  UNION ALL
  SELECT (SELECT next.language FROM claims_claim next WHERE next.open_slots > 0 AND next.language > waiting.language
          ORDER BY next.language LIMIT 1)
  FROM waiting WHERE waiting.language IS NOT NULL
) SELECT language FROM waiting WHERE language <> ''
"""


@dataclass(frozen=True)
class Wanted:
    """What an editor looks for on the board; what is empty does not matter."""

    words: str = ""
    language: str = ""
    topic: int | None = None
    plan: str = ""  # key
    reviewer: int | None = None  # who holds open work on it
    overdue: bool = False

    def __bool__(self) -> bool:
        return self != Wanted()


def page_of(
    group: Group | None, wanted: Wanted, *, user: User, board: Board, older: int | None, newer: int | None
) -> Page:
    """Claim ids of a page: those after the claim `older`, or before `newer`; from the start when neither is there."""
    claims = _wanted(wanted, user=user, board=board)
    if group is not None and group.ids is not None:
        kept = set(claims.filter(pk__in=group.ids).values_list("pk", flat=True))
        return _cut([claim_id for claim_id in group.ids if claim_id in kept], older=older, newer=newer)
    parts = group.parts if group is not None else [Q(status=status) for status in ON_THE_BOARD]
    return _walk(claims, parts, older=older, newer=newer)


def _wanted(wanted: Wanted, *, user: User, board: Board) -> QuerySet[Claim]:
    claims = find_claims(user, words=wanted.words).select_related(None).order_by()
    if wanted.language:
        claims = claims.filter(language=wanted.language)
    if wanted.topic is not None:
        claims = claims.filter(topic=wanted.topic)
    if wanted.plan:
        claims = claims.filter(
            Exists(Round.objects.filter(claim=OuterRef("pk"), status__in=ROUND_UNDER_WAY, plan__key=wanted.plan))
        )
    if wanted.reviewer is not None:
        held = Assignment.objects.filter(reviewer=wanted.reviewer, status__in=ASSIGNMENT_OPEN).order_by("due_at")
        claims = claims.filter(pk__in=list(held.values_list("round__claim", flat=True)[:COUNT_TO]))
    if wanted.overdue:
        claims = claims.filter(pk__in=board.group("overdue").ids)
    return claims


def _cut(ids: list[int], *, older: int | None, newer: int | None) -> Page:
    if newer in ids:
        end = ids.index(newer)
        start = max(0, end - PAGE)
    else:
        start = ids.index(older) + 1 if older in ids else 0
        end = start + PAGE
    shown = ids[start:end]
    return Page(shown, shown[-1] if end < len(ids) else None, shown[0] if start > 0 and shown else None)


def _walk(claims: QuerySet[Claim], parts, *, older: int | None, newer: int | None) -> Page:
    """One page along (priority, id). A claim that moved meanwhile is looked for at its new place."""
    key = newer if newer is not None else older
    edge = Claim.objects.filter(pk=key).values_list("priority", "pk").first() if key is not None else None
    back = edge is not None and newer is not None
    found = [pk for _, pk in _first(claims, parts, size=PAGE + 1, edge=edge, back=back)]
    more, shown = len(found) > PAGE, found[:PAGE]
    if back:
        shown.reverse()
        return Page(shown, shown[-1] if shown else None, shown[0] if shown and more else None)
    return Page(shown, shown[-1] if more else None, shown[0] if shown and edge is not None else None)


def _first(claims: QuerySet[Claim], parts, *, size: int, edge=None, back: bool = False) -> list[tuple[int, int]]:
    """(priority, id) of the first claims that meet one of the conditions: each walked by itself, then merged."""
    order = ("priority", "-pk") if back else ("-priority", "pk")
    walks = [_beyond(claims.filter(part), edge, back).order_by(*order) for part in parts]
    walks = [walk.values_list("priority", "pk")[:size] for walk in walks]
    merged = walks[0].union(*walks[1:], all=True).order_by(*order)[:size] if len(walks) > 1 else walks[0]
    return list(merged)


def _beyond(claims: QuerySet[Claim], edge: tuple[int, int] | None, back: bool) -> QuerySet[Claim]:
    if edge is None:
        return claims
    priority, pk = edge
    if back:
        beyond = Q(priority__gt=priority) | Q(priority=priority, pk__lt=pk)
        return claims.filter(beyond, priority__gte=priority)
    beyond = Q(priority__lt=priority) | Q(priority=priority, pk__gt=pk)
    return claims.filter(beyond, priority__lte=priority)  # the second says the same in words an index understands


def languages_waiting() -> list[str]:
    """The languages of claims with a free seat, without looking at every claim."""
    with connection.cursor() as cursor:
        cursor.execute(LANGUAGES)
        return [language for (language,) in cursor.fetchall()]
