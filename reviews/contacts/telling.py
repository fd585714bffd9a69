"""What people are told of asking a claimant. Nothing here names a reviewer to another."""

from datetime import datetime

from django.urls import reverse

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.quoting import in_quotes
from factcheck.notices.mailing import notify
from reviews.assignment.due_dates import at_desk
from reviews.models import Assignment, ClaimantContact, ContactLetter, VerdictDraft
from reviews.policies.contacts import leads
from reviews.states import ReplyOutcome, RoundStatus

LONGEST_WORDS = 120  # characters of a claim quoted in a notice
ENDED = {
    ReplyOutcome.ANSWERED: "The claimant answered; their words are in the file",
    ReplyOutcome.DECLINED: "The claimant declined to answer",
    ReplyOutcome.NO_REPLY: "The claimant did not reply by the deadline",
    ReplyOutcome.NOT_ASKED: "The claimant is not asked",
}


def tell_near(contact: ClaimantContact, *, at: datetime) -> None:
    """Whoever asks: the claimant has little time left."""
    until = at_desk(contact.deadline_at)
    text = f"The claimant has until {until:%d %b %Y, %H:%M} to answer: {words_of(contact.claim)}"
    _tell_who_asks(contact, text, at=at)


def tell_over(contact: ClaimantContact, *, at: datetime) -> None:
    """Whoever asks: the deadline has passed, and nothing is noted."""
    text = f"The claimant’s deadline has passed; remind them, or note how it ended: {words_of(contact.claim)}"
    _tell_who_asks(contact, text, at=at)


def _tell_who_asks(contact: ClaimantContact, text: str, *, at: datetime) -> None:
    for person in who_asks(contact):
        notify(to=person, kind="contact_due", text=text, url=page_of(contact.claim_id), at=at)


def who_asks(contact: ClaimantContact) -> list[User]:
    """Its owner; while it is nobody's, or its owner has left, the lead; else every editor."""
    if contact.owner is not None and contact.owner.is_active:
        return [contact.owner]
    lead = leads(contact.claim_id).filter(reviewer__is_active=True).select_related("reviewer").first()
    return [lead.reviewer] if lead else list(User.objects.editors())


def tell_failed(letter: ContactLetter, *, at: datetime) -> None:
    """Whoever wrote it."""
    contact = letter.contact
    text = f"Your letter to the claimant could not be sent: {words_of(contact.claim)}"
    notify(to=letter.written_by, kind="letter_failed", text=text, url=page_of(contact.claim_id), at=at)


def tell_handed_over(contact: ClaimantContact, *, by: User, at: datetime) -> None:
    """Whoever is to ask from now on, unless they took it themselves."""
    if contact.owner_id != by.pk:
        text = f"{by} asks you to ask the claimant about {words_of(contact.claim)}"
        notify(to=contact.owner, kind="contact_handed", text=text, url=page_of(contact.claim_id), at=at)


def tell_ended(contact: ClaimantContact, *, by: User, at: datetime) -> None:
    """Those who are checking the claim, whoever writes it up, and its owner; not the one whose act it was."""
    text = f"{ENDED[contact.outcome]}: {words_of(contact.claim)}"
    for person in _at_work(contact):
        if person.pk != by.pk:
            notify(to=person, kind="claimant_answered", text=text, url=page_of(contact.claim_id), at=at)


def _at_work(contact: ClaimantContact) -> list[User]:
    live = Assignment.objects.live().filter(round__claim=contact.claim_id, round__status=RoundStatus.OPEN)
    writers = VerdictDraft.objects.under_way().filter(claim=contact.claim_id)
    ids = {*live.values_list("reviewer", flat=True), *writers.values_list("writer", flat=True), contact.owner_id}
    return list(User.objects.filter(pk__in=ids - {None}, is_active=True).order_by("pk"))


def page_of(claim_id: int) -> str:
    return reverse("contact", args=[claim_id])


def words_of(claim: Claim) -> str:
    return in_quotes(str(claim), LONGEST_WORDS)
