"""Taking something from readers, on the desk: what was asked for, the form to ask, agreeing and not agreeing."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from factcheck.accounts.models import User
from factcheck.core.decisions import Decision
from factcheck.core.errors import DomainError
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import number_in, run_form, show_refusal
from reviews.desk.removal_forms import AskForm, RefuseForm
from reviews.models import Complaint, PublicVerdict, Removal
from reviews.policies.removals import may_agree_to_removal, may_ask_removal
from reviews.publication.removals import Preview, agree_to_removal, ask_removal, preview, refuse_removal
from reviews.publication.removals.asking import clean_words
from reviews.selectors.published import path_of
from reviews.selectors.removals import find_verdict, removals_of
from reviews.selectors.rows import find
from reviews.states import RemovalKind, RemovalStatus

AGREED = {
    RemovalKind.RETRACTION: "It is retracted. Readers find the reason in its place.",
    RemovalKind.REDACTION: "The words are removed.",
    RemovalKind.WITHHOLDING: "It is withheld.",
    RemovalKind.RETURN: "Readers have it again.",
}


@dataclass(frozen=True)
class Waiting:
    """A removal that waits for a second editor, with what this one may do and what would be removed."""

    removal: Removal
    may_agree: Decision
    preview: Preview | None


def panel(verdict: PublicVerdict, user: User, *, complaint: int | None = None) -> dict[str, object]:
    """What `reviews/_removals.html` shows on the page of a published check; nothing for who is no editor.

    `complaint`: the error report an editor came from.
    """
    if not may_ask_removal(user):
        return {}
    asked = [one for one in removals_of(verdict, user=user) if one.status == RemovalStatus.ASKED]
    return {"removals_asked": asked, "may_remove": True, "removal_complaint": complaint}


@require_safe
@admin_only
def removals(request: HttpRequest, number: int) -> HttpResponse:
    """Everything that was taken from this check, or is to be, and the form that asks for it."""
    return show(request, find_verdict(number, user=request.user))


def show(
    request: HttpRequest,
    verdict: PublicVerdict,
    *,
    form: AskForm | None = None,
    refuse_form: RefuseForm | None = None,
    looked: Preview | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it stands, or with what was refused; `looked`: what the words typed would remove."""
    rows = removals_of(verdict, user=request.user)
    context = {
        "section": "published",
        "verdict": verdict,
        "verdict_path": path_of(verdict),
        "waiting": [_waiting(one, request.user) for one in rows if one.status == RemovalStatus.ASKED],
        "decided": [one for one in rows if one.status != RemovalStatus.ASKED],
        "form": form or AskForm(state=verdict.state, initial=_known(request, verdict)),
        "refuse_form": refuse_form or RefuseForm(),
        "looked": looked,
    }
    return render(request, "reviews/removals.html", context, status=status)


def _known(request: HttpRequest, verdict: PublicVerdict) -> dict[str, object]:
    """What the error report in `?complaint=` says already: which it is, and what kind of person wrote it."""
    pk = number_in(request.GET, "complaint")
    rows = Complaint.objects.visible_to(request.user).filter(pk=pk, number=verdict.number)
    complaint = rows.first() if pk else None
    return {"complaint_id": complaint.pk, "asked_kind": complaint.writes_as} if complaint else {}


def _waiting(removal: Removal, user: User) -> Waiting:
    looked = preview(removal.verdict, removal.words) if removal.kind == RemovalKind.REDACTION else None
    return Waiting(removal, may_agree_to_removal(user, removal), looked)


@require_POST
@admin_only
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for it; or, by the other button, only look at what the words would remove."""
    verdict = find_verdict(number, user=request.user)
    form = AskForm(request.POST, state=verdict.state)
    if "look" in request.POST:
        return _look(request, verdict, form)

    def verb(**typed: object) -> Removal:
        return ask_removal(number=number, by=request.user, at=timezone.localtime(), **typed)

    status = run_form(form, verb)
    if status:
        return show(request, verdict, form=form, status=status)
    messages.success(request, "Asked for. It is done once another editor agrees.")
    return see_other("removals", number)


def _look(request: HttpRequest, verdict: PublicVerdict, form: AskForm) -> HttpResponse:
    if not form.is_valid():
        return show(request, verdict, form=form, status=400)
    try:
        looked = preview(verdict, clean_words(form.cleaned_data["words"]))
    except DomainError as refusal:
        show_refusal(form, refusal)
        return show(request, verdict, form=form, status=refusal.status)
    return show(request, verdict, form=form, looked=looked)


@require_POST
@admin_only
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree: it is done at once."""
    removal = _find(request, pk)
    done = agree_to_removal(removal_id=removal.pk, by=request.user, at=timezone.localtime())
    messages.success(request, AGREED[RemovalKind(done.kind)])
    return see_other("removals", removal.verdict.number)


@require_POST
@admin_only
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not agree, or take one's own wish back."""
    removal = _find(request, pk)
    form = RefuseForm(request.POST)

    def verb(**typed: str) -> Removal:
        return refuse_removal(removal_id=pk, by=request.user, at=timezone.localtime(), **typed)

    status = run_form(form, verb)
    if status:
        return show(request, removal.verdict, refuse_form=form, status=status)
    messages.success(request, "Not agreed. Readers keep what they have.")
    return see_other("removals", removal.verdict.number)


def _find(request: HttpRequest, pk: int) -> Removal:
    return find(Removal.objects.visible_to(request.user).select_related("verdict__current"), pk)
