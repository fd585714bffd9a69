"""Asking the claimant: its page with the letter, and the list of those who did not answer yet."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.models import Claim
from factcheck.core.errors import NotFound
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from factcheck.web.paging import page_by_key, page_links
from reviews.contacts import closing, writing
from reviews.contacts.deadlines import usual_deadline
from reviews.contacts.letters import Proposed, propose_letters
from reviews.desk import contact_forms
from reviews.desk.contact_forms import ContactForm, forms_for
from reviews.selectors.contacts import Seen, contact_on, open_contacts, overdue
from reviews.selectors.rows import find
from reviews.states import ContactStatus, LetterPurpose, LetterState

GONE = "There is nothing at this address, or it is not visible to you."
Refused = tuple[str, ContactForm]


def seen_contact(request: HttpRequest, pk: int) -> Seen:
    """How it stands on the claim, for who looks. Raises `NotFound`."""
    rows = Claim.objects.visible_to(request.user).with_words().select_related("claimant", "topic")
    seen = contact_on(find(rows.defer("article__text"), pk), request.user, at=timezone.localtime())
    if seen is None:
        raise NotFound(GONE)
    return seen


@require_safe
@desk_member
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, seen_contact(request, pk))


def show(request: HttpRequest, seen: Seen, *, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    """The page as it stands, or with the form that was refused: where it no longer fits, what was typed is kept."""
    letters = _letters(request, seen) if seen.decision else []
    found = _forms(request, seen, letters) if seen.decision else {}
    lost = None
    if refused:
        name, form = refused
        form.again(seen.contact.version)
        if name in found:
            found[name] = form
        else:
            lost = form
    context = {
        "section": "work",
        "claim": seen.contact.claim,
        "seen": seen,
        "forms": found,
        "lost": lost,
        "letters_of_desk": letters,
        "opened": refused[0] if refused else "",
    }
    return render(request, "reviews/contact.html", context, status=status)


def _letters(request: HttpRequest, seen: Seen) -> list[Proposed]:
    """The desk's letters for what comes next."""
    if seen.contact.status == ContactStatus.CLOSED:
        return []
    purpose = LetterPurpose.FIRST if seen.contact.status == ContactStatus.TO_ASK else LetterPurpose.REMINDER
    return propose_letters(seen.contact.claim, by=request.user, purpose=purpose)


def _forms(request: HttpRequest, seen: Seen, letters: list[Proposed]) -> dict[str, ContactForm]:
    mailed = [one.to for one in seen.letters if one.state != LetterState.NOTED]
    found = forms_for(
        seen.contact,
        request.user,
        letters=letters,
        chosen=request.GET.get("letter", ""),
        last_to=mailed[-1] if mailed else "",
        deadline_at=usual_deadline(timezone.localtime()),
    )
    if seen.failed and seen.contact.status == ContactStatus.ASKED:
        known = {"version": seen.contact.version, "letter_id": seen.failed.pk, "to": seen.failed.to}
        found["again"] = contact_forms.AgainForm(initial=known)
    return found


def _act(
    request: HttpRequest, pk: int, form: ContactForm, *, name: str, verb: Callable[..., object], done: str
) -> HttpResponse:
    """One form of the page: the page afterwards, or the form with what was refused."""
    seen_contact(request, pk).decision.or_refuse()
    status = run_form(form, lambda **typed: verb(claim_id=pk, by=request.user, at=timezone.localtime(), **typed))
    if status:
        return show(request, seen_contact(request, pk), refused=(name, form), status=status)
    messages.success(request, done)
    return see_other("contact", pk)


@require_POST
@desk_member
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    form = contact_forms.AskForm(request.POST)
    return _act(request, pk, form, name="ask", verb=writing.ask_claimant, done="The letter is on its way.")


@require_POST
@desk_member
def note(request: HttpRequest, pk: int) -> HttpResponse:
    form = contact_forms.NoteForm(request.POST)
    return _act(request, pk, form, name="note", verb=writing.note_asked, done="Noted.")


@require_POST
@desk_member
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    form = contact_forms.RemindForm(request.POST)
    return _act(request, pk, form, name="remind", verb=writing.send_reminder, done="The reminder is on its way.")


@require_POST
@desk_member
def again(request: HttpRequest, pk: int) -> HttpResponse:
    form = contact_forms.AgainForm(request.POST)
    return _act(request, pk, form, name="again", verb=writing.send_again, done="The letter is on its way.")


@require_POST
@desk_member
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    form = contact_forms.DeadlineForm(request.POST)
    return _act(request, pk, form, name="deadline", verb=closing.set_deadline, done="They have until then.")


@require_POST
@desk_member
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """How it ended, or that they are not asked."""
    not_asked = request.POST.get("outcome") == "not_asked"
    kind = contact_forms.NotAskedForm if not_asked else contact_forms.CloseForm
    name = "not_asked" if not_asked else "close"
    return _act(request, pk, kind(request.POST), name=name, verb=closing.close_contact, done="Noted.")


@require_POST
@desk_member
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    form = contact_forms.ReopenForm(request.POST)
    return _act(request, pk, form, name="reopen", verb=closing.reopen_contact, done="It waits for an answer again.")


@require_POST
@desk_member
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor says who asks."""
    form = contact_forms.OwnerForm(request.POST)
    return _act(request, pk, form, name="owner", verb=closing.hand_contact_over, done="They are told.")


@require_safe
@desk_member
def contacts(request: HttpRequest) -> HttpResponse:
    """Who is to be asked or has not answered, the newest first: one's own, for editors everybody's."""
    at, late = timezone.localtime(), request.GET.get("overdue") == "1"
    rows = open_contacts(request.user)
    page = page_by_key(overdue(rows, at=at) if late else rows, request)
    context = {"section": "work", "page": page, "now": at, "late": late, **page_links(page, request)}
    return render(request, "reviews/contacts.html", context)
