"""What we changed after publication: the ledger of it, its feed, and each version of a check at its own address."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.web.languages import language_of
from factcheck.web.paging import page_by_key, page_links
from reviews.markup import article_context
from reviews.public.answers import dated, reading_only
from reviews.public.atom import FEED_LENGTH, begin_feed, printable, send_feed, site_of
from reviews.public.change_words import kind_in_words
from reviews.public.changed import Change, Withheld, in_words
from reviews.public.differences import in_words as difference_in_words
from reviews.public.shell import render_page
from reviews.public.verdict_page import method_of, rating_in
from reviews.public.withheld import withheld_page
from reviews.public.words import how_it_was_checked
from reviews.selectors import corrections as selectors
from reviews.selectors.corrections import Told, Version
from reviews.selectors.published import Shown, the_desk

PAGE = 30


@reading_only
def ledger(request: HttpRequest) -> HttpResponse:
    """Every change we told readers of, newest first; `?kind=` keeps one kind."""
    kind = request.GET.get("kind", "")
    if kind not in {"", selectors.WITHHELD, *selectors.KINDS}:
        raise Http404
    rows = selectors.told_changes(*filter(None, [kind]))
    page = page_by_key(rows.none() if kind == selectors.WITHHELD else rows, request, size=PAGE)
    is_first = not ({"older", "newer"} & set(request.GET))
    context = {
        "kind": kind,
        "kinds": [(one, kind_in_words(one)) for one in selectors.KINDS],
        "lines": in_words(selectors.told(page)),
        "withheld": _withheld() if kind in {"", selectors.WITHHELD} and is_first else [],
        **page_links(page, request),
    }
    return HttpResponse(render_page("corrections", request, context))


@reading_only
def feed(request: HttpRequest) -> HttpResponse:
    """The newest changes as Atom, for those who read a check earlier: what changed, and from which rating to which."""
    desk = the_desk()
    written = begin_feed(
        request,
        desk,
        path="/corrections.atom",
        about="/corrections/",
        title=_("%(desk)s: corrections and updates") % {"desk": desk.name},
        description=_("Every change of a published check, with what changed and why."),
    )
    with timezone.override(desk.time_zone):  # days begin where the desk is
        entries = sorted(_entries(site_of(request)), key=lambda dated: dated[0], reverse=True)[:FEED_LENGTH]
    for _when, entry in entries:
        written.add_item(**entry)
    return send_feed(written)


@reading_only
def version(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """One version of a check as it read then, with what it changed in the one before it."""
    shown = Shown.find(number)
    if shown is None:
        raise Http404
    if shown.is_withheld:
        return withheld_page(request, shown)
    found = Version.find(shown, version)
    if found is None:
        raise Http404
    desk = the_desk()
    page = HttpResponse(render_page("version", request, _context(found, language_of(request)), desk=desk))
    return dated(page, shown.changed_at)


def _context(found: Version, language: str) -> dict[str, object]:
    difference = found.difference
    revision = found.revision
    return {
        "version": found,
        "revision": revision,
        "change": Change(Told(revision)),
        "redactions": [one for one in in_words(selectors.told(found.followers)) if one.revision.removed],
        "present": found.shown,  # not `shown`: the article of an old version has no versions and no citation of its own
        "difference": difference_in_words(difference) if difference is not None else None,
        **article_context(found.seen),
        **method_of(revision),
        **rating_in(found.seen, revision.scale, language),
        "how": how_it_was_checked(found.seen, language),
    }


def _withheld() -> list[Withheld]:
    return [Withheld(verdict) for verdict in selectors.withheld_now()]


Entry = tuple[datetime, dict[str, object]]


def _entries(site: str) -> Iterable[Entry]:
    for change in in_words(selectors.told(selectors.told_changes()[:FEED_LENGTH])):
        yield change.at, _entry(change, site)
    for one in _withheld():
        if one.at is not None:
            yield one.at, _entry_of_withheld(one, one.at, site)


def _entry(change: Change, site: str) -> dict[str, object]:
    told, revision = change.told, change.revision
    about = told.title or _("check %(number)s") % {"number": told.number}
    return {
        "title": printable(f"{change.kind}: {about}"),
        "link": site + told.path,
        "unique_id": settings.PUBLIC_ORIGIN + revision.address,
        "description": printable(" ".join(_sentences(change))),
        "pubdate": revision.published_at,
        "updateddate": revision.published_at,
        "categories": [revision.kind],
    }


def _sentences(change: Change) -> Iterable[str]:
    if change.told.is_withheld:
        yield _("The check is withheld.")
    if change.ratings:
        rating = _("The rating changed from “%(before)s” to “%(after)s”.")
        rating %= dict(zip(("before", "after"), change.ratings, strict=True))
    else:
        rating = _("The rating is unchanged.") if change.rating_stays else ""
    why = _("Why: %(why)s") % {"why": change.why} if change.why else ""
    yield from filter(None, (change.taken, change.note, rating, why, change.asked_by))


def _entry_of_withheld(one: Withheld, since: datetime, site: str) -> dict[str, object]:
    number = one.verdict.number
    told = _("Check %(number)s is withheld %(ground)s. It has not been found wrong.")
    if one.was_retracted:
        told = _("The check is withheld.")  # it had been found wrong before
    return {
        "title": _("Withheld: check %(number)s") % {"number": number},
        "link": site + one.path,
        "unique_id": f"{settings.PUBLIC_ORIGIN}{one.path}#withheld-{since:%Y-%m-%d}",
        "description": told % {"number": number, "ground": one.ground},
        "pubdate": since,
        "updateddate": since,
        "categories": [selectors.WITHHELD],
    }
