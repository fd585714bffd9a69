"""The second opinion that a fast plan owes its readers: opened at publication, due the next working day."""

from datetime import datetime

from django.utils import timezone

from claims.models import Claim
from factcheck.ledger import acts as ledger
from reviews.assignment import choosing, rounds
from reviews.assignment.due_dates import default_due
from reviews.models import PublicVerdict, Round
from reviews.publication.listing import made_public
from reviews.states import RoundStatus
from reviews.telling_programs import tell_confirmed


def open_second_look(*, claim_id: int, at: datetime) -> Round:
    """Open a sealed round of one review for a claim that is being published; its seat goes to the queue.

    The claim stays published. Called inside the act that publishes it.
    """
    with ledger.act("open_second_look", by=None, at=at, claim=claim_id) as act:
        claim = Claim.objects.select_for_update(of=("self",), no_key=True).get(pk=claim_id)
        claim.advance("look_again", by=None, at=at)
        first = Round.objects.filter(claim=claim, status=RoundStatus.SETTLED).select_related("plan").latest("number")
        opened = rounds.begin_round(
            claim,
            plan=first.plan,
            wanted=1,
            because=choosing.SECOND_LOOK,
            by=None,
            at=at,
            is_second_look=True,
            due_by=default_due(at, zone=timezone.get_current_timezone(), days=1),
        )
        act.about(opened)
    return opened


def confirm_early_check(round: Round, *, at: datetime) -> None:
    """A second look settled: on the published rating, and readers see “Early check” no longer.

    On another rating nothing changes: the page stays early until it is corrected.
    """
    confirmed = PublicVerdict.objects.filter(
        claim_id=round.claim_id, is_early=True, current__rating_key=round.rating.key
    )
    for verdict in confirmed:
        verdict.is_early, verdict.confirmed_at = False, at
        verdict.save(update_fields=["is_early", "confirmed_at"])
        made_public(verdict, at=at)
        tell_confirmed(verdict, at=at)


def second_look_of(claim: Claim) -> Round | None:
    """The newest second look; None when the claim's plan owes none. While it is open, what readers see is early."""
    return Round.objects.filter(claim=claim, is_second_look=True).order_by("-number").first()
