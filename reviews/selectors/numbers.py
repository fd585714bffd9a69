"""The first line of the board: what waits, in the order of an editor's morning."""

from dataclasses import dataclass
from datetime import datetime

from reviews.selectors.board import Board, Group, bounded, read_board
from reviews.selectors.waiting import Waiting

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
    "answers",
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


def numbers(*, at: datetime, board: Board | None = None) -> list[Number]:
    """The first line of the board. Kinds that are rare are left out when there are none of them."""
    board = read_board(at=at) if board is None else board
    by_key = {group.key: group for group in board.groups}
    line = [_number(by_key[key], board.waiting) for key in LINE]
    kept = [number for number in line if number.count or not by_key[number.key].rare]
    waiting = board.waiting
    return [*kept, _untriaged(waiting), *_tips(waiting), _failed_jobs(waiting), *_failing(waiting)]


def _number(group: Group, waiting: Waiting) -> Number:
    if group.key == "error_reports":
        return _error_reports(waiting)
    return Number(group.key, group.count, group.words(), since=group.since, more=group.more)


def _error_reports(waiting: Waiting) -> Number:
    """Every complaint counts, also one about no check in particular: somebody was promised an answer today."""
    due, more = bounded(waiting.complaints_due)
    words = "error report due today" if due == 1 else "error reports due today"
    return Number("error_reports", due, words, more=more)


def _tips(waiting: Waiting) -> list[Number]:
    held, more = bounded(waiting.tips)
    words = "tip of a reader" if held == 1 else "tips of readers"
    return [Number("tips", held, words, since=waiting.tips_since, more=more)] if held else []


def _untriaged(waiting: Waiting) -> Number:
    held, more = bounded(waiting.untriaged)
    words = "article untriaged" if held == 1 else "articles untriaged"
    return Number("untriaged", held, words, since=waiting.untriaged_since, more=more)


def _failed_jobs(waiting: Waiting) -> Number:
    held, more = bounded(waiting.failed_jobs)
    words = "failed job" if held == 1 else "failed jobs"
    return Number("failed_jobs", held, words, more=more)


def _failing(waiting: Waiting) -> list[Number]:
    """What programs of others and this desk no longer tell each other. People are told by notice days later."""
    webhooks, feeds = waiting.failing_webhooks, waiting.failing_feeds
    line = [
        Number("failing_webhooks", webhooks, "webhook failing" if webhooks == 1 else "webhooks failing"),
        Number("failing_feeds", feeds, "feed failing" if feeds == 1 else "feeds failing"),
    ]
    return [number for number in line if number.count]
