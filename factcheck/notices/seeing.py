"""Reading one's notices. Looking is not an act: nothing of it enters the ledger."""

from datetime import datetime

from factcheck.notices.models import Notice


def mark_seen(*, by, at: datetime, notice_id: int | None = None) -> int:
    """Mark one of one's notices as seen, or all of them; how many were unseen before."""
    unseen = Notice.objects.visible_to(by).unseen()
    if notice_id is not None:
        unseen = unseen.filter(pk=notice_id)
    return unseen.update(seen_at=at)
