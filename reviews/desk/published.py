"""What the desk has published: the list, the page of one, and beginning or giving up a change of it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.models import Claim
from factcheck.core.errors import InvalidTransition
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import CleanCharField, number_in, run_form
from factcheck.web.paging import page_by_key, page_links
from reviews.composing import compose
from reviews.desk import removals
from reviews.models import PublicVerdict, Recheck
from reviews.policies.changes import may_drop_change, may_start_change
from reviews.public.differences import in_words
from reviews.publication import changes
from reviews.revision_diff import compare_revisions
from reviews.selectors import published_checks as selectors
from reviews.selectors.changes import asks_for_change, change_under_way, stands, what_readers_see
from reviews.selectors.complaints import complaints_of
from reviews.selectors.drafts import find_draft
from reviews.selectors.published import Shown
from reviews.states import PublicState, RevisionKind

WAYS = {
    RevisionKind.CORRECTION: "What we said was wrong, or is not clear.",
    RevisionKind.UPDATE: "Something happened since we published.",
    RevisionKind.ADDITION: "There is more to tell; what we said stands as it is.",
}


class ChangeForm(forms.Form):
    """The kind is a button; what it follows from is sent along."""

    kind = CleanCharField(required=False, max_length=20, widget=forms.HiddenInput)
    recheck = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)
    complaint = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)


@require_safe
@desk_member
def published(request: HttpRequest) -> HttpResponse:
    """Everything we published, the newest first; `?state=`, `?needs=` and `?q=` keep a part of it."""
    user = request.user
    wanted = _wanted(request)
    page = page_by_key(selectors.published_checks(user, wanted), request)
    context = {
        "section": "published",
        "asked": wanted,
        "states": PublicState.choices,
        "needs": selectors.needs_of(user),
        "checks": page,
        "is_filtered": bool(wanted.state or wanted.needs or wanted.words),
        **page_links(page, request),
    }
    return render(request, "reviews/published.html", context)


def _wanted(request: HttpRequest) -> selectors.Wanted:
    state, needs = request.GET.get("state", ""), request.GET.get("needs", "")
    return selectors.Wanted(
        state=state if state in PublicState.values else "",
        needs=needs if needs in selectors.needs_of(request.user) else "",
        words=request.GET.get("q", "").strip(),
    )


@require_safe
@desk_member
def published_check(request: HttpRequest, number: int) -> HttpResponse:
    return show(request, selectors.find_published(number, user=request.user))


def show(
    request: HttpRequest, verdict: PublicVerdict, *, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """The page of one published check, as it stands or with what was refused."""
    user = request.user
    claim = Claim.objects.visible_to(user).with_words().filter(pk=verdict.claim_id).first()
    rechecks = list(Recheck.objects.visible_to(user).filter(claim=verdict.claim_id, done_at=None).order_by("pk"))
    context = {
        "section": "published",
        "verdict": verdict,
        "shown": Shown(verdict),
        "claim": claim,
        "form": form,
        "because_of": number_in(request.POST or request.GET, "complaint"),
        "ways": WAYS.items(),
        "stands": stands(verdict),
        "may_change": may_start_change(user, claim) if claim is not None else None,
        "draft": (draft := change_under_way(verdict.claim_id)),
        "may_drop": may_drop_change(user, draft) if draft is not None else None,
        "rechecks": [(one, asks_for_change(one)) for one in rechecks],
        "complaints": complaints_of(verdict.number, user=user),
        "now": timezone.now(),
        **removals.panel(verdict, user, complaint=number_in(request.GET, "complaint")),
    }
    return render(request, "reviews/published_check.html", context, status=status)


@require_POST
@desk_member
def start_change(request: HttpRequest, number: int) -> HttpResponse:
    """Begin a change, or go on with the one that somebody began."""
    verdict = selectors.find_published(number, user=request.user)
    form = ChangeForm(request.POST)

    def verb(*, kind: str, recheck: int | None, complaint: int | None) -> int:
        begun = {"claim_id": verdict.claim_id, "by": request.user, "at": timezone.now()}
        try:
            return changes.start_change(kind=kind, recheck_id=recheck, complaint_id=complaint, **begun).pk
        except InvalidTransition as refusal:
            if "draft" not in refusal.extra:
                raise
            messages.warning(request, refusal.detail)
            return refusal.extra["draft"]

    status = run_form(form, verb)
    if status:
        return show(request, verdict, form=form, status=status)
    return see_other("draft", form.made)


@require_POST
@desk_member
def drop_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a change up; what is published stays as it is."""
    found = find_draft(pk, user=request.user)
    verdict = PublicVerdict.objects.filter(claim_id=found.claim_id).first()
    try:
        changes.drop_change(draft_id=pk, by=request.user, at=timezone.now())
    except InvalidTransition as refusal:
        messages.warning(request, refusal.detail)
        return see_other("draft", pk)
    messages.success(request, "Given up. What is published stays as it is.")
    return see_other(reverse("published_check", args=[verdict.number]) if verdict else reverse("writing"))


@require_safe
@desk_member
def draft_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What a change changes, against what readers see now: for whoever signs it off."""
    found = find_draft(pk, user=request.user)
    before = what_readers_see(found.claim_id)
    difference = compare_revisions(before, compose(found)) if before is not None and found.is_change else None
    context = {
        "section": "writing",
        "draft": found,
        "difference": in_words(difference) if difference is not None else None,
        "faults": changes.kind_faults(found, compose(found)),
    }
    return render(request, "reviews/draft_changes.html", context)
