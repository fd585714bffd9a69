"""Invented verdicts that readers can find, by COPY: a hundred thousand of them in a minute or so."""

import json
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, Max, Model, OuterRef

from claims.management.filling.copying import copy_rows, indexed_afterwards, new_ids
from claims.models import Claim, Topic
from claims.states import ClaimStatus
from reviews.models import (
    PublicClaimant,
    PublicListing,
    PublicRevision,
    PublicScale,
    PublicSlug,
    PublicTopic,
    PublicVerdict,
    Rating,
    RatingScale,
)
from reviews.publication.bumping import bump
from reviews.publication.listing import KINDS_WITH_A_PAGE, listing_of, slug_for
from reviews.publication.publishing import public_columns, slug_of
from reviews.published import Published, PublishedAppearance, PublishedEvidence, PublishedRating
from reviews.scales import publish_scale
from reviews.states import RevisionKind

BATCH = 2_000
DAYS = 1_500  # verdicts are spread over so many days before now, the newest last
EARLIER = timedelta(days=DAYS)
TOPICS = ("Money", "Health", "Housing", "Schools", "Traffic", "Energy", "Elections", "Crime", "Weather", "Sports")
SOURCES = ("register", "census", "minutes", "accounts", "survey", "court file", "timetable", "archive")
FINDINGS = (
    "The {source} says the opposite, and it was there to be read when the words were said.",
    "The {source} bears this out in every year that was asked about, and nobody disputes its counting.",
    "Part of it stands in the {source}; the larger part rests on a figure that was withdrawn a year before.",
    "The {source} counts something else: journeys, where the words are about the people who make them.",
)

VERDICT = ("id", "number", "claim_id", "slug", "current_id", "first_published_at")
SLUG = ("verdict_id", "slug", "since")
BY_WORDS = ("listings_searched", "listings_by_outlet")
LISTED = [one.column for one in PublicListing._meta.concrete_fields if not one.generated]


@dataclass(frozen=True, slots=True)
class Finding:
    """One invented verdict with its rows' keys."""

    verdict: PublicVerdict
    revision: PublicRevision
    claimant: int | None
    topic: int


@dataclass(frozen=True)
class Shelf:
    """What invented verdicts share."""

    ratings: Sequence[Rating]
    shown: PublicScale
    topics: Sequence[PublicTopic]


def publish_invented(*, at: datetime) -> int:
    """A verdict for every invented claim marked published that has none; how many."""
    scale = RatingScale.objects.get(is_current=True)
    ratings = list(Rating.objects.filter(scale=scale, position__isnull=False).select_related("scale"))
    shelf = Shelf(ratings, publish_scale(scale), _topics())
    waiting = _claims_without_verdict()
    many = len(waiting) > BATCH
    with indexed_afterwards(PublicListing, BY_WORDS) if many else nullcontext():
        _publish(waiting, shelf, at=at)
    bump(at=at)
    return len(waiting)


def _publish(waiting: list[int], shelf: Shelf, *, at: datetime) -> None:
    first = (PublicVerdict.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    for made in range(0, len(waiting), BATCH):
        group = list(Claim.objects.filter(pk__in=waiting[made : made + BATCH]).with_words().order_by("pk"))
        times = [at - EARLIER * (1 - (made + n) / len(waiting)) for n in range(1, len(group) + 1)]
        _write(list(_findings(group, shelf, first=first + made, times=times)))


def _claims_without_verdict() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_claim, claims_claimwording, claims_claimant")  # filled a moment ago
    has_one = Exists(PublicVerdict.objects.filter(claim_id=OuterRef("pk")))
    claims = Claim.objects.filter(~has_one, status=ClaimStatus.PUBLISHED)
    return list(claims.order_by("pk").values_list("pk", flat=True))


def _topics() -> list[PublicTopic]:
    for name in TOPICS:
        topic, _ = Topic.objects.get_or_create(name=name, defaults={"slug": slug_for(name)})
        PublicTopic.objects.get_or_create(key=topic.pk, defaults={"name": topic.name, "slug": topic.slug})
    return list(PublicTopic.objects.filter(name__in=TOPICS).order_by("pk"))


def _claimants(group: list[Claim]) -> dict[int, int]:
    """The page of everyone who said one of these and may have one: {key of the claimant: key of the page}."""
    named = {one.claimant.pk: one.claimant for one in group if one.claimant and one.claimant.kind in KINDS_WITH_A_PAGE}
    pages = [
        PublicClaimant(key=one.pk, slug=slug_for(one.name), name=one.name, kind=one.kind) for one in named.values()
    ]
    PublicClaimant.objects.bulk_create(pages, ignore_conflicts=True)
    return dict(PublicClaimant.objects.filter(key__in=named).values_list("key", "pk"))


def _findings(group: list[Claim], shelf: Shelf, *, first: int, times: list[datetime]) -> Iterator[Finding]:
    pages = _claimants(group)
    keys = zip(new_ids(PublicVerdict, len(group)), new_ids(PublicRevision, len(group)), strict=True)
    for number, (claim, (pk, revision_pk), at) in enumerate(zip(group, keys, times, strict=True), start=first):
        topic = shelf.topics[number // len(shelf.ratings) % len(shelf.topics)]  # each with every rating
        seen = _finding(claim, shelf.ratings, topic.name)
        revision = PublicRevision(
            pk=revision_pk,
            verdict_id=pk,
            number=1,
            kind=RevisionKind.FIRST,
            scale=shelf.shown,
            published_at=at,
            **public_columns(seen),
        )
        verdict = PublicVerdict(
            pk=pk, number=number, claim_id=claim.pk, slug=slug_of(seen.title), first_published_at=at, current=revision
        )
        yield Finding(verdict, revision, pages.get(claim.claimant_id), topic.pk)


def _write(findings: list[Finding]) -> None:
    # References are checked at commit, so that a verdict may name its revision beforehand.
    copy_rows(PublicVerdict, VERDICT, (_values(one.verdict, VERDICT) for one in findings))
    names = [one.column for one in PublicRevision._meta.concrete_fields if not one.generated]
    copy_rows(PublicRevision, names, (_values(one.revision, names) for one in findings))
    copy_rows(PublicSlug, SLUG, ((one.verdict.pk, one.verdict.slug, one.revision.published_at) for one in findings))
    copy_rows(PublicListing, LISTED, (_values(_listing(one), LISTED) for one in findings))


def _listing(one: Finding) -> PublicListing:
    row = listing_of(one.verdict, one.revision)
    row.claimant_id, row.topic_id = one.claimant, one.topic
    return row


def _values(row: Model, columns: Sequence[str]) -> tuple:
    """The row's values as COPY takes them. An attribute is called like its column, `verdict_id` and all."""
    return tuple(
        json.dumps(value) if isinstance(value, dict) else value for value in (getattr(row, one) for one in columns)
    )


def _finding(claim: Claim, ratings: Sequence[Rating], topic: str) -> Published:
    rating = ratings[claim.pk % len(ratings)]
    words = claim.wording.text
    source = SOURCES[claim.pk % len(SOURCES)]
    found = FINDINGS[claim.pk // 7 % len(FINDINGS)].format(source=source)
    outlet = f"The Lower {TOPICS[claim.pk % 7]} Post"
    return Published(
        title=f"What the {source} says: {words}"[:180],
        claim=words,
        rating=PublishedRating(rating.key, rating.name, rating.definition, rating.position),
        steps=tuple(one.name for one in ratings),
        scale=f"{rating.scale.key} {rating.scale.version}",
        found=found,
        explanation="The records say so.\n\n" + "Each of them was read twice, by two people. " * 20,
        claimant=claim.claimant.public_name if claim.claimant else "",
        claimant_kind=claim.claimant.kind if claim.claimant else "unknown",
        topic=topic,
        reported_by=outlet,
        claim_date=claim.claim_date,
        rated_as_of=claim.claim_date,
        evidence=(
            PublishedEvidence("refutes", "The register lists 17 of them.", "https://register.example/17", "Register"),
            PublishedEvidence("context", "There were 21 the year before.", "https://register.example/21", "Register"),
        ),
        appearances=(PublishedAppearance(outlet, url=f"https://lower.example/{claim.pk}", said_on=claim.claim_date),),
        reviewers=("Ben", "Chi"),
    )
