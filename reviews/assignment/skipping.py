"""“Not now”: a claim stays where it is, and the queue shows it to this person again later."""

from datetime import datetime, timedelta

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.ledger import acts as ledger
from reviews.models import SkippedClaim

FOR = timedelta(hours=12)


def skip_claim(*, claim_id: int, by: User, at: datetime) -> datetime:
    """Keep a claim out of this person's queue for twelve hours; until when. Open work on it stays open.

    Raises `NotFound`.
    """
    claim = Claim.objects.visible_to(by).filter(pk=claim_id).first()
    if claim is None:
        raise NotFound
    with ledger.act("skip", subject=claim, by=by, at=at):
        SkippedClaim.objects.update_or_create(reviewer=by, claim=claim, defaults={"until": at + FOR})
    return at + FOR
