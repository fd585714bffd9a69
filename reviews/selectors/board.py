"""The editor's morning: numbers that lead to work, and rows that say whose move it is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet

from claims.models import Article, Claim
from claims.states import ArticleStatus, ClaimStatus
from factcheck.accounts.models import User
from factcheck.jobs.models import Job, JobState
from reviews.models import Assignment, Hold, Review, Round, VerdictDraft
from reviews.states import ASSIGNMENT_OPEN, DraftStatus

COUNT_TO = 1000  # a board says "1000+" rather than count a long table
PREVIEW = 8  # rows of each kind on the whole board

TO_SIGN = [DraftStatus.READY, DraftStatus.SIGNED_OFF]
DRAFTS_UNDER_WAY = VerdictDraft.objects.exclude(status=DraftStatus.PUBLISHED)


@dataclass(frozen=True)
class Number:
    """One figure of the first line. `since` is when the oldest of them began to wait, where that matters."""

    key: str
    count: int
    words: str
    since: datetime | None = None
    more: bool = False


@dataclass(frozen=True)
class Group:
    """Claims that wait for the same kind of act. The order of GROUPS is the order of the board."""

    key: str
    words: str
    claims: Q


def _nobody_writes() -> Q:
    drafts = DRAFTS_UNDER_WAY.filter(claim=OuterRef("pk"))
    return Q(status=ClaimStatus.SETTLED) & ~Exists(drafts)


def _drafted() -> Q:
    return Exists(VerdictDraft.objects.filter(claim=OuterRef("pk"), status__in=TO_SIGN)) & Q(status=ClaimStatus.SETTLED)


def _overdue(at: datetime) -> Q:
    late = Assignment.objects.filter(round__claim=OuterRef("pk"), due_at__lt=at, status__in=ASSIGNMENT_OPEN)
    return Q(status=ClaimStatus.IN_REVIEW) & Exists(late.exclude(status="waiting"))


def _held() -> Q:
    return Exists(Hold.objects.filter(claim=OuterRef("pk"), released_at=None))


def groups(at: datetime) -> list[Group]:
    """Every group of rows, in the order an editor should look at them: nobody's move, sign-off, the rest."""
    return [
        Group("stuck", "stuck, nobody's move", _nobody_writes() | Q(status=ClaimStatus.IN_REVIEW, open_slots__gt=0)),
        Group("to_sign_off", "to sign off", _drafted()),
        Group("splits", "splits to settle", Q(status=ClaimStatus.ADJUDICATION)),
        Group("overdue", "overdue", _overdue(at)),
        Group("holds", "on hold", _held()),
        Group("to_assign", "to assign", Q(status=ClaimStatus.ACCEPTED)),
        Group("under_way", "under way", Q(status__in=[ClaimStatus.IN_REVIEW, ClaimStatus.SETTLED])),
    ]


def claims_in(key: str, *, at: datetime) -> QuerySet[Claim] | None:
    """The claims of one group, or None when there is no such group."""
    return next((Claim.objects.filter(group.claims) for group in groups(at) if group.key == key), None)


def numbers(*, at: datetime) -> list[Number]:
    """The first line of the board, in the order of an editor's morning."""
    counted = {group.key: _count(group, Claim.objects.filter(group.claims)) for group in groups(at)}
    signing = VerdictDraft.objects.filter(status__in=TO_SIGN).aggregate(oldest=Min("handed_in_at"))["oldest"]
    first = counted["to_sign_off"]
    holds = counted["holds"]
    return [
        Number(first.key, first.count, first.words, since=signing if first.count else None, more=first.more),
        counted["splits"],
        counted["stuck"],
        counted["overdue"],
        counted["to_assign"],
        *([holds] if holds.count else []),
        untriaged(),
        Number("failed_jobs", Job.objects.filter(state=JobState.QUARANTINED)[:COUNT_TO].count(), "failed jobs"),
    ]


def _count(group: Group, rows: QuerySet) -> Number:
    count = rows.order_by()[: COUNT_TO + 1].count()
    return Number(group.key, min(count, COUNT_TO), group.words, more=count > COUNT_TO)


def untriaged() -> Number:
    waiting = Article.objects.filter(status=ArticleStatus.SPLIT, triage_finished_at=None)
    oldest = waiting.aggregate(oldest=Min("received_at"))["oldest"]
    return Number("untriaged", waiting[:COUNT_TO].count(), "articles untriaged", since=oldest)


def whole_board(*, at: datetime) -> list[int]:
    """The ids of the claims of the whole board in order, each once; a few of each group, soonest first."""
    found: dict[int, None] = {}
    for group in groups(at):
        rows = Claim.objects.filter(group.claims).order_by("-priority", "pk")
        found.update(dict.fromkeys(rows.values_list("pk", flat=True)[:PREVIEW]))
    return list(found)


def with_work(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Everything a row of the board is made of, in a fixed number of queries."""
    return claims.select_related("wording", "claimant").prefetch_related(
        Prefetch("rounds", Round.objects.select_related("plan").order_by("-number")),
        Prefetch("rounds__assignments", Assignment.objects.select_related("reviewer")),
        Prefetch("drafts", DRAFTS_UNDER_WAY.select_related("writer"), to_attr="drafts_under_way"),
        Prefetch("holds", Hold.objects.filter(released_at=None), to_attr="standing_holds"),
    )


def reviews_to_compare(claims: list[Claim], user: User) -> dict[int, list[Review]]:
    """{claim id: standing reviews the user may see}, for rounds whose reviewers differ."""
    differing = [claim.pk for claim in claims if claim.status == ClaimStatus.ADJUDICATION]
    visible = Review.objects.visible_to(user).standing().filter(round__claim__in=differing)
    found: dict[int, list[Review]] = {}
    for review in visible.select_related("rating", "round").order_by("pk"):
        found.setdefault(review.round.claim_id, []).append(review)
    return found
