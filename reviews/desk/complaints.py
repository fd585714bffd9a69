"""Complaints on the desk: what readers object to, until when each is to be answered, and what came of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from factcheck.core.errors import Conflict, InvalidTransition
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from factcheck.web.paging import page_by_key, page_links
from reviews import complaints as verbs
from reviews.desk.complaint_forms import AgainForm, NoteForm, OutcomeForm, Versioned
from reviews.models import Complaint, Recheck
from reviews.policies.complaints import may_answer_complaint
from reviews.selectors import complaints as selectors
from reviews.selectors.published import path_of
from reviews.selectors.rows import find
from reviews.states import PublicState

CLOSING = {"uphold": verbs.uphold, "uphold_in_part": verbs.uphold_in_part, "reject": verbs.reject}


@require_safe
@admin_only
def complaints(request: HttpRequest) -> HttpResponse:
    """One group of them, newest first."""
    group, now = request.GET.get("show", "open"), timezone.localtime()
    if group not in selectors.GROUPS:
        raise Http404
    page = page_by_key(selectors.complaints_of_group(group, user=request.user, at=now), request)
    context = {"section": "complaints", "show": group, "groups": selectors.GROUPS, "complaints": page, "now": now}
    return render(request, "reviews/complaints.html", {**context, **page_links(page, request)})


@require_safe
@admin_only
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, _find(request, pk))


def _find(request: HttpRequest, pk: int) -> Complaint:
    return find(selectors.whole_complaint(request.user), pk)


def show(request: HttpRequest, found: Complaint, *, status: int = 200, **forms: Versioned) -> HttpResponse:
    """The page as it stands, or with what was refused in one of its forms."""
    version = {"version": found.version}
    verdict = selectors.verdict_numbered(found.number)
    context = {
        "section": "complaints",
        "complaint": found,
        "verdict": verdict,
        "verdict_path": path_of(verdict) if verdict is not None else "",
        "is_readable": verdict is not None and verdict.state != PublicState.WITHHELD,
        "is_own": verdict is not None and request.user.pk in selectors.worked_on(verdict.claim_id),
        "may_answer": may_answer_complaint(request.user, found),
        "rechecks": _rechecks(found, verdict),
        "outcome_form": OutcomeForm(initial={**version, "outcome": found.outcome}),
        "note_form": NoteForm(initial={**version, "note": found.note}),
        "again_form": AgainForm(initial=version),
        "now": timezone.localtime(),
        "refused": next(iter(forms.values()), None),
        **forms,
    }
    return render(request, "reviews/complaint.html", context, status=status)


def _rechecks(found: Complaint, verdict) -> list[Recheck]:
    if verdict is None:
        return []
    return list(Recheck.objects.filter(claim_id=verdict.claim_id, because="complaint", done_at=None).order_by("-pk"))


@require_POST
@admin_only
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    verbs.take_up(complaint_id=pk, by=request.user, at=timezone.localtime())
    messages.success(request, "It is yours. Answer it before its day is over.")
    return see_other("complaint", pk)


@require_POST
@admin_only
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the desk's notes of it."""
    return _run(request, pk, "note_form", NoteForm(request.POST), verbs.note_on_complaint, "Kept.")


@require_POST
@admin_only
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Uphold, uphold in part, or not; whoever wrote is told."""

    def verb(*, ending: str, **typed: object) -> None:
        CLOSING[ending](**typed)

    return _run(request, pk, "outcome_form", OutcomeForm(request.POST), verb, "Answered. Whoever wrote to us is told.")


@require_POST
@admin_only
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    return _run(request, pk, "again_form", AgainForm(request.POST), verbs.look_again, "It is open again, and yours.")


def _run(
    request: HttpRequest, pk: int, name: str, form: Versioned, verb: Callable[..., object], done: str
) -> HttpResponse:
    found = _find(request, pk)

    def run(**typed: object) -> None:
        try:
            verb(complaint_id=pk, by=request.user, at=timezone.localtime(), **typed)
        except Conflict as conflict:
            form.again(conflict.extra["version"])
            raise

    status = run_form(form, run)
    if status:
        return show(request, _find(request, pk) if status == Conflict.status else found, status=status, **{name: form})
    messages.success(request, done)
    return see_other("complaint", pk)


@require_POST
@admin_only
def recheck(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the published claim before the editors because of it."""
    try:
        opened = verbs.recheck_because(complaint_id=pk, by=request.user, at=timezone.localtime())
    except InvalidTransition as refusal:
        messages.warning(request, refusal.detail)
        return see_other("complaint", pk)
    return see_other("recheck", opened.pk)
