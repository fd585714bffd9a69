"""The editor's morning: groups of claims that wait for the same kind of act, and what a row of them is made of.

Every look at a long table is bounded: small groups are read as ids, at most `COUNT_TO` of them, those that have waited
longest first; large ones are walked along the index `claims_on_the_board`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from claims.models import Claim
from claims.states import UNDER_WORK, ClaimStatus
from factcheck.accounts.models import User
from reviews.models import Assignment, Hold, Recheck, Review, Round, VerdictDraft
from reviews.selectors.waiting import COUNT_TO, PREVIEW, Waiting, read_waiting
from reviews.states import RoundStatus

ON_THE_BOARD = UNDER_WORK
DRAFTS_UNDER_WAY = VerdictDraft.objects.under_way()

# What a row is made of; a claim has fifty columns.
OF_A_CLAIM = [
    *("status", "language", "decided_at", "outcome_at", "open_slots", "boost", "priority", "priority_parts"),
    *("wording__text", "claimant__name", "topic__name", "topic__slug"),
]
OF_A_ROUND = ["claim", "number", "status", "reviews_wanted", "adjudicator", "opened_at", "closed_at"]
OF_AN_ASSIGNMENT = ["round", "status", "due_at", "submitted_at", "reviewer__name", "reviewer__email"]
OF_A_DRAFT = ["claim", "status", "earlier_writers", "created_at", "handed_in_at", "writer__name", "writer__email"]


@dataclass(frozen=True)
class Group:
    """Claims that wait for the same kind of act: by their ids, or by conditions of which each claim meets one.

    `first`: the first few. `since`: when the first of them began to wait, where an editor asks that. `rare`: left out
    of the first line when there are none.
    """

    key: str
    one: str
    many: str
    ids: tuple[int, ...] | None = None
    parts: tuple[Q, ...] = ()
    first: tuple[int, ...] = ()
    count: int = 0  # of those by ids and of those the first line counts
    more: bool = False  # there are more than `count`
    since: datetime | None = None
    rare: bool = False

    def words(self) -> str:
        return self.one if self.count == 1 else self.many


@dataclass(frozen=True)
class Board:
    """Every group, in the order an editor looks at them, and what was read with them."""

    groups: list[Group]
    waiting: Waiting

    def group(self, key: str) -> Group | None:
        return next((group for group in self.groups if group.key == key), None)


def read_board(*, at: datetime) -> Board:
    """Nobody's move, published pages in trouble, sign-off, the rest. `at` is in the desk's time zone. One query."""
    found = read_waiting(at=at)
    return Board([*_in_trouble(found), *_to_decide(found), *_large(found)], found)


def read_groups(*, at: datetime) -> list[Group]:
    """The groups of the board; see `read_board`."""
    return read_board(at=at).groups


def _in_trouble(found: Waiting) -> list[Group]:
    """What nobody moves, and published pages."""
    stuck = [*found.unwritten, *found.half_asked]
    early = "early check without a second opinion", "early checks without a second opinion"
    changed = "page that asks for another look", "pages that ask for another look"
    put_right = "page being put right", "pages being put right"
    return [
        _listed("stuck", "stuck, nobody's move", "stuck, nobody's move", stuck),
        _listed("evidence_changed", *changed, found.evidence_changed, rare=True),
        _listed("to_put_right", *put_right, found.to_put_right, rare=True),
        _listed("error_reports", "error report due today", "error reports due today", found.error_reports, rare=True),
        _listed("early_checks", *early, found.early_checks, rare=True),
    ]


def _to_decide(found: Waiting) -> list[Group]:
    away = "held by somebody away"
    since = found.to_sign_off_since
    return [
        _listed("to_sign_off", "to sign off", "to sign off", found.to_sign_off, since=since),
        _listed("splits", "split to settle", "splits to settle", found.splits),
        _listed("overdue", "overdue", "overdue", found.overdue),
        _listed("absent", away, away, found.held_by_absent, rare=True),
        _listed("flags", "remark of a reviewer", "remarks of reviewers", found.flags, rare=True),
        _listed("holds", "on hold", "on hold", found.holds, rare=True),
        _listed("answers", "answer overdue", "answers overdue", found.answers_overdue, rare=True),
    ]


def _large(found: Waiting) -> list[Group]:
    """Those that are never read whole."""
    count, more = bounded(found.to_assign_count)
    assign, under_way = tuple(found.to_assign), tuple(found.under_way)
    accepted = (Q(status=ClaimStatus.ACCEPTED),)
    worked_on = (Q(status=ClaimStatus.IN_REVIEW), Q(status=ClaimStatus.SETTLED))
    return [
        Group("to_assign", "to assign", "to assign", parts=accepted, first=assign, count=count, more=more),
        Group("under_way", "under way", "under way", parts=worked_on, first=under_way),
    ]


def _listed(key: str, one: str, many: str, found: list[int], *, since: datetime | None = None, rare=False) -> Group:
    """A group from ids of claims, the first first; a claim may be among them several times."""
    ids = tuple(dict.fromkeys(found[: COUNT_TO + 1]))[:COUNT_TO]
    more = len(found) > COUNT_TO
    return Group(key, one, many, ids=ids, first=ids[:PREVIEW], count=len(ids), more=more, since=since, rare=rare)


def bounded(count: int) -> tuple[int, bool]:
    """What a count says that stopped one above `COUNT_TO`, and whether there are more."""
    return min(count, COUNT_TO), count > COUNT_TO


def with_work(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims with all a row needs of every one of them."""
    asked = Assignment.objects.select_related("reviewer").only(*OF_AN_ASSIGNMENT)
    return (
        claims.select_related("wording", "claimant", "topic")
        .only(*OF_A_CLAIM)
        .prefetch_related(
            Prefetch("rounds", Round.objects.only(*OF_A_ROUND).order_by("-number")),
            Prefetch("rounds__assignments", asked),
            Prefetch("holds", Hold.objects.filter(released_at=None), to_attr="standing_holds"),
        )
    )


def rows_of(ids: Iterable[int]) -> list[Claim]:
    """The claims with these ids in this order, with all a row is made of. A fixed number of queries."""
    ids = list(ids)
    found = with_work(Claim.objects.all()).in_bulk(ids)
    claims = [found[claim_id] for claim_id in ids if claim_id in found]
    drafts = DRAFTS_UNDER_WAY.select_related("writer").only(*OF_A_DRAFT)
    for status in (ClaimStatus.SETTLED, ClaimStatus.PUBLISHED):  # of a published one: a change of it
        _prefetch_where(claims, status, Prefetch("drafts", drafts, to_attr="drafts_under_way"))
    rechecks = Recheck.objects.filter(done_at=None).order_by("decision", "pk")
    _prefetch_where(claims, ClaimStatus.PUBLISHED, Prefetch("rechecks", rechecks, to_attr="open_rechecks"))
    return claims


def _prefetch_where(claims: list[Claim], status: str, what: Prefetch) -> None:
    """Only claims in that status have such things: the others are not asked."""
    prefetch_related_objects([claim for claim in claims if claim.status == status], what)


def reviews_to_compare(claims: list[Claim], user: User) -> dict[int, list[Review]]:
    """{claim id: standing reviews the user may see}, for rounds whose reviewers differ."""
    differing = [one.pk for claim in claims for one in claim.rounds.all() if one.status == RoundStatus.ADJUDICATION]
    if not differing:
        return {}
    visible = Review.objects.visible_to(user).standing().filter(round__in=differing)
    found: dict[int, list[Review]] = {}
    for review in visible.select_related("rating", "round").order_by("pk"):
        found.setdefault(review.round.claim_id, []).append(review)
    return found
