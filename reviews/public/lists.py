"""Where readers find checks: the front page, the list with its search, and the lists by claimant and by topic."""

from dataclasses import replace
from urllib.parse import urlencode

from django.conf.locale import LANG_INFO
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone

from factcheck.accounts.models import Desk
from factcheck.web.languages import language_of, prefix_for
from factcheck.web.problems import error_page
from reviews.models import PublicClaimant, PublicListing, PublicTopic
from reviews.public.answers import leading_to, reading_only
from reviews.public.asking import address, chips, order_links, page_urls
from reviews.public.changed import Change, Withheld, in_words
from reviews.public.following import feeds_of
from reviews.public.shell import render_page
from reviews.selectors.corrections import told, told_changes, withheld_now
from reviews.selectors.facets import DRAWN_FROM, languages_listed, ratings_listed, ratings_of, topics_listed
from reviews.selectors.highlights import highlighted
from reviews.selectors.list_pages import ListPage, page_of
from reviews.selectors.listings import Listed, claimant_path
from reviews.selectors.published import the_desk
from reviews.selectors.wanted import Wanted
from reviews.states import RevisionKind

PAGE = 20
NEWEST = 21  # on the front page: one across, the others in two columns
CORRECTIONS = 3
GONE = 410
CORRECTING = (RevisionKind.CORRECTION, RevisionKind.RETRACTION, RevisionKind.REDACTION)
ONCE_HERE = ("q", "rating", "older", "newer")  # what the front page's address could hold before there was a list


@reading_only
def home(request: HttpRequest) -> HttpResponse:
    """The newest checks, the search, the topics, the latest corrections. A search that was kept leads to the list."""
    if not request.GET.keys().isdisjoint(ONCE_HERE):
        kept = urlencode({name: request.GET[name] for name in ONCE_HERE if request.GET.get(name)})
        return HttpResponsePermanentRedirect(f"{prefix_for(request)}/checks/" + (f"?{kept}" if kept else ""))
    page = page_of(Wanted(), size=NEWEST)
    context = {
        "items": _in_language(page.items, request),
        "has_more": bool(page.older),
        "topics": topics_listed(),
        "corrections": _latest_corrections(),
    }
    return HttpResponse(render_page("home", request, context))


@reading_only
def verdicts(request: HttpRequest) -> HttpResponse:
    """Whoever cuts the address of a check short means all of them."""
    return leading_to(f"{prefix_for(request)}/checks/", was_known=not request.GET)


@reading_only
def checks(request: HttpRequest) -> HttpResponse:
    """Every check that stands, narrowed by whatever the address asks for."""
    desk, wanted = the_desk(), Wanted.read(request.GET)
    ratings, topics, languages = ratings_listed(), topics_listed(), languages_listed()
    page = _page(request, wanted, desk, languages)
    context = {
        "wanted": wanted,
        "items": _in_language(highlighted(page.items, wanted.q), request),
        "feeds": feeds_of(request, wanted),
        "chips": list(chips(wanted, ratings=ratings, topics=topics)),
        "orders": order_links(wanted),
        "ratings": ratings,
        "topics": topics,
        "languages": [{"code": one, "name": _language_name(one)} for one in languages],
        **page_urls(page, wanted.as_query()),
    }
    return HttpResponse(render_page("checks", request, context, desk=desk))


@reading_only
def claimant(request: HttpRequest, key: int, slug: str = "") -> HttpResponse:
    """What somebody said that we checked. Counts and the list, and nothing that would call itself a record."""
    found = PublicClaimant.objects.filter(key=key).first()
    if found is None:
        raise Http404
    counts = ratings_of(found)
    if not counts:
        return _gone(request)
    if request.path != claimant_path(found):
        ours = f"/claimants/{found.key}/"  # the names they had before are not kept
        return leading_to(prefix_for(request) + claimant_path(found), was_known=request.path == ours)
    total = sum(one.count for one in counts)
    drawn = {"most": max(one.count for one in counts)} if total >= DRAWN_FROM else {}
    context = {"claimant": found, "counts": counts, "total": total, **drawn}
    return _list_of("claimant", request, Wanted(claimant=str(key)), context)


@reading_only
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The checks of one topic."""
    found = PublicTopic.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    if not PublicListing.objects.filter(topic=found).exists():
        return _gone(request)
    return _list_of("topic", request, Wanted(topic=slug), {"topic": found})


def _gone(request: HttpRequest) -> HttpResponse:
    """There was a page; the last check on it was taken back or withheld."""
    return HttpResponse(error_page(request, GONE), status=GONE)


def _list_of(template: str, request: HttpRequest, wanted: Wanted, context: dict[str, object]) -> HttpResponse:
    desk = the_desk()
    page = _page(request, wanted, desk)
    context |= {
        "items": _in_language(page.items, request),
        "feeds": feeds_of(request, wanted),
        "more_url": f"{prefix_for(request)}/checks/{address(wanted.as_query())}",
        **page_urls(page, {}),
    }
    return HttpResponse(render_page(template, request, context, desk=desk))


def _page(request: HttpRequest, wanted: Wanted, desk: Desk, languages: list[str] | None = None) -> ListPage:
    keys = {name: request.GET.get(name, "") for name in ("older", "newer")}
    with timezone.override(desk.time_zone):  # days begin where the desk is
        return page_of(wanted, size=PAGE, languages=languages, **keys)


def _latest_corrections() -> list[Change | Withheld]:
    """Where we were wrong, and what was taken from readers: the newest of both, as the ledger tells them."""
    changes = in_words(told(told_changes(*CORRECTING)[:CORRECTIONS]))
    away = [Withheld(one) for one in withheld_now()[:CORRECTIONS] if one.withheld_since is not None]
    return sorted([*changes, *away], key=lambda one: one.at, reverse=True)[:CORRECTIONS]


def _in_language(items: list[Listed], request: HttpRequest) -> list[Listed]:
    return [replace(item, spoken=language_of(request)) for item in items]


def _language_name(code: str) -> str:
    """What those who speak it call it; its tag where we do not know."""
    known = LANG_INFO.get(code) or LANG_INFO.get(code.partition("-")[0]) or {}
    return str(known.get("name_local", code)).capitalize()
