"""The list of claims, and the way in for one without an article."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from claims import triage
from claims.desk.triage_forms import ClaimFilter, ClaimForm
from claims.policies import may_triage
from claims.selectors.claims import find_claims, languages_in_use
from claims.states import ClaimStatus
from factcheck.core.errors import Invalid
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal
from factcheck.web.paging import page_by_key, page_links

TO_TRIAGE = (ClaimStatus.CANDIDATE, ClaimStatus.NOT_PICKED, ClaimStatus.DISMISSED, ClaimStatus.DUPLICATE)


@desk_member
@require_GET
def list_claims(request: HttpRequest) -> HttpResponse:
    """Claims, newest first, searched by words and claimant."""
    form = ClaimFilter(request.GET, languages=languages_in_use())
    page = page_by_key(find_claims(request.user, **form.asked), request)
    return render(
        request,
        "claims/claim_list.html",
        {
            "section": "claims",
            "form": form,
            "is_filtered": any(request.GET.get(name) for name in form.fields),
            "claims": page,
            "to_triage": TO_TRIAGE,
            **page_links(page, request),
        },
    )


@desk_member
@require_http_methods(["GET", "POST"])
def new_claim(request: HttpRequest) -> HttpResponse:
    """Enter a claim without an article."""
    initial = {"language": request.desk.language if hasattr(request, "desk") else "en"}
    form = ClaimForm(request.POST) if request.method == "POST" else ClaimForm(initial=initial)
    if not may_triage(request.user):
        del form.fields["accept_because"]
    if request.method == "POST" and form.is_valid():
        try:
            claim = triage.enter_claim(**form.cleaned_data, by=request.user, at=timezone.now())
        except Invalid as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Entered.")
            return see_other("claim" if claim.status == ClaimStatus.ACCEPTED else "claim_triage", claim.pk)
    status = 400 if form.errors else 200
    return render(request, "claims/claim_new.html", {"section": "claims", "form": form}, status=status)
