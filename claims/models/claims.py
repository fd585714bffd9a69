"""Claims: the statements the desk keeps, their wordings, and where they were made."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from claims.models.articles import Article, Edition, ExtractionRun
from claims.states import (
    CLAIM_TRANSITIONS,
    UNDER_WORK,
    AcceptReason,
    ClaimantKind,
    ClaimStatus,
    DismissReason,
    FoundAs,
    Manner,
    Media,
    ShelveReason,
)
from factcheck.ledger.status import Stateful
from factcheck.web.searching import searched


class Claimant(models.Model):
    """Who makes claims."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ClaimantKind, default=ClaimantKind.UNKNOWN)
    same_as = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(models.functions.Lower("name"), name="one_claimant_per_name"),
            models.CheckConstraint(condition=Q(kind__in=ClaimantKind.values), name="claimant_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def public_name(self) -> str:
        """Private people are never named to readers."""
        if self.kind == ClaimantKind.PRIVATE_PERSON:
            return "a private person"
        if self.kind == ClaimantKind.ANONYMOUS_ACCOUNT:
            return "a social media user"
        return self.name


class Topic(models.Model):
    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ClaimQuerySet":
        """Everyone of the desk sees every claim; nobody else sees any."""
        return self if user.is_authenticated and user.is_active else self.none()

    def with_words(self) -> "ClaimQuerySet":
        return self.select_related("wording", "claimant", "topic")


class Claim(Stateful):
    """A checkable statement. A candidate is a claim the splitter proposed and nobody decided on yet.

    `open_slots` is written by claims/slots.py only. `priority` is higher for sooner.
    """

    TRANSITIONS = CLAIM_TRANSITIONS

    status = models.CharField(max_length=12, choices=ClaimStatus, default=ClaimStatus.CANDIDATE)
    kind = models.CharField(max_length=8, choices=Media, default=Media.TEXT)
    wording = models.ForeignKey("ClaimWording", null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=12, blank=True)
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="claims")
    types = models.JSONField(default=list)  # ["numeric", …]
    type_reasons = models.JSONField(default=list)  # why, one for each of types
    types_by_hand = models.BooleanField(default=False)  # an editor corrected them, so no later run does
    quantities = models.JSONField(default=list)  # [{start, end, low, high, unit, of}, …] in base units
    context = models.JSONField(default=dict)  # what the splitter read around it: see splitting.shapes.Context
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    cut_by = models.CharField(max_length=40, blank=True)  # the joint of the sentence that a part was cut at
    claimant = models.ForeignKey(Claimant, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    claim_date = models.DateField(null=True, blank=True)  # when it was said
    claim_date_note = models.CharField(max_length=200, blank=True)  # why there is no date
    checkworthiness = models.FloatField(null=True)  # the prior, with what the desk has taught blended in
    prior = models.FloatField(null=True)  # the splitter's own opinion; None: it has none
    desk_version = models.PositiveIntegerField(null=True)  # of the desk model that is blended in; None: the prior alone
    traits = models.JSONField(default=list)  # what the desk model knows of it, as it was when it was proposed
    reasons = models.JSONField(default=list)  # plain words for the desk
    splitter_version = models.CharField(max_length=40, blank=True)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    last_run = models.ForeignKey(ExtractionRun, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)  # where its first words stand in the article
    check_for = models.CharField(
        max_length=10, default="truth", choices=[("truth", "Whether it is true"), ("said", "Whether they said it")]
    )
    priority = models.IntegerField(default=0)
    priority_parts = models.JSONField(default=dict)  # {part: points}; they add up to `priority`
    boost = models.IntegerField(default=0)  # points an editor added
    boost_because = models.CharField(max_length=200, blank=True)
    reach = models.PositiveIntegerField(null=True, blank=True)  # how many people have seen it, as far as we know
    reviews_wanted = models.PositiveSmallIntegerField(default=0)
    open_slots = models.PositiveSmallIntegerField(default=0)
    accepted_because = models.CharField(max_length=20, choices=AcceptReason, blank=True)
    dismissed_because = models.CharField(max_length=20, choices=DismissReason, blank=True)
    shelved_as = models.CharField(max_length=20, choices=ShelveReason, blank=True)
    risks = models.JSONField(default=list)  # codes of states.Risk that an editor chose
    shelved_because = models.CharField(max_length=300, blank=True)  # the sentence beside the reason
    gone_because = models.CharField(max_length=500, blank=True)  # why it was split, or merged, while under work
    wake_at = models.DateTimeField(null=True, blank=True)  # when the editors are told of a shelved claim
    woken_at = models.DateTimeField(null=True, blank=True)  # when they were
    canonical = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    outcome_rating = models.CharField(max_length=80, blank=True)
    outcome_url = models.CharField(max_length=300, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ClaimStatus.values), name="claim_status_known"),
            models.CheckConstraint(condition=Q(kind__in=Media.values), name="claim_kind_known"),
            models.CheckConstraint(
                condition=Q(open_slots__lte=F("reviews_wanted")), name="no_more_slots_than_reviews_wanted"
            ),
            models.CheckConstraint(
                condition=~Q(status="duplicate") | Q(canonical__isnull=False), name="a_duplicate_says_of_what"
            ),
            models.CheckConstraint(
                condition=Q(checkworthiness=None) | Q(checkworthiness__gte=0, checkworthiness__lte=1),
                name="checkworthiness_between_0_and_1",
            ),
        ]
        indexes = [
            models.Index(
                F("language"), F("priority").desc(), F("id"), condition=Q(open_slots__gt=0), name="claims_to_hand_out"
            ),
            models.Index(F("priority").desc(), F("id"), condition=Q(open_slots__gt=0), name="claims_in_any_language"),
            models.Index(F("status"), F("id").desc(), name="claims_by_status"),
            # Language and topic come last: a filter by them is answered inside the index, row after row.
            models.Index(
                F("status"),
                F("priority").desc(),
                F("id"),
                F("language"),
                F("topic"),
                condition=Q(status__in=UNDER_WORK),
                name="claims_on_the_board",
            ),
            models.Index(
                F("decided_at"),
                F("id"),
                condition=Q(status="in_review", open_slots__gt=0),
                name="claims_half_asked",
            ),
            models.Index(F("article"), F("position"), name="claims_in_article_order"),
            models.Index(
                F("wake_at"), condition=Q(status="shelved", wake_at__isnull=False, woken_at=None), name="claims_to_wake"
            ),
        ]

    def __str__(self) -> str:
        return self.wording.text if self.wording_id else f"Claim {self.pk}"


class ClaimWording(models.Model):
    """One version of a claim's words. Assignments, reviews and verdicts pin one."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    change = models.CharField(
        max_length=10,
        choices=[("first", "First wording"), ("spelling", "Spelling only"), ("meaning", "Meaning changed")],
        default="first",
    )
    because = models.CharField(max_length=500, blank=True)  # why a claim under work was reworded
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["claim", "number"]
        constraints = [models.UniqueConstraint(fields=["claim", "number"], name="one_wording_per_number")]
        indexes = [GinIndex(searched("text"), name="wordings_searched")]

    def __str__(self) -> str:
        return self.text


class Appearance(models.Model):
    """Where, when, by whom and in what manner a claim was made."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="appearances")
    article = models.ForeignKey(Article, null=True, on_delete=models.PROTECT, related_name="appearances")
    edition = models.ForeignKey(Edition, null=True, on_delete=models.SET_NULL, related_name="appearances")
    run = models.ForeignKey(ExtractionRun, null=True, on_delete=models.PROTECT, related_name="+")
    spans = models.JSONField(default=list)  # [[start, end], …] code points into the article
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    text_hash = models.CharField(max_length=64, blank=True)
    claimants = models.ManyToManyField(Claimant, related_name="appearances", blank=True)
    manner = models.CharField(max_length=10, choices=Manner, default=Manner.ASSERTS)
    media = models.CharField(max_length=8, choices=Media, default=Media.TEXT)
    found_as = models.CharField(max_length=10, choices=FoundAs)
    rule = models.CharField(max_length=60, blank=True)
    splitter_version = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    said_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "start", "end", "text_hash"],
                condition=Q(found_as="splitter"),
                name="one_candidate_per_span",
            ),
            models.CheckConstraint(condition=Q(manner__in=Manner.values), name="appearance_manner_known"),
            models.CheckConstraint(condition=Q(found_as__in=FoundAs.values), name="appearance_found_as_known"),
        ]

    def __str__(self) -> str:
        return f"Claim {self.claim_id} in article {self.article_id}"


class TriageDecision(models.Model):
    """What triage did, and what it was shown when it did it. The desk model learns from these rows."""

    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="decisions")
    claim = models.ForeignKey(Claim, null=True, on_delete=models.CASCADE, related_name="decisions")
    verb = models.CharField(max_length=20)
    reason = models.CharField(max_length=40, blank=True)
    shown = models.JSONField(default=dict)  # claims.triage.showing says what
    before = models.JSONField(default=dict)  # what undo restores
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(F("article"), F("id").desc(), name="decisions_by_article")]

    def __str__(self) -> str:
        return f"{self.verb} claim {self.claim_id}"
