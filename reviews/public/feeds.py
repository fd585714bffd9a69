"""The newest checks as a feed: all of them, or those of any list, by the same names that narrow the list."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.models import Desk
from factcheck.core.errors import FieldError
from factcheck.core.moments import to_the_second
from factcheck.core.quoting import in_quotes
from factcheck.web.asking import refused
from factcheck.web.languages import language_of
from reviews.public.answers import open_to_scripts, reading_only
from reviews.public.asking import chips
from reviews.public.card_words import change_and_day
from reviews.public.changed import Change
from reviews.public.syndication import (
    FEED_LENGTH,
    OWN_MEMBERS,
    Entry,
    Place,
    Steady,
    add_entry,
    begin_feed,
    send_feed,
    site_of,
)
from reviews.selectors.corrections import told_on_top_of
from reviews.selectors.facets import ratings_listed, topics_listed
from reviews.selectors.listings import Listed, find_listings
from reviews.selectors.published import the_desk
from reviews.selectors.wanted import Wanted


@open_to_scripts
@reading_only
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest checks that are asked for; each names the claim, who said it and the rating together.

    Readers of feeds put words of their own behind an address, so names that no list knows are passed over; days that
    are none are refused, since nobody would notice that they narrow nothing.
    """
    desk, wanted = the_desk(), Wanted.read(request.GET)
    if wanted.unreadable_days:
        raise refused(
            [FieldError(name, "not_a_day", f"{name} is a day such as 2026-05-03.") for name in wanted.unreadable_days]
        )
    with timezone.override(desk.time_zone):  # days begin where the desk is
        rows = list(find_listings(wanted)[0][:FEED_LENGTH])
        changes = {pk: Change(told) for pk, told in told_on_top_of(rows).items()}
        written = _begin(request, desk, wanted, form=form)
        for row in rows:
            entry = _entry(Listed(row, spoken=language_of(request)), changes.get(row.pk))
            add_entry(written, entry, site=site_of(request))
    return send_feed(written)


def _begin(request: HttpRequest, desk: Desk, wanted: Wanted, *, form: str) -> Steady:
    asked = wanted.narrowing()
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


def _entry(listed: Listed, change: Change | None) -> Entry:
    row = listed.row
    return Entry(
        title=row.title,
        path=listed.path,
        key=f"{settings.PUBLIC_ORIGIN}/verdicts/{row.number}/",
        sentences=(*_sentences(listed), *_sentences_of(change)),
        published_at=row.first_published_at,
        changed_at=row.changed_at,
        language=row.language,
        tags=(listed.rating.name,),
        beside={"check": _for_programs(listed, change)},
    )


def _for_programs(listed: Listed, change: Change | None) -> dict[str, object]:
    row = listed.row
    return {
        "about": f"{settings.PUBLIC_ORIGIN}{OWN_MEMBERS}",
        "number": row.number,
        "version": row.revision,
        "claim": row.claim_text,
        "claimant": row.claimant_name or None,
        "rating": row.rating_key,
        "rating_name": listed.rating.name,
        "change": _change_for_programs(change) if change else None,
    }


def _change_for_programs(change: Change) -> dict[str, object]:
    revision = change.revision
    return {
        "version": change.number,
        "kind": revision.kind,
        "severity": revision.severity or None,
        "published_at": to_the_second(change.at),
        "note": change.note,
        "url": change.told.url,
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


def _sentences_of(change: Change | None) -> Iterator[str]:
    """What readers of the page are told on top of it."""
    if change is not None:
        yield f"{change_and_day(change)}:"
        yield from filter(None, (change.taken, change.note))
