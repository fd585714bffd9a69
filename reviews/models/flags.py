"""What somebody who checks a claim finds wrong with it, for the editors."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models import Claim
from reviews.states import FlagKind, FlagOutcome

USER = settings.AUTH_USER_MODEL


class FlagQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FlagQuerySet":
        """The whole desk: a flag is not sealed. Who raised it is told by `selectors.changing` alone."""
        return self if user.is_authenticated and user.is_active else self.none()

    def standing(self) -> "FlagQuerySet":
        return self.filter(settled_at=None)


class Flag(models.Model):
    """One person's remark on a claim. The other reviewer may read it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=16, choices=FlagKind)
    note = models.CharField(max_length=500, blank=True)
    raised_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=FlagOutcome, blank=True)
    settled_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "raised_by", "kind"], condition=Q(settled_at=None), name="one_open_flag_per_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=FlagKind.values), name="flag_kind_known"),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(outcome__in=FlagOutcome.values), name="a_settled_flag_has_an_outcome"
            ),
        ]
        indexes = [models.Index(F("claim"), condition=Q(settled_at=None), name="flags_standing")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: claim {self.claim_id}"
