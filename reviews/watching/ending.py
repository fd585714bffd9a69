"""What the settling of a new round means for the rechecks that asked for it."""

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.ledger import acts as ledger
from factcheck.statements import Blank, Kept
from reviews.models import PublicVerdict, Recheck, Round
from reviews.publication.renewing import renew
from reviews.watching.telling import tell_checked_again

TO_DO = Kept(lambda: Recheck.objects.to_do().filter(round=Blank("round")).select_for_update(of=("self",), no_key=True))


def end_with_round(round: Round, *, by: User | None, at: datetime) -> None:
    """A round settled: on the published rating, and its rechecks are done; on another, and a correction is due.

    The caller holds the locks of claim and round, inside its act.
    """
    waiting = TO_DO.all(round=round.pk)
    if not waiting:
        return
    same = PublicVerdict.objects.filter(claim_id=round.claim_id, current__rating_key=round.rating.key).exists()
    for recheck in waiting:
        if same:
            recheck.done_at = at
            recheck.save(update_fields=["done_at"])
            ledger.record("recheck_done", subject=recheck, by=by, at=at, round=round.pk)
            renew(recheck, at=at)
    tell_checked_again(waiting[0], round, same=same, by=by, at=at)
