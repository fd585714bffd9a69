"""Complaints for the desk's pages, and what is published that is like a reader's words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.readers.alike import LIKE_ENOUGH, any_two_of, likeness, words_of
from factcheck.readers.models import Sender
from factcheck.web.searching import asked_in_forms
from reviews.models import Adjudication, Complaint, PublicListing, PublicVerdict, Review, VerdictDraft
from reviews.selectors.facets import languages_listed
from reviews.states import PublicState

GROUPS = {"open": "To answer", "due": "Due today", "closed": "Answered"}
MOST_ALIKE = 5
LOOKED_AT = 50


@dataclass(frozen=True)
class Alike:
    """A published check that is like what somebody wrote."""

    number: int
    slug: str
    title: str
    claim_text: str
    claimant: str
    rating_name: str
    language: str

    @property
    def path(self) -> str:
        return f"/verdicts/{self.number}-{self.slug}/"


def complaints_of_group(group: str, *, user: User, at: datetime) -> QuerySet[Complaint]:
    """Those to answer, those of them to be answered by the end of the day of `at` (the desk's), or those answered."""
    rows = Complaint.objects.visible_to(user)
    tomorrow = (at + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    found = {
        "open": rows.to_answer(),
        "due": rows.to_answer().filter(due_at__lt=tomorrow),
        "closed": rows.exclude(closed_at=None),
    }[group]
    return found.select_related("handler", "closed_by").order_by("-pk")


def whole_complaint(user: User) -> QuerySet[Complaint]:
    """With all its page shows."""
    rows = Complaint.objects.visible_to(user).select_related("sender", "handler", "closed_by")
    return rows.prefetch_related("sender__letters")


def complaint_about(verdict: PublicVerdict, complaint_id: int | None, *, by: User) -> Complaint | None:
    """The complaint of this id about this check; None for none. Raises `Invalid` on `complaint`."""
    if complaint_id is None:
        return None
    complaint = Complaint.objects.visible_to(by).filter(pk=complaint_id, number=verdict.number).first()
    if complaint is None:
        raise Invalid.field("complaint", "not_about_this", "No error report of this number is about this check.")
    return complaint


def complaints_of(number: int, *, user: User) -> QuerySet[Complaint]:
    """What readers wrote about one published check, newest first; nothing for reviewers."""
    return (
        Complaint.objects.visible_to(user).filter(number=number).select_related("handler", "closed_by").order_by("-pk")
    )


def in_hand_of(user: User, *, most: int) -> list[Complaint]:
    """The complaints this editor has taken up and not answered, the first due first."""
    rows = Complaint.objects.visible_to(user).to_answer().filter(handler=user)
    return list(rows.order_by("due_at", "pk")[:most])


def verdict_numbered(number: int | None) -> PublicVerdict | None:
    """What was published under a number, whatever became of it since."""
    if number is None:
        return None
    rows = PublicVerdict.objects.filter(number=number, current__isnull=False).select_related("current")
    return rows.defer("current__content").first()


def readable_check_of(*, number: int | None = None, claim_id: int | None = None) -> Alike | None:
    """What readers can read under this number, or about this claim."""
    if number is None and claim_id is None:
        return None
    asked = {"number": number} if number is not None else {"verdict__claim_id": claim_id}
    found = _standing().filter(**asked).first()
    return _alike(found) if found is not None else None


def worked_on(claim_id: int) -> set[int]:
    """Who wrote, signed off, reviewed or settled what we published of the claim, by id."""
    texts = list(VerdictDraft.objects.filter(claim_id=claim_id).prefetch_related("sign_offs"))
    wrote = {person for one in texts for person in (one.writer_id, *one.earlier_writers)}
    signed = {sign_off.signer_id for one in texts for sign_off in one.sign_offs.all()}
    reviewed = Review.objects.filter(round__claim=claim_id).values_list("reviewer", flat=True)
    settled = Adjudication.objects.filter(round__claim=claim_id).values_list("by", flat=True)
    return wrote | signed | set(reviewed) | set(settled)


def sent_by(sender: Sender) -> Complaint | None:
    """What this sender complained about."""
    return Complaint.objects.filter(sender=sender).first()


def checks_like(words: str, *, least: float = LIKE_ENOUGH) -> list[Alike]:
    """What readers can read that holds two of the words that matter, in any form they have in the languages of our
    checks, and `least` of all of them, the likest first.

    Only the newest fifty that a search finds are weighed: the form is open to anybody.
    """
    asked, said = any_two_of(words), words_of(words)
    if not asked:
        return []
    found = _standing().filter(search=asked_in_forms(asked, languages_listed())).order_by("-pk")
    weighed = [
        (likeness(said, f"{one.title} {one.claim_text} {one.claimant_name} {one.found}"), one)
        for one in found[:LOOKED_AT]
    ]
    likest = sorted((one for one in weighed if one[0] >= least), key=lambda one: -one[0])
    return [_alike(listing) for _, listing in likest[:MOST_ALIKE]]


def _standing() -> QuerySet[PublicListing]:
    return PublicListing.objects.filter(verdict__state=PublicState.LIVE).defer("search")


def _alike(listing: PublicListing) -> Alike:
    shown = (listing.title, listing.claim_text, listing.claimant_name, listing.rating_name, listing.language)
    return Alike(listing.number, listing.slug, *shown)
