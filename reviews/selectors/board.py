"""The editor's morning: groups of claims that wait for the same kind of act, and the numbers that lead to them.

Every look at a long table is bounded: small groups are read as ids, at most `COUNT_TO` of them, those that have waited
longest first; large ones are walked along the index `claims_on_the_board`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from claims.models import Claim
from claims.states import UNDER_WORK, ClaimStatus
from factcheck.accounts.models import User
from reviews.models import (
    Assignment,
    AwayPeriod,
    Complaint,
    Flag,
    Hold,
    PublicVerdict,
    Recheck,
    Review,
    Round,
    VerdictDraft,
)
from reviews.states import ASSIGNMENT_OPEN, AssignmentStatus, DraftStatus, RoundStatus

ON_THE_BOARD = UNDER_WORK
COUNT_TO = 1000  # a board says "1000+" rather than count a long table

TO_SIGN = [DraftStatus.READY, DraftStatus.SIGNED_OFF]
RUNNING = [AssignmentStatus.ASSIGNED, AssignmentStatus.IN_PROGRESS]  # the due clock of waiting work stands still
DRAFTS_UNDER_WAY = VerdictDraft.objects.exclude(status=DraftStatus.PUBLISHED)


@dataclass(frozen=True)
class Group:
    """Claims that wait for the same kind of act: by their ids, or by conditions of which each claim meets one.

    `since`: when the first of them began to wait, where an editor asks that. `rare`: left out of the first line when
    there are none.
    """

    key: str
    one: str
    many: str
    ids: tuple[int, ...] | None = None
    parts: tuple[Q, ...] = ()
    since: datetime | None = None
    rare: bool = False
    more: bool = False  # there are more than `ids` holds

    def words(self, count: int) -> str:
        return self.one if count == 1 else self.many


def read_groups(*, at: datetime) -> list[Group]:
    """Every group, in the order an editor looks at them: nobody's move, published pages in trouble, sign-off, the rest.

    `at` is in the desk's time zone. A fixed number of queries.
    """
    return [
        _stuck(),
        _evidence_changed(),
        _error_reports(at),
        _early_checks(at),
        _to_sign_off(),
        _splits(),
        overdue(at),
        _held_by_the_absent(at),
        _flags(),
        _holds(),
        Group("to_assign", "to assign", "to assign", parts=(Q(status=ClaimStatus.ACCEPTED),)),
        Group(
            "under_way",
            "under way",
            "under way",
            parts=(Q(status=ClaimStatus.IN_REVIEW), Q(status=ClaimStatus.SETTLED)),
        ),
    ]


def _stuck() -> Group:
    """Settled and nobody writes it, or under review with a seat that nobody has.

    The second are read by the day they were accepted: only the index made for them gives that order, so that no plan
    walks all claims under review.
    """
    unwritten = Q(status=ClaimStatus.SETTLED) & ~Exists(DRAFTS_UNDER_WAY.filter(claim=OuterRef("pk")))
    settled = Claim.objects.filter(unwritten).order_by("-priority", "pk")
    half_asked = Claim.objects.filter(status=ClaimStatus.IN_REVIEW, open_slots__gt=0).order_by("decided_at", "pk")
    rows = [row for part in (settled, half_asked) for row in part.values_list("pk", "decided_at")[: COUNT_TO + 1]]
    return _listed("stuck", "stuck, nobody's move", "stuck, nobody's move", rows)


def _evidence_changed() -> Group:
    rows = Recheck.objects.filter(decision="").order_by("opened_at", "pk").values_list("claim", "opened_at")
    return _listed("evidence_changed", "page whose evidence changed", "pages whose evidence changed", rows, rare=True)


def _error_reports(at: datetime) -> Group:
    """Complaints to be answered by the end of the desk's day, by the claim they are about."""
    tomorrow = (at + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    due = Complaint.objects.filter(closed_at=None, due_at__lt=tomorrow).order_by("due_at", "pk")
    found = list(due.values_list("number", "due_at")[: COUNT_TO + 1])
    claims = dict(PublicVerdict.objects.filter(number__in=[n for n, _ in found]).values_list("number", "claim_id"))
    rows = [(claims[number], due_at) for number, due_at in found if number in claims]
    return _listed("error_reports", "error report due today", "error reports due today", rows, rare=True)


def _early_checks(at: datetime) -> Group:
    """Published by the fast plan, and nobody gives the second opinion, or whoever does is late with it."""
    looks = Round.objects.filter(is_second_look=True, status=RoundStatus.OPEN)
    late = Assignment.objects.filter(round=OuterRef("pk"), status__in=RUNNING, due_at__lt=at)
    waiting = looks.filter(Q(claim__open_slots__gt=0) | Exists(late)).order_by("opened_at", "pk")
    rows = waiting.values_list("claim", "opened_at")
    one, many = "early check without a second opinion", "early checks without a second opinion"
    return _listed("early_checks", one, many, rows, rare=True)


def _to_sign_off() -> Group:
    ready = VerdictDraft.objects.filter(status__in=TO_SIGN).order_by("handed_in_at", "pk")
    return _listed("to_sign_off", "to sign off", "to sign off", ready.values_list("claim", "handed_in_at"), since=True)


def _splits() -> Group:
    differing = Round.objects.filter(status=RoundStatus.ADJUDICATION).order_by("closed_at", "pk")
    return _listed("splits", "split to settle", "splits to settle", differing.values_list("claim", "closed_at"))


def overdue(at: datetime) -> Group:
    """Claims with work that is due and not waiting for anything, the longest overdue first."""
    late = Assignment.objects.filter(status__in=RUNNING, due_at__lt=at).order_by("due_at", "pk")
    return _listed("overdue", "overdue", "overdue", late.values_list("round__claim", "due_at"))


def _held_by_the_absent(at: datetime) -> Group:
    """Open work of people who are away today, or whose account is closed."""
    absent = people_absent(at.date())
    held = Assignment.objects.filter(reviewer__in=absent, status__in=ASSIGNMENT_OPEN).order_by("due_at", "pk")
    words = "held by somebody away"
    return _listed("absent", words, words, held.values_list("round__claim", "due_at"), rare=True)


def people_absent(day: date) -> list[int]:
    """The ids of those who are away on that day or whose account is closed."""
    away = AwayPeriod.objects.filter(from_on__lte=day, until_on__gte=day).order_by()
    closed = User.objects.filter(is_active=False, assignments__status__in=ASSIGNMENT_OPEN).order_by()
    return list(away.values_list("reviewer__user", flat=True).union(closed.values_list("pk", flat=True)))


def _flags() -> Group:
    raised = Flag.objects.standing().order_by("raised_at", "pk").values_list("claim", "raised_at")
    return _listed("flags", "remark of a reviewer", "remarks of reviewers", raised, rare=True)


def _holds() -> Group:
    standing = Hold.objects.filter(released_at=None).order_by("placed_at", "pk")
    return _listed("holds", "on hold", "on hold", standing.values_list("claim", "placed_at"), rare=True)


def _listed(key: str, one: str, many: str, rows, *, since: bool = False, rare: bool = False) -> Group:
    """A group from rows of claim id and moment, the first first."""
    found = list(rows[: COUNT_TO + 1])
    ids = tuple(dict.fromkeys(claim_id for claim_id, _ in found))[:COUNT_TO]
    first = found[0][1] if found and since else None
    return Group(key, one, many, ids=ids, since=first, rare=rare, more=len(found) > COUNT_TO)


def count(group: Group) -> tuple[int, bool]:
    """How many claims the group holds, and whether there are more than that."""
    if group.ids is not None:
        return len(group.ids), group.more
    held = sum(Claim.objects.filter(part).order_by()[: COUNT_TO + 1].count() for part in group.parts)
    return min(held, COUNT_TO), held > COUNT_TO


def with_work(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Everything a row of the board is made of, in a fixed number of queries."""
    return claims.select_related("wording", "claimant", "topic").prefetch_related(
        Prefetch("rounds", Round.objects.select_related("plan").order_by("-number")),
        Prefetch("rounds__assignments", Assignment.objects.select_related("reviewer")),
        Prefetch("drafts", DRAFTS_UNDER_WAY.select_related("writer"), to_attr="drafts_under_way"),
        Prefetch("holds", Hold.objects.filter(released_at=None), to_attr="standing_holds"),
        Prefetch("rechecks", Recheck.objects.filter(decision="").order_by("pk"), to_attr="open_rechecks"),
    )


def rows_of(ids: Iterable[int]) -> list[Claim]:
    """The claims with these ids in this order, with all a row is made of."""
    ids = list(ids)
    found = with_work(Claim.objects.all()).in_bulk(ids)
    return [found[claim_id] for claim_id in ids if claim_id in found]


def reviews_to_compare(claims: list[Claim], user: User) -> dict[int, list[Review]]:
    """{claim id: standing reviews the user may see}, for rounds whose reviewers differ."""
    differing = [one.pk for claim in claims for one in claim.rounds.all() if one.status == RoundStatus.ADJUDICATION]
    visible = Review.objects.visible_to(user).standing().filter(round__in=differing)
    found: dict[int, list[Review]] = {}
    for review in visible.select_related("rating", "round").order_by("pk"):
        found.setdefault(review.round.claim_id, []).append(review)
    return found
