"""Taking something from readers: asked for by one editor, agreed to by another."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from factcheck.ledger.status import Stateful
from reviews.models.public import PublicVerdict
from reviews.states import REMOVAL_TRANSITIONS, AskedBy, Ground, RemovalKind, RemovalStatus, Removed

USER = settings.AUTH_USER_MODEL


class RemovalQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RemovalQuerySet":
        """Editors: the words to remove are those that endanger somebody."""
        return self if user.is_authenticated and user.is_admin else self.none()


class Removal(Stateful):
    """A retraction, a redaction, a withholding, or the end of a withholding."""

    TRANSITIONS = REMOVAL_TRANSITIONS

    verdict = models.ForeignKey(PublicVerdict, on_delete=models.PROTECT, related_name="removals")
    kind = models.CharField(max_length=12, choices=RemovalKind)
    status = models.CharField(max_length=10, choices=RemovalStatus, default=RemovalStatus.ASKED)
    ground = models.CharField(max_length=10, choices=Ground)
    words = ArrayField(models.CharField(max_length=500), default=list, blank=True)  # gone once they are removed
    what = models.CharField(max_length=10, choices=Removed, blank=True)  # of a redaction: what kind of words they are
    marks = models.JSONField(default=list, blank=True)  # by which removed words are known again, see RemovedWords
    public_note = models.CharField(max_length=500, blank=True)  # readers see this
    because = models.CharField(max_length=1_000)  # for the desk
    asked_kind = models.CharField(max_length=12, choices=AskedBy, default=AskedBy.DESK)
    complaint = models.ForeignKey(
        "reviews.Complaint", null=True, blank=True, on_delete=models.PROTECT, related_name="removals"
    )
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=500, blank=True)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RemovalKind.values), name="removal_kind_known"),
            models.CheckConstraint(condition=Q(status__in=RemovalStatus.values), name="removal_status_known"),
            models.CheckConstraint(condition=Q(ground__in=Ground.values), name="removal_ground_known"),
            models.CheckConstraint(
                condition=Q(status="refused") | Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="nobody_agrees_to_their_own_removal",
            ),
            models.UniqueConstraint(
                fields=["verdict", "kind"], condition=Q(status="asked"), name="one_open_removal_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.verdict}"
