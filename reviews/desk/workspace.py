"""What is typed in the reviewer's workspace: drafts, the review, and what becomes of the assignment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.matching.unfolding import look_at_ratings
from factcheck.core.errors import Conflict, DomainError
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form, show_refusal
from factcheck.web.problems import problem_body
from reviews import reviewing
from reviews.assignment import by_hand
from reviews.checklists import Item, open_items
from reviews.desk.forms import BecauseForm, HandOverForm, ReviewForm
from reviews.desk.workbench import find_own, show
from reviews.handing_over import write_hand_over
from reviews.models import Assignment, ReviewDraft
from reviews.states import RoundStatus
from reviews.typed import is_said


@require_safe
@desk_member
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_own(request, pk))


@require_POST
@desk_member
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    reviewing.open_assignment(assignment_id=pk, by=request.user, at=timezone.now())
    return redirect("assignment", pk)


@require_POST
@desk_member
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was typed: by itself (JSON), or with the button."""
    asked = find_own(request, pk)
    form = ReviewForm(request.POST, scale=asked.round.scale)
    try:
        saved = _save(request, asked, form)
    except DomainError as refusal:
        return _refuse_draft(request, asked, form, refusal)
    if is_autosave(request):
        return JsonResponse({"version": saved.version, "saved_at": saved.saved_at})
    messages.success(request, "Saved. Only you can read it.")
    return see_other("assignment", pk)


def _save(request: HttpRequest, asked: Assignment, form: ReviewForm) -> ReviewDraft:
    form.is_valid()
    return reviewing.save_draft(
        assignment_id=asked.pk,
        by=request.user,
        at=timezone.now(),
        version=form.cleaned_data.get("version") or 0,
        rating_key=form.data.get("rating") or None,
        rationale=form.data.get("rationale", ""),
        readings=form.readings(),
        note_to_self=form.data.get("note_to_self", ""),
        checklist=form.checklist(),
    )


def _refuse_draft(request: HttpRequest, asked: Assignment, form: ReviewForm, refusal: DomainError) -> HttpResponse:
    if is_autosave(request):
        return JsonResponse(problem_body(refusal), status=refusal.status)
    if not isinstance(refusal, Conflict):
        return refuse(request, asked, form, refusal)
    form.data = form.data.copy()
    form.data["version"] = refusal.extra["version"]  # saving again is a choice made with both texts in view
    return show(request, asked, form=form, conflict=refusal, status=refusal.status)


def is_autosave(request: HttpRequest) -> bool:
    return request.headers.get("X-Autosave") == "1"


@require_POST
@desk_member
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in; with items of the checklist open, ask once whether to hand in anyway."""
    asked = find_own(request, pk)
    form = ReviewForm(request.POST, scale=asked.round.scale)
    form.is_valid()
    left_open = _to_ask_about(asked, form)
    if left_open:
        return show(request, asked, form=form, open_items=left_open)
    try:
        review = reviewing.submit_review(
            assignment_id=pk,
            rating_key=form.data.get("rating", ""),
            rationale=form.data.get("rationale", ""),
            readings=form.readings(),
            checklist=form.checklist(),
            by=request.user,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return refuse(request, asked, form, refusal)
    messages.success(request, "Your review is handed in.")
    if review.round.status == RoundStatus.OPEN:
        return see_other("assignment", pk)
    return see_other("round", review.round_id)


def _to_ask_about(asked: Assignment, form: ReviewForm) -> list[Item]:
    """What the checklist leaves open. Not asked twice, and not while something must be put right first."""
    if form.data.get("anyway") or form.errors or not asked.may("submit"):
        return []
    if not form.cleaned_data.get("rating") or not is_said(form.cleaned_data.get("rationale", "")):
        return []
    return open_items(asked.round.claim, form.checklist())


def refuse(request: HttpRequest, asked: Assignment, form: ReviewForm, refusal: DomainError) -> HttpResponse:
    """The workspace again, with the refusal beside its field and everything typed still there."""
    show_refusal(form, refusal)
    return show(request, asked, form=form, status=refusal.status)


@require_POST
@desk_member
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    reviewing.take_back_review(assignment_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Your review is yours again. The version you took back is kept, sealed.")
    return see_other("assignment", pk)


@require_POST
@desk_member
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    asked = find_own(request, pk)
    form = BecauseForm(request.POST)
    status = run_form(
        form, lambda **typed: by_hand.decline_assignment(assignment_id=pk, by=request.user, at=timezone.now(), **typed)
    )
    if status:
        return show(request, asked, because=form, status=status)
    messages.success(request, "Declined. The editors see why.")
    return see_other("work")


@require_POST
@desk_member
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the note for whoever takes this on."""
    asked = find_own(request, pk)
    form = HandOverForm(request.POST)
    status = run_form(
        form,
        lambda hand_over: write_hand_over(assignment_id=pk, text=hand_over, by=request.user, at=timezone.now()),
    )
    if status:
        return show(request, asked, hand_over=form, status=status)
    messages.success(request, "Kept for whoever takes this on after you.")
    return see_other("assignment", pk)


@require_POST
@desk_member
def show_ratings(request: HttpRequest, pk: int) -> HttpResponse:
    """Unfold what was found about the same claim before, and note that the reviewer looked."""
    asked = find_own(request, pk)
    look_at_ratings(claim_id=asked.round.claim_id, by=request.user, at=timezone.now())
    return see_other("assignment", pk)
