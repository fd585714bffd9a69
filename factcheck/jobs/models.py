"""The job row: what is to be done, who holds it, how often it was tried."""

from django.db import models
from django.db.models import F, Q


class JobState(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    QUARANTINED = "quarantined", "Set aside after repeated failures"


class Job(models.Model):
    """One unit of background work. Leases use the database's clock."""

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    args = models.JSONField(default=dict)
    queue = models.CharField(max_length=20, default="default")
    state = models.CharField(max_length=12, choices=JobState, default=JobState.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField(db_default=models.functions.Now())
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=models.functions.Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.UniqueConstraint(
                fields=["kind", "subject_id"], condition=Q(state__in=["queued", "running"]), name="one_open_job"
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
