"""Everything we published, written out whole: as the feed of ClaimReviews that the field exchanges, and as tables.

Each is a stream of texts, one for each stretch of rows.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings

from factcheck.accounts.models import Desk
from factcheck.core.cells import safe_cell
from factcheck.core.moments import to_the_second
from reviews.claimreview import LOWEST
from reviews.markup import claim_review_of
from reviews.models import PublicVerdict
from reviews.selectors.corrections import WITHHELD, Told, withheld_now
from reviews.selectors.dumped import Standing, last_told_at, standing_checks, told_of_all

Json = dict[str, Any]
BYTE_ORDER_MARK = "\ufeff"
"""Before the first cell. Without it Excel reads UTF-8 as the code page of its machine, and everybody's names break;
LibreOffice, Numbers and Google's tables take it away, and so do csv readers told `utf-8-sig`."""

Cell = str | int | date | datetime | None


# --- ClaimReview ------------------------------------------------------------------------------------------------------


def claim_reviews(desk: Desk) -> Iterator[str]:
    """A schema.org DataFeed in the shape of the Data Commons: one DataFeedItem for each check with a rating."""
    head = json.dumps(_head(desk), ensure_ascii=False)
    yield head.removesuffix("}") + ', "dataFeedElement": ['
    is_first = True
    for stretch in standing_checks():
        items = [json.dumps(item, ensure_ascii=False) for item in _items(stretch, desk)]
        if items:
            yield ("\n" if is_first else ",\n") + ",\n".join(items)
            is_first = False
    yield "\n]}\n"


def _head(desk: Desk) -> Json:
    changed_at = last_told_at()
    feed = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": desk.name,
        "url": f"{settings.PUBLIC_ORIGIN}/data/claimreview.json",
        "license": desk.licence_url or desk.licence_name,
        "creator": _publisher(desk),
        "dateModified": to_the_second(changed_at) if changed_at else None,
    }
    return {name: value for name, value in feed.items() if value}


def _items(stretch: Iterable[Standing], desk: Desk) -> Iterator[Json]:
    for one in stretch:
        review = claim_review_of(one.shown, desk=desk, corrections=one.corrections)
        if review is not None:
            yield _item(one, review, desk)


def _item(one: Standing, review: Json, desk: Desk) -> Json:
    shown = one.shown
    signed = {"sdPublisher": _publisher(desk), "sdDatePublished": to_the_second(shown.current.published_at)}
    if licence := desk.licence_url or desk.licence_name:
        signed["sdLicense"] = licence
    return {
        "@type": "DataFeedItem",
        "dateCreated": to_the_second(shown.first_published_at),
        "dateModified": to_the_second(shown.current.published_at),
        "url": shown.url,
        "item": [review | signed],
    }


def _publisher(desk: Desk) -> Json:
    return {"@type": "Organization", "name": desk.name, "url": f"{settings.PUBLIC_ORIGIN}/"}


# --- tables -----------------------------------------------------------------------------------------------------------

CHECKS = (
    *("number", "url", "version", "first_published", "last_changed", "language", "topic", "title"),
    *("claim", "claimant", "claim_date", "reported_by", "rating", "rating_name", "rating_value", "best", "worst"),
    *("what_we_found", "is_early", "may_be_outdated", "corrections"),
)
CORRECTIONS = (
    *("number", "url", "kind", "severity", "version", "published", "note", "why", "asked_by", "ground", "removed"),
    *("rating_before", "rating_after"),
)


def checks_table() -> Iterator[str]:
    """One line for each check that stands."""
    yield BYTE_ORDER_MARK + _lines([CHECKS])
    for stretch in standing_checks():
        yield _lines(map(_check_line, stretch))


def corrections_table() -> Iterator[str]:
    """One line for each change that readers were told of, and before them each check that is withheld now."""
    yield BYTE_ORDER_MARK + _lines([CORRECTIONS])
    yield _lines(map(_withheld_line, withheld_now()))
    for stretch in told_of_all():
        yield _lines(map(_change_line, stretch))


def _check_line(one: Standing) -> tuple[Cell, ...]:
    shown, seen = one.shown, one.shown.seen
    position, steps = seen.rating.position, len(seen.steps)
    value = (steps - position + LOWEST, steps, LOWEST) if position is not None else (None, None, None)
    return (
        *(shown.number, shown.url, shown.current.number, shown.first_published_at, shown.current.published_at),
        *(seen.language, seen.topic, seen.title, seen.claim, seen.claimant, seen.claim_date, seen.reported_by),
        *(seen.rating.key, seen.rating.name, *value, seen.found),
        *(int(shown.verdict.is_early), int(shown.verdict.outdated_at is not None), len(one.corrections)),
    )


def _change_line(told: Told) -> tuple[Cell, ...]:
    revision = told.revision
    before, after = told.ratings or ("", "")
    return (
        *(told.number, told.url, revision.kind, revision.severity, revision.number, revision.published_at),
        *(told.note, told.why, told.asked_by, told.ground, told.removed, before, after),
    )


def _withheld_line(one: PublicVerdict) -> tuple[Cell, ...]:
    url = f"{settings.PUBLIC_ORIGIN}/verdicts/{one.number}/"
    nothing = ("",) * 3
    return (one.number, url, WITHHELD, "", None, one.withheld_since, *nothing, one.withheld_ground, *nothing)


def _lines(rows: Iterable[Iterable[Cell]]) -> str:
    """As RFC 4180 has them. Every text stands in quotation marks, so that none ends where one of its signs says."""
    written = io.StringIO()
    table = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    table.writerows([_cell(one) for one in row] for row in rows)
    return written.getvalue()


def _cell(value: Cell) -> str | int:
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return to_the_second(value)
    return value.isoformat() if isinstance(value, date) else safe_cell(value.replace("\x00", ""))
