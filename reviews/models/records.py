"""What is kept about rounds: how their plan was changed, how they closed, what came after they had closed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from factcheck.ledger.triggers import append_only
from reviews.models.file import Evidence
from reviews.models.rounds import Round
from reviews.models.scales import ReviewPlan
from reviews.states import ClosedBecause, Settled

USER = settings.AUTH_USER_MODEL


class RoundChangeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RoundChangeQuerySet":
        """Editors; everyone of the desk once the round is closed: a reason may tell who is late."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self if user.is_admin else self.filter(round__closed_at__isnull=False)


class RoundChange(models.Model):
    """An editor changed how a claim is checked, and why."""

    VERBS = (
        ("change_plan", "changed the plan"),
        ("change_number", "changed the number of reviews"),
        ("name_adjudicator", "named who settles a disagreement"),
        ("replace_late_second", "replaced somebody who was late"),
        ("close_with_one", "closed it with what was in"),
    )

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="changes")
    verb = models.CharField(max_length=24, choices=VERBS)
    because = models.CharField(max_length=500)
    kind = models.CharField(max_length=8, blank=True, choices=ClosedBecause)  # of `close_with_one`: readers see it
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RoundChangeQuerySet.as_manager()

    class Meta:
        ordering = ["round", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="a_change_gives_its_reason")]

    def __str__(self) -> str:
        return f"{self.round}: {self.verb}"


class RoundRecordQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RoundRecordQuerySet":
        """The desk. A record is written when the seal is lifted, so none tells of an open round."""
        return self if user.is_authenticated and user.is_active else self.none()


class RoundRecord(models.Model):
    """A closed round in figures, for statistics. Written once; only how it settled is filled in later.

    `ratings` is [{"review": id, "rating": key, "position": int or null, "is_lead": bool}, …] as the seal was lifted.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="record")
    plan = models.ForeignKey(ReviewPlan, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()  # reviews it closed with
    closed_early = models.BooleanField(default=False)  # an editor closed it before all seats had answered
    opened_at = models.DateTimeField()
    first_in_at = models.DateTimeField()
    last_in_at = models.DateTimeField()
    closed_at = models.DateTimeField()
    seconds_waiting = models.PositiveIntegerField()  # from the first review to the last
    ratings = models.JSONField()
    distance = models.PositiveSmallIntegerField(null=True)  # steps between the farthest; None: not on the order
    evidence_count = models.PositiveIntegerField()
    changes = models.PositiveSmallIntegerField()  # by editors while it was open
    settled_at = models.DateTimeField(null=True)
    settled_how = models.CharField(max_length=16, choices=Settled, blank=True)
    settled_on = models.CharField(max_length=40, blank=True)  # key of the rating
    second_changed = models.BooleanField(null=True)  # whether it settled on another rating than the lead gave

    objects = RoundRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-closed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(settled_how__in=["", *Settled.values]), name="settled_how_known")
        ]
        triggers = append_only(except_columns=("settled_at", "settled_how", "settled_on", "second_changed"))

    def __str__(self) -> str:
        return f"Record of {self.round}"


class PointsAgainst(models.Model):
    """Somebody says that evidence which came after the reviews points against the rating.

    The round's reviewers confirm their rating, or one of them has the claim checked again. Until then it is not
    published.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="points_against")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="points_against")
    because = models.CharField(max_length=500)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=10,
        blank=True,
        choices=[("confirmed", "The reviewers confirmed their rating"), ("reopened", "It is checked again")],
    )

    class Meta:
        ordering = ["round", "pk"]
        verbose_name_plural = "points against"
        constraints = [
            models.UniqueConstraint(fields=["round", "evidence"], name="pointed_out_once"),
            models.CheckConstraint(condition=~Q(because=""), name="pointing_out_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return f"Evidence {self.evidence_id} against {self.round}"


class RatingConfirmed(models.Model):
    """A reviewer of the round looked at the evidence that came later and stays with the rating."""

    point = models.ForeignKey(PointsAgainst, on_delete=models.PROTECT, related_name="confirmations")
    reviewer = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["point", "pk"]
        constraints = [models.UniqueConstraint(fields=["point", "reviewer"], name="confirmed_once")]

    def __str__(self) -> str:
        return f"{self.reviewer} on {self.point}"
