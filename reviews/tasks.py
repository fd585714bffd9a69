"""What workers do for this room."""

from datetime import timedelta

from django.utils import timezone

from factcheck.jobs import registry
from factcheck.jobs.models import Job
from reviews import kinds
from reviews.assignment.lapsing import lapse_pulled


@registry.handles(kinds.LAPSE, words="Give untouched claims back to the queue", every=timedelta(minutes=1))
def lapse(job: Job) -> None:
    lapse_pulled(at=timezone.now())
