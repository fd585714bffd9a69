"""Rounds, assignments, files and reviews for tests, built on the tables themselves: no verb runs here."""

from datetime import timedelta

import factory

from claims.models import Claim
from claims.states import ClaimStatus
from reviews.evidence.addresses import hash_of as address_hash
from reviews.models import (
    Assignment,
    Evidence,
    EvidenceReading,
    Rating,
    RatingScale,
    Review,
    ReviewDraft,
    ReviewPlan,
    Round,
    Source,
    SourceAddress,
)
from reviews.states import AssignmentStatus, RoundStatus, SourceKind, Stance
from tests.factories.claims import AT, ClaimFactory
from tests.factories.people import AdminFactory, PersonFactory

DUE = AT + timedelta(days=2)


def scale() -> RatingScale:
    """The shipped scale."""
    return RatingScale.objects.get(is_current=True)


def rating(key: str) -> Rating:
    """A label of the shipped scale: `rating("mostly-false")`."""
    return Rating.objects.get(scale__is_current=True, key=key)


def plan(key: str = "lead-and-second") -> ReviewPlan:
    return ReviewPlan.objects.get(key=key)


class InReviewClaimFactory(ClaimFactory):
    """A claim under review by two; both seats taken."""

    status = ClaimStatus.IN_REVIEW
    reviews_wanted = 2
    open_slots = 0
    decided_at = AT


class RoundFactory(factory.django.DjangoModelFactory):
    """An open round of a claim in review. `RoundFactory(plan=plan("panel"))`."""

    class Meta:
        model = Round

    claim = factory.SubFactory(InReviewClaimFactory)
    number = factory.LazyAttribute(lambda o: Round.objects.filter(claim=o.claim).count() + 1)
    plan = factory.LazyFunction(plan)
    reviews_wanted = factory.SelfAttribute("plan.reviewers")
    wording = factory.SelfAttribute("claim.wording")
    scale = factory.LazyFunction(scale)
    status = RoundStatus.OPEN
    opened_at = AT


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    round = factory.SubFactory(RoundFactory)
    reviewer = factory.SubFactory(PersonFactory)
    status = AssignmentStatus.ASSIGNED
    due_at = DUE
    assigned_by = factory.SubFactory(AdminFactory)
    assigned_at = AT


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source
        skip_postgeneration_save = True

    url = factory.Sequence(lambda n: f"https://roads.example/census/{n}")
    title = "Traffic census, table 4.2"
    publisher = "National Roads Office"
    kind = SourceKind.PRIMARY
    added_at = AT

    @factory.post_generation
    def addresses(self, create, extracted, **kwargs):
        """The address it was given with, as linking writes it."""
        if self.url:
            SourceAddress.objects.create(source=self, url=self.url, url_hash=address_hash(self.url), how="given")


class EvidenceFactory(factory.django.DjangoModelFactory):
    """A piece of the claim's file. `EvidenceFactory(claim=claim, excerpt="…")`."""

    class Meta:
        model = Evidence

    claim = factory.SubFactory(InReviewClaimFactory)
    source = factory.SubFactory(SourceFactory)
    excerpt = factory.Sequence(lambda n: f"Average daily traffic on the reference section: 17,{n:03} vehicles.")
    added_by = factory.SubFactory(PersonFactory)
    added_at = AT


class ReviewFactory(factory.django.DjangoModelFactory):
    """A submitted review; its assignment follows. `ReviewFactory(assignment=…, label="false", readings={…})`."""

    class Meta:
        model = Review
        skip_postgeneration_save = True

    class Params:
        label = "mostly-false"

    assignment = factory.SubFactory(AssignmentFactory, status=AssignmentStatus.SUBMITTED, submitted_at=AT)
    round = factory.SelfAttribute("assignment.round")
    reviewer = factory.SelfAttribute("assignment.reviewer")
    wording = factory.SelfAttribute("assignment.round.wording")
    rating = factory.LazyAttribute(lambda o: rating(o.label))
    rationale = "The census counts fewer than half as many."
    submitted_at = AT

    @factory.post_generation
    def readings(self, create, extracted, **kwargs):
        """{evidence: stance}"""
        for evidence, stance in (extracted or {}).items():
            EvidenceReading.objects.create(review=self, evidence=evidence, stance=stance)

    @factory.post_generation
    def submitted(self, create, extracted, **kwargs):
        Assignment.objects.filter(pk=self.assignment_id).update(
            status=AssignmentStatus.SUBMITTED, submitted_at=self.submitted_at
        )


class ReviewDraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewDraft

    assignment = factory.SubFactory(AssignmentFactory, status=AssignmentStatus.IN_PROGRESS)
    rationale = "Half a thought"
    saved_at = AT


def make_open_round(*reviewers, claim: Claim | None = None, plan_key: str = "lead-and-second", **fields) -> Round:
    """An open round with an assignment for each reviewer (default: two new people); the first leads."""
    people = reviewers or (PersonFactory(), PersonFactory())
    chosen = plan(plan_key)
    claim = claim or InReviewClaimFactory(
        reviews_wanted=chosen.reviewers, open_slots=max(0, chosen.reviewers - len(people))
    )
    opened = RoundFactory(claim=claim, plan=chosen, **fields)
    for place, reviewer in enumerate(people):
        AssignmentFactory(round=opened, reviewer=reviewer, is_lead=chosen.has_lead and place == 0)
    return opened


def make_closed_round(*labels: str, reviewers=(), evidence: int = 2, settled: str = "", comparing=False) -> Round:
    """A round whose reviews are in, one per label; `settled` names the rating it settled on, if it did.

    Otherwise it is being compared (`comparing=True`) or stands in adjudication, and so does its claim.
    The file holds `evidence` pieces, read alike by everybody.
    """
    labels = labels or ("mostly-false", "mostly-false")
    status = RoundStatus.SETTLED if settled else RoundStatus.COMPARING if comparing else RoundStatus.ADJUDICATION
    claim = ClaimFactory(
        status=ClaimStatus.IN_REVIEW if comparing else ClaimStatus(status), reviews_wanted=len(labels), decided_at=AT
    )
    people = list(reviewers) or [PersonFactory() for _ in labels]
    file = [EvidenceFactory(claim=claim, added_by=people[0]) for _ in range(evidence)]
    closed = RoundFactory(
        claim=claim, status=status, rating=rating(settled) if settled else None, closed_at=AT + timedelta(hours=5)
    )
    for place, (label, reviewer) in enumerate(zip(labels, people, strict=True)):
        asked = AssignmentFactory(round=closed, reviewer=reviewer, is_lead=place == 0)
        ReviewFactory(assignment=asked, label=label, readings=dict.fromkeys(file, Stance.REFUTES))
    return closed


def make_settled_claim(*, label: str = "mostly-false", reviewers=(), evidence: int = 2) -> Claim:
    """A claim ready to write: two reviewers agreed on `label`, and the file holds `evidence` pieces.

    `claim.rounds.get()` is its round; `claim.evidence.all()` its file.
    """
    return make_closed_round(label, label, reviewers=reviewers, evidence=evidence, settled=label).claim
