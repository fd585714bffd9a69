"""What triage's keys and buttons do to the suggested matches of a claim."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.desk.looking import Look, number_in, sight_of
from claims.desk.triage import done, refused
from claims.matching.deciding import confirm_match, refuse_match
from claims.matching.unfolding import look_at_ratings
from claims.models import Claim
from claims.selectors.cards import see_claim
from factcheck.core.errors import DomainError
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other


@desk_member
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The same, or not the same: `confirm` or `refuse` is the number of the match."""
    claim = see_claim(request.user, pk)
    look = Look.of(request).but(current=pk)
    confirms = "confirm" in request.POST
    said = {
        "match_id": number_in(request.POST.get("confirm" if confirms else "refuse")) or 0,
        "claim_id": pk,
        "shown": sight_of(request),
        "by": request.user,
        "at": timezone.now(),
    }
    try:
        match = confirm_match(**said) if confirms else refuse_match(**said)
    except DomainError as refusal:
        return refused(request, claim.article_id, look, refusal)
    return _answer(request, claim, look, onward=confirms and match.other_id is not None)


@desk_member
@require_POST
def unfold(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was found about claims like this one, and note that somebody looked."""
    claim = look_at_ratings(claim_id=pk, by=request.user, at=timezone.now())
    return _answer(request, claim, Look.of(request).but(current=pk), onward=False)


def _answer(request: HttpRequest, claim: Claim, look: Look, *, onward: bool) -> HttpResponse:
    if claim.article_id is None:
        return see_other("claim" if onward else "claim_triage", claim.pk)
    return done(request, claim.article_id, look, onward=onward, touched=[claim.pk])
