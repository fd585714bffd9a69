"""The sealed reviews, what is typed before them, and how a difference between them was settled."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.models import ClaimWording
from factcheck.ledger.chain import new_salt
from factcheck.ledger.triggers import append_only
from reviews.models.rounds import Assignment, Round
from reviews.models.scales import Rating
from reviews.states import AssignmentStatus, Stance, Weight

USER = settings.AUTH_USER_MODEL


class ReviewDraftQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReviewDraftQuerySet":
        """Nobody's but the assignee's."""
        return self.filter(assignment__in=Assignment.objects.of(user))


class ReviewDraft(models.Model):
    """What a reviewer typed and has not submitted. Nobody else ever reads it."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="draft")
    rating = models.ForeignKey(Rating, null=True, on_delete=models.PROTECT, related_name="+")
    rationale = models.TextField(blank=True)
    readings = models.JSONField(default=dict)  # {evidence id: {"stance": …, "note": …, "weight": …}}
    checklist = models.JSONField(default=dict)  # {item: {"done": …, "because": …}}, see reviews/checklists.py
    note_to_self = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = ReviewDraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Draft for assignment {self.assignment_id}"


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReviewQuerySet":
        """The seal: your own always, everybody else's only once the round is closed, if they stayed in it."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        # What somebody handed in, took back and then gave up stays theirs: only those still in count as read.
        read = Q(round__closed_at__isnull=False, assignment__status=AssignmentStatus.SUBMITTED)
        return self.filter(Q(reviewer=user) | read)

    def standing(self) -> "ReviewQuerySet":
        """The newest submitted version of each review."""
        return self.filter(taken_back_at=None)


class Review(models.Model):
    """One submitted version of a reviewer's rating, rationale and readings. Written once."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reviews")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="reviews")
    version = models.PositiveSmallIntegerField(default=1)
    wording = models.ForeignKey(ClaimWording, on_delete=models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    rationale = models.TextField()
    checklist = models.JSONField(default=dict)  # as ticked when it was handed in; sealed like the rest
    salt = models.CharField(max_length=32, default=new_salt)
    submitted_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["round", "submitted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "reviewer"], condition=Q(taken_back_at=None), name="one_review_per_reviewer_and_round"
            ),
            models.UniqueConstraint(fields=["assignment", "version"], name="one_review_per_version"),
            models.CheckConstraint(condition=~Q(rationale=""), name="a_review_gives_its_reasons"),
        ]
        triggers = append_only(except_columns=("taken_back_at", "rationale", "checklist", "salt"))

    def __str__(self) -> str:
        return f"Review {self.pk} in {self.round}"

    def stances(self) -> dict[int, dict[str, str | int | None]]:
        """How this review reads the file: {evidence id: {"stance": …, "note": …, "weight": …}}."""
        return {
            reading.evidence_id: {"stance": reading.stance, "note": reading.note, "weight": reading.weight}
            for reading in self.readings.all()
        }


class EvidenceReading(models.Model):
    """How one reviewer reads one piece of evidence. Sealed with the review."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="readings")
    evidence = models.ForeignKey("reviews.Evidence", on_delete=models.PROTECT, related_name="readings")
    stance = models.CharField(max_length=10, choices=Stance)
    note = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField(null=True, choices=Weight)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "evidence"], name="one_reading_per_evidence"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="reading_stance_known"),
            models.CheckConstraint(condition=Q(weight=None) | Q(weight__in=Weight.values), name="reading_weight_known"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.stance}"


class Adjudication(models.Model):
    """How a difference between reviews was settled, and by whom. Dissent is kept in the reviews themselves."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="adjudication")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="an_adjudication_gives_its_reasons")]

    def __str__(self) -> str:
        return f"Adjudication of {self.round}"
