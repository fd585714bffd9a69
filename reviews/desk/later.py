"""Evidence that came after the reviews: it points against the rating, the reviewers confirm, or it is checked again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from factcheck.core.errors import NotFound
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from reviews.changing import later_evidence as verbs
from reviews.desk import rounds
from reviews.desk.forms import BecauseForm
from reviews.models import Evidence, Round
from reviews.selectors.rows import find


def act(request: HttpRequest, round_id: int, verb: Callable[[str], Round | None], done: str) -> HttpResponse:
    """Run one verb with the reason typed; a refusal stands on the round's page."""
    form = BecauseForm(request.POST)
    status = run_form(form, lambda because: verb(because))
    if status:
        return rounds.show(request, rounds.find_round(request.user, round_id), status=status, later_form=form)
    messages.success(request, done)
    return see_other("round", round_id)


@require_POST
@desk_member
def points_against(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(Evidence.objects.visible_to(request.user), pk)
    newest = Round.objects.filter(claim=found.claim_id).order_by("-number").first()
    if newest is None:
        raise NotFound
    return act(
        request,
        newest.pk,
        lambda because: verbs.points_against(evidence_id=pk, because=because, by=request.user, at=timezone.localtime()),
        "Noted. The reviewers are asked whether they stay with their rating.",
    )


@require_POST
@desk_member
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    return act(
        request,
        pk,
        lambda _: verbs.confirm_rating(round_id=pk, by=request.user, at=timezone.localtime()),
        "Noted: you stay with your rating.",
    )


@require_POST
@desk_member
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return act(
        request,
        pk,
        lambda because: verbs.reopen_round(round_id=pk, because=because, by=request.user, at=timezone.localtime()),
        "It is checked again, in a new round.",
    )
