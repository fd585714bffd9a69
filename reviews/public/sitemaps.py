"""For crawlers: sitemaps by the protocol of sitemaps.org, the one for news, robots.txt, and the icon browsers look for.

A sitemap holds 50,000 addresses at most, so checks and claimants come in stretches of so many numbers. One that has
nothing to list is not there: the protocol knows no empty one.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils import timezone

from reviews.models import PublicListing
from reviews.public.answers import reading_only
from reviews.public.syndication import printable
from reviews.selectors.facets import claimants_with_verdicts, topics_listed
from reviews.selectors.listings import claimant_path
from reviews.selectors.published import list_pages, the_desk

MOST_PLACES = 50_000
MOST_NEWS = 1_000
NEWS = timedelta(days=2)
PLACES = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_PLACES = "http://www.google.com/schemas/sitemap-news/0.9"
CHINESE = {"zh-cn", "zh-tw"}  # the only tags with a region that the schema for news knows
OWN_PATHS = ("/", "/checks/", "/corrections/", "/data/")

Place = tuple[str, datetime | None]


@reading_only
def index(request: HttpRequest) -> HttpResponse:
    """Every part there is: our own pages, the checks, those who have a page, and what is new."""
    parts = ["sitemap-pages.xml", *(f"sitemap-{part}.xml" for part in _stretches(PublicListing.objects, "number"))]
    parts += [f"sitemap-lists-{part}.xml" for part in _stretches(claimants_with_verdicts(), "pk")]
    lines = (f"<sitemap><loc>{settings.PUBLIC_ORIGIN}/{part}</loc></sitemap>" for part in [*parts, "sitemap-news.xml"])
    return _xml("sitemapindex", lines)


@reading_only
def own_pages(request: HttpRequest) -> HttpResponse:
    """Lists, topics, and what the desk says of itself."""
    places: list[Place] = [(path, None) for path in OWN_PATHS]
    places += [(f"/topics/{one.slug}/", None) for one in topics_listed()]
    places += [(f"/about/{one.slug}/", one.changed_at) for one in list_pages()]
    return _places(places)


@reading_only
def checks(request: HttpRequest, part: int) -> HttpResponse:
    """One part: the checks that stand, with the day of their present version, but of those who are not named."""
    named = PublicListing.objects.filter(is_unnamed=False)
    found = _stretch(named, "number", part).order_by("-number").values_list("number", "slug", "changed_at")
    return _places([(_path(number, slug), changed_at) for number, slug, changed_at in found])


@reading_only
def claimants(request: HttpRequest, part: int) -> HttpResponse:
    """One part: people and organisations with a page."""
    return _places(
        [(claimant_path(one), None) for one in _stretch(claimants_with_verdicts(), "pk", part).order_by("pk")]
    )


@reading_only
def news(request: HttpRequest) -> HttpResponse:
    """The checks of the last two days for programs that collect news. Empty on a quiet day, as they ask."""
    rows = PublicListing.objects.filter(first_published_at__gte=timezone.now() - NEWS, is_unnamed=False)
    rows = rows.order_by("-first_published_at")
    publication = escape(printable(the_desk().name))
    return _xml("urlset", (_news_line(row, publication) for row in rows.defer("search")[:MOST_NEWS]), news=True)


def _news_line(row: PublicListing, publication: str) -> str:
    return (
        f"<url><loc>{settings.PUBLIC_ORIGIN}{_path(row.number, row.slug)}</loc><news:news>"
        f"<news:publication><news:name>{publication}</news:name>"
        f"<news:language>{_news_language(row.language)}</news:language></news:publication>"
        f"<news:publication_date>{row.first_published_at.isoformat()}</news:publication_date>"
        f"<news:title>{escape(printable(row.title))}</news:title></news:news></url>"
    )


def _news_language(tag: str) -> str:
    """As the schema for news has it: without region, but for Chinese.

    >>> [_news_language(one) for one in ("en-GB", "uk", "zh-CN", "zh-Hans-SG")]
    ['en', 'uk', 'zh-cn', 'zh']
    """
    return tag.lower() if tag.lower() in CHINESE else tag.lower().partition("-")[0]


def _path(number: int, slug: str) -> str:
    return f"/verdicts/{number}-{slug}/"


def _stretches(rows: QuerySet, key: str) -> Iterable[int]:
    """The numbers of the stretches that hold anything, from 1."""
    parts = rows.order_by().annotate(part=(F(key) - 1) / MOST_PLACES).values_list("part", flat=True)
    return sorted(part + 1 for part in parts.distinct())


def _stretch(rows: QuerySet, key: str, part: int) -> QuerySet:
    first = (part - 1) * MOST_PLACES
    return rows.filter(**{f"{key}__gt": first, f"{key}__lte": first + MOST_PLACES})


def _places(places: list[Place]) -> HttpResponse:
    if not places:
        raise Http404
    return _xml("urlset", _lines(places))


def _lines(places: Iterable[Place]) -> Iterator[str]:
    # Our paths are made of numbers and slugs: there is nothing in them to escape.
    for path, changed_at in places:
        changed = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
        yield f"<url><loc>{settings.PUBLIC_ORIGIN}{path}</loc>{changed}</url>"


def _xml(root: str, lines: Iterable[str], *, news: bool = False) -> HttpResponse:
    spaces = f'xmlns="{PLACES}"' + (f' xmlns:news="{NEWS_PLACES}"' if news else "")
    body = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', f"<{root} {spaces}>", *lines, f"</{root}>", ""])
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


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
