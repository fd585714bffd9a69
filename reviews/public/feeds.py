"""For machines that follow what we publish: an Atom feed, a sitemap, robots.txt."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.feedgenerator import Atom1Feed

from factcheck.core.quoting import in_quotes
from reviews.public.answers import by_its_body, reading_only
from reviews.selectors.published import Listed, listed_verdicts, the_desk

FEED_LENGTH = 50
SITEMAP_LENGTH = 10_000  # of at most 50,000
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 cannot hold them


@reading_only
def feed(request: HttpRequest) -> HttpResponse:
    """The newest verdicts as Atom; each names the claim, who said it and the rating together."""
    desk = the_desk()
    home = f"{settings.PUBLIC_ORIGIN}/"
    written = Atom1Feed(
        title=desk.name,
        link=home,
        description=desk.about,
        language="en",
        feed_url=f"{home}feed.atom",
        author_name=desk.name,
    )
    for verdict in listed_verdicts()[:FEED_LENGTH]:
        _add(written, Listed(verdict))
    return by_its_body(request, HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml"))


@reading_only
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap, each a stretch of verdict numbers."""
    newest = listed_verdicts().values_list("number", flat=True).first() or 0
    parts = range(1, newest // SITEMAP_LENGTH + 2)
    return _xml(request, "sitemap_index", {"parts": [f"{settings.PUBLIC_ORIGIN}/sitemap-{n}.xml" for n in parts]})


@reading_only
def sitemap(request: HttpRequest, part: int) -> HttpResponse:
    """One part: the verdicts that stand, with the day of their present version."""
    first = (part - 1) * SITEMAP_LENGTH
    rows = listed_verdicts().filter(number__gt=first, number__lte=first + SITEMAP_LENGTH)
    verdicts = [Listed(verdict) for verdict in rows]
    if not verdicts and part > 1:
        raise Http404
    return _xml(request, "sitemap", {"verdicts": verdicts, "home": f"{settings.PUBLIC_ORIGIN}/"})


@reading_only
def robots(request: HttpRequest) -> HttpResponse:
    """The desk is not for crawlers; what is published is."""
    lines = [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /account/",
        f"Sitemap: {settings.PUBLIC_ORIGIN}/sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@reading_only
def icon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for an icon that no page names: the one the pages name."""
    return HttpResponseRedirect(static("factcheck/favicon.svg"))


def _add(written: Atom1Feed, listed: Listed) -> None:
    revision = listed.current
    said_by = f", said {revision.claimant}" if revision.claimant else ""
    written.add_item(
        title=_printable(revision.title),
        link=listed.url,
        unique_id=f"{settings.PUBLIC_ORIGIN}/verdicts/{listed.verdict.number}/",
        description=_printable(f"{revision.rating_name}: {in_quotes(revision.claim_text)}{said_by}. {revision.found}"),
        pubdate=listed.verdict.first_published_at,
        updateddate=revision.published_at,
        categories=[revision.rating_name],
    )


def _printable(text: str) -> str:
    return UNPRINTABLE.sub("", text)


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    body = render_to_string(f"public/{template}.xml", context)
    return by_its_body(request, HttpResponse(body, content_type="application/xml; charset=utf-8"))
