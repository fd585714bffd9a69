"""Setting an assignment aside until something comes, and going on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from reviews.assignment import waiting
from reviews.desk.waiting_form import WaitForm
from reviews.desk.workbench import find_own, show


@require_POST
@desk_member
def wait(request: HttpRequest, pk: int) -> HttpResponse:
    """Wait for something. What was typed wrongly is shown in the workspace again."""
    asked = find_own(request, pk)
    form = WaitForm(request.POST)
    status = run_form(
        form, lambda **typed: waiting.wait_for(assignment_id=pk, by=request.user, at=timezone.now(), **typed)
    )
    if status:
        return show(request, asked, waiting=form, status=status)
    messages.success(request, "Set aside. The due date waits, and it comes back on the day you set.")
    return see_other("work")


@require_POST
@desk_member
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on; an editor who ends somebody's wait is led to the claim."""
    resumed = waiting.resume(assignment_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Back in work, with the working time that was left.")
    if resumed.reviewer_id == request.user.pk:
        return see_other("assignment", pk)
    return see_other("claim", resumed.round.claim_id)
