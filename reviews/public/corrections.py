"""What we changed after publication: the ledger of it, and each version of a check at its own address."""

from django.http import Http404, HttpRequest, HttpResponse

from factcheck.web.languages import language_of
from factcheck.web.paging import page_by_key, page_links
from reviews.markup import article_context
from reviews.public.answers import dated, reading_only
from reviews.public.change_words import kind_in_words
from reviews.public.changed import Change, Withheld, in_words
from reviews.public.differences import in_words as difference_in_words
from reviews.public.following import feeds_at
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
    rows = selectors.told_changes(kind)
    page = page_by_key(rows.none() if kind == selectors.WITHHELD else rows, request, size=PAGE)
    is_first = not ({"older", "newer"} & set(request.GET))
    context = {
        "kind": kind,
        "kinds": [(one, kind_in_words(one)) for one in selectors.KINDS],
        "lines": in_words(selectors.told(page)),
        "feeds": feeds_at(request, "/corrections", {"kind": kind} if kind else {}),
        "withheld": _withheld() if kind in {"", selectors.WITHHELD} and is_first else [],
        **page_links(page, request),
    }
    return HttpResponse(render_page("corrections", request, context))


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
