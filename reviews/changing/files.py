"""The file of one claim beside another's: the same excerpts of the same sources, as rows of their own."""

from datetime import datetime

from claims.models import Claim
from reviews.models import ClaimantContact, Evidence, Hold


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


def copy_contact(claim: Claim, to: Claim) -> None:
    """What came of asking the claimant, unless they were asked about the other claim too."""
    asked = ClaimantContact.objects.filter(claim=claim).first()
    if asked is None or ClaimantContact.objects.filter(claim=to).exists():
        return
    kept = [one.attname for one in ClaimantContact._meta.concrete_fields if one.name not in ("id", "claim")]
    ClaimantContact.objects.create(claim=to, **{name: getattr(asked, name) for name in kept})


def copy_holds(claim: Claim, to: Claim) -> None:
    """What is held back stays held back, whatever becomes of the claim it was placed on."""
    for hold in Hold.objects.standing().filter(claim=claim).order_by("pk"):
        kept = [one.attname for one in Hold._meta.concrete_fields if one.name not in ("id", "claim")]
        Hold.objects.create(claim=to, **{name: getattr(hold, name) for name in kept})
