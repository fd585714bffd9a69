"""The desk's review plans: what each is for, and changing one for rounds to come."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from claims.models import Topic
from factcheck.web.access import admin_only, desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from reviews.changing import plans as plan_verbs
from reviews.desk import plan_forms
from reviews.models import ReviewPlan
from reviews.selectors.rows import find


@require_safe
@desk_member
def plans(request: HttpRequest) -> HttpResponse:
    """The desk's plans, what each is for."""
    topics = dict(Topic.objects.values_list("slug", "name"))
    listed = [(one, plan_forms.chosen_for_words(one, topics)) for one in ReviewPlan.objects.all()]
    return render(request, "reviews/plans.html", {"section": "team", "plans": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one plan, for rounds to come."""
    found = find(ReviewPlan.objects.all(), pk)
    if request.method != "POST":
        return _show(request, found, plan_forms.EditPlanForm(plan=found))
    form = plan_forms.EditPlanForm(request.POST, plan=found)
    status = run_form(form, lambda version, **_: _edit(request, found, form, version))
    if status:
        return _show(request, found, form, status=status)
    messages.success(request, "Changed, for rounds to come.")
    return see_other("plans")


def _edit(request: HttpRequest, found: ReviewPlan, form: plan_forms.EditPlanForm, version: int) -> ReviewPlan:
    at = timezone.localtime()
    return plan_verbs.edit_plan(plan_id=found.pk, text=form.text(), version=version, by=request.user, at=at)


def _show(request: HttpRequest, found: ReviewPlan, form: plan_forms.EditPlanForm, *, status: int = 200) -> HttpResponse:
    context = {"section": "team", "plan": found, "form": form}
    return render(request, "reviews/plan_edit.html", context, status=status)
