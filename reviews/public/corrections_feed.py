"""What we changed after publication as a feed, for those who read a check earlier."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.web.languages import language_of
from reviews.public.answers import open_to_scripts, reading_only
from reviews.public.change_words import kind_in_words
from reviews.public.changed import Change, Withheld, in_words
from reviews.public.syndication import (
    FEED_LENGTH,
    OWN_MEMBERS,
    Entry,
    Place,
    add_entry,
    begin_feed,
    send_feed,
    site_of,
)
from reviews.selectors import corrections as selectors
from reviews.selectors.published import the_desk


@open_to_scripts
@reading_only
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest changes: what changed, and from which rating to which; `?kind=` keeps one kind, as on the page."""
    desk, kind = the_desk(), request.GET.get("kind", "")
    if kind not in {"", selectors.WITHHELD, *selectors.KINDS}:
        raise Http404
    title = _("%(desk)s: corrections and updates") % {"desk": desk.name}
    narrowed = _("Withheld") if kind == selectors.WITHHELD else kind_in_words(kind) if kind else ""
    written = begin_feed(
        request,
        desk,
        Place("/corrections", "/corrections/", {"kind": kind} if kind else {}),
        form=form,
        title=f"{title} · {narrowed}" if narrowed else title,
        description=_("Every change of a published check, with what changed and why."),
    )
    with timezone.override(desk.time_zone):  # days begin where the desk is
        entries = sorted(_entries(kind, language_of(request)), key=lambda one: one.changed_at, reverse=True)
    for one in entries[:FEED_LENGTH]:
        add_entry(written, one, site=site_of(request))
    return send_feed(written)


def _entries(kind: str, language: str) -> Iterator[Entry]:
    if kind != selectors.WITHHELD:
        rows = selectors.told_changes(kind)[:FEED_LENGTH]
        yield from map(_entry, in_words(selectors.told(rows)))
    if kind in {"", selectors.WITHHELD}:
        for one in map(Withheld, selectors.withheld_now()):
            if one.at is not None:
                yield _entry_of_withheld(one, one.at, language)


def _entry(change: Change) -> Entry:
    told, revision = change.told, change.revision
    about = told.title or _("check %(number)s") % {"number": told.number}
    return Entry(
        title=f"{change.kind}: {about}",
        path=told.path,
        key=settings.PUBLIC_ORIGIN + revision.address,
        sentences=tuple(_sentences(change)),
        published_at=revision.published_at,
        changed_at=revision.published_at,
        language=revision.language,
        tags=(revision.kind,),
        beside=_beside(told.number, kind=revision.kind, severity=revision.severity, version=revision.number),
    )


def _sentences(change: Change) -> Iterator[str]:
    if change.told.is_withheld:
        yield _("The check is withheld.")
    if change.ratings:
        rating = _("The rating changed from “%(before)s” to “%(after)s”.")
        rating %= dict(zip(("before", "after"), change.ratings, strict=True))
    else:
        rating = _("The rating is unchanged.") if change.rating_stays else ""
    why = _("Why: %(why)s") % {"why": change.why} if change.why else ""
    yield from filter(None, (change.taken, change.note, rating, why, change.asked_by))


def _entry_of_withheld(one: Withheld, since: datetime, language: str) -> Entry:
    number = one.verdict.number
    told = _("Check %(number)s is withheld %(ground)s. It has not been found wrong.")
    if one.was_retracted:
        told = _("The check is withheld.")  # it had been found wrong before
    return Entry(
        title=_("Withheld: check %(number)s") % {"number": number},
        path=one.path,
        key=f"{settings.PUBLIC_ORIGIN}{one.path}#withheld-{since:%Y-%m-%d}",
        sentences=(told % {"number": number, "ground": one.ground},),
        published_at=since,
        changed_at=since,
        language=language,
        tags=(selectors.WITHHELD,),
        beside=_beside(number, kind=selectors.WITHHELD),
    )


def _beside(number: int, *, kind: str, severity: str = "", version: int | None = None) -> dict[str, object]:
    """The change for programs."""
    told = {"number": number, "kind": kind, "severity": severity or None, "version": version}
    return {"change": {"about": f"{settings.PUBLIC_ORIGIN}{OWN_MEMBERS}", **told}}
