"""Adding to a claim's file from its page or from the workspace, and taking out of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import DomainError, Invalid, NotFound
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal
from reviews.desk import claim as claim_page
from reviews.desk.evidence_forms import EvidenceForm
from reviews.desk.forms import STANCES, WEIGHTS, BecauseForm
from reviews.evidence.known import recognise
from reviews.evidence.linking import link_evidence, remove_evidence
from reviews.models import Evidence
from reviews.selectors.copies import newest_copies
from reviews.selectors.file import file_of, piece_for
from reviews.selectors.sources import Known, know


@require_POST
@desk_member
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Link evidence to claim `pk`; in the workspace nothing but the file changes on the page."""
    found = claim_page.find_claim(request.user, pk)
    form = EvidenceForm(request.POST, request.FILES, sources=_sources_of(found, request.user))
    evidence = _link(request, pk, form) if form.is_valid() else None
    if evidence is None:
        form.known = known_at(form.data.get("url", ""), request.user)
    if request.htmx:
        return _fragment(request, found, form, evidence)
    if evidence is None:
        return claim_page.show(request, found, evidence_form=form, status=form.refused_with)
    messages.success(request, f"Added to the file.{_how_often(know(evidence.source, request.user))}")
    return see_other(claim_page.way_back(request.user, pk))


def _sources_of(found: Claim, user: User):
    return [piece.evidence.source for piece in file_of(found, user)]


def known_at(url: str, user: User) -> Known | None:
    """The source known at this address; None for an address nobody linked, and for what is none."""
    try:
        source = recognise(url) if url.strip() else None
    except Invalid:
        return None
    return know(source, user) if source is not None else None


def _how_often(known: Known) -> str:
    checks = known.checks
    return f" We know this source: used in {checks} published check{'' if checks == 1 else 's'}." if checks else ""


def _link(request: HttpRequest, pk: int, form: EvidenceForm) -> Evidence | None:
    try:
        return link_evidence(claim_id=pk, by=request.user, at=timezone.now(), **form.said())
    except DomainError as refusal:
        show_refusal(form, refusal)
        form.refused_with = refusal.status
        return None


def _fragment(request: HttpRequest, found: Claim, form: EvidenceForm, evidence: Evidence | None) -> HttpResponse:
    if evidence is None:
        return render(request, "reviews/_evidence_form.html", {"form": form, "claim": found}, status=form.refused_with)
    copy = newest_copies([evidence.source_id], request.user).get(evidence.source_id)
    file = file_of(found, request.user)
    context = {
        "form": EvidenceForm(sources=[piece.evidence.source for piece in file]),
        "claim": found,
        "added": piece_for(evidence, request.user, sealed=False, copy=copy),
        "count": len(file),
        "stances": STANCES,
        "weights": WEIGHTS,
    }
    return render(request, "reviews/_evidence_added.html", context)


@require_POST
@desk_member
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    claim_id = Evidence.objects.visible_to(request.user).filter(pk=pk).values_list("claim_id", flat=True).first()
    if claim_id is None:
        raise NotFound("There is nothing at this address, or it is not visible to you.")
    form = BecauseForm(request.POST)
    form.is_valid()
    try:
        remove_evidence(evidence_id=pk, because=form.data.get("because", ""), by=request.user, at=timezone.now())
    except DomainError as refusal:
        show_refusal(form, refusal)
        found = claim_page.find_claim(request.user, claim_id)
        return claim_page.show(request, found, because_form=form, status=refusal.status)
    messages.success(request, "Taken out of the file. Its row is kept, with your reason.")
    return see_other(claim_page.way_back(request.user, claim_id))
