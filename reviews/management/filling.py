"""The later half of an invented desk: rounds with reviewers asked, and verdicts that readers can find."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.contrib.auth.hashers import make_password
from django.db.models import Max

from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from reviews.models import (
    Assignment,
    PublicRevision,
    PublicScale,
    PublicVerdict,
    Rating,
    RatingScale,
    Reviewer,
    ReviewPlan,
    Round,
)
from reviews.publication import public_columns, public_scale, slug_of
from reviews.published import Published, PublishedEvidence, PublishedRating
from reviews.states import RevisionKind

BATCH = 1_000
DUE = timedelta(days=2)
FULL_LOAD = 20  # assignments a reviewer holds: a busy desk, not an impossible one


def open_rounds(*, at: datetime) -> int:
    """A round with two reviewers asked for every invented claim in review that has none; how many."""
    plan, scale = ReviewPlan.objects.get(is_default=True), RatingScale.objects.get(is_current=True)
    waiting = Claim.objects.filter(status=ClaimStatus.IN_REVIEW, rounds=None).select_related("wording")
    rounds = [
        Round(
            claim=claim,
            number=1,
            plan=plan,
            reviews_wanted=plan.reviewers,
            wording=claim.wording,
            scale=scale,
            opened_at=at,
        )
        for claim in waiting.order_by("pk")
    ]
    Round.objects.bulk_create(rounds, batch_size=BATCH)
    people = _enough_people(assignments=plan.reviewers * len(rounds))
    asked = [
        Assignment(
            round=round_,
            reviewer=people[(place + n) % len(people)],
            is_lead=n == 0,
            due_at=at + DUE,
            assigned_at=at,
        )
        for place, round_ in enumerate(rounds)
        for n in range(plan.reviewers)
    ]
    Assignment.objects.bulk_create(asked, batch_size=BATCH)
    return len(rounds)


def _enough_people(*, assignments: int) -> list[User]:
    """The desk's people, and invented reviewers, who cannot sign in, so that nobody holds more than a full load."""
    present = User.objects.filter(is_active=True).count()
    wanted = max(assignments // FULL_LOAD, 2)
    invented = User.objects.bulk_create(
        User(name=f"Invented {n}", email=f"invented-{n}@desk.example", password=make_password(None))
        for n in range(present + 1, wanted + 1)
    )
    Reviewer.objects.bulk_create(Reviewer(user=user, languages=["en"]) for user in invented)
    return list(User.objects.filter(is_active=True).order_by("pk"))


def publish_invented(*, at: datetime) -> int:
    """A verdict for every invented claim marked published that has none; how many."""
    scale = RatingScale.objects.get(is_current=True)
    ratings = list(Rating.objects.filter(scale=scale, position__isnull=False))
    shown = public_scale(scale)
    number = PublicVerdict.objects.aggregate(last=Max("number"))["last"] or 0
    known = PublicVerdict.objects.values("claim_id")
    claims = Claim.objects.filter(status=ClaimStatus.PUBLISHED).exclude(pk__in=known).with_words().order_by("pk")
    made = 0
    rows = claims.iterator(chunk_size=BATCH)
    while group := list(islice(rows, BATCH)):
        seen = [_finding(claim, ratings) for claim in group]
        verdicts = [
            PublicVerdict(number=number + made + n, claim_id=claim.pk, slug=slug_of(one.title), first_published_at=at)
            for n, (claim, one) in enumerate(zip(group, seen, strict=True), start=1)
        ]
        _write(verdicts, seen, shown, at=at)
        made += len(group)
    return made


def _write(verdicts: list[PublicVerdict], seen: list[Published], shown: PublicScale, *, at: datetime) -> None:
    PublicVerdict.objects.bulk_create(verdicts)
    revisions = PublicRevision.objects.bulk_create(_revisions(verdicts, seen, shown, at=at))
    for verdict, revision in zip(verdicts, revisions, strict=True):
        verdict.current = revision
    PublicVerdict.objects.bulk_update(verdicts, ["current"])


def _revisions(
    verdicts: list[PublicVerdict], seen: list[Published], shown: PublicScale, *, at: datetime
) -> Iterator[PublicRevision]:
    for verdict, one in zip(verdicts, seen, strict=True):
        yield PublicRevision(
            verdict=verdict,
            number=1,
            kind=RevisionKind.FIRST,
            scale=shown,
            published_at=at,
            **public_columns(one),
        )


def _finding(claim: Claim, ratings: list[Rating]) -> Published:
    rating = ratings[claim.pk % len(ratings)]
    words = claim.wording.text
    return Published(
        title=f"We looked into it and found this: {words}"[:180],
        claim=words,
        rating=PublishedRating(rating.key, rating.name, rating.definition, rating.position),
        steps=tuple(one.name for one in ratings),
        scale=f"{rating.scale.key} {rating.scale.version}",
        found="The records that can be had say the opposite, and they were there to be read.",
        explanation="The records say so.\n\n" + "Each of them was read twice, by two people. " * 20,
        claimant=claim.claimant.name if claim.claimant else "",
        claim_date=claim.claim_date,
        rated_as_of=claim.claim_date,
        evidence=(
            PublishedEvidence("refutes", "The register lists 17 of them.", "https://register.example/17", "Register"),
            PublishedEvidence("context", "There were 21 the year before.", "https://register.example/21", "Register"),
        ),
        reviewers=("Ben", "Chi"),
    )
