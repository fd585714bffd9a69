"""Forgetting what was told long ago, and secrets that sign no more."""

from datetime import datetime, timedelta

from django.conf import settings

from factcheck.webhooks.models import Message, Receiver

MOST = 5_000  # messages in one run; the next goes on


def forget_messages(*, at: datetime) -> int:
    """Delete messages older than `WEBHOOKS_KEEP_DAYS`, with their deliveries; how many. Safe to repeat."""
    old = Message.objects.filter(at__lt=at - timedelta(days=settings.WEBHOOKS_KEEP_DAYS)).order_by("at")
    ids = list(old.values_list("pk", flat=True)[:MOST])
    Message.objects.filter(pk__in=ids).delete()
    return len(ids)


def forget_previous_secrets(*, at: datetime) -> int:
    """Blank the secrets that signed beside newer ones and do so no more; of how many receivers. Safe to repeat."""
    return Receiver.objects.filter(previous_until__lt=at).update(previous_secret="", previous_until=None)
