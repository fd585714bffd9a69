"""Jobs and the clock of recurring ones; in place of two steps."""

import django.contrib.postgres.fields
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("jobs", "0001_jobs"), ("jobs", "0002_clock")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("kind", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                (
                    "queues",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("pid", models.PositiveIntegerField()),
                ("started_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("beat_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "deaf_ends",
                    models.PositiveIntegerField(default=0, help_text="How often its watchdog had to end it."),
                ),
            ],
            options={"ordering": ["name"]},
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("args", models.JSONField(default=dict)),
                ("queue", models.CharField(default="default", max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("quarantined", "Set aside after repeated failures"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("again", models.BooleanField(default=False, help_text="Asked for again while it was running.")),
                ("run_after", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "rung_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        help_text="When a worker was last told of it.",
                    ),
                ),
                ("lease_until", models.DateTimeField(null=True)),
                ("token", models.UUIDField(null=True)),
                ("held_by", models.CharField(blank=True, help_text="The worker that runs it.", max_length=100)),
                ("last_error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(models.F("run_after"), condition=models.Q(("state", "queued")), name="jobs_waiting"),
                    models.Index(
                        models.F("lease_until"), condition=models.Q(("state", "running")), name="jobs_running"
                    ),
                    models.Index(
                        models.F("state"), models.OrderBy(models.F("id"), descending=True), name="jobs_by_state"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["queued", "running", "done", "quarantined"])),
                        name="job_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["queued", "running", "quarantined"])),
                        fields=("kind", "subject_id"),
                        name="one_unfinished_job",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            models.Q(("lease_until__isnull", False), ("token__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_running_job_has_a_lease",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sweep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
            ],
            options={"constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_sweep_row")]},
        ),
    ]
