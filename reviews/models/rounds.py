"""Rounds, and who is asked in them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models import Claim, ClaimWording
from factcheck.ledger.status import Stateful
from reviews.models.scales import Rating, RatingScale, ReviewPlan
from reviews.states import (
    ASSIGNMENT_LIVE,
    ASSIGNMENT_OPEN,
    ASSIGNMENT_TRANSITIONS,
    ROUND_TRANSITIONS,
    ROUND_UNDER_WAY,
    AssignmentStatus,
    RoundStatus,
)

USER = settings.AUTH_USER_MODEL


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RoundQuerySet":
        """Everyone of the desk sees that a round exists and where it stands; its reviews have their own door."""
        return self if user.is_authenticated and user.is_active else self.none()


class Round(Stateful):
    """One pass of checking a claim. Reviews are sealed while it is open."""

    TRANSITIONS = ROUND_TRANSITIONS

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    plan = models.ForeignKey(ReviewPlan, on_delete=models.PROTECT, related_name="+")
    wording = models.ForeignKey(ClaimWording, on_delete=models.PROTECT, related_name="+")
    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, related_name="+")
    reviews_wanted = models.PositiveSmallIntegerField(default=1)  # as the plan asks, unless an editor changed it
    chosen_because = models.CharField(max_length=60, blank=True)  # a code, see assignment/choosing.py
    is_second_look = models.BooleanField(default=False)  # the claim is published already
    # The settled round whose reviewers look once more, because of evidence that came later: docs/decisions/0010.
    reopens = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_by = models.DateTimeField(null=True)  # no review of this round is due later
    changed_because = models.CharField(max_length=300, blank=True)  # why plan, number or adjudicator were changed
    adjudicator = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=14, choices=RoundStatus, default=RoundStatus.OPEN)
    rating = models.ForeignKey(Rating, null=True, on_delete=models.PROTECT, related_name="+")
    reasons_agree = models.BooleanField(null=True)  # confirmed by the writer
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # when the seal was lifted

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="one_round_per_number"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(status__in=ROUND_UNDER_WAY), name="one_round_under_way"
            ),
            models.CheckConstraint(condition=Q(status__in=RoundStatus.values), name="round_status_known"),
            models.CheckConstraint(
                condition=~Q(status="settled") | Q(rating__isnull=False), name="a_settled_round_has_a_rating"
            ),
        ]
        indexes = [
            models.Index(F("closed_at"), F("id"), condition=Q(status="adjudication"), name="rounds_to_settle"),
            models.Index(
                F("opened_at"), F("id"), condition=Q(is_second_look=True, status="open"), name="second_looks_open"
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.number} of claim {self.claim_id}"


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AssignmentQuerySet":
        """Your own; an admin sees whom the desk asked. Reviewers must not know who gives the other opinion."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self if user.is_admin else self.filter(reviewer=user)

    def of(self, user) -> "AssignmentQuerySet":
        """Your own, also for an admin: what is typed on an assignment belongs to its reviewer alone."""
        return self.visible_to(user).filter(reviewer=user)

    def open(self) -> "AssignmentQuerySet":
        return self.filter(status__in=ASSIGNMENT_OPEN)

    def live(self) -> "AssignmentQuerySet":
        return self.filter(status__in=ASSIGNMENT_LIVE)


class Assignment(Stateful):
    """One reviewer asked to check one claim in one round."""

    TRANSITIONS = ASSIGNMENT_TRANSITIONS

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="assignments")
    is_lead = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=AssignmentStatus, default=AssignmentStatus.ASSIGNED)
    points = models.PositiveSmallIntegerField(default=2)  # how much of a reviewer's capacity it takes
    due_at = models.DateTimeField()
    reminded = models.PositiveSmallIntegerField(default=0)  # 1 before it was due, 2 when it was, 3 after
    pulled_until = models.DateTimeField(null=True)  # taken from the queue and nothing typed: lapses then
    overridden_because = models.CharField(max_length=300, blank=True)  # why an editor asked in spite of a warning
    assigned_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)  # from whoever assigned it
    waiting_for = models.CharField(
        max_length=10,
        blank=True,
        choices=[("reply", "A reply"), ("records", "Records"), ("expert", "An expert"), ("source", "A source")],
    )
    waiting_since = models.DateTimeField(null=True)
    wake_at = models.DateTimeField(null=True)
    hand_over = models.TextField(blank=True)  # what whoever takes it on should know
    takes_over = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_because = models.CharField(max_length=500, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "reviewer"], condition=Q(status__in=ASSIGNMENT_LIVE), name="asked_once_per_round"
            ),
            models.CheckConstraint(condition=Q(status__in=AssignmentStatus.values), name="assignment_status_known"),
        ]
        indexes = [
            models.Index(
                F("reviewer"),
                F("due_at"),
                condition=Q(status__in=["assigned", "in_progress", "waiting"]),
                name="assignments_open",
            ),
            models.Index(
                F("pulled_until"),
                condition=Q(status__in=["assigned", "in_progress"], pulled_until__isnull=False),
                name="assignments_pulled",
            ),
            models.Index(
                F("due_at"), condition=Q(status__in=["assigned", "in_progress"]), name="assignments_by_due_date"
            ),
            models.Index(
                F("due_at"),
                condition=Q(status__in=["assigned", "in_progress"], reminded__lt=3),
                name="assignments_to_remind",
            ),
            models.Index(F("wake_at"), condition=Q(status="waiting"), name="assignments_to_wake"),
            models.Index(
                F("reviewer"), F("submitted_at").desc(), condition=Q(status="submitted"), name="assignments_handed_in"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} on {self.round}"

    def advance(self, verb: str, *, columns: Sequence[str] = (), **how: Any) -> None:
        """As `Stateful.advance`. Whatever ends a wait, nothing is left that would wake or remind of it."""
        if self.status == AssignmentStatus.WAITING and self.may(verb):
            self.waiting_for, self.waiting_since, self.wake_at = "", None, None
            columns = [*columns, "waiting_for", "waiting_since", "wake_at"]
        super().advance(verb, columns=columns, **how)
