"""Forgetting who wrote to us. What they wrote stays with the desk; who they were does not."""

from datetime import UTC, datetime, timedelta

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from factcheck.ledger import acts as ledger
from factcheck.readers.models import AddressKey, Sender, SenderLetter

KEPT = timedelta(days=90)  # after the answer
HASH_KEPT = timedelta(days=2)
MOST = 1_000  # in one run; the next goes on


def forget_senders(*, at: datetime) -> int:
    """Forget everybody who was answered ninety days ago: name, address, mails, status page. How many.

    Bounded, and safe to run twice. Hashes of network addresses go two days after they were taken, and so do
    the keys they were made with.
    """
    AddressKey.objects.filter(day__lt=(at - HASH_KEPT).astimezone(UTC).date()).delete()
    Sender.objects.exclude(address_hash="").filter(sent_at__lt=at - HASH_KEPT).update(address_hash="")
    due = Sender.objects.filter(forgotten_at=None, answered_at__lt=at - KEPT).order_by("pk")
    if not due.exists():
        return 0
    with ledger.act("forget_senders", by=None, at=at) as act:
        locked = list(due.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)[:MOST])
        SenderLetter.objects.filter(sender__in=locked).delete()
        # The secret's hash must be something that no code hashes to.
        gone = Concat(Value("forgotten-"), Cast(F("pk"), CharField()))
        Sender.objects.filter(pk__in=locked).update(name="", email="", address_hash="", code_hash=gone, forgotten_at=at)
        act.note(senders=locked)
    return len(locked)
