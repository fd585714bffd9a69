"""What readers ask the desk to check."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.articles import Article
from claims.models.claims import Claim
from claims.states import TIP_OVER, TIP_TRANSITIONS, TipStatus
from factcheck.ledger.status import Stateful
from factcheck.readers.models import Sender

USER = settings.AUTH_USER_MODEL


class TipQuerySet(models.QuerySet):
    def visible_to(self, user) -> "TipQuerySet":
        """The whole desk; who sent it is for editors only."""
        return self if user.is_authenticated and user.is_active else self.none()

    def to_answer(self) -> "TipQuerySet":
        return self.filter(answered_at=None)


class Tip(Stateful):
    """Something a reader has seen and wants checked: words, an address, or both."""

    TRANSITIONS = TIP_TRANSITIONS

    words = models.TextField(blank=True)
    url = models.URLField(max_length=2_000, blank=True)
    seen_where = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=1_000, blank=True)
    sender = models.ForeignKey(Sender, null=True, blank=True, on_delete=models.SET_NULL, related_name="tips")
    status = models.CharField(max_length=10, choices=TipStatus, default=TipStatus.RECEIVED)
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="tips")
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="tips")
    verdict_number = models.PositiveIntegerField(null=True, blank=True)  # of what we had published already
    answer = models.CharField(max_length=1_000, blank=True)  # what the sender is told
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TipQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=TipStatus.values), name="tip_status_known"),
            models.CheckConstraint(condition=~Q(words="", url=""), name="a_tip_says_what"),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in TIP_OVER], answered_at__isnull=False)
                | (~Q(status__in=[status.value for status in TIP_OVER]) & Q(answered_at=None)),
                name="an_answered_tip_is_over",
            ),
        ]
        indexes = [models.Index(F("received_at"), F("id"), condition=Q(answered_at=None), name="tips_to_answer")]

    def __str__(self) -> str:
        return f"Tip {self.pk}"
