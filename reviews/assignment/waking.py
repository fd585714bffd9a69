"""Work whose wait is over comes back by itself."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from claims.models import Claim
from factcheck.ledger import acts as ledger
from reviews.assignment.waiting import end_wait
from reviews.models import Assignment, Round
from reviews.states import AssignmentStatus
from reviews.telling_times import tell_woken

MOST = 500


def wake_waiting(*, at: datetime) -> int:
    """Resume every assignment whose wake date is over by the database's clock, and tell its reviewer; how many.

    Each in its own transaction, so that one that is being worked on at this moment does not hold up the others.
    """
    over = Assignment.objects.filter(_over()).order_by("wake_at", "pk").values_list("pk", "round__claim_id")[:MOST]
    return sum(_wake(pk, claim_id, at=at) for pk, claim_id in list(over))


def _over() -> Q:
    return Q(status=AssignmentStatus.WAITING, wake_at__lte=Now())


def _wake(pk: int, claim_id: int, *, at: datetime) -> bool:
    with transaction.atomic():
        # Claim, round, assignment: the order of locks everywhere.
        claim = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim_id)
        rounds = Round.objects.select_for_update(of=("self",), no_key=True).select_related("wording")
        round_ = rounds.get(assignments=pk)
        mine = Assignment.objects.select_for_update(of=("self",), no_key=True).select_related("reviewer")
        woken = mine.filter(_over(), pk=pk).first()
        if woken is None:
            return False  # its reviewer came back in this very moment
        round_.claim, woken.round = claim, round_
        with ledger.act("resume", subject=woken, by=None, at=at):
            end_wait(woken, by=None, at=at)
            tell_woken(woken, at=at)
    return True
