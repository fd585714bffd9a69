"""The reviewer's workspace: one assignment, its claim in its article, the file, and the rating."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from factcheck.core.errors import Conflict, DomainError, NotFound
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal
from factcheck.web.problems import problem_body
from reviews import reviewing
from reviews.assignment import by_hand
from reviews.desk.forms import STANCES, BecauseForm, EvidenceForm, ReviewForm
from reviews.models import Assignment, Review, ReviewDraft
from reviews.selectors.file import file_of
from reviews.selectors.passages import in_its_article
from reviews.states import ASSIGNMENT_OPEN, RoundStatus


def find_own(request: HttpRequest, pk: int) -> Assignment:
    """The user's own assignment. Anybody else's looks like none at all."""
    rows = Assignment.objects.of(request.user).select_related(
        "round__claim__claimant", "round__wording", "round__plan", "round__scale", "assigned_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is nothing at this address, or it is not visible to you.")
    return found


@require_safe
@desk_member
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, find_own(request, pk))


def show(
    request: HttpRequest,
    asked: Assignment,
    *,
    form: ReviewForm | None = None,
    conflict: Conflict | None = None,
    because: BecauseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The workspace as it stands, or with what was typed and refused."""
    draft = ReviewDraft.objects.visible_to(request.user).filter(assignment=asked).select_related("rating").first()
    form = form or review_form(asked, draft)
    claim = asked.round.claim
    file = file_of(claim, request.user)
    review = Review.objects.visible_to(request.user).standing().filter(assignment=asked).first()
    handed_in = review.stances() if review else {}
    context = {
        "section": "work",
        "assignment": asked,
        "claim": claim,
        "here": in_its_article(claim),
        "file": [
            (piece, handed_in.get(piece.evidence.pk) or reading_in(form, draft, piece.evidence.pk)) for piece in file
        ],
        "form": form,
        "draft": draft,
        "conflict": conflict,
        "evidence_form": EvidenceForm(),
        "because": because or BecauseForm(),
        "ratings": asked.round.scale.ratings.all(),
        "stances": STANCES,
        "is_open": asked.status in ASSIGNMENT_OPEN,
        "is_sealed": asked.round.status == RoundStatus.OPEN,
        "review": review,
    }
    return render(request, "reviews/workspace.html", context, status=status)


def review_form(asked: Assignment, draft: ReviewDraft | None) -> ReviewForm:
    saved = {"version": 0} if draft is None else {"version": draft.version, **reviewing.saved_text(draft)}
    return ReviewForm(scale=asked.round.scale, initial=saved)


def reading_in(form: ReviewForm, draft: ReviewDraft | None, evidence_id: int) -> dict[str, str]:
    """How the reviewer reads a piece, as typed just now or as saved."""
    if form.is_bound:
        return form.readings().get(evidence_id, {})
    return draft.readings.get(str(evidence_id), {}) if draft is not None else {}


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
    asked = find_own(request, pk)
    form = ReviewForm(request.POST, scale=asked.round.scale)
    form.is_valid()
    try:
        review = reviewing.submit_review(
            assignment_id=pk,
            rating_key=form.data.get("rating", ""),
            rationale=form.data.get("rationale", ""),
            readings=form.readings(),
            by=request.user,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return refuse(request, asked, form, refusal)
    messages.success(request, "Your review is handed in.")
    if review.round.status == RoundStatus.OPEN:
        return see_other("assignment", pk)
    return see_other("round", review.round_id)


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
    form.is_valid()
    try:
        by_hand.decline_assignment(
            assignment_id=pk, because=form.data.get("because", ""), by=request.user, at=timezone.now()
        )
    except DomainError as refusal:
        show_refusal(form, refusal)
        return show(request, asked, because=form, status=refusal.status)
    messages.success(request, "Declined. The editors see why.")
    return see_other("work")
