"""The job row: what is to be done, who holds it, how often it was tried; and who there is to do it."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class JobState(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    QUARANTINED = "quarantined", "Set aside after repeated failures"


class JobQuerySet(models.QuerySet):
    def visible_to(self, user) -> "JobQuerySet":
        """Jobs are the machinery's business: editors see them all, others none."""
        return self if user.is_admin else self.none()

    def due(self) -> "JobQuerySet":
        """What a worker may take now: waiting and due, or held past its lease."""
        return self.filter(
            Q(state=JobState.QUEUED, run_after__lte=Now()) | Q(state=JobState.RUNNING, lease_until__lt=Now())
        )


class Job(models.Model):
    """One unit of background work. Leases use the database's clock.

    Of one kind and subject there is at most one job that is not done: asking again joins it (see `queue.enqueue`).
    """

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    args = models.JSONField(default=dict)
    queue = models.CharField(max_length=20, default="default")
    state = models.CharField(max_length=12, choices=JobState, default=JobState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    again = models.BooleanField(default=False, help_text="Asked for again while it was running.")
    run_after = models.DateTimeField(db_default=Now())
    rung_at = models.DateTimeField(db_default=Now(), help_text="When a worker was last told of it.")
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    held_by = models.CharField(max_length=100, blank=True, help_text="The worker that runs it.")
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=Q(state__in=["queued", "running", "quarantined"]),
                name="one_unfinished_job",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(token__isnull=False, lease_until__isnull=False),
                name="a_running_job_has_a_lease",
            ),
        ]
        indexes = [
            models.Index(F("run_after"), condition=Q(state="queued"), name="jobs_waiting"),
            models.Index(F("lease_until"), condition=Q(state="running"), name="jobs_running"),
            models.Index(F("state"), F("id").desc(), name="jobs_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} ({self.state})"


class Clock(models.Model):
    """When the desk last asked for a kind of work that recurs: one row per kind."""

    kind = models.CharField(max_length=40, primary_key=True)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} last asked for {self.asked_at:%Y-%m-%d %H:%M:%S}"


class Worker(models.Model):
    """A worker process, by its node name, and its last sign of life. Written by its watchdog."""

    ALIVE_FOR = timedelta(seconds=60)

    name = models.CharField(max_length=100, primary_key=True)
    queues = ArrayField(models.CharField(max_length=20), default=list)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField(db_default=Now())
    beat_at = models.DateTimeField(db_default=Now())
    deaf_ends = models.PositiveIntegerField(default=0, help_text="How often its watchdog had to end it.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Sweep(models.Model):
    """When the sweeper last went round: one row."""

    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_sweep_row")]

    def __str__(self) -> str:
        return f"last sweep {self.at:%Y-%m-%d %H:%M:%S}"
