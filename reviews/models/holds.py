"""Stops with a reason, beside the status."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models import Claim
from reviews.states import HoldKind

USER = settings.AUTH_USER_MODEL


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
