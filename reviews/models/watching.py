"""Sources of published verdicts are looked at again; what happened to them is put before an editor."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models import Claim
from reviews.models.file import Evidence
from reviews.models.rounds import Round
from reviews.models.sources import Snapshot, Source
from reviews.states import RecheckDecision, RecheckReason, WatchState

USER = settings.AUTH_USER_MODEL


class SourceWatch(models.Model):
    """When a source of a published verdict is looked at next. The interval doubles while nothing happens."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="watch")
    look_at = models.DateTimeField(null=True)  # none: it is not watched any more
    every_hours = models.PositiveIntegerField(default=24)
    looked_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=WatchState, default=WatchState.NOT_YET)
    state_detail = models.CharField(max_length=300, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    missing_since = models.DateTimeField(null=True)  # when the site first said that there is no such page
    etag = models.CharField(max_length=300, blank=True)  # as the site gave them last, also for bytes we did not keep
    last_modified = models.CharField(max_length=100, blank=True)
    newest = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=WatchState.values), name="watch_state_known")]
        indexes = [models.Index(F("look_at"), condition=Q(look_at__isnull=False), name="sources_to_look_at")]

    def __str__(self) -> str:
        return f"Watch on {self.source}"


class RecheckQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RecheckQuerySet":
        """The whole desk sees what happened to what it published; editors decide."""
        return self if user.is_authenticated and user.is_active else self.none()

    def to_decide(self) -> "RecheckQuerySet":
        return self.filter(decision="")

    def to_do(self) -> "RecheckQuerySet":
        """Decided, and what was decided is not done: a round under way, or a correction to be made."""
        return self.exclude(decision="").filter(done_at=None)


class Recheck(models.Model):
    """Something happened to a published check; an admin decides: keep, new round, or correct."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="rechecks")
    because = models.CharField(max_length=14, choices=RecheckReason)
    detail = models.CharField(max_length=500, blank=True)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="rechecks")
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="rechecks")
    before = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    decision = models.CharField(max_length=10, blank=True, choices=RecheckDecision)
    decided_because = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="rechecks")  # the new one
    done_at = models.DateTimeField(null=True)  # when what was decided has been done; a file stays open until then
    done_because = models.CharField(max_length=500, blank=True)  # what was done, in the words of who says that it is

    objects = RecheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(because__in=RecheckReason.values), name="recheck_reason_known"),
            models.CheckConstraint(
                condition=Q(decision="") | Q(decision__in=RecheckDecision.values), name="recheck_decision_known"
            ),
            models.UniqueConstraint(
                fields=["claim", "source"],
                condition=Q(decision="", source__isnull=False),
                name="one_open_recheck_per_claim_and_source",
            ),
        ]
        indexes = [
            models.Index(F("opened_at"), F("id"), condition=Q(decision=""), name="rechecks_to_decide"),
            models.Index(F("decided_at"), F("id"), condition=~Q(decision="") & Q(done_at=None), name="rechecks_to_do"),
        ]

    def __str__(self) -> str:
        return f"Recheck of claim {self.claim_id}"
