"""Claims taken from the queue and left untouched go back to it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.ledger import acts as ledger
from reviews.assignment import rounds
from reviews.assignment.eligibility import ACTIVE
from reviews.models import Assignment, Round
from reviews.telling import tell_lapsed

MOST = 500


def lapse_pulled(*, at: datetime) -> int:
    """End every assignment whose lease is over by the database's clock and in which nothing was typed; how many.

    Each in its own transaction, so that one that is being worked on at this moment does not hold up the others.
    """
    over = Assignment.objects.filter(_over()).values_list("pk", "round__claim_id").order_by("pk")[:MOST]
    return sum(_lapse(pk, claim_id, at=at) for pk, claim_id in over)


def _over() -> Q:
    return Q(status__in=ACTIVE, pulled_until__lt=Now())


def _lapse(pk: int, claim_id: int, *, at: datetime) -> bool:
    with transaction.atomic():
        # Claim, round, assignment: the order of locks everywhere.
        claim = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim_id)
        round_ = (
            Round.objects.select_for_update(of=("self",), no_key=True).select_related("wording").get(assignments=pk)
        )
        lapsed = Assignment.objects.select_for_update(of=("self",), no_key=True).filter(_over(), pk=pk).first()
        if lapsed is None:
            return False  # something was typed in this very moment
        round_.claim, lapsed.round = claim, round_
        with ledger.act("lapse", subject=lapsed, by=None, at=at):
            lapsed.advance("lapse", by=None, at=at, round=round_.pk)
            rounds.leave(lapsed, by=None, at=at)
            tell_lapsed(lapsed, at=at)
    return True


def keep(by: User, claim_id: int) -> None:
    """Something was typed or linked: from now on only a person takes the assignment back."""
    pulled = Assignment.objects.filter(reviewer=by, round__claim=claim_id, status__in=ACTIVE)
    pulled.exclude(pulled_until=None).update(pulled_until=None)
