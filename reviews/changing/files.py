"""The file of one claim beside another's: the same excerpts of the same sources, as rows of their own."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Model

from claims.models import Claim
from factcheck.accounts.models import User
from reviews.models import ClaimantContact, ContactLetter, Evidence, Hold
from reviews.states import ContactStatus


def copy_file(claim: Claim, to: Claim, *, joined_at: datetime | None = None) -> dict[int, int]:
    """Put what is in a claim's file into another's; {evidence here: evidence there}. What is there already stays once.

    Source and copy of the page are shared, not copied; who added a piece, and when, goes with it. `joined_at`: reviews
    of the other claim are in, so each piece comes after them, at this moment.
    """
    there = {(one.source_id, one.excerpt): one.pk for one in Evidence.objects.in_file().filter(claim=to)}
    known = {}
    for piece in Evidence.objects.in_file().filter(claim=claim).order_by("pk"):
        same = (piece.source_id, piece.excerpt)
        if same not in there:
            there[same] = _copy(piece, to, joined_at=joined_at).pk
        known[piece.pk] = there[same]
    return known


def _copy(piece: Evidence, to: Claim, *, joined_at: datetime | None) -> Evidence:
    own = ("id", "claim", "after_reviews", "added_at")
    kept = [one.attname for one in Evidence._meta.concrete_fields if one.name not in own]
    return Evidence.objects.create(
        claim=to,
        after_reviews=joined_at is not None,
        added_at=joined_at or piece.added_at,
        **{name: getattr(piece, name) for name in kept},
    )


def copy_contact(claim: Claim, to: Claim, *, by: User, at: datetime) -> None:
    """Asking the claimant and how it stands, with its letters, unless they were asked about the other claim too.

    A letter that is still on its way is sent once: what becomes of it is noted here and there.
    """
    asked = ClaimantContact.objects.filter(claim=claim).first()
    there = ClaimantContact.objects.select_for_update(of=("self",), no_key=True).filter(claim=to).first()
    if asked is None or (there is not None and there.status != ContactStatus.TO_ASK):
        return
    if there is None:
        own = ("id", "claim")
        there = ClaimantContact.objects.create(claim=to, **_columns(asked, without=own))
    elif asked.status != ContactStatus.TO_ASK:
        _go_on_from(there, asked, by=by, at=at)
    _copy_letters(asked, there)


def _go_on_from(there: ClaimantContact, asked: ClaimantContact, *, by: User, at: datetime) -> None:
    """What was done about the other claim counts for this one, which nobody was asked about. Its owner stays."""
    kept = _columns(asked, without=("id", "claim", "owner", "begun_at", "status", "version"))
    for name, value in kept.items():
        setattr(there, name, value)
    there.version += 1
    verb = "close" if asked.status == ContactStatus.CLOSED else "ask"
    there.advance(verb, by=by, at=at, columns=[*kept, "version"], merged=asked.claim_id)


def _copy_letters(asked: ClaimantContact, there: ClaimantContact) -> None:
    for letter in asked.letters.select_for_update(of=("self",), no_key=True).order_by("pk"):
        kept = _columns(letter, without=("id", "contact", "copied_from"))
        first = letter.copied_from_id or letter.pk
        ContactLetter.objects.create(contact=there, copied_from_id=first, **kept)


def _columns(row: Model, *, without: Collection[str]) -> dict[str, object]:
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if one.name not in without}


def copy_holds(claim: Claim, to: Claim) -> None:
    """What is held back stays held back, whatever becomes of the claim it was placed on."""
    for hold in Hold.objects.standing().filter(claim=claim).order_by("pk"):
        kept = [one.attname for one in Hold._meta.concrete_fields if one.name not in ("id", "claim")]
        Hold.objects.create(claim=to, **{name: getattr(hold, name) for name in kept})
