"""The newest checks as a feed: all of them, or those of any list, by the same names that narrow the list."""

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import Desk
from factcheck.core.quoting import in_quotes
from factcheck.web.languages import language_of
from reviews.public.answers import reading_only
from reviews.public.asking import chips
from reviews.public.syndication import FEED_LENGTH, Entry, Place, Steady, add_entry, begin_feed, send_feed, site_of
from reviews.selectors.facets import ratings_listed, topics_listed
from reviews.selectors.listings import Listed, find_listings
from reviews.selectors.published import the_desk
from reviews.selectors.wanted import Wanted


@reading_only
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest checks that are asked for; each names the claim, who said it and the rating together.

    Readers of feeds put words of their own behind an address, so what no list knows is passed over.
    """
    desk, wanted = the_desk(), _understood(Wanted.read(request.GET))
    with timezone.override(desk.time_zone):  # days begin where the desk is
        rows = list(find_listings(wanted)[0][:FEED_LENGTH])
    written = _begin(request, desk, wanted, form=form)
    for row in rows:
        add_entry(written, _entry(Listed(row, spoken=language_of(request))), site=site_of(request))
    return send_feed(written)


def _understood(wanted: Wanted) -> Wanted:
    """Without days that are none: the feed is not narrowed by them, so it must not say so."""
    since, until = wanted.days
    return replace(wanted, since=wanted.since if since else "", until=wanted.until if until else "")


def _begin(request: HttpRequest, desk: Desk, wanted: Wanted, *, form: str) -> Steady:
    asked = {name: value for name, value in wanted.as_query().items() if name != "order"}
    narrowed = ", ".join(
        f"{chip.name}: {chip.words}"
        for chip in chips(
            wanted,
            ratings=ratings_listed() if wanted.rating else [],
            topics=topics_listed() if wanted.topic else [],
        )
    )
    return begin_feed(
        request,
        desk,
        Place("/feed", "/checks/" if asked else "/", asked),
        form=form,
        title=f"{desk.name} · {narrowed}" if narrowed else desk.name,
        description=desk.about or _("We check what is said in public and show how we know."),
    )


def _entry(listed: Listed) -> Entry:
    row = listed.row
    return Entry(
        title=row.title,
        path=listed.path,
        key=f"{settings.PUBLIC_ORIGIN}/verdicts/{row.number}/",
        sentences=tuple(_sentences(listed)),
        published_at=row.first_published_at,
        changed_at=row.changed_at,
        language=row.language,
        tags=(listed.rating.name,),
        beside={"check": _for_programs(listed)},
    )


def _for_programs(listed: Listed) -> dict[str, object]:
    row = listed.row
    return {
        "about": f"{settings.PUBLIC_ORIGIN}/data/",
        "number": row.number,
        "version": row.revision,
        "claim": row.claim_text,
        "claimant": row.claimant_name or None,
        "rating": row.rating_key,
        "rating_name": listed.rating.name,
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
