"""Asking people to check one claim, and changing who is asked, until when and how soon: the forms of the claim page."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.models import Claim
from claims.triage.priorities import boost_claim, set_reach
from factcheck.web.access import admin_only, desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from reviews.assignment import by_hand
from reviews.assignment.rounds import plan_for
from reviews.desk.assign_forms import AssignForm, BoostForm, DueForm, ReachForm, ReassignForm
from reviews.desk.claim import find_claim, show
from reviews.desk.forms import BecauseForm
from reviews.models import Assignment, ReviewPlan
from reviews.policies.settling import warn_about, warn_if_asked
from reviews.selectors.rows import find


@require_POST
@desk_member
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    find_claim(request.user, pk)
    form = AssignForm(request.POST)
    status = run_form(form, lambda **typed: _assign(request, pk, form, **typed))
    if status:
        return show(request, find_claim(request.user, pk), assign_form=form, status=status)
    return see_other("claim", pk)


def _assign(
    request: HttpRequest, pk: int, form: AssignForm, *, plan: ReviewPlan | None, lead: int, reviewers: list, **typed
) -> None:
    round_ = by_hand.assign_claim(
        claim_id=pk,
        reviewer_ids=form.reviewer_ids(),
        plan_key=plan.key if plan else None,
        by=request.user,
        at=timezone.localtime(),
        **typed,
    )
    messages.success(request, "Assigned.")
    for warning in warn_about(round_):
        messages.warning(request, warning)


@require_safe
@admin_only
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be unwise about asking these people, before anybody is asked: a fragment beside the form."""
    claim = find(Claim.objects.visible_to(request.user).select_related("wording", "topic"), pk)
    form = AssignForm(request.GET)
    form.is_valid()
    asked = set(form.reviewer_ids())
    plan = form.cleaned_data.get("plan") or plan_for(claim)
    wanted = form.cleaned_data.get("reviews_wanted") or claim.reviews_wanted or plan.reviewers
    live = Assignment.objects.live().filter(round__claim=claim, round__status="open")
    asked.update(live.values_list("reviewer", flat=True))
    return render(request, "reviews/_warnings.html", {"warnings": warn_if_asked(claim, asked, wanted=wanted)})


@require_POST
@desk_member
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an assignment to someone else."""
    asked = find_assignment(request, pk)
    form = ReassignForm(request.POST)
    return _change(
        request,
        asked,
        form,
        lambda said: by_hand.reassign(
            assignment_id=pk,
            reviewer_id=said["reviewer"],
            because=said["because"],
            override=said["override"],
            by=request.user,
            at=timezone.localtime(),
        ),
    )


@require_POST
@desk_member
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an assignment back from its reviewer."""
    asked = find_assignment(request, pk)
    return _change(
        request,
        asked,
        BecauseForm(request.POST),
        lambda said: by_hand.take_back_assignment(
            assignment_id=pk, because=said["because"], by=request.user, at=timezone.localtime()
        ),
    )


@require_POST
@desk_member
def set_due(request: HttpRequest, pk: int) -> HttpResponse:
    """Have an assignment be due at another time."""
    asked = find_assignment(request, pk)
    return _change(
        request,
        asked,
        DueForm(request.POST),
        lambda said: by_hand.set_due_date(
            assignment_id=pk,
            due_at=said["due_at"],
            because=said["because"],
            by=request.user,
            at=timezone.localtime(),
        ),
    )


@require_POST
@desk_member
def boost(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a claim up or down in the queue."""
    found = find_claim(request.user, pk)
    form = BoostForm(request.POST)
    status = run_form(form, lambda **typed: boost_claim(claim_id=pk, by=request.user, at=timezone.localtime(), **typed))
    if status:
        return show(request, found, boost_form=form, status=status)
    messages.success(request, "Its place in the queue has changed.")
    return see_other("claim", pk)


@require_POST
@desk_member
def reach(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how many people have seen a claim."""
    found = find_claim(request.user, pk)
    form = ReachForm(request.POST)
    status = run_form(form, lambda **typed: set_reach(claim_id=pk, by=request.user, at=timezone.localtime(), **typed))
    if status:
        return show(request, found, reach_form=form, status=status)
    messages.success(request, "Noted; its place in the queue may have changed.")
    return see_other("claim", pk)


def _change(request: HttpRequest, asked: Assignment, form: Form, verb) -> HttpResponse:
    status = run_form(form, lambda **said: verb(said))
    if status:
        return show(request, find_claim(request.user, asked.round.claim_id), change_form=form, status=status)
    messages.success(request, "Done. Both sides see why.")
    return see_other("claim", asked.round.claim_id)


def find_assignment(request: HttpRequest, pk: int) -> Assignment:
    return find(Assignment.objects.visible_to(request.user).select_related("round"), pk)
