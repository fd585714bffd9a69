"""Reviewers: what they can take on."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims.models import Claim, Topic


class Reviewer(models.Model):
    """What the desk knows of a person as a reviewer.

    `capacity` is in points of open work: see `Assignment.points`. No `languages` means every language; no
    `working_days` means the desk's.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviewer")
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    topics = models.ManyToManyField(Topic, through="ReviewerTopic", related_name="reviewers")
    capacity = models.PositiveSmallIntegerField(default=16)
    working_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # 0 = Monday

    def __str__(self) -> str:
        return str(self.user)


class ReviewerTopic(models.Model):
    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    level = models.CharField(
        max_length=10, choices=[("learning", "Learning"), ("able", "Able"), ("expert", "Expert")], default="able"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reviewer", "topic"], name="one_level_per_topic")]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.topic} ({self.level})"


class AwayPeriod(models.Model):
    """Days off, both ends included."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="away")
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="away_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} away {self.from_on}–{self.until_on}"


class SkippedClaim(models.Model):
    """A claim somebody does not want from the queue for now. It says nothing against the claim."""

    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reviewer", "claim"], name="one_skip_per_claim")]

    def __str__(self) -> str:
        return f"{self.reviewer} skips claim {self.claim_id}"


class DeclaredInterest(models.Model):
    """Someone or something a reviewer must not judge. Others see that there is one, never which."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(
        max_length=14,
        choices=[
            ("person", "Person"),
            ("organisation", "Organisation"),
            ("publisher", "Publisher"),
            ("topic", "Topic"),
        ],
    )
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"
