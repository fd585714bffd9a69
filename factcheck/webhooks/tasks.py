"""What workers do for this room."""

from datetime import timedelta

from django.utils import timezone

from factcheck.jobs import registry
from factcheck.jobs.models import Job
from factcheck.jobs.queue import NotNow
from factcheck.webhooks import delivering, forgetting, kinds

SOON = 8  # seconds: a try that is due so soon is not left to the minute's run


@registry.handles(
    kinds.DELIVER, queue="webhooks", words="Tell other programs what happened", every=timedelta(minutes=1)
)
def deliver(job: Job) -> None:
    seconds = delivering.deliver_due(clock=timezone.now)
    if seconds is not None and seconds < SOON:
        raise NotNow("A message is tried again in a moment.", seconds=max(seconds, 0.5))


@registry.handles(kinds.FORGET, words="Forget what other programs were told long ago", every=timedelta(days=1))
def forget(job: Job) -> None:
    now = timezone.now()
    forgetting.forget_previous_secrets(at=now)
    forgetting.forget_messages(at=now)
