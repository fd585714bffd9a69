"""The text of the fact-check before it is public."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims.models import Claim
from factcheck.ledger.status import Stateful
from factcheck.ledger.triggers import append_only
from reviews.models.file import Evidence
from reviews.models.rounds import Round
from reviews.states import DRAFT_TRANSITIONS, DraftStatus, HoldKind, ReplyOutcome, Stance

USER = settings.AUTH_USER_MODEL


class VerdictDraftQuerySet(models.QuerySet):
    def visible_to(self, user) -> "VerdictDraftQuerySet":
        """The whole desk may read what it is going to say; nobody else sees any of it."""
        return self if user.is_authenticated and user.is_active else self.none()

    def under_way(self) -> "VerdictDraftQuerySet":
        return self.exclude(status=DraftStatus.PUBLISHED)


class VerdictDraft(Stateful):
    """What the desk is going to say about a settled claim."""

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
    sent_back_note = models.TextField(blank=True)
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
                fields=["claim"], condition=~Q(status="published"), name="one_draft_under_way_per_claim"
            ),
        ]
        indexes = [models.Index(F("status"), F("handed_in_at"), name="drafts_by_status")]

    def __str__(self) -> str:
        return self.title or f"Draft {self.pk}"


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
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.signer} signed {self.draft_hash[:12]}"


class HoldQuerySet(models.QuerySet):
    def visible_to(self, user) -> "HoldQuerySet":
        """The whole desk sees what is held, and why."""
        return self if user.is_authenticated and user.is_active else self.none()

    def standing(self) -> "HoldQuerySet":
        """Not released. One whose `until` has passed stands too, until somebody releases it."""
        return self.filter(released_at=None)


class Hold(models.Model):
    """A stop with a reason, beside the status. While one stands, nothing of the claim is published."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=10, choices=HoldKind)
    reason = models.CharField(max_length=500)
    until = models.DateTimeField(null=True, blank=True)
    placed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    released_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_because = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField(null=True)  # when whoever placed it was told that `until` has passed

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=HoldKind.values), name="hold_kind_known")]
        indexes = [
            models.Index(
                F("until"), condition=Q(released_at=None, told_at=None, until__isnull=False), name="holds_to_look_at"
            ),
            models.Index(F("placed_at"), F("id"), condition=Q(released_at=None), name="holds_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} hold on claim {self.claim_id}"

    def has_run_out(self, at: datetime) -> bool:
        """Whether the day it was meant to last until has passed. It stands all the same."""
        return self.released_at is None and self.until is not None and self.until <= at


class Complaint(models.Model):
    """A reader's objection, with its clock, acknowledgement and outcome."""

    number = models.PositiveIntegerField()  # of the public verdict objected to
    kind = models.CharField(
        max_length=14,
        choices=[
            ("error", "Error"),
            ("reply", "Reply"),
            ("personal_data", "Personal data"),
            ("copyright", "Copyright"),
            ("legal", "Legal"),
            ("safety", "Safety"),
        ],
    )
    text = models.TextField()
    contact = models.CharField(max_length=254, blank=True)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(F("due_at"), F("id"), condition=Q(closed_at=None), name="complaints_to_answer")]

    def __str__(self) -> str:
        return f"Complaint {self.pk}"
