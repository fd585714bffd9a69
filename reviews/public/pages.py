"""The pages readers see: the front page with its search, a verdict, and what the desk says about itself."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from factcheck.accounts.models import Desk
from factcheck.web.paging import Page, page_by_key
from reviews.markdown import to_html
from reviews.markup import article_context, claim_review_of, ld_json
from reviews.public.answers import by_its_body, desk_marks, reading_only, revalidated
from reviews.selectors.published import (
    LONGEST_SEARCH,
    Listed,
    Shown,
    find_page,
    present_scale,
    search_verdicts,
    the_desk,
)

PAGE = 20
ABOUT = {"method": "How we check", "corrections": "Corrections", "about": "Who we are"}


@reading_only
def front(request: HttpRequest) -> HttpResponse:
    """What we checked, newest first; `?q=` searches, `?rating=` keeps one label."""
    asked = {name: request.GET.get(name, "").strip()[:LONGEST_SEARCH] for name in ("q", "rating")}
    page = page_by_key(search_verdicts(words=asked["q"], rating=asked["rating"]), request, size=PAGE)
    scale = present_scale()
    context = {
        "asked": asked,
        "is_search": any(asked.values()),
        "verdicts": [Listed(verdict) for verdict in page],
        "labels": scale.labels if scale else [],
        **_neighbours(page, asked),
    }
    return by_its_body(request, HttpResponse(_render("front", request, context)))


@reading_only
def verdict(request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
    """One verdict. Any other slug, or none, leads to its present address."""
    shown = Shown.find(number)
    if shown is None:
        raise Http404
    if shown.is_withheld:
        # Before any redirect: the slug holds words of the finding.
        return HttpResponse(render_to_string("errors/451.html"), status=451)
    if request.path != shown.path:
        return HttpResponsePermanentRedirect(shown.path)
    desk = the_desk()
    marks = (
        shown.current.content_hash,
        shown.current.number,
        shown.verdict.state,
        shown.verdict.is_early,
        *desk_marks(desk),
    )
    return revalidated(
        request,
        marks=marks,
        changed_at=shown.changed_at,
        make=lambda: HttpResponse(_render_verdict(request, shown, desk)),
    )


@reading_only
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the desk's pages about itself."""
    page = find_page(slug)
    if page is None:
        raise Http404
    context = {"page": page, "text": mark_safe(to_html(page.text, top=2, own_links=True))}
    return by_its_body(request, HttpResponse(_render("page", request, context)))


def _render_verdict(request: HttpRequest, shown: Shown, desk: Desk) -> str:
    markup = claim_review_of(shown, desk=desk)
    context = {"shown": shown, "markup": ld_json(markup) if markup else "", **article_context(shown.seen)}
    return _render("retracted" if shown.is_retracted else "verdict", request, context, desk=desk)


def _render(template: str, request: HttpRequest, context: Mapping[str, object], *, desk: Desk | None = None) -> str:
    # Without the request: no context processor, so no session, no user and no form token can get in.
    desk = desk or the_desk()
    shell = {"desk": desk, "page_lang": "en", "public_nav": _navigation(request.path)}
    with timezone.override(desk.time_zone):
        return render_to_string(f"public/{template}.html", {**shell, **context})


def _navigation(path: str) -> list[dict[str, object]]:
    links = {"/": "All checks", **{f"/about/{slug}/": words for slug, words in ABOUT.items()}}
    return [{"url": url, "words": words, "here": url == path} for url, words in links.items()]


def _neighbours(page: Page, asked: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in asked.items() if value}
    older = f"/?{urlencode({**kept, 'older': page.older})}" if page.older else ""
    newer = f"/?{urlencode({**kept, 'newer': page.newer})}" if page.newer else ""
    return {"older_url": older, "newer_url": newer}
