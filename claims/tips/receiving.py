"""A tip comes in."""

from datetime import datetime

from claims.models import Tip
from claims.tips import typed
from claims.tips.letters import write_receipt
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger
from factcheck.readers.sending import Writer, note_sender


def receive_tip(*, words: str, url: str, at: datetime, sender: Writer, seen_where: str = "", why: str = "") -> Tip:
    """Keep what a reader wants checked: its words, where it stands, or both. They get a mail, if they gave an address.

    Raises `Invalid` naming the field, `Conflict` (sent_already) when the same page was sent before.
    """
    told = {
        "words": typed.fits(words, "words", longest=typed.LONGEST_WORDS),
        "url": typed.address(url.strip()),
        "seen_where": typed.fits(seen_where, "seen_where", longest=typed.LONGEST_PLACE),
        "why": typed.fits(why, "why", longest=typed.LONGEST_WHY),
    }
    if not told["words"] and not told["url"]:
        raise Invalid.field("words", "empty_text", "Write what was said, or give the address where it stands.")
    with ledger.act("receive_tip", by=None, at=at) as act:
        tip = Tip.objects.create(**told, sender=note_sender(sender, at=at), received_at=at)
        act.about(tip)
        write_receipt(tip, code=sender.code, at=at)
    return tip
