"""What workers do for this room."""

from django.utils import timezone

from factcheck.jobs import registry
from factcheck.jobs.models import Job
from factcheck.notices import kinds, mailing


@registry.handles(kinds.MAIL, queue="mail", words="Send a mail")
def send_mail(job: Job) -> None:
    mailing.deliver(job=job, at=timezone.now())
