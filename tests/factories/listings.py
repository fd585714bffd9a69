"""Published checks for tests of lists: the public rows alone, no draft behind them."""

from datetime import date, datetime, timedelta
from itertools import count

from claims.models import Claim, Claimant, Topic
from reviews.models import PublicListing, PublicRevision, PublicScale, PublicVerdict
from reviews.publication.listing import relist
from reviews.publication.publishing import public_columns
from reviews.published import Published, PublishedRating
from tests.factories.claims import AT

LABELS = [
    {"key": "true", "name": "True", "definition": "It is.", "position": 1, "kind": "ordinal", "names": {"de": "Wahr"}},
    {"key": "false", "name": "False", "definition": "It is not.", "position": 2, "kind": "ordinal"},
    {"key": "unproven", "name": "Unproven", "definition": "Nobody knows.", "position": None, "kind": "outside"},
    {"key": "no-rating", "name": "No rating", "definition": "It explains.", "position": None, "kind": "none"},
]
_numbers = count(1_001)


def make_listed(
    *,
    title: str = "Nine boats came",
    claim: str = "The regatta drew 9,000 boats.",
    found: str = "It drew nine.",
    rating: str = "false",
    language: str = "en",
    said_by: str = "",
    same_as: str = "",
    kind: str = "public_figure",
    topic: str = "",
    outlet: str = "",
    at: datetime | None = None,
    claim_date: date | None = None,
) -> PublicListing:
    """A verdict that stands, with its listing. The claimant and the topic are made if there are none of that name."""
    number = next(_numbers)
    at = at or AT + timedelta(minutes=number)
    verdict = PublicVerdict.objects.create(
        number=number, claim_id=_claim(said_by, kind, topic).pk, slug=f"slug-{number}", first_published_at=at
    )
    label = next(one for one in LABELS if one["key"] == rating)
    seen = Published(
        title=title,
        claim=claim,
        rating=PublishedRating.from_json(label),
        steps=("True", "False"),
        scale="lists 1",
        found=found,
        explanation="It did.",
        language=language,
        topic=topic,
        claimant=said_by,
        claimant_same_as=same_as,
        claimant_kind=kind if said_by else "unknown",
        reported_by=outlet,
        claim_date=claim_date,
    )
    verdict.current = PublicRevision.objects.create(
        verdict=verdict,
        number=1,
        kind="first",
        scale=PublicScale.objects.get_or_create(key="lists", version=1, defaults={"name": "S", "labels": LABELS})[0],
        **public_columns(seen),
        published_at=at,
    )
    verdict.save(update_fields=["current"])
    relist(verdict, at=at)
    return PublicListing.objects.get(pk=verdict.pk)


def _claim(said_by: str, kind: str, topic: str) -> Claim:
    claimant = Claimant.objects.get_or_create(name=said_by, defaults={"kind": kind})[0] if said_by else None
    about = Topic.objects.get_or_create(name=topic, defaults={"slug": topic.lower()})[0] if topic else None
    return Claim.objects.create(claimant=claimant, topic=about, created_at=AT)
