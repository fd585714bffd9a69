"""The first line of the board: what waits, in the order of an editor's morning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from claims.models import Article
from claims.states import ArticleStatus
from factcheck.jobs.models import Job, JobState
from reviews.selectors.board import COUNT_TO, Group, count, read_groups

LINE = [
    "to_sign_off",
    "splits",
    "stuck",
    "overdue",
    "absent",
    "error_reports",
    "evidence_changed",
    "early_checks",
    "flags",
    "holds",
    "to_assign",
]


@dataclass(frozen=True)
class Number:
    """One figure of the first line. `since` is when the oldest of them began to wait, where that matters."""

    key: str
    count: int
    words: str
    since: datetime | None = None
    more: bool = False


def numbers(*, at: datetime, groups: Iterable[Group] | None = None) -> list[Number]:
    """The first line of the board. Kinds that are rare are left out when there are none of them."""
    by_key = {group.key: group for group in (read_groups(at=at) if groups is None else groups)}
    found = [_number(by_key[key]) for key in LINE]
    line = [number for number in found if number.count or not by_key[number.key].rare]
    return [*line, untriaged(), failed_jobs()]


def _number(group: Group) -> Number:
    held, more = count(group)
    return Number(group.key, held, group.words(held), since=group.since, more=more)


def untriaged() -> Number:
    waiting = Article.objects.filter(status=ArticleStatus.SPLIT, triage_finished_at=None)
    oldest = waiting.aggregate(oldest=Min("received_at"))["oldest"]
    held = waiting.order_by()[: COUNT_TO + 1].count()
    words = "article untriaged" if held == 1 else "articles untriaged"
    return Number("untriaged", min(held, COUNT_TO), words, since=oldest, more=held > COUNT_TO)


def failed_jobs() -> Number:
    held = Job.objects.filter(state=JobState.QUARANTINED)[: COUNT_TO + 1].count()
    words = "failed job" if held == 1 else "failed jobs"
    return Number("failed_jobs", min(held, COUNT_TO), words, more=held > COUNT_TO)
