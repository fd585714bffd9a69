"""A claim's file from its page or from the workspace: adding to it, taking out of it, putting other words in."""

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect, retarget

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import CleanCharField, number_in, run_form
from reviews.desk import claim as claim_page
from reviews.desk.evidence_forms import EvidenceForm, empty_form
from reviews.desk.forms import STANCES, WEIGHTS, BecauseForm
from reviews.evidence.known import not_taken, recognise
from reviews.evidence.linking import copy_first, link_evidence, remove_evidence
from reviews.evidence.replacing import replace_excerpt
from reviews.models import Evidence, Source
from reviews.selectors.copies import newest_copies
from reviews.selectors.file import piece_for, with_copies
from reviews.selectors.rows import find
from reviews.selectors.sources import Known, count_checks, know, sources_for

USES_SHOWN = 5  # published checks of a source, beside its address


class ReplaceForm(Form):
    excerpt = CleanCharField(label="Exact words", required=False)


@require_POST
@desk_member
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Link evidence to claim `pk`; in the workspace nothing but the file changes on the page."""
    form = EvidenceForm(request.POST, request.FILES, claim_id=pk)
    link = partial(link_evidence, claim_id=pk, by=request.user, at=timezone.now())
    status = run_form(form, lambda **_: link(**form.said()))
    if status:
        return _refuse(request, pk, form, status)
    kept = _kept_as_known(form.made.source, form)
    if request.htmx:
        return _show_piece(request, form.made, "reviews/_evidence_added.html", kept=kept)
    often = _how_often(count_checks(form.made.source, request.user))
    messages.success(request, f"Added to the file.{often}{kept}")
    return see_other(claim_page.way_back(request.user, pk))


@require_POST
@desk_member
def begin_with_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy the page at the address typed, and choose the words in the copy."""
    form = EvidenceForm(request.POST, request.FILES, claim_id=pk)
    copy = partial(copy_first, claim_id=pk, by=request.user, at=timezone.now())
    status = run_form(form, lambda url, **_: copy(url=url))
    if status:
        return _refuse(request, pk, form, status)
    return lead_to(request, reverse("reading_room", args=[pk, form.made.pk]))


def lead_to(request: HttpRequest, place: str) -> HttpResponse:
    """The whole page goes there, also when a part of it asked."""
    return HttpResponseClientRedirect(place) if request.htmx else see_other(place)


def _refuse(request: HttpRequest, pk: int, form: EvidenceForm, status: int) -> HttpResponse:
    found = claim_page.find_claim(request.user, pk)
    form.known = known_at(form.data.get("url", ""), request.user)
    form.offer(sources_for(pk, request.user, chosen=number_in(form.data, "source")))
    if request.htmx:
        return render(request, "reviews/_evidence_form.html", {"form": form, "claim": found}, status=status)
    return claim_page.show(request, found, evidence_form=form, status=status)


def known_at(url: str, user: User) -> Known | None:
    """The source known at this address; None for an address nobody linked, and for what is none."""
    try:
        source = recognise(url) if url.strip() else None
    except Invalid:
        return None
    return know(source, user, most=USES_SHOWN) if source is not None else None


def _how_often(checks: int) -> str:
    return f" We know this source: used in {checks} published check{'' if checks == 1 else 's'}." if checks else ""


def _kept_as_known(source: Source, form: EvidenceForm) -> str:
    """What was typed of a source that the desk says otherwise: it goes on saying so, and tells."""
    names = [form.fields[name].label.lower() for name in not_taken(source, form.cleaned_data) if name in form.fields]
    return f" What the desk knew of the source stays: {', '.join(names)}." if names else ""


def _show_piece(request: HttpRequest, evidence: Evidence, template: str, kept: str = "") -> HttpResponse:
    """A piece the user has just put into the file, as it stands on the page that asked."""
    copy = newest_copies([evidence.source_id], request.user).get(evidence.source_id)
    context = {
        "form": empty_form(evidence.claim_id, request.user, request.GET),
        "claim": evidence.claim,
        "piece": piece_for(evidence, request.user, sealed=False, copy=copy),
        "count": _count(evidence.claim),
        "may_change": True,
        "kept": kept,
        "reads": "/assignments/" in _page(request),
        "stances": STANCES,
        "weights": WEIGHTS,
    }
    return render(request, template, context)


def _count(claim: Claim) -> int:
    return Evidence.objects.in_file().filter(claim=claim).count()


def _page(request: HttpRequest) -> str:
    """The path of the page that asks for a part of itself."""
    return request.htmx.current_url_abs_path or ""


@require_POST
@desk_member
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take piece `pk` out of its file; by htmx nothing but the piece goes from the page."""
    evidence = find(Evidence.objects.visible_to(request.user).select_related("claim"), pk)
    form = BecauseForm(request.POST)
    status = run_form(form, partial(remove_evidence, evidence_id=pk, by=request.user, at=timezone.now()))
    if status:
        return _refuse_piece(request, evidence, form, status, place=f"#take-out-{pk}", part="reviews/_take_out.html")
    if request.htmx:
        return render(request, "reviews/_taken_out.html", {"count": _count(evidence.claim)})
    messages.success(request, "Taken out of the file. Its row is kept, with your reason.")
    return see_other(claim_page.way_back(request.user, evidence.claim_id))


@require_POST
@desk_member
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other words of the same source in place of a piece: the nearest ones, or what was typed."""
    evidence = find(with_copies(Evidence.objects.visible_to(request.user)), pk)
    form = ReplaceForm(request.POST)
    status = run_form(form, partial(replace_excerpt, evidence_id=pk, by=request.user, at=timezone.now()))
    if status:
        return _refuse_piece(request, evidence, form, status, place=f"#words-of-{pk}", part="reviews/_quotation.html")
    if request.htmx and "/read/" not in _page(request):
        return _show_piece(request, form.made, "reviews/_file_item.html")
    messages.success(request, "The file has these words now. What stood there before is kept, out of sight.")
    if request.htmx:
        room = reverse("reading_room", args=[evidence.claim_id, form.made.snapshot_id])
        return HttpResponseClientRedirect(f"{room}?evidence={form.made.pk}#words-{form.made.pk}")
    return see_other(claim_page.way_back(request.user, evidence.claim_id))


def _refuse_piece(
    request: HttpRequest, evidence: Evidence, form: Form, status: int, *, place: str, part: str
) -> HttpResponse:
    """Say so at the piece: within the part of it that asked, or on the claim's page."""
    if not request.htmx:
        found = claim_page.find_claim(request.user, evidence.claim_id)
        return claim_page.show(request, found, piece_form=form, piece_id=evidence.pk, status=status)
    piece = piece_for(evidence, request.user, sealed=False)
    context = {"piece": piece, "claim": evidence.claim, "may_change": True, "piece_form": form, "piece_id": evidence.pk}
    return retarget(render(request, part, context, status=status), place)
