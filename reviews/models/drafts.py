"""The text of the fact-check before it is public."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast

from claims.models import Claim
from factcheck.ledger.chain import new_salt
from factcheck.ledger.status import Stateful
from factcheck.ledger.triggers import append_only
from reviews.models.file import Evidence
from reviews.models.rounds import Round
from reviews.states import (
    CHANGES,
    DRAFT_OVER,
    DRAFT_TRANSITIONS,
    AskedBy,
    DraftStatus,
    ReplyOutcome,
    RevisionKind,
    Severity,
    Stance,
)

USER = settings.AUTH_USER_MODEL


class VerdictDraftQuerySet(models.QuerySet):
    def visible_to(self, user) -> "VerdictDraftQuerySet":
        """The whole desk may read what it is going to say; nobody else sees any of it."""
        return self if user.is_authenticated and user.is_active else self.none()

    def under_way(self) -> "VerdictDraftQuerySet":
        return self.exclude(status__in=DRAFT_OVER)

    def due(self, at) -> "VerdictDraftQuerySet":
        """Scheduled, and their time has come."""
        return self.filter(status=DraftStatus.SCHEDULED, publish_at__lte=at)


class VerdictDraft(Stateful):
    """What the desk is going to say about a settled claim, or what it is going to change in what it has published."""

    TRANSITIONS = DRAFT_TRANSITIONS

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="drafts")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="drafts")
    writer = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="drafts")
    earlier_writers = ArrayField(models.BigIntegerField(), default=list)  # who wrote at it before it changed hands
    status = models.CharField(max_length=12, choices=DraftStatus, default=DraftStatus.DRAFTING)
    title = models.CharField(max_length=200, blank=True)  # what we found
    found = models.TextField(blank=True)  # at most 60 words
    explanation = models.TextField(blank=True)  # markdown
    not_established = models.TextField(blank=True)
    reply_outcome = models.CharField(max_length=12, choices=ReplyOutcome, blank=True)
    reply = models.TextField(blank=True)  # what they told us, or why not asked
    rated_as_of = models.DateField(null=True, blank=True)
    evidence_until = models.DateField(null=True, blank=True)
    against_note = models.CharField(max_length=300, blank=True)  # met by a note: where we looked and found none
    primary_note = models.CharField(max_length=300, blank=True)  # why it rests on no primary source
    independent_note = models.CharField(max_length=300, blank=True)  # why one source is enough
    intent_note = models.CharField(max_length=300, blank=True)  # why a word about intent stands; for the desk
    short_claim = models.CharField(max_length=200, blank=True)  # for those who show it elsewhere
    conclusion = models.CharField(max_length=300, blank=True)  # in place of a rating, where the scale gives none
    interests = models.TextField(blank=True)  # what those who worked on it have to do with the matter
    no_interests = models.BooleanField(default=False)  # somebody says that there are none
    outdated_after = models.DateField(null=True, blank=True)  # from then on readers are told it may be outdated
    embargo_until = models.DateTimeField(null=True, blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)  # when it is scheduled
    scheduled_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    schedule_fault = models.CharField(max_length=500, blank=True)  # why it was not published at its time
    kind = models.CharField(max_length=12, choices=RevisionKind, default=RevisionKind.FIRST)
    severity = models.CharField(max_length=12, choices=Severity, blank=True)  # of a correction
    changes = models.ForeignKey(
        "reviews.PublicRevision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the revision that was current when it was begun
    change_note = models.TextField(blank=True)  # what changed, for readers
    change_why = models.CharField(max_length=500, blank=True)
    asked_by = models.CharField(max_length=12, choices=AskedBy, blank=True)
    complaint = models.ForeignKey(
        "reviews.Complaint", null=True, blank=True, on_delete=models.PROTECT, related_name="drafts"
    )
    sent_back_note = models.TextField(blank=True)
    # Of what the ledger keeps instead of the hashes of its text. A salt for each row, of those there were before too.
    salt = models.CharField(max_length=64, default=new_salt, db_default=Cast(RandomUUID(), models.CharField()))
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)

    objects = VerdictDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "draft"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=DraftStatus.values), name="draft_status_known"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=~Q(status__in=["published", "dropped"]),
                name="one_draft_under_way_per_claim",
            ),
            models.CheckConstraint(
                condition=Q(kind="first", changes=None)
                | Q(kind__in=[kind.value for kind in CHANGES], changes__isnull=False),
                name="a_change_says_what_it_changes",
            ),
            models.CheckConstraint(
                condition=~Q(status="scheduled") | Q(publish_at__isnull=False, scheduled_by__isnull=False),
                name="what_is_scheduled_has_a_time",
            ),
        ]
        indexes = [
            models.Index(F("status"), F("handed_in_at"), name="drafts_by_status"),
            models.Index(F("publish_at"), condition=Q(status="scheduled"), name="drafts_to_publish"),
        ]

    def __str__(self) -> str:
        return self.title or f"Draft {self.pk}"

    @property
    def is_change(self) -> bool:
        """Whether it changes what is published already."""
        return self.kind != RevisionKind.FIRST

    @property
    def is_over(self) -> bool:
        return self.status in DRAFT_OVER


class DraftEvidence(models.Model):
    """Evidence as the desk presents it: its published stance and its place in the order of weight."""

    draft = models.ForeignKey(VerdictDraft, on_delete=models.CASCADE, related_name="evidence")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=10, choices=Stance)
    weight = models.PositiveSmallIntegerField()  # 1 is shown first

    class Meta:
        ordering = ["draft", "weight", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "evidence"], name="evidence_once_per_draft"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="evidence_stance_known"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} in draft {self.draft_id}"


class SignOff(models.Model):
    """Approval of exactly this text. It dies with the next change of the text: the hash no longer matches."""

    draft = models.ForeignKey(VerdictDraft, on_delete=models.PROTECT, related_name="sign_offs")
    draft_hash = models.CharField(max_length=64)
    signer = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="sign_offs")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "draft_hash", "signer"], name="one_sign_off_per_text_and_person")
        ]
        triggers = append_only(except_columns=("draft_hash",))  # a redaction leaves a random mark in its place

    def __str__(self) -> str:
        return f"{self.signer} signed {self.draft_hash[:12]}"
