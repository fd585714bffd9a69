"""What the desk says about itself: each page, its versions, and the rating scale with its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from factcheck.web.languages import prefix_for
from reviews.markdown import to_html
from reviews.models import PublicPageVersion
from reviews.public.answers import reading_only
from reviews.public.shell import render_page
from reviews.selectors.own_pages import list_scales, versions_of
from reviews.selectors.published import find_page, list_pages

SCALE, CORRECTIONS = "scale", "corrections"


@reading_only
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the desk's pages, with the way to its earlier versions."""
    found = find_page(slug)
    if found is None:
        raise Http404
    scales = list_scales() if slug == SCALE else []
    context = {
        "page": found,
        "text": _as_html(found.text, request),
        "pages": list_pages(),
        "versions": versions_of(found),
        "scale": scales[0] if scales else None,
        "earlier_scales": scales[1:],
        "is_corrections": slug == CORRECTIONS,
    }
    return HttpResponse(render_page("page", request, context))


@reading_only
def page_version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A page as it once read."""
    rows = PublicPageVersion.objects.select_related("page").filter(page__slug=slug, number=version)
    found = rows.first()
    if found is None:
        raise Http404
    context = {"page": found.page, "version": found, "text": _as_html(found.text, request)}
    return HttpResponse(render_page("page_version", request, context))


def _as_html(text: str, request: HttpRequest) -> SafeString:
    """The text with links within our site kept in the reader's language."""
    return mark_safe(to_html(text, top=2, own_links=True).replace('href="/', f'href="{prefix_for(request)}/'))
