"""Answers as the discovery document spells them, and what we add: `deskReview`, with whole numbers and the changes.

What is not known is left out, as Google leaves it out. Moments are RFC 3339 in UTC.
"""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings

from factcheck.core.moments import to_the_second
from reviews.claimreview import LOWEST
from reviews.models import PublicRevision
from reviews.public_api.answering import Json
from reviews.public_api.fact_check_tools.asking import site_of
from reviews.selectors.fact_checks import Found
from reviews.selectors.listings import Listed


def our_site() -> str:
    """The host our verdicts stand at, without "www."."""
    return site_of(urlsplit(settings.PUBLIC_ORIGIN).netloc)


def search_body(found: Found, *, publisher: str, token: str) -> Json:
    """The whole answer; nothing at all where nothing was found."""
    claims = [_claim(item, publisher, found.changes.get(item.row.pk, ())) for item in found.items]
    return _without_empty({"claims": claims, "nextPageToken": token})


def _claim(item: Listed, publisher: str, changes: Sequence[PublicRevision]) -> Json:
    row = item.row
    said = {
        "text": row.claim_text,
        "claimant": row.claimant_name,
        "claimDate": _midnight(row.claim_date) if row.claim_date else "",
        "claimReview": [_review(item, publisher, changes)],
    }
    return _without_empty(said)


def _review(item: Listed, publisher: str, changes: Sequence[PublicRevision]) -> Json:
    row = item.row
    return {
        "publisher": {"name": publisher, "site": our_site()},
        "url": item.url,
        "title": row.title,
        "reviewDate": to_the_second(row.first_published_at),
        "textualRating": row.rating_name,
        "languageCode": row.language,
        "deskReview": _desk_review(item, changes),
    }


def _desk_review(item: Listed, changes: Sequence[PublicRevision]) -> Json:
    """What Google's API has no place for. The id is the address that stays, whatever the title becomes."""
    row = item.row
    told = {
        "id": f"{settings.PUBLIC_ORIGIN}/verdicts/{row.number}/",
        "number": row.number,
        "version": row.revision,
        **_rating(item),
        "dateModified": to_the_second(row.changed_at),
        "isEarly": row.is_early or None,
        "isOutdated": row.is_outdated or None,
        "changes": [_change(one) for one in changes],
    }
    return _without_empty(told)


def _rating(item: Listed) -> Json:
    """Whole numbers, nearer to the best is truer; none for a label outside the order."""
    position, steps = item.rating.position, len(item.steps)
    if position is None:
        return {}
    return {"ratingValue": steps - position + LOWEST, "bestRating": steps, "worstRating": LOWEST}


def _change(one: PublicRevision) -> Json:
    told = {
        "version": one.number,
        "kind": one.kind,
        "severity": one.severity,
        "date": to_the_second(one.published_at),
        "note": one.note,
        "url": settings.PUBLIC_ORIGIN + one.address,
    }
    return _without_empty(told)


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _without_empty(told: Json) -> Json:
    return {name: value for name, value in told.items() if value not in ("", None, [])}
