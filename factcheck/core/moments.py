"""Moments as programs are told them."""

from datetime import UTC, datetime


def to_the_second(at: datetime) -> str:
    """A moment in UTC as RFC 3339 writes it; what is less than a second is cut off. Takes times with a zone.

    >>> to_the_second(datetime(2026, 5, 4, 9, 30, 59, 999_999, tzinfo=UTC))
    '2026-05-04T09:30:59Z'
    """
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
