"""Reviewers: what they can take on."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from claims.models import Claim, Topic
from factcheck.ledger.chain import new_salt


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
    version = models.PositiveIntegerField(default=1)  # of languages, days, capacity and topics: a form may be stale

    def __str__(self) -> str:
        return str(self.user)


class Level(models.TextChoices):
    """How far somebody is at home in a topic: learners do not lead, experts may settle disagreements."""

    LEARNING = "learning", "Learning"
    ABLE = "able", "Able"
    EXPERT = "expert", "Expert"


class ReviewerTopic(models.Model):
    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    level = models.CharField(max_length=10, choices=Level, default=Level.ABLE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reviewer", "topic"], name="one_level_per_topic")]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.topic} ({self.level})"


class AwayPeriodQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AwayPeriodQuerySet":
        """Your own; an editor sees everybody's."""
        return self if user.is_admin else self.filter(reviewer__user=user)

    def not_over(self, day) -> "AwayPeriodQuerySet":
        """Those that still lie ahead or hold on that day."""
        return self.filter(until_on__gte=day)


class AwayPeriod(models.Model):
    """Days off, both ends included."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="away")
    from_on = models.DateField()
    until_on = models.DateField()

    objects = AwayPeriodQuerySet.as_manager()

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


class InterestKind(models.TextChoices):
    PERSON = "person", "Person"
    ORGANISATION = "organisation", "Organisation"
    PUBLISHER = "publisher", "Publisher"
    TOPIC = "topic", "Topic"


class DeclaredInterestQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DeclaredInterestQuerySet":
        """Nobody's but one's own, also for an editor."""
        return self.filter(reviewer__user=user)


class DeclaredInterest(models.Model):
    """Someone or something a reviewer must not judge. Others see that there is one, never which."""

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(max_length=14, choices=InterestKind)
    name = models.CharField(max_length=200)
    salt = models.CharField(max_length=32, default=new_salt)  # of what the ledger keeps instead of the name

    objects = DeclaredInterestQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(F("reviewer"), F("kind"), Lower("name"), name="one_interest_declared_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"
