"""Asking the claimant as somebody may see it: how it stands for the whole desk, the letters for those who ask."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q, QuerySet

from claims.models import Claim
from claims.states import UNDER_WORK
from factcheck.accounts.models import User
from factcheck.core.decisions import Decision
from reviews.models import ClaimantContact, ContactLetter, VerdictDraft
from reviews.policies.contacts import may_ask_claimant
from reviews.selectors.file import is_sealed
from reviews.states import ContactStatus, LetterState

MOST = 100
OPEN = [ContactStatus.TO_ASK, ContactStatus.ASKED]


@dataclass(frozen=True)
class Seen:
    """The question to the claimant of one claim, as somebody may see it.

    While a round is sealed its letters are for those who ask, and nobody else learns who that is: a letter bears a
    name. `owner` and `recorded_by` are names, “you”, “the lead”, or empty for nobody.
    """

    contact: ClaimantContact
    owner: str
    recorded_by: str
    decision: Decision
    is_overdue: bool
    letters: list[ContactLetter] = field(default_factory=list)
    shows_letters: bool = False

    @property
    def is_begun(self) -> bool:
        return self.contact.pk is not None

    @property
    def failed(self) -> ContactLetter | None:
        """The last letter, if it could not be sent."""
        last = self.letters[-1] if self.letters else None
        return last if last is not None and last.state == LetterState.FAILED else None


def contact_on(claim: Claim, user: User, *, at: datetime) -> Seen | None:
    """How it stands on this claim; as if begun now for a claim under work that has none, None for any other.

    A fixed number of queries.
    """
    rows = ClaimantContact.objects.visible_to(user).select_related("owner", "recorded_by")
    contact = rows.filter(claim=claim).first()
    if contact is None and claim.status not in UNDER_WORK:
        return None
    contact = contact or ClaimantContact()
    contact.claim = claim
    return see(contact, user, hides=is_sealed(claim) and not user.is_admin, at=at)


def see(contact: ClaimantContact, user: User, *, hides: bool, at: datetime) -> Seen:
    decision = may_ask_claimant(user, contact)
    shows = bool(decision) or not hides
    letters = contact.letters.select_related("written_by").order_by("pk") if shows and contact.pk else []
    return Seen(
        contact,
        owner=_name(contact.owner, user, hides=hides and not decision, otherwise="the lead"),
        recorded_by=_name(contact.recorded_by, user, hides=hides and not decision, otherwise="a colleague"),
        decision=decision,
        is_overdue=is_overdue(contact, at=at),
        letters=list(letters),
        shows_letters=shows,
    )


def _name(person: User | None, user: User, *, hides: bool, otherwise: str) -> str:
    if person is None:
        return ""
    if person.pk == user.pk:
        return "you"
    return otherwise if hides else str(person)


def is_overdue(contact: ClaimantContact, *, at: datetime) -> bool:
    """Whether they were asked, and the deadline has passed."""
    return contact.status == ContactStatus.ASKED and contact.deadline_at is not None and contact.deadline_at <= at


def open_contacts(user: User) -> QuerySet[ClaimantContact]:
    """What is to be asked or waits for an answer: one's own, for editors everybody's. In no order."""
    rows = ClaimantContact.objects.visible_to(user).filter(status__in=OPEN, claim__status__in=UNDER_WORK)
    mine = rows if user.is_admin else rows.filter(owner=user)
    return mine.select_related("owner", "claim__wording", "claim__claimant").defer("answer")


def own_contacts(user: User) -> list[ClaimantContact]:
    """What this person is to ask, or waits for, the next deadline first; for My work."""
    mine = open_contacts(user).filter(owner=user)
    return list(mine.order_by(F("deadline_at").asc(nulls_last=True), "begun_at", "pk")[:MOST])


def overdue(rows: QuerySet[ClaimantContact], *, at: datetime) -> QuerySet[ClaimantContact]:
    """Those of whom nothing was heard by the deadline."""
    return rows.filter(Q(status=ContactStatus.ASKED, deadline_at__lte=at))


def is_waited_for(claim: Claim) -> bool:
    """Whether they were asked, and nobody noted how that ended."""
    return ClaimantContact.objects.filter(claim=claim, status=ContactStatus.ASKED, outcome="").exists()


def known_reply(claim: Claim) -> dict[str, str]:
    """How asking ended and what they said, as a draft takes it; nothing while it has not ended."""
    contact = ClaimantContact.objects.filter(claim=claim).exclude(outcome="").only("outcome", "answer").first()
    return {"reply_outcome": contact.outcome, "reply": contact.answer} if contact else {}


def answer_to_take_over(draft: VerdictDraft) -> ClaimantContact | None:
    """What was noted since the draft was begun and does not stand in it; None otherwise."""
    if draft.is_over:
        return None
    later = ClaimantContact.objects.filter(claim=draft.claim_id, closed_at__gt=draft.created_at).exclude(outcome="")
    contact = later.first()
    if contact is None or (contact.outcome, contact.answer) == (draft.reply_outcome, draft.reply):
        return None
    return contact
