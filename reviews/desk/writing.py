"""Writing up settled claims: the list, the draft with its gate, sign-off and publication."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from factcheck.core.errors import Conflict, DomainError, InvalidTransition
from factcheck.web.access import desk_member
from factcheck.web.forms import show_refusal
from factcheck.web.problems import problem_body
from reviews import adjudication, drafting
from reviews.composing import compose
from reviews.contacts.taking_over import take_over_answer
from reviews.desk.draft_notes import answers_in, rows_on
from reviews.desk.draft_page import file_of, gate_context, show
from reviews.desk.workspace import is_autosave, see_other
from reviews.desk.writing_forms import DraftForm
from reviews.markup import article_context
from reviews.models import VerdictDraft
from reviews.policies import writing as policy
from reviews.publication import publishing
from reviews.selectors.drafts import (
    claims_ready_to_write,
    drafts_of,
    drafts_scheduled,
    drafts_to_sign_off,
    find_draft,
)
from reviews.writing_notes import write_and_answer

SAVING = {"hand_in": drafting.write_and_hand_in, "take_answer": take_over_answer}


@require_safe
@desk_member
def writing(request: HttpRequest) -> HttpResponse:
    """What waits for an editor's eyes, what I write, and what nobody writes yet."""
    user = request.user
    context = {
        "section": "writing",
        "to_sign_off": list(drafts_to_sign_off(user)),
        "scheduled": list(drafts_scheduled(user)),
        "mine": list(drafts_of(user)),
        "ready": [
            (claim, policy.may_write(user, claim, reviewed=claim.is_reviewed)) for claim in claims_ready_to_write(user)
        ],
    }
    return render(request, "reviews/writing.html", context)


@require_POST
@desk_member
def start(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        begun = drafting.start_draft(claim_id=pk, by=request.user, at=timezone.now()).pk
    except InvalidTransition as refusal:
        if "draft" not in refusal.extra:
            raise
        messages.warning(request, refusal.detail)
        begun = refusal.extra["draft"]
    return see_other(reverse("draft", args=[begun]))


@require_safe
@desk_member
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The writer's desk; for everyone else what readers will see, with what an editor may do about it."""
    return show(request, find_draft(pk, user=request.user))


@require_POST
@desk_member
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was typed: by itself (JSON), with a button, or on the way to an editor."""
    found = find_draft(pk, user=request.user)
    form = DraftForm(found, request.POST)
    hands_in = request.POST.get("then") == "hand_in"
    if not form.is_valid():
        return _refuse_text(request, found, form, None)
    verb = SAVING.get(request.POST.get("then", ""), drafting.write_draft)
    # While typing only the text is saved: an answer is given with a button.
    notes = [] if is_autosave(request) else rows_on(found, request.user)
    answers = answers_in(request.POST, notes)
    typed = {"version": form.cleaned_data["version"], **form.text(file_of(found))}
    try:
        saved = write_and_answer(draft_id=pk, answers=answers, save=verb, by=request.user, at=timezone.now(), **typed)
    except DomainError as refusal:
        return _refuse_text(request, found, form, refusal)
    if is_autosave(request):
        return JsonResponse({"version": saved.version})
    messages.success(request, "Handed in. An editor reads it next." if hands_in else "Saved.")
    if any(note.settled_at and note.pk in answers for note in notes):
        messages.info(request, "A note was settled while you wrote. Your answer is kept with it, below.")
    return see_other(reverse("draft", args=[pk]))


def _refuse_text(
    request: HttpRequest, found: VerdictDraft, form: DraftForm, refusal: DomainError | None
) -> HttpResponse:
    """The page again, with everything typed still there."""
    if is_autosave(request):
        body = problem_body(refusal) if refusal else {"errors": form.errors.get_json_data()}
        return JsonResponse(body, status=refusal.status if refusal else 400)
    if isinstance(refusal, Conflict):
        form.data = form.data.copy()
        form.data["version"] = refusal.extra["version"]  # saving again is a choice made with both texts in view
        return show(request, found, form=form, conflict=refusal, status=refusal.status)
    if refusal:
        show_refusal(form, refusal)
    return show(request, found, form=form, status=refusal.status if refusal else 400)


@require_safe
@desk_member
def gate(request: HttpRequest, pk: int) -> HttpResponse:
    """The gate alone, asked for again while somebody types."""
    found = find_draft(pk, user=request.user)
    context = {"draft": found, "swap": True, **gate_context(found, compose(found), request.user)}
    return render(request, "reviews/_gate_live.html", context)


@require_safe
@desk_member
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page exactly as readers will see it, but for its number, dates and versions."""
    seen = compose(find_draft(pk, user=request.user))
    return render(request, "public/verdict.html", {"is_preview": True, **article_context(seen)})


def act(request: HttpRequest, pk: int, *, verb: Callable[[], object], done: str) -> HttpResponse:
    """Run one verb on the draft; a refusal stands on the page."""
    found = find_draft(pk, user=request.user)
    try:
        verb()
    except DomainError as refusal:
        return show(request, find_draft(found.pk, user=request.user), refusal=refusal, status=refusal.status)
    messages.success(request, done)
    return see_other(reverse("draft", args=[pk]))


@require_POST
@desk_member
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    round_id = find_draft(pk, user=request.user).round_id
    return act(
        request,
        pk,
        done="Noted: the reasons agree.",
        verb=lambda: adjudication.confirm_reasons_agree(round_id=round_id, by=request.user, at=timezone.now()),
    )


@require_POST
@desk_member
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    return act(
        request,
        pk,
        done="You are the writer now.",
        verb=lambda: drafting.take_over(draft_id=pk, by=request.user, at=timezone.now()),
    )


@require_POST
@desk_member
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    note = request.POST.get("note", "")
    return act(
        request,
        pk,
        done="Sent back to the writer.",
        verb=lambda: drafting.send_back(draft_id=pk, note=note, by=request.user, at=timezone.now()),
    )


@require_POST
@desk_member
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    draft_hash = request.POST.get("draft_hash", "")
    return act(
        request,
        pk,
        done="Signed off.",
        verb=lambda: drafting.sign_off(draft_id=pk, draft_hash=draft_hash, by=request.user, at=timezone.now()),
    )


@require_POST
@desk_member
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what is signed off; with the hash of the text, sign it off in the same act."""
    draft_hash = request.POST.get("draft_hash", "")
    verb = publishing.sign_off_and_publish if draft_hash else publishing.publish_verdict
    signs = {"draft_hash": draft_hash} if draft_hash else {}
    return act(
        request,
        pk,
        done="Published. Readers can see it now.",
        verb=lambda: verb(draft_id=pk, by=request.user, at=timezone.now(), **signs),
    )
