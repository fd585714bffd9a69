"""The one question to the claimant of each claim: begun when somebody leads its check, and theirs from then on."""

from datetime import datetime

from claims.models import Claim
from claims.states import UNDER_WORK
from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.statements import Blank, Kept
from reviews.models import ClaimantContact
from reviews.policies.contacts import leads, may_ask_claimant
from reviews.selectors.locked import lock_claim
from reviews.typed import must_be_present

OF_CLAIM = Kept(
    lambda: ClaimantContact.objects.select_for_update(of=("self",), no_key=True).filter(claim=Blank("claim"))
)


def begin_contact(claim: Claim, *, owner: User, by: User, at: datetime, is_lead: bool = True) -> None:
    """Somebody was asked to check the claim: the question to the claimant is theirs, also when it ended before.

    One who does not lead takes it only while it is nobody's. The caller holds the claim's lock, inside an act.
    """
    contact = _row(claim)
    if contact is None:
        if claim.status in UNDER_WORK:
            _begin(claim, owner=owner, by=by, at=at)
    elif is_lead or contact.owner_id is None:
        give_contact(contact, owner=owner, by=by, at=at)


def leave_contact(claim: Claim, *, person: User, by: User | None, at: datetime) -> None:
    """Somebody left the check: the question is nobody's until the next person leads; they do not open it again."""
    contact = _row(claim)
    if contact is not None and contact.owner_id == person.pk:
        give_contact(contact, owner=None, by=by, at=at)


def give_contact(contact: ClaimantContact, *, owner: User | None, by: User | None, at: datetime) -> None:
    """Write whose it is, if it is not theirs already."""
    if contact.owner_id == (owner.pk if owner else None):
        return
    contact.owner = owner
    contact.version += 1
    contact.save(update_fields=["owner", "version"])
    facts = {"owner": owner.pk if owner else None}
    ledger.record("hand_contact_over", subject=contact, by=by, at=at, **facts)


def lock_contact(claim_id: int, *, version: int, by: User, at: datetime) -> ClaimantContact:
    """The question to the claimant and its claim, locked, for somebody who may ask; begun if it never was.

    Raises `NotFound`, `NotAllowed`, `Conflict` when it was changed since, `InvalidTransition` where there is none and
    nobody is at work on the claim.
    """
    claim = lock_claim(claim_id, by=by)
    contact = _row(claim) or _begin_late(claim, by=by, at=at)
    contact.claim = claim
    may_ask_claimant(by, contact).or_refuse()
    must_be_present(contact, version, "Somebody went on with this meanwhile. Look at it again.")
    return contact


def _row(claim: Claim) -> ClaimantContact | None:
    return OF_CLAIM.first(claim=claim.pk)


def _begin_late(claim: Claim, *, by: User, at: datetime) -> ClaimantContact:
    """For claims that were asked about before anybody led their check, or before this desk asked claimants."""
    must_be_under_work(claim)
    lead = leads(claim.pk).select_related("reviewer").first()
    return _begin(claim, owner=lead.reviewer if lead else None, by=by, at=at)


def _begin(claim: Claim, *, owner: User | None, by: User, at: datetime) -> ClaimantContact:
    contact = ClaimantContact.objects.create(claim=claim, owner=owner, begun_at=at)
    facts = {"claim": claim.pk, "owner": owner.pk if owner else None}
    ledger.record("begin_contact", subject=contact, by=by, at=at, **facts)
    return contact


def must_be_under_work(claim: Claim) -> None:
    """Raise `InvalidTransition` when nothing of the claim is under way that an answer would go into."""
    if claim.status not in UNDER_WORK:
        raise InvalidTransition(
            f"Nobody is at work on this claim: it is {claim.get_status_display().lower()}.",
            extra={"status_now": claim.status},
        )
