"""For machines that follow what we publish: an Atom feed, a sitemap, robots.txt."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _

from factcheck.core.quoting import in_quotes
from factcheck.web.languages import language_of
from reviews.claimreview import UNNAMED
from reviews.models import PublicClaimant, PublicListing
from reviews.public.answers import reading_only
from reviews.public.atom import FEED_LENGTH, begin_feed, printable, send_feed, site_of
from reviews.selectors.facets import topics_listed
from reviews.selectors.listings import Listed, claimant_path, listings
from reviews.selectors.published import list_pages, the_desk

SITEMAP_LENGTH = 10_000  # of at most 50,000


@reading_only
def feed(request: HttpRequest) -> HttpResponse:
    """The newest verdicts as Atom; each names the claim, who said it and the rating together."""
    desk = the_desk()
    about = desk.about or _("We check what is said in public and show how we know.")
    written = begin_feed(request, desk, path="/feed.atom", about="/", title=desk.name, description=about)
    for row in listings()[:FEED_LENGTH]:
        written.add_item(**_entry(Listed(row, spoken=language_of(request)), site_of(request)))
    return send_feed(written)


@reading_only
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap: stretches of verdict numbers, and of claimants with a page."""
    newest = PublicListing.objects.order_by("-number").values_list("number", flat=True).first() or 0
    last = PublicClaimant.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    parts = [f"sitemap-{n}.xml" for n in range(1, newest // SITEMAP_LENGTH + 2)]
    parts += [f"sitemap-lists-{n}.xml" for n in range(1, last // SITEMAP_LENGTH + 2)]
    return _xml("sitemap_index", {"parts": [f"{settings.PUBLIC_ORIGIN}/{part}" for part in parts]})


@reading_only
def sitemap(request: HttpRequest, part: int) -> HttpResponse:
    """One part: the verdicts that stand, with the day of their present version, but of those who are not named."""
    first = (part - 1) * SITEMAP_LENGTH
    rows = PublicListing.objects.filter(number__gt=first, number__lte=first + SITEMAP_LENGTH).order_by("-number")
    rows = rows.exclude(verdict__current__content__claimant_kind__in=sorted(UNNAMED))
    places = [(Listed(row).path, row.changed_at) for row in rows.only("number", "slug", "changed_at")]
    if part == 1:
        places = [("/", None), ("/checks/", None), *places]
    return _places(request, places, part)


@reading_only
def sitemap_lists(request: HttpRequest, part: int) -> HttpResponse:
    """One part: people and organisations with a page; in the first the topics and our own pages as well."""
    first = (part - 1) * SITEMAP_LENGTH
    rows = PublicClaimant.objects.filter(_has_checks(), pk__gt=first, pk__lte=first + SITEMAP_LENGTH).order_by("pk")
    places = [(claimant_path(one), None) for one in rows]
    if part == 1:
        places += [(f"/topics/{one.slug}/", None) for one in topics_listed()]
        places += [(f"/about/{one.slug}/", one.changed_at) for one in list_pages()]
    return _places(request, places, part)


def _has_checks() -> Exists:
    return Exists(PublicListing.objects.filter(claimant=OuterRef("pk")))


def _places(request: HttpRequest, places: list[tuple[str, datetime | None]], part: int) -> HttpResponse:
    if not places and part != 1:
        raise Http404
    urls = [{"url": settings.PUBLIC_ORIGIN + path, "changed_at": changed_at} for path, changed_at in places]
    return _xml("sitemap", {"places": urls})


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


def _entry(listed: Listed, site: str) -> dict[str, object]:
    row = listed.row
    return {
        "title": printable(row.title),
        "link": site + listed.path,
        "unique_id": f"{settings.PUBLIC_ORIGIN}/verdicts/{row.number}/",
        "description": printable(" ".join(_sentences(listed))),
        "pubdate": row.first_published_at,
        "updateddate": row.changed_at,
        "categories": [printable(listed.rating.name)],
    }


def _sentences(listed: Listed) -> Iterator[str]:
    """What holds it back, then the rating, the claim and who said it together, then what was found."""
    row, rating = listed.row, listed.rating
    if row.is_early:
        yield _("Early check.")
    if row.is_outdated:
        yield _("May be outdated") + "."
    is_rated = rating.kind != "none"
    if not is_rated and row.conclusion:
        yield row.conclusion
    said_by = ", " + _("said by %(who)s") % {"who": row.claimant_name} if row.claimant_name else ""
    yield (f"{rating.name}: " if is_rated else "") + f"{in_quotes(row.claim_text)}{said_by}."
    yield row.found


def _xml(template: str, context: dict[str, object]) -> HttpResponse:
    body = render_to_string(f"public/{template}.xml", context)
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
