"""Mails to people who wrote to us. They hold nothing a stranger typed: nobody can make us carry their words."""

from datetime import datetime, timedelta

from django.conf import settings

from factcheck.jobs import queue
from factcheck.readers import kinds
from factcheck.readers.counting import MAILBOX, WINDOW, one_at_a_time
from factcheck.readers.models import Sender, SenderLetter
from factcheck.readers.states import LetterWhy

MOST_RECEIPTS = 3  # a day to one mailbox: whoever types somebody else's address cannot fill it
DAY = timedelta(days=1)
LONGEST_SUBJECT = 200


def write_letter(sender: Sender | None, *, why: str, subject: str, paragraphs: list[str], at: datetime) -> bool:
    """Write a mail and ask a worker to send it, in the caller's transaction. False when there is nobody to send it to,
    or their mailbox has had enough of our receipts today, or the desk has sent as many as it may within the hour."""
    if sender is None or not sender.email or sender.forgotten_at is not None:
        return False
    if why == LetterWhy.RECEIVED and not _has_room_for_receipt(sender, at=at):
        return False
    body = "\n\n".join(filter(None, paragraphs)) + "\n"
    line = " ".join(subject.split())[:LONGEST_SUBJECT]
    letter = SenderLetter.objects.create(sender=sender, why=why, subject=line, body=body, written_at=at)
    queue.enqueue(kinds.MAIL_SENDER, subject_id=letter.pk)
    return True


def _has_room_for_receipt(sender: Sender, *, at: datetime) -> bool:
    mailbox = Sender.objects.values_list("mailbox", flat=True).get(pk=sender.pk)
    one_at_a_time(MAILBOX, mailbox)
    receipts = SenderLetter.objects.filter(why=LetterWhy.RECEIVED)
    if receipts.filter(sender__mailbox=mailbox, written_at__gt=at - DAY).count() >= MOST_RECEIPTS:
        return False
    return receipts.filter(written_at__gt=at - WINDOW).count() < settings.READERS_RECEIPTS_PER_HOUR
