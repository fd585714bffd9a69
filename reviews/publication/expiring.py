"""Growing old: from its day on, readers are told that a verdict may be outdated, and editors look at it again."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from claims.models import Claim
from factcheck.ledger import acts as ledger
from reviews.assignment.due_dates import desk_day
from reviews.models import PublicVerdict
from reviews.publication.listing import made_public
from reviews.states import PublicState, RecheckReason
from reviews.watching.rechecks import open_recheck

MOST = 500  # in one run; the others an hour later


def grow_old(*, at: datetime) -> int:
    """Say of every live verdict whose day has come that it may be outdated, and open a recheck of it; how many.

    Each in its own transaction, and once for each day that was set: a change of the verdict sets another or none.
    """
    due = list(_due(at).values_list("pk", "claim_id").order_by("outdated_after", "pk")[:MOST])
    return sum(_age(pk, claim_id, at=at) for pk, claim_id in due)


def _due(at: datetime) -> QuerySet[PublicVerdict]:
    rows = PublicVerdict.objects.filter(state=PublicState.LIVE, outdated_at=None)
    return rows.filter(outdated_after__isnull=False, outdated_after__lte=desk_day(at))


def _age(pk: int, claim_id: int, *, at: datetime) -> bool:
    with transaction.atomic():
        # The claim first: whoever changes the verdict holds it.
        Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim_id)
        verdict = _due(at).select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
        if verdict is None:
            return False  # changed, or done by another worker, in this very moment
        with ledger.act("grow_old", subject=verdict, by=None, at=at):
            verdict.outdated_at = at
            verdict.save(update_fields=["outdated_at"])
            open_recheck(claim_id=claim_id, because=RecheckReason.EXPIRED, at=at, detail=_told(verdict))
            made_public(verdict, at=at)
    return True


def _told(verdict: PublicVerdict) -> str:
    day = verdict.outdated_after
    return f"Since {day.day} {day:%b %Y} readers are told that it may be outdated."
