"""Notes on a draft as its pages show them, and the forms that leave, answer, settle and take them back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from factcheck.accounts.models import User
from factcheck.core.errors import DomainError, NotAllowed, NotFound
from factcheck.web.access import desk_member
from factcheck.web.forms import run_form
from reviews import writing_notes
from reviews.desk.draft_page import show
from reviews.desk.workspace import see_other
from reviews.desk.writing_forms import NoteForm
from reviews.models import DraftNote
from reviews.selectors.drafts import find_draft


@require_POST
@desk_member
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a note on one part of the draft."""
    found = find_draft(pk, user=request.user)
    form = NoteForm(found, request.POST)
    status = run_form(
        form, lambda **typed: writing_notes.add_note(draft_id=pk, by=request.user, at=timezone.now(), **typed)
    )
    if status:
        return show(request, found, note_form=form, status=status)
    return see_other(f"{reverse('draft', args=[pk])}#note-{form.made.pk}")


@require_POST
@desk_member
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a note, settle it, or both."""
    return _on_note(
        request,
        pk,
        lambda: writing_notes.answer_note(
            note_id=pk,
            answer=request.POST.get(f"answer-{pk}", ""),
            settles=bool(request.POST.get(f"settles-{pk}")),
            by=request.user,
            at=timezone.now(),
        ),
    )


@require_POST
@desk_member
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a note of one's own."""
    return _on_note(request, pk, lambda: writing_notes.withdraw_note(note_id=pk, by=request.user, at=timezone.now()))


def _on_note(request: HttpRequest, pk: int, verb) -> HttpResponse:
    """Run a verb on one note; a refusal stands on the page, with what was typed."""
    draft_id = _draft_of(pk, request.user)
    try:
        verb()
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        found = find_draft(draft_id, user=request.user)
        return show(request, found, refusal=refusal, status=refusal.status)
    return see_other(f"{reverse('draft', args=[draft_id])}#notes")


def _draft_of(note_id: int, user: User) -> int:
    draft_id = DraftNote.objects.visible_to(user).filter(pk=note_id).values_list("draft_id", flat=True).first()
    if draft_id is None:
        raise NotFound
    return draft_id
