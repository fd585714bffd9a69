"""The file: sources and evidence, shared by everyone who works on a claim."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models import Claim
from reviews.states import ReplyOutcome, SourceKind

USER = settings.AUTH_USER_MODEL


class Source(models.Model):
    """A page or file that evidence comes from; one row per address, reused across claims."""

    url = models.CharField(max_length=2000)
    url_hash = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=SourceKind, default=SourceKind.SECONDARY)
    archived_url = models.CharField(max_length=2000, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=SourceKind.values), name="source_kind_known")]

    def __str__(self) -> str:
        return self.title or self.url


class Snapshot(models.Model):
    """Our dated, hashed copy of a source."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="snapshots")
    taken_at = models.DateTimeField()
    final_url = models.CharField(max_length=2000)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["-taken_at"]

    def __str__(self) -> str:
        return f"Copy of {self.source} at {self.taken_at}"


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EvidenceQuerySet":
        """The file is shared by the whole desk."""
        return self if user.is_authenticated and user.is_active else self.none()

    def in_file(self) -> "EvidenceQuerySet":
        return self.filter(removed_at=None)


class Evidence(models.Model):
    """An excerpt of a source bearing on a claim. It says nothing of how anyone reads it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence")
    snapshot = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="+")
    excerpt = models.TextField()  # the exact words
    location = models.CharField(max_length=200, blank=True)  # page, table, minute
    quote_original = models.TextField(blank=True)
    quote_language = models.CharField(max_length=12, blank=True)
    quote_translation = models.TextField(blank=True)
    translator = models.CharField(max_length=120, blank=True)
    after_reviews = models.BooleanField(default=False)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    removed_because = models.CharField(max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "pk"]
        verbose_name_plural = "evidence"
        constraints = [models.CheckConstraint(condition=~Q(excerpt=""), name="evidence_has_words")]

    def __str__(self) -> str:
        return self.excerpt[:60]


class ClaimantContact(models.Model):
    """Asking the claimant: once per claim, and how it ended."""

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="contact")
    asked_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=12, choices=ReplyOutcome, blank=True)
    answer = models.TextField(blank=True)  # their words, or why they were not asked
    recorded_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Contact about claim {self.claim_id}"
