"""What workers do for this room."""

from datetime import timedelta

from django.utils import timezone

from factcheck.jobs import registry
from factcheck.jobs.models import Job
from reviews import kinds
from reviews.assignment.lapsing import lapse_pulled
from reviews.assignment.reminding import remind
from reviews.assignment.waking import wake_waiting
from reviews.changing.holds import tell_of_run_out
from reviews.changing.shelving import tell_of_due


@registry.handles(kinds.LAPSE, words="Give untouched claims back to the queue", every=timedelta(minutes=1))
def lapse(job: Job) -> None:
    lapse_pulled(at=timezone.now())


@registry.handles(
    kinds.REMIND_EDITORS, words="Tell of shelved claims and holds whose day has come", every=timedelta(minutes=10)
)
def remind_editors(job: Job) -> None:
    at = timezone.now()
    tell_of_due(at=at)
    tell_of_run_out(at=at)


@registry.handles(kinds.WAKE, words="Take up work whose wait is over", every=timedelta(minutes=5))
def wake(job: Job) -> None:
    wake_waiting(at=timezone.now())


@registry.handles(kinds.REMIND, words="Remind of work that is due", every=timedelta(minutes=5))
def remind_people(job: Job) -> None:
    remind(at=timezone.now())
