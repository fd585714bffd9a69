"""What an editor decides at the gate: let a requirement pass, say when a text is published."""

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from factcheck.web.access import desk_member
from factcheck.web.forms import run_form
from reviews.composing import compose
from reviews.desk import writing
from reviews.desk.gate_parts import OverrideForm, ScheduleForm
from reviews.desk.workspace import see_other
from reviews.gate import check_gate
from reviews.gate.overriding import override_check, withdraw_override
from reviews.publication.scheduling import schedule_publication, unschedule
from reviews.selectors.drafts import find_draft


@require_POST
@desk_member
def override(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it pass although one requirement is not met."""
    found = find_draft(pk, user=request.user)
    items = [item for item in check_gate(found, seen=compose(found)) if item.overridable]
    form = OverrideForm(request.POST, items=items)
    verb = partial(override_check, draft_id=pk, by=request.user, at=timezone.now())
    return _run(request, pk, form, verb, name="override_form", done="Noted. It counts as overridden.")


@require_POST
@desk_member
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the requirement again."""
    key = request.POST.get("key", "")
    verb = partial(withdraw_override, draft_id=pk, key=key, by=request.user, at=timezone.now())
    return writing.act(request, pk, verb=verb, done="It is asked for again.")


@require_POST
@desk_member
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it published at a time to come."""
    find_draft(pk, user=request.user)
    verb = partial(schedule_publication, draft_id=pk, by=request.user, at=timezone.now())
    done = "It is published at its time, unless something stands in the way then."
    return _run(request, pk, ScheduleForm(request.POST), verb, name="schedule_form", done=done)


@require_POST
@desk_member
def take_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off the schedule."""
    verb = partial(unschedule, draft_id=pk, by=request.user, at=timezone.now())
    return writing.act(request, pk, verb=verb, done="It is off the schedule. It is still signed off.")


def _run(request: HttpRequest, pk: int, form: Form, verb: partial, *, name: str, done: str) -> HttpResponse:
    status = run_form(form, verb)
    if status:
        found = find_draft(pk, user=request.user)
        return writing.show(request, found, status=status, panels={name: form})
    messages.success(request, done)
    return see_other(reverse("draft", args=[pk]))
