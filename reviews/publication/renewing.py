"""The end of growing old: a verdict was looked at again, and readers are told no longer that it may be outdated."""

from datetime import date, datetime

from reviews.models import Recheck
from reviews.publication.listing import made_public
from reviews.selectors.changes import lock_public_verdict
from reviews.states import RecheckReason


def renew(recheck: Recheck, *, at: datetime, outdated_after: date | None = None) -> None:
    """A recheck because of its age is done: the verdict may be outdated from another day on, or never again.

    Nothing for other rechecks, and while another one because of its age is open. A day that a newer version has set
    since stays, unless another is given. Inside the act, after the recheck is saved; the caller holds the claim.
    """
    if recheck.because != RecheckReason.EXPIRED or _is_waited_for(recheck):
        return
    verdict = lock_public_verdict(recheck.claim_id)
    if verdict is None or (verdict.outdated_at is None and outdated_after is None):
        return
    verdict.outdated_at, verdict.outdated_after = None, outdated_after
    verdict.save(update_fields=["outdated_at", "outdated_after"])
    made_public(verdict, at=at)


def _is_waited_for(recheck: Recheck) -> bool:
    others = Recheck.objects.filter(claim=recheck.claim_id, because=RecheckReason.EXPIRED, done_at=None)
    return others.exclude(pk=recheck.pk).exists()
