"""The file: evidence, shared by everyone who works on a claim."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models import Claim
from reviews.models.sources import Snapshot, Source
from reviews.states import QuotationState

USER = settings.AUTH_USER_MODEL


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EvidenceQuerySet":
        """The file is shared by the whole desk."""
        return self if user.is_authenticated and user.is_active else self.none()

    def in_file(self) -> "EvidenceQuerySet":
        return self.filter(removed_at=None)

    def taken_out(self) -> "EvidenceQuerySet":
        return self.exclude(removed_at=None)


class Evidence(models.Model):
    """An excerpt of a source bearing on a claim. It says nothing of how anyone reads it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence")
    snapshot = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="+")  # looked in last
    excerpt = models.TextField()  # the exact words
    location = models.CharField(max_length=200, blank=True)  # page, table, minute
    quotation = models.CharField(max_length=10, choices=QuotationState, default=QuotationState.UNCHECKED)
    selector = models.JSONField(null=True)  # W3C TextQuoteSelector and TextPositionSelector, see evidence/quotations.py
    nearest = models.TextField(blank=True)  # of words that were not found: the passage most like them
    checked_at = models.DateTimeField(null=True)  # when the words were last looked for
    quote_language = models.CharField(max_length=12, blank=True)  # of the exact words, where it is not the claim's
    quote_translation = models.TextField(blank=True)  # of the exact words, into the claim's language
    translator = models.CharField(max_length=120, blank=True)  # who translated them; readers see it
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")  # whose place it took
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
        constraints = [
            models.CheckConstraint(condition=~Q(excerpt=""), name="evidence_has_words"),
            models.CheckConstraint(condition=Q(quotation__in=QuotationState.values), name="quotation_state_known"),
        ]

    def __str__(self) -> str:
        return self.excerpt[:60]
