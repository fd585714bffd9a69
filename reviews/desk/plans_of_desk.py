"""The desk's review plans: what each is for, and changing one for rounds to come."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from claims.models import Topic
from factcheck.core.errors import DomainError, NotFound
from factcheck.web.access import admin_only, desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal
from reviews.changing import plans as plan_verbs
from reviews.desk import plan_forms
from reviews.models import ReviewPlan

GONE = "There is nothing at this address, or it is not visible to you."


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
    found = ReviewPlan.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(GONE)
    form = plan_forms.EditPlanForm(request.POST if request.method == "POST" else None, plan=found)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            status = _edit(request, found, form)
    if status == 303:
        messages.success(request, "Changed, for rounds to come.")
        return see_other("plans")
    return render(request, "reviews/plan_edit.html", {"section": "team", "plan": found, "form": form}, status=status)


def _edit(request: HttpRequest, found: ReviewPlan, form: plan_forms.EditPlanForm) -> int:
    """The status to answer with: 303 when it was changed."""
    version = form.cleaned_data["version"]
    try:
        plan_verbs.edit_plan(
            plan_id=found.pk, text=form.text(), version=version, by=request.user, at=timezone.localtime()
        )
    except DomainError as refusal:
        show_refusal(form, refusal)
        return refusal.status
    return 303
