"""Seats: how many reviews a claim wants and how many of them nobody was asked for yet.

The only writer of `Claim.open_slots` and `Claim.reviews_wanted`. The caller holds the claim's lock.
"""

from django.db.models import F

from claims.models import Claim
from factcheck.core.errors import InvalidTransition


def open_slots(claim: Claim, *, wanted: int) -> None:
    """The claim wants `wanted` reviews, and every seat is free."""
    _write(claim, reviews_wanted=wanted, open_slots=wanted)


def take_slots(claim: Claim, *, count: int) -> None:
    """Take `count` free seats. Raises `InvalidTransition` when fewer are free."""
    taken = Claim.objects.filter(pk=claim.pk, open_slots__gte=count).update(open_slots=F("open_slots") - count)
    if not taken:
        raise InvalidTransition("Somebody else took the last free seat of this claim.")
    claim.open_slots -= count


def give_back_slots(claim: Claim, *, count: int) -> None:
    """Free `count` seats; never more than reviews are wanted."""
    room = Claim.objects.filter(pk=claim.pk, open_slots__lte=F("reviews_wanted") - count)
    if not room.update(open_slots=F("open_slots") + count):
        raise InvalidTransition("No seat of this claim was taken.")
    claim.open_slots += count


def change_wanted(claim: Claim, *, wanted: int, taken: int) -> None:
    """The claim wants `wanted` reviews instead, and `taken` of the seats are taken."""
    _write(claim, reviews_wanted=wanted, open_slots=wanted - taken)


def close_slots(claim: Claim) -> None:
    """Nobody is to be asked any more."""
    _write(claim, open_slots=0)


def _write(claim: Claim, **columns: int) -> None:
    for name, value in columns.items():
        setattr(claim, name, value)
    claim.save(update_fields=list(columns))
