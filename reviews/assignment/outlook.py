"""What a person carries, and why the queue would give them nothing, without taking anything from it."""

from dataclasses import dataclass
from datetime import datetime

from factcheck.accounts.models import User
from reviews.assignment.eligibility import profile_of
from reviews.assignment.pulling import Nothing, why_held_back, why_none_waits


@dataclass(frozen=True)
class Outlook:
    """Points carried, points that can be carried, and what stands between the person and the next claim, if known."""

    load: int
    capacity: int
    nothing: Nothing | None


def outlook(person: User, *, at: datetime) -> Outlook:
    """What My work says beside “Next claim”. `at` is in the desk's time zone.

    That a claim waits, but none that fits, is known only once the queue is asked: finding it out walks the whole queue.
    """
    profile = profile_of(person, at=at)
    none_waits = why_none_waits(profile)
    return Outlook(profile.load, profile.capacity, why_held_back(profile) or none_waits)
