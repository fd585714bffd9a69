"""What workers do for this room."""

from datetime import timedelta

from django.utils import timezone

from factcheck.jobs import registry
from factcheck.jobs.models import Job
from factcheck.readers import delivering, forgetting, kinds


@registry.handles(kinds.MAIL_SENDER, queue="mail", words="Send a mail to a reader")
def mail_sender(job: Job) -> None:
    delivering.deliver(letter_id=job.subject_id, at=timezone.now())


@registry.gives_up(kinds.MAIL_SENDER)
def give_mail_up(job: Job, error: str) -> None:
    delivering.give_up(letter_id=job.subject_id)


@registry.handles(
    kinds.FORGET_SENDERS, words="Forget readers whose letter was answered long ago", every=timedelta(days=1)
)
def forget_senders(job: Job) -> None:
    forgetting.forget_senders(at=timezone.now())
