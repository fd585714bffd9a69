"""Triage: the page, and what its keys and buttons do. Without JavaScript every act is a form and a new page."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import replace_url, reswap

from claims import triage
from claims.desk.bench import address, lay_out, lay_out_alone, seconds_on_screen
from claims.desk.looking import Look, typed_spans
from claims.desk.triage_forms import ParticularsForm, RelateForm, WordingForm
from claims.models import Article, Claim, PassageRelation
from claims.selectors.articles import see_article
from claims.selectors.cards import deal_card, passage_of, passages_to_relate, see_claim
from claims.selectors.proposals import propose
from claims.triage.selecting import find_words
from factcheck.core.errors import Conflict, DomainError, NotAllowed, NotFound
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other
from factcheck.web.forms import show_refusal


def show_triage(request: HttpRequest, article: Article) -> HttpResponse:
    """The triage page of a split article, or for htmx the card and what changes with it."""
    return _answer(request, article, Look.of(request))


def _answer(request: HttpRequest, article: Article, look: Look, *, status: int = 200, **how: Any) -> HttpResponse:
    context = lay_out(request, article, look, **how)
    if not request.htmx:
        return render(request, "claims/triage.html", context, status=status)
    response = render(request, "claims/triage_answer.html", context, status=status)
    if context["card"]:
        reswap(response, f"outerHTML show:#p-{context['claim'].pk}-0:top")
    return replace_url(response, address(article, context["look"]).partition("#")[0])


def _done(
    request: HttpRequest, article_id: int, look: Look, *, onward: bool = False, touched: Sequence[int] = ()
) -> HttpResponse:
    """After a verb: the next card for htmx, else the page it stands on."""
    article = see_article(request.user, article_id)
    if request.htmx:
        return _answer(request, article, look, onward=onward, touched=touched)
    context = lay_out(request, article, look, onward=onward)
    return see_other(address(article, context["look"]))


def _refused(
    request: HttpRequest, article_id: int | None, look: Look, refusal: DomainError, *, form: Any = None
) -> HttpResponse:
    """The verb said no: the same card as it now stands, with the reason and what was typed."""
    if isinstance(refusal, NotAllowed | NotFound):
        raise refusal
    if article_id is None:
        return _alone(request, look.current, problem=refusal, form=form, panel=look.panel, status=refusal.status)
    article = see_article(request.user, article_id)
    return _answer(request, article, look, problem=refusal, form=form, status=refusal.status)


def _decide(request: HttpRequest, pk: int, verb: Callable[[Claim, Look], object], *, onward: bool) -> HttpResponse:
    """Do one thing to a claim and go on."""
    claim = see_claim(request.user, pk)
    look = Look.of(request).but(current=pk)
    try:
        verb(claim, look)
    except DomainError as refusal:
        return _refused(request, claim.article_id, look, refusal)
    if claim.article_id is None:
        return see_other("claim", pk)
    return _done(request, claim.article_id, look, onward=onward, touched=[pk])


def _shown(request: HttpRequest) -> dict[str, int | None]:
    """What the card said when the key was pressed."""
    numbers = {name: request.POST.get(name, "") for name in ("rank", "of")}
    seen = {name: int(text) for name, text in numbers.items() if text.isascii() and text.isdigit() and len(text) < 9}
    return {**seen, "seconds": seconds_on_screen(request.POST.get("since", ""), at=timezone.now())}


@desk_member
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Check this claim, because …"""
    said = {"because": request.POST.get("because", ""), "shown": _shown(request)}
    who = {"by": request.user, "at": timezone.now()}
    return _decide(request, pk, lambda claim, look: triage.accept_claim(claim_id=pk, **said, **who), onward=True)


@desk_member
@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Don't check this claim, because …"""
    said = {"reason": request.POST.get("reason", ""), "shown": _shown(request)}
    who = {"by": request.user, "at": timezone.now()}
    return _decide(request, pk, lambda claim, look: triage.dismiss_claim(claim_id=pk, **said, **who), onward=True)


@desk_member
@require_POST
def reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decided claim up again."""
    who = {"by": request.user, "at": timezone.now()}
    return _decide(request, pk, lambda claim, look: triage.reconsider_claim(claim_id=pk, **who), onward=False)


@desk_member
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """This claim is the same as another one."""
    typed = request.POST.get("canonical", "")
    canonical = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
    who = {"by": request.user, "at": timezone.now()}
    return _decide(
        request, pk, lambda claim, look: triage.merge_claims(claim_id=pk, canonical_id=canonical, **who), onward=True
    )


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
            by=request.user,
            at=timezone.now(),
        )
    except Conflict as refusal:
        kept = WordingForm(initial={**form.cleaned_data, "version": refusal.extra["version"]})
        return _refused(request, claim.article_id, look, refusal, form=kept)
    except DomainError as refusal:
        show_refusal(form, refusal)
        return _refused(request, claim.article_id, look, refusal, form=form)
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
        triage.set_particulars(claim_id=pk, by=request.user, at=timezone.now(), **form.sent())
    except Conflict as refusal:
        kept = ParticularsForm(
            initial={**form.cleaned_data, "version": refusal.extra["version"]}, language=claim.language
        )
        return _refused(request, claim.article_id, look.but(panel="who"), refusal, form=kept)
    except DomainError as refusal:
        show_refusal(form, refusal)
        return _refused(request, claim.article_id, look.but(panel="who"), refusal, form=form)
    return _saved(request, claim, look)


def _saved(request: HttpRequest, claim: Claim, look: Look) -> HttpResponse:
    if claim.article_id is None:
        return see_other("claim_triage", claim.pk)
    return _done(request, claim.article_id, look.but(panel=""), touched=[claim.pk])


def _shown_again(request: HttpRequest, claim: Claim, look: Look, form: Any) -> HttpResponse:
    """A form that could not be read, on its card."""
    if claim.article_id is None:
        return _alone(request, claim.pk, form=form, panel=look.panel, status=400)
    return _answer(request, see_article(request.user, claim.article_id), look, form=form, status=400)


@desk_member
@require_POST
def select(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a claim of the selected words; without JavaScript, of words that were typed or pasted."""
    look = Look.of(request)
    try:
        spans = typed_spans(request.POST)
        if not spans and request.POST.get("words"):
            spans = find_words(see_article(request.user, pk), request.POST["words"])
        claim = triage.claim_words(article_id=pk, spans=spans, by=request.user, at=timezone.now())
    except DomainError as refusal:
        return _refused(request, pk, look.but(current=look.came_from), refusal)
    return _done(request, pk, look.but(current=claim.pk), touched=[claim.pk])


@desk_member
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass over the rest."""
    look = Look.of(request)
    try:
        counts = triage.finish_article(article_id=pk, by=request.user, at=timezone.now())
    except DomainError as refusal:
        return _refused(request, pk, look.but(current=look.came_from), refusal)
    messages.success(request, f"Finished: {counts}.")
    return _done(request, pk, look.but(current=None, came_from=None, marked=(), redraw=True))


@desk_member
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own last decision here."""
    look = Look.of(request)
    try:
        undone = triage.undo(article_id=pk, by=request.user, at=timezone.now())
    except DomainError as refusal:
        return _refused(request, pk, look.but(current=look.came_from), refusal)
    whole = undone.claim_id is None
    return _done(request, pk, look.but(current=undone.claim_id or look.came_from, redraw=whole or look.redraw))


@desk_member
@require_POST
def decide_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or dismiss all marked claims for one reason."""
    look = Look.of(request)
    who = {"claim_ids": look.marked, "by": request.user, "at": timezone.now()}
    try:
        if "because" in request.POST:
            triage.accept_claims(because=request.POST["because"], **who)
        else:
            triage.dismiss_claims(reason=request.POST.get("reason", ""), **who)
    except DomainError as refusal:
        return _refused(request, pk, look.but(current=look.came_from), refusal)
    return _done(request, pk, look.but(current=look.came_from, marked=()), onward=True, touched=look.marked)


@desk_member
@require_POST
def relate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how the current claim's passage relates to another one."""
    article = see_article(request.user, pk)
    look = Look.of(request)
    look = look.but(current=look.came_from, panel="relation", redraw=True)
    proposals = propose(article, request.user)
    current = proposals.by_claim.get(look.current or 0)
    here = passage_of(article, current) if current else None
    if current is None or here is None:
        raise NotFound("There is no such passage in this article.")
    form = RelateForm(request.POST, passages=passages_to_relate(article, current, proposals.all))
    if not form.is_valid():
        return _answer(request, article, look, form=form, status=400)
    try:
        triage.relate(
            article_id=pk,
            source_id=here.pk,
            target_id=form.cleaned_data["target"],
            kind=form.cleaned_data["kind"],
            by=request.user,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _refused(request, pk, look, refusal, form=form)
    return _done(request, pk, look)


@desk_member
@require_POST
def confirm_relation(request: HttpRequest, pk: int) -> HttpResponse:
    """The suggested relation holds."""
    return _answer_relation(request, pk, triage.confirm_relation)


@desk_member
@require_POST
def refuse_relation(request: HttpRequest, pk: int) -> HttpResponse:
    """The suggested relation does not hold."""
    return _answer_relation(request, pk, triage.refuse_relation)


def _answer_relation(request: HttpRequest, pk: int, verb: Callable[..., PassageRelation]) -> HttpResponse:
    relation = verb(relation_id=pk, by=request.user, at=timezone.now())
    look = Look.of(request)
    return _done(request, relation.run.article_id, look.but(current=look.came_from, panel="relation", redraw=True))


@desk_member
@require_GET
def claim_triage(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of a claim without an article; one with an article is judged there."""
    claim = see_claim(request.user, pk)
    if claim.article_id:
        return redirect(address(claim.article, Look(current=pk)))
    return _alone(request, pk, panel=Look.of(request).panel)


def _alone(request: HttpRequest, pk: int, *, status: int = 200, **how: Any) -> HttpResponse:
    context = lay_out_alone(request, deal_card(request.user, pk), **how)
    return render(request, "claims/claim_triage.html", context, status=status)
