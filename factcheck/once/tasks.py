"""What workers do for this room."""

from datetime import timedelta

from django.utils import timezone

from factcheck.jobs import registry
from factcheck.jobs.models import Job
from factcheck.once import forgetting, kinds


@registry.handles(
    kinds.FORGET_ANSWERS, words="Forget answers kept for requests sent again", every=timedelta(minutes=60)
)
def forget_answers(job: Job) -> None:
    forgetting.forget_answers(at=timezone.now())
