"""Next claim and not now, as buttons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from reviews.assignment.pulling import Nothing, pull_next
from reviews.assignment.skipping import skip_claim


@require_POST
@desk_member
def take_next(request: HttpRequest) -> HttpResponse:
    """Lead to the next piece of work and say why it is this one, or say why there is none."""
    pulled = pull_next(by=request.user, at=timezone.localtime())
    if isinstance(pulled, Nothing):
        messages.info(request, pulled.sentence)
        return see_other("work")
    messages.info(request, pulled.why)
    if pulled.assignment is None:
        return see_other("round", pulled.round.pk)
    return see_other("assignment", pulled.assignment.pk)


@require_POST
@desk_member
def skip(request: HttpRequest, pk: int) -> HttpResponse:
    """Not now: the claim stays where it is, and comes up again in twelve hours."""
    skip_claim(claim_id=pk, by=request.user, at=timezone.now())
    messages.info(request, "Not now, then. It comes up again in twelve hours; its due date stays.")
    return see_other("work")
