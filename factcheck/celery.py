"""The Celery app: a doorbell for the job rows, and the clock."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
# Else the web server's other threads would ring with an app of Celery's own making.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["factcheck.jobs"])
app.conf.task_routes = {"jobs.sweep": {"queue": "default"}}
app.conf.beat_schedule = {
    "sweep": {"task": "jobs.sweep", "schedule": 10.0, "options": {"expires": 10}},
}
