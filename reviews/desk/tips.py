"""Tips on the desk: what readers want checked, and what became of it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims import tips as verbs
from claims.models import Tip
from claims.policies import may_triage
from claims.selectors import tips as selectors
from claims.triage.typed import LONGEST_WORDING
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from factcheck.web.paging import page_by_key, page_links
from reviews.complaints.tips import answer_tip_with_check
from reviews.desk.complaint_forms import CheckedForm, LeaveForm, TakeForm
from reviews.selectors.complaints import checks_like, verdict_numbered
from reviews.selectors.rows import find

LOOSELY = 0.2  # of the words: an editor sees at once what is beside the point


@require_safe
@desk_member
def tips(request: HttpRequest) -> HttpResponse:
    """One group of them, newest first."""
    group = request.GET.get("show", "open")
    if group not in selectors.GROUPS:
        raise Http404
    page = page_by_key(selectors.tips_of_group(group, user=request.user), request)
    context = {"section": "tips", "show": group, "groups": selectors.GROUPS, "tips": page}
    return render(request, "reviews/tips.html", {**context, **page_links(page, request)})


@require_safe
@desk_member
def tip(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, _find(request, pk))


def _find(request: HttpRequest, pk: int) -> Tip:
    return find(selectors.whole_tip(request.user), pk)


def show(request: HttpRequest, found: Tip, *, status: int = 200, **refused: forms.Form) -> HttpResponse:
    """The page as it stands, or with what was refused in one of its forms."""
    is_open = found.answered_at is None
    words = found.words[:LONGEST_WORDING]
    context = {
        "section": "tips",
        "tip": found,
        "may_decide": bool(may_triage(request.user)),
        "verdict": verdict_numbered(found.verdict_number),
        "checks": checks_like(found.words, least=LOOSELY) if is_open else [],
        "claims": selectors.claims_like(found.words, user=request.user) if is_open else [],
        "take_form": TakeForm(
            initial={"way": "article" if found.url else "claim", "words": words, "language": _language(request)}
        ),
        "checked_form": CheckedForm(),
        "leave_form": LeaveForm(),
        "refused": next(iter(refused.values()), None),
        **refused,
    }
    return render(request, "reviews/tip.html", context, status=status)


def _language(request: HttpRequest) -> str:
    return request.desk.language


@require_POST
@desk_member
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """As an article, as a claim, or as one more who asks about a claim we have."""
    return _run(request, pk, "take_form", TakeForm(request.POST), verbs.take_tip, "Taken on. Whoever sent it is told.")


@require_POST
@desk_member
def checked(request: HttpRequest, pk: int) -> HttpResponse:
    """We had published a check of it."""
    form = CheckedForm(request.POST)
    return _run(request, pk, "checked_form", form, answer_tip_with_check, "Answered with the check.")


@require_POST
@desk_member
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """We do not check it, and say why."""
    return _run(request, pk, "leave_form", LeaveForm(request.POST), verbs.leave_tip, "Answered.")


def _run(
    request: HttpRequest, pk: int, name: str, form: forms.Form, verb: Callable[..., object], done: str
) -> HttpResponse:
    found = _find(request, pk)

    def run(**typed: object) -> None:
        verb(tip_id=pk, by=request.user, at=timezone.localtime(), **typed)

    status = run_form(form, run)
    if status:
        return show(request, found, status=status, **{name: form})
    messages.success(request, done)
    return see_other("tip", pk)


@require_POST
@desk_member
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    _find(request, pk)
    verbs.look_at_tip_again(tip_id=pk, by=request.user, at=timezone.localtime())
    messages.success(request, "It is to be looked at again.")
    return see_other("tip", pk)
