"""What the desk's triage has taught, in versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.states import DESK_MODEL_TRANSITIONS, DeskModelStatus
from factcheck.ledger.status import Stateful


class DeskModelQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DeskModelQuerySet":
        """What the desk has taught is the editors' business."""
        return self if user.is_authenticated and user.is_active and user.is_admin else self.none()


class DeskModel(Stateful):
    """One version of what the desk has taught. Its weights are never changed; a newer version takes its place.

    `learned_through` is the last triage decision there was when it was fitted. `figures` are measured on articles
    that neither it nor any version in use before had learned from: `articles`, and `candidate`, `active`, `prior`,
    each with `ap` and `p10`; `active` is null where the prior alone was in use.
    """

    TRANSITIONS = DESK_MODEL_TRANSITIONS

    number = models.PositiveIntegerField(unique=True)
    status = models.CharField(max_length=10, choices=DeskModelStatus, default=DeskModelStatus.PROPOSED)
    scheme = models.CharField(max_length=20)  # of claims.learning.features: weights of another one are not used
    weights = models.BinaryField()  # claims.learning.weights: an npz archive of plain arrays
    learned_through = models.BigIntegerField()
    decisions = models.PositiveIntegerField()  # picks, dismissals and what was passed over
    picks = models.PositiveIntegerField()
    articles = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    promoted_at = models.DateTimeField(null=True)
    rolled_back_at = models.DateTimeField(null=True)
    rolled_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )  # None: the nightly task did it

    objects = DeskModelQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=DeskModelStatus.values), name="desk_model_status_known"),
            models.UniqueConstraint(fields=["status"], condition=Q(status="active"), name="one_active_desk_model"),
            models.CheckConstraint(
                condition=~Q(status="active") | Q(promoted_at__isnull=False, rolled_back_at=None),
                name="an_active_desk_model_was_promoted",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @property
    def learned_from(self) -> str:
        """As people read it: "Learned from 212 decisions"."""
        return f"Learned from {self.decisions:,} decision{'' if self.decisions == 1 else 's'}"
