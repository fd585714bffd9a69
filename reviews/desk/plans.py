"""How a claim is checked: the panel on its page, and a page of its own with every form."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.models import Claim
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from reviews.assignment.choosing import sentence_for
from reviews.assignment.second_look import second_look_of
from reviews.changing import plans as plan_verbs
from reviews.changing import rounds as verbs
from reviews.desk import plan_forms
from reviews.models import Assignment, Round, RoundChange
from reviews.selectors.rows import find
from reviews.states import ROUND_UNDER_WAY, AssignmentStatus, RoundStatus


def plan_panel(request: HttpRequest, found: Claim, newest: Round | None) -> dict:
    """What the claim's page says of how it is checked; `plan_rounds` holds the round and why its plan was chosen."""
    return {
        "plan_round": newest,
        "plan_why": sentence_for(newest.chosen_because) if newest else "",
        "plan_changes": _changes(request, newest),
        "second_look": second_look_of(found),
        "may_change_plan": request.user.is_admin and newest is not None and newest.status in ROUND_UNDER_WAY,
        "risks_form": plan_forms.RisksForm(initial={"risks": found.risks}) if request.user.is_admin else None,
    }


def _changes(request: HttpRequest, newest: Round | None) -> list[RoundChange]:
    if newest is None:
        return []
    return list(RoundChange.objects.visible_to(request.user).filter(round=newest).select_related("by"))


def find_round(request: HttpRequest, pk: int) -> Round:
    rows = Round.objects.visible_to(request.user).select_related(
        "claim__wording", "claim__claimant", "claim__topic", "plan", "wording", "adjudicator"
    )
    return find(rows, pk)


@require_safe
@admin_only
def plan_of_round(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_round(request, pk))


def show(request: HttpRequest, found: Round, *, refused: Form | None = None, status: int = 200) -> HttpResponse:
    """Every form that makes sense now, or the one that was refused with what was typed."""
    is_open = found.status == RoundStatus.OPEN
    late = _late(found) if is_open else []
    offered = [("adjudicator_form", plan_forms.AdjudicatorForm, found.status in ROUND_UNDER_WAY)]
    offered += [
        (name, form, is_open)
        for name, form in (
            ("plan_form", plan_forms.PlanForm),
            ("number_form", plan_forms.NumberForm),
            ("close_form", plan_forms.CloseForm),
        )
    ]
    context = {
        "section": "claims",
        "round": found,
        "claim": found.claim,
        "why": sentence_for(found.chosen_because),
        "changes": _changes(request, found),
        "standing": Assignment.objects.filter(round=found, status=AssignmentStatus.SUBMITTED).count(),
        "late": [(one, _of(refused, one) or _replace_form(found, one)) for one in late],
        "refused": refused,
    }
    for name, form, makes_sense in offered:
        shown = refused if isinstance(refused, form) else form(round=found)
        context[name] = shown if makes_sense or shown is refused else None
    return render(request, "reviews/plan.html", context, status=status)


def _late(found: Round) -> list[Assignment]:
    unfinished = [AssignmentStatus.ASSIGNED, AssignmentStatus.IN_PROGRESS]
    late = Assignment.objects.filter(round=found, status__in=unfinished, due_at__lt=timezone.now())
    return list(late.select_related("reviewer").order_by("due_at", "pk"))


def _replace_form(found: Round, late: Assignment) -> plan_forms.ReplaceForm:
    return plan_forms.ReplaceForm(round=found, initial={"assignment": late.pk}, prefix=f"late-{late.pk}")


def _of(refused: Form | None, late: Assignment) -> Form | None:
    return refused if refused is not None and refused.prefix == f"late-{late.pk}" else None


def act(request: HttpRequest, found: Round, form: Form, verb: Callable[[dict], object], done: str) -> HttpResponse:
    """Run one verb with what was typed; a refusal stands beside the field."""
    status = run_form(form, lambda **typed: verb(typed))
    if status:
        return show(request, find_round(request, found.pk), refused=form, status=status)
    messages.success(request, done)
    return see_other("claim", found.claim_id)


@require_POST
@admin_only
def change_plan(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_round(request, pk)
    return act(
        request,
        found,
        plan_forms.PlanForm(request.POST, round=found),
        lambda typed: verbs.change_plan(
            round_id=pk, plan_key=typed["plan"].key, because=typed["because"], by=request.user, at=timezone.localtime()
        ),
        "Changed. The reason stays with the round.",
    )


@require_POST
@admin_only
def change_number(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_round(request, pk)
    return act(
        request,
        found,
        plan_forms.NumberForm(request.POST, round=found),
        lambda typed: verbs.change_number(
            round_id=pk, number=typed["number"], because=typed["because"], by=request.user, at=timezone.localtime()
        ),
        "Changed. The reason stays with the round.",
    )


@require_POST
@admin_only
def name_adjudicator(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_round(request, pk)
    return act(
        request,
        found,
        plan_forms.AdjudicatorForm(request.POST, round=found),
        lambda typed: verbs.name_adjudicator(
            round_id=pk,
            adjudicator_id=typed["adjudicator"],
            because=typed["because"],
            by=request.user,
            at=timezone.localtime(),
        ),
        "Named. They are told once there is something to settle.",
    )


@require_POST
@admin_only
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_round(request, pk)
    prefix = next((name.rpartition("-")[0] for name in request.POST if name.endswith("-assignment")), "late-0")
    return act(
        request,
        found,
        plan_forms.ReplaceForm(request.POST, round=found, prefix=prefix),
        lambda typed: verbs.replace_late_second(
            round_id=pk,
            assignment_id=typed["assignment"],
            reviewer_id=typed["reviewers"],
            because=typed["because"],
            by=request.user,
            at=timezone.localtime(),
        ),
        "Replaced. What was typed stays with whoever typed it.",
    )


@require_POST
@admin_only
def close_with_one(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_round(request, pk)
    return act(
        request,
        found,
        plan_forms.CloseForm(request.POST, round=found),
        lambda typed: verbs.close_with_one(
            round_id=pk, kind=typed["kind"], because=typed["because"], by=request.user, at=timezone.localtime()
        ),
        "Closed with what was in.",
    )


@require_POST
@admin_only
def set_risks(request: HttpRequest, pk: int) -> HttpResponse:
    """What decides how carefully the next round checks the claim."""
    form = plan_forms.RisksForm(request.POST)
    form.is_valid()
    risks = form.cleaned_data.get("risks", form.data.getlist("risks"))
    plan_verbs.set_risks(claim_id=pk, risks=risks, by=request.user, at=timezone.localtime())
    messages.success(request, "Noted. It counts for the next round.")
    return see_other("claim", pk)
