"""Asking a claimant in tests: a letter as somebody types it, and the verbs with what every call repeats."""

from datetime import datetime

from factcheck.accounts.models import User
from reviews.contacts import closing, writing
from reviews.models import ClaimantContact, ContactLetter

LETTER = {"to": "press@harbour.example", "subject": "A question", "body": "Dear Sir or Madam, is it so?"}


def begin(claim, owner: User, *, at: datetime) -> ClaimantContact:
    """The question to the claimant of this claim, with its owner."""
    return ClaimantContact.objects.create(claim=claim, owner=owner, begun_at=at)


def version_of(claim) -> int:
    return ClaimantContact.objects.get(claim=claim).version


def ask(claim, by: User, at: datetime, **changes) -> ContactLetter:
    typed = {**LETTER, **changes, "version": changes.get("version") or version_of(claim)}
    return writing.ask_claimant(claim_id=claim.pk, by=by, at=at, **typed)


def remind(claim, by: User, at: datetime, **changes) -> ContactLetter:
    typed = {
        "subject": "Once more",
        "body": "Please answer.",
        **changes,
        "version": changes.get("version") or version_of(claim),
    }
    return writing.send_reminder(claim_id=claim.pk, by=by, at=at, **typed)


def close(claim, by: User, at: datetime, outcome: str = "answered", **changes) -> ClaimantContact:
    words = {"answer": "We counted at the gate."} if outcome == "answered" else {}
    typed = {**words, **changes, "version": changes.get("version") or version_of(claim)}
    return closing.close_contact(claim_id=claim.pk, outcome=outcome, by=by, at=at, **typed)
