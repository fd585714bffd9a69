"""Readers' objections, each with its clock, its acknowledgement and its outcome."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from factcheck.ledger.status import Stateful
from factcheck.readers.models import Sender
from reviews.states import COMPLAINT_OVER, COMPLAINT_TRANSITIONS, AskedBy, ComplaintKind, ComplaintStatus

USER = settings.AUTH_USER_MODEL


class ComplaintQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ComplaintQuerySet":
        """Editors: what a stranger writes about a check may tell who said what, and of people it endangers."""
        return self if user.is_authenticated and user.is_admin else self.none()

    def to_answer(self) -> "ComplaintQuerySet":
        return self.filter(closed_at=None)


class Complaint(Stateful):
    """What a reader objects to in something published."""

    TRANSITIONS = COMPLAINT_TRANSITIONS

    number = models.PositiveIntegerField(null=True, blank=True)  # of the public verdict; none: about something else
    revision = models.PositiveSmallIntegerField(null=True, blank=True)  # the version they had before them
    kind = models.CharField(max_length=14, choices=ComplaintKind)
    writes_as = models.CharField(max_length=12, choices=AskedBy, default=AskedBy.READER)
    text = models.TextField()
    sender = models.ForeignKey(Sender, null=True, blank=True, on_delete=models.SET_NULL, related_name="complaints")
    status = models.CharField(max_length=12, choices=ComplaintStatus, default=ComplaintStatus.RECEIVED)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    handler = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)  # for the desk
    outcome = models.TextField(blank=True)  # what the sender is told
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told = models.PositiveSmallIntegerField(default=0)  # reminders given of this deadline
    version = models.PositiveIntegerField(default=1)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ComplaintKind.values), name="complaint_kind_known"),
            models.CheckConstraint(condition=Q(status__in=ComplaintStatus.values), name="complaint_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in COMPLAINT_OVER], closed_at__isnull=False)
                | (~Q(status__in=[status.value for status in COMPLAINT_OVER]) & Q(closed_at=None)),
                name="a_closed_complaint_has_an_outcome",
            ),
        ]
        indexes = [models.Index(F("due_at"), F("id"), condition=Q(closed_at=None), name="complaints_to_answer")]

    def __str__(self) -> str:
        return f"Complaint {self.pk}"
