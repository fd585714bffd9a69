"""What a page of a verdict is made of: its explanation as HTML, its ClaimReview, JSON-LD no text can break out of."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from factcheck.accounts.models import Desk
from reviews.claimreview import Check, Cited, Corrected, Place, claim_review
from reviews.markdown import to_html
from reviews.models import PublicRevision
from reviews.published import Published
from reviews.selectors.published import Shown
from reviews.states import RevisionKind
from reviews.timeline import timeline_of

# Inside a script element these could end it, open another, or (the line separators) break older readers.
ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def article_context(seen: Published) -> dict[str, object]:
    """What templates/public/verdict_article.html needs besides the verdict; the same for readers and for a preview."""
    return {
        "seen": seen,
        "rating": seen.rating,
        "steps": seen.steps,
        "explanation": mark_safe(to_html(seen.explanation)),
        "timeline": timeline_of(seen.appearances),
    }


def claim_review_of(
    shown: Shown, *, desk: Desk, corrections: Sequence[PublicRevision] | None = None
) -> dict[str, Any] | None:
    """The schema.org ClaimReview of a verdict that stands; None for one without a rating or no longer standing.

    `corrections` are its corrections with a note, oldest first; they are looked up when they are not given.
    """
    if shown.is_retracted or shown.is_withheld:
        return None
    seen, told = shown.seen, _corrections(shown) if corrections is None else corrections
    return claim_review(
        Check(
            url=shown.url,
            claim_id=f"{settings.PUBLIC_ORIGIN}/verdicts/{shown.verdict.number}/#claim",
            title=seen.title,
            claim=seen.short_claim or seen.claim,  # both stand on the page
            rating=seen.rating.name,
            position=seen.rating.position,
            steps=len(seen.steps),
            is_rated=seen.is_rated,
            found=seen.found,
            published_at=shown.first_published_at,
            modified_at=shown.current.published_at,
            language=seen.language,
            publisher=desk.name,
            publisher_url=f"{settings.PUBLIC_ORIGIN}/",
            corrections_url=f"{settings.PUBLIC_ORIGIN}/about/corrections/",
            method_url=f"{settings.PUBLIC_ORIGIN}/about/method/",
            claimant=seen.claimant,
            claimant_kind=seen.claimant_kind,
            claimant_same_as=seen.claimant_same_as,
            claim_date=seen.claim_date,
            appearances=[Place(one.url, one.title, one.outlet, one.said_on) for one in seen.appearances],
            citations=[Cited(one.url, one.title, one.publisher) for one in seen.evidence if one.url],
            corrections=[Corrected(one.note, one.published_at) for one in told],
        )
    )


def _corrections(shown: Shown) -> list[PublicRevision]:
    """Oldest first, those that readers were told something of."""
    return [one for one in reversed(shown.revisions) if one.kind == RevisionKind.CORRECTION and one.note]


def ld_json(data: dict[str, Any]) -> SafeString:
    """A JSON-LD block for a page."""
    body = json.dumps(data, ensure_ascii=False, indent=1).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{body}</script>')
