"""What triage's keys and buttons do to one claim. Without JavaScript every act is a form and a new page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims import triage
from claims.desk.looking import Look, sight_of
from claims.desk.triage import answer, done, refused, show_alone
from claims.desk.triage_forms import ParticularsForm, WordingForm
from claims.models import Claim
from claims.selectors.articles import see_article
from claims.selectors.cards import see_claim
from factcheck.core.errors import Conflict, DomainError
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal


def _decide(request: HttpRequest, pk: int, verb: Callable[[Claim, Look], object], *, onward: bool) -> HttpResponse:
    """Do one thing to a claim and go on."""
    claim = see_claim(request.user, pk)
    look = Look.of(request).but(current=pk)
    try:
        verb(claim, look)
    except DomainError as refusal:
        return refused(request, claim.article_id, look, refusal)
    if claim.article_id is None:
        return see_other("claim", pk)
    return done(request, claim.article_id, look, onward=onward, touched=[pk])


@desk_member
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Check this claim, because …"""
    said = {"because": request.POST.get("because", ""), "shown": sight_of(request)}
    who = {"by": request.user, "at": timezone.now()}
    return _decide(request, pk, lambda claim, look: triage.accept_claim(claim_id=pk, **said, **who), onward=True)


@desk_member
@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Don't check this claim, because …"""
    said = {"reason": request.POST.get("reason", ""), "shown": sight_of(request)}
    who = {"by": request.user, "at": timezone.now()}
    return _decide(request, pk, lambda claim, look: triage.dismiss_claim(claim_id=pk, **said, **who), onward=True)


@desk_member
@require_POST
def reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decided claim up again."""
    who = {"by": request.user, "at": timezone.now()}
    return _decide(
        request,
        pk,
        lambda claim, look: triage.reconsider_claim(claim_id=pk, shown=sight_of(request), **who),
        onward=False,
    )


@desk_member
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what the splitter read: a type, or which sentences the claim is made of."""
    who = {"claim_id": pk, "shown": sight_of(request), "by": request.user, "at": timezone.now()}
    if "type" in request.POST:
        return _decide(
            request, pk, lambda claim, look: triage.correct_type(type=request.POST["type"], **who), onward=False
        )
    change = request.POST.get("change", "")
    return _decide(request, pk, lambda claim, look: triage.correct_span(change=change, **who), onward=False)


@desk_member
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """This claim is the same as another one."""
    typed = request.POST.get("canonical", "")
    canonical = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
    who = {"by": request.user, "at": timezone.now()}
    pair = {"claim_id": pk, "canonical_id": canonical, "shown": sight_of(request)}
    return _decide(request, pk, lambda claim, look: triage.merge_claims(**pair, **who), onward=True)


@desk_member
@require_POST
def wording(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the claim in other words."""
    claim = see_claim(request.user, pk)
    look = Look.of(request).but(current=pk, panel="wording")
    form = WordingForm(request.POST)
    if not form.is_valid():
        return _shown_again(request, claim, look, form)
    try:
        triage.edit_wording(
            claim_id=pk,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            change="spelling" if form.cleaned_data["spelling"] else "meaning",
            shown=sight_of(request),
            by=request.user,
            at=timezone.now(),
        )
    except Conflict as refusal:
        kept = WordingForm(initial={**form.cleaned_data, "version": refusal.extra["version"]})
        return refused(request, claim.article_id, look, refusal, form=kept)
    except DomainError as refusal:
        show_refusal(form, refusal)
        return refused(request, claim.article_id, look, refusal, form=form)
    return _saved(request, claim, look)


@desk_member
@require_POST
def particulars(request: HttpRequest, pk: int) -> HttpResponse:
    """Set who said it, when, in which language, and what is to be checked."""
    claim = see_claim(request.user, pk)
    look = Look.of(request).but(current=pk)
    form = ParticularsForm(request.POST, language=claim.language)
    if not form.is_valid():
        return _shown_again(request, claim, look.but(panel="who"), form)
    try:
        triage.set_particulars(claim_id=pk, shown=sight_of(request), by=request.user, at=timezone.now(), **form.sent())
    except Conflict as refusal:
        kept = ParticularsForm(
            initial={**form.cleaned_data, "version": refusal.extra["version"]}, language=claim.language
        )
        return refused(request, claim.article_id, look.but(panel="who"), refusal, form=kept)
    except DomainError as refusal:
        show_refusal(form, refusal)
        return refused(request, claim.article_id, look.but(panel="who"), refusal, form=form)
    return _saved(request, claim, look)


def _saved(request: HttpRequest, claim: Claim, look: Look) -> HttpResponse:
    if claim.article_id is None:
        return see_other("claim_triage", claim.pk)
    return done(request, claim.article_id, look.but(panel=""), touched=[claim.pk])


def _shown_again(request: HttpRequest, claim: Claim, look: Look, form: Any) -> HttpResponse:
    """A form that could not be read, on its card."""
    if claim.article_id is None:
        return show_alone(request, claim.pk, form=form, panel=look.panel, status=400)
    return answer(request, see_article(request.user, claim.article_id), look, form=form, status=400)
