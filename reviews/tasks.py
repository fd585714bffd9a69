"""What workers do for this room."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from factcheck.jobs import registry
from factcheck.jobs.models import Job
from reviews import kinds
from reviews.assignment.lapsing import lapse_pulled
from reviews.assignment.reminding import remind
from reviews.assignment.waking import wake_waiting
from reviews.changing.holds import tell_of_run_out
from reviews.changing.shelving import tell_of_due
from reviews.complaints.reminding import remind_of_complaints
from reviews.contacts.delivering import deliver_letter, give_letter_up
from reviews.contacts.reminding import remind_of_contacts
from reviews.evidence import capturing, copying, storing
from reviews.publication import bumping
from reviews.publication.expiring import grow_old
from reviews.publication.listing import unlist_private
from reviews.publication.scheduling import publish_due
from reviews.watching.looking import give_up_look, look, look_at_due


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


@registry.handles(kinds.PUBLISH, words="Publish what is scheduled for now", every=timedelta(minutes=1))
def publish_scheduled(job: Job) -> None:
    publish_due(at=timezone.now())


@registry.handles(
    kinds.GROW_OLD, words="Say of verdicts whose day has come that they may be outdated", every=timedelta(hours=1)
)
def grow_verdicts_old(job: Job) -> None:
    grow_old(at=timezone.now())


@registry.handles(
    kinds.UNLIST, words="Take the page from claimants who turned out to be private", every=timedelta(hours=1)
)
def unlist_people(job: Job) -> None:
    with transaction.atomic():
        unlist_private(at=timezone.now())


@registry.handles(kinds.REMIND_OF_CONTACT, words="Remind of claimants’ deadlines", every=timedelta(minutes=10))
def remind_of_deadlines(job: Job) -> None:
    remind_of_contacts(at=timezone.now())


@registry.handles(kinds.BUMP, words="Tell the web servers that public pages changed")
def bump_again(job: Job) -> None:
    bumping.bump_again(job)


@registry.handles(kinds.SEND_LETTER, queue="mail", words="Send a letter to a claimant")
def send_letter(job: Job) -> None:
    deliver_letter(letter_id=job.subject_id, at=timezone.now())


@registry.gives_up(kinds.SEND_LETTER)
def give_up_sending(job: Job, error: str) -> None:
    give_letter_up(letter_id=job.subject_id, error=error, at=timezone.now())


@registry.handles(kinds.CAPTURE, queue="fetch", words="Copy a source", page="copy_state")
def capture(job: Job) -> None:
    copying.capture(job=job)


@registry.handles(kinds.FORGET_BYTES, words="Forget files that no copy refers to", every=timedelta(days=1))
def forget_bytes(job: Job) -> None:
    storing.forget_unused(at=timezone.now())


@registry.gives_up(kinds.CAPTURE)
def give_copy_up(job: Job, error: str) -> None:
    capturing.fail_copy(snapshot_id=job.subject_id, at=timezone.now())


@registry.handles(kinds.LOOK, words="Look at published sources whose time has come", every=timedelta(minutes=1))
def look_at_due_sources(job: Job) -> None:
    look_at_due(at=timezone.now())


@registry.handles(kinds.LOOK_AT, queue="watch", words="Look at a source again")
def look_at_source(job: Job) -> None:
    look(job=job, at=timezone.now())


@registry.gives_up(kinds.LOOK_AT)
def give_up_looking(job: Job, error: str) -> None:
    give_up_look(job, at=timezone.now())


@registry.handles(
    kinds.REMIND_OF_COMPLAINTS, words="Remind of readers who wait for an answer", every=timedelta(minutes=10)
)
def remind_of_waiting_readers(job: Job) -> None:
    remind_of_complaints(at=timezone.now())
