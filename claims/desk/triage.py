"""Showing triage: the page, the card that htmx swaps, and what follows a verb."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from django_htmx.http import replace_url, reswap

from claims.desk.bench import address, lay_out, lay_out_alone
from claims.desk.looking import Look
from claims.models import Article
from claims.selectors.articles import see_article
from claims.selectors.cards import deal_card, see_claim
from factcheck.core.errors import DomainError, NotAllowed, NotFound
from factcheck.web.access import desk_member
from factcheck.web.answers import see_other


def show_triage(request: HttpRequest, article: Article) -> HttpResponse:
    """The triage page of a split article, or for htmx the card and what changes with it."""
    return answer(request, article, Look.of(request))


def answer(request: HttpRequest, article: Article, look: Look, *, status: int = 200, **how: Any) -> HttpResponse:
    """The page as it now is, or for htmx the fragment. `how` as in `bench.lay_out`."""
    context = lay_out(request, article, look, **how)
    if not request.htmx:
        return render(request, "claims/triage.html", context, status=status)
    response = render(request, "claims/triage_answer.html", context, status=status)
    if context["card"]:
        reswap(response, f"outerHTML show:#p-{context['claim'].pk}-0:top")
    return replace_url(response, address(article, context["look"]).partition("#")[0])


def done(request: HttpRequest, article_id: int, look: Look, **how: Any) -> HttpResponse:
    """After a verb: the next card for htmx, else the page it stands on. `how` as in `bench.lay_out`."""
    article = see_article(request.user, article_id)
    if request.htmx:
        return answer(request, article, look, **how)
    context = lay_out(request, article, look, **how)
    return see_other(address(article, context["look"]))


def refused(
    request: HttpRequest, article_id: int | None, look: Look, refusal: DomainError, *, form: Any = None
) -> HttpResponse:
    """The verb said no: the same card as it now stands, with the reason and what was typed."""
    if isinstance(refusal, NotAllowed | NotFound):
        raise refusal
    if article_id is None:
        return show_alone(request, look.current, problem=refusal, form=form, panel=look.panel, status=refusal.status)
    article = see_article(request.user, article_id)
    return answer(request, article, look, problem=refusal, form=form, status=refusal.status)


@desk_member
@require_GET
def claim_triage(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of a claim without an article; one with an article is judged there."""
    claim = see_claim(request.user, pk)
    if claim.article_id:
        return redirect(address(claim.article, Look(current=pk)))
    return show_alone(request, pk, panel=Look.of(request).panel)


def show_alone(request: HttpRequest, pk: int, *, status: int = 200, **how: Any) -> HttpResponse:
    """The card of a claim without an article, on a page of its own."""
    context = lay_out_alone(request, deal_card(request.user, pk), **how)
    return render(request, "claims/claim_triage.html", context, status=status)
