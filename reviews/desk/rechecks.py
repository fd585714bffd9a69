"""Rechecks: what asks for another look at published pages, and what an editor decides about it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import run_form
from factcheck.web.paging import page_by_key, page_links
from reviews.desk.recheck_forms import DecideForm, FinishForm, RenewForm
from reviews.models import Recheck
from reviews.policies.watching import may_decide_recheck
from reviews.selectors import rechecks as selectors
from reviews.selectors.published import path_of
from reviews.selectors.rows import find
from reviews.selectors.watching import troubled_watches
from reviews.states import RecheckDecision, RecheckReason
from reviews.watching import rechecks as verbs
from reviews.watching.noting import MOST_FAILURES

SHOWN_TROUBLED = 20
DONE = {
    RecheckDecision.KEEP: "Kept. The watch goes on from the new copy.",
    RecheckDecision.NEW_ROUND: "A new round is open. Its seats are in the queue.",
    RecheckDecision.CORRECT: "Noted. The file is open to editors until the page is put right.",
}


@require_safe
@desk_member
def rechecks(request: HttpRequest) -> HttpResponse:
    """One group of them, newest first; and the sources that cannot be looked at."""
    group = request.GET.get("show", "open")
    if group not in selectors.GROUPS:
        raise Http404
    page = page_by_key(selectors.rechecks_of_group(group, user=request.user), request)
    context = {
        "section": "rechecks",
        "show": group,
        "groups": selectors.GROUPS,
        "rechecks": page,
        "troubled": troubled_watches(failures=MOST_FAILURES, most=SHOWN_TROUBLED),
        **page_links(page, request),
    }
    return render(request, "reviews/rechecks.html", context)


@require_safe
@desk_member
def recheck(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, _find(request, pk))


def _find(request: HttpRequest, pk: int) -> Recheck:
    return find(selectors.whole_recheck(request.user), pk)


def show(
    request: HttpRequest,
    found: Recheck,
    *,
    form: DecideForm | FinishForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it stands, or with what was refused."""
    verdict = selectors.verdict_of(found)
    context = {
        "section": "rechecks",
        "recheck": found,
        "claim": found.claim,
        "verdict": verdict,
        "verdict_path": path_of(verdict) if verdict is not None else "",
        "quotations": selectors.quotations_of(found),
        "difference": selectors.difference_of(found),
        "may_decide": may_decide_recheck(request.user),
        "may_finish": _may_finish(request, found),
        "form": form or (FinishForm() if found.decision else _decide_form(found)()),
    }
    return render(request, "reviews/recheck.html", context, status=status)


def _decide_form(found: Recheck) -> type[DecideForm]:
    return RenewForm if found.because == RecheckReason.EXPIRED else DecideForm


def _may_finish(request: HttpRequest, found: Recheck) -> bool:
    """Whether the page offers to say that it is done: by the verb's own rules."""
    is_to_do = bool(found.decision) and found.done_at is None
    is_over = found.round is None or found.round.rating_id is not None
    return is_to_do and is_over and bool(may_decide_recheck(request.user))


@require_POST
@desk_member
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep, new round, or correct."""
    found = _find(request, pk)
    form = _decide_form(found)(request.POST)

    def verb(**typed: object) -> None:
        verbs.decide_recheck(recheck_id=pk, by=request.user, at=timezone.localtime(), **typed)

    status = run_form(form, verb)
    if status:
        return show(request, found, form=form, status=status)
    messages.success(request, DONE[RecheckDecision(form.cleaned_data["decision"])])
    return see_other("recheck", pk)


@require_POST
@desk_member
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """The page is put right."""
    found = _find(request, pk)
    form = FinishForm(request.POST)

    def verb(**typed: str) -> None:
        verbs.finish_correction(recheck_id=pk, by=request.user, at=timezone.localtime(), **typed)

    status = run_form(form, verb)
    if status:
        return show(request, found, form=form, status=status)
    messages.success(request, "Done. The file is closed again.")
    return see_other("recheck", pk)
