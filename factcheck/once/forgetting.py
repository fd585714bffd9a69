"""Kept answers go: after their time, and at once when words must go."""

from datetime import datetime, timedelta

from django.conf import settings

from factcheck.once.models import KeptAnswer

MOST = 5_000  # in one statement
MOST_ROUNDS = 200  # in one run; the next goes on


def forget_answers(*, at: datetime) -> int:
    """Delete what was answered more than `IDEMPOTENCY_HOURS` ago; how many. Bounded, and safe to run twice."""
    old = KeptAnswer.objects.filter(at__lt=at - timedelta(hours=settings.IDEMPOTENCY_HOURS)).order_by("at")
    gone = 0
    for _ in range(MOST_ROUNDS):
        batch = list(old.values_list("pk", flat=True)[:MOST])
        gone += KeptAnswer.objects.filter(pk__in=batch).delete()[0]
        if len(batch) < MOST:
            break
    return gone


def blank_answers() -> None:
    """Drop the words of every kept answer, in the caller's transaction; that each request was carried out stays known.

    For words that must leave the desk: an answer may hold them in any spelling, and lives for a day only.
    """
    KeptAnswer.objects.filter(is_blanked=False).update(body="", location="", is_blanked=True)
