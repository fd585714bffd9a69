"""When a source is looked at again: less and less often while nothing happens to it."""

from datetime import datetime, timedelta

from reviews.models import SourceWatch
from reviews.watching.starting import FIRST_HOURS

LONGEST_HOURS = 30 * 24
FIRST_RETRY_HOURS = 6
LONGEST_RETRY_HOURS = 7 * 24
WEEK = timedelta(days=7)


def after_the_same(watch: SourceWatch) -> int:
    """Hours until the next look after one that found nothing new: twice as many, up to thirty days."""
    return min(watch.every_hours * 2, LONGEST_HOURS)


def after_news() -> int:
    """Hours after something happened: the watch begins anew."""
    return FIRST_HOURS


def retry_at(failures: int, *, at: datetime) -> datetime:
    """When to try again after so many failures in a row: 6, 12, 24 … hours, at most a week.

    >>> retry_at(2, at=datetime(2026, 5, 4, 9)).isoformat()
    '2026-05-04T21:00:00'
    """
    hours = min(FIRST_RETRY_HOURS * 2 ** min(failures - 1, 10), LONGEST_RETRY_HOURS)
    return at + timedelta(hours=hours)
