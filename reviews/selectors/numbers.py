"""The first line of the board: what waits, in the order of an editor's morning."""

from dataclasses import dataclass
from datetime import datetime

from reviews.selectors.board import Board, bounded, read_board
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
    line = [by_key[key] for key in LINE if by_key[key].count or not by_key[key].rare]
    found = [Number(one.key, one.count, one.words(), since=one.since, more=one.more) for one in line]
    return [*found, _untriaged(board.waiting), _failed_jobs(board.waiting)]


def _untriaged(waiting: Waiting) -> Number:
    held, more = bounded(waiting.untriaged)
    words = "article untriaged" if held == 1 else "articles untriaged"
    return Number("untriaged", held, words, since=waiting.untriaged_since, more=more)


def _failed_jobs(waiting: Waiting) -> Number:
    held, more = bounded(waiting.failed_jobs)
    words = "failed job" if held == 1 else "failed jobs"
    return Number("failed_jobs", held, words, more=more)
