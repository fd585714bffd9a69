"""A round as somebody may see it: sealed while it is open, side by side once it is closed."""

from dataclasses import dataclass

from django.db.models import Prefetch

from factcheck.accounts.models import User
from reviews.models import Assignment, Evidence, EvidenceReading, Review, Round


@dataclass(frozen=True)
class Compared:
    """One piece of evidence and how each standing review, in order, reads it (None: not at all)."""

    evidence: Evidence
    readings: list[EvidenceReading | None]

    @property
    def differ(self) -> bool:
        return len({reading.stance for reading in self.readings if reading is not None}) > 1

    @property
    def weigh_differently(self) -> bool:
        """Whether those who said how much it counts for them said different things."""
        return len({reading.weight for reading in self.readings if reading is not None} - {None}) > 1


def reviews_of(round: Round, user: User) -> list[Review]:
    """The reviews of the round that the user may see, every version, oldest first. The seal is `visible_to`."""
    visible = Review.objects.visible_to(user).filter(round=round)
    readings = Prefetch("readings", EvidenceReading.objects.order_by("evidence_id"))
    return list(visible.select_related("reviewer", "rating", "assignment").prefetch_related(readings).order_by("pk"))


def standing(reviews: list[Review]) -> list[Review]:
    """The versions that stand, the lead's first."""
    return sorted(
        (review for review in reviews if review.taken_back_at is None),
        key=lambda review: (not review.assignment.is_lead, review.pk),
    )


def compare_readings(round: Round, reviews: list[Review]) -> list[Compared]:
    """Evidence by evidence, how the given reviews read it; evidence nobody read comes last."""
    by_evidence = [{reading.evidence_id: reading for reading in review.readings.all()} for review in reviews]
    file = Evidence.objects.filter(claim_id=round.claim_id).select_related("source", "added_by").order_by("pk")
    rows = [Compared(piece, [read.get(piece.pk) for read in by_evidence]) for piece in file]
    shown = [row for row in rows if row.evidence.removed_at is None or any(row.readings)]
    return sorted(shown, key=lambda row: not any(row.readings))


def who_is_asked(round: Round, user: User) -> list[Assignment]:
    """Whom the desk asked: everybody for an editor, and for all once the seal is lifted; else only oneself."""
    asked = Assignment.objects.filter(round=round) if round.closed_at else Assignment.objects.visible_to(user)
    return list(asked.filter(round=round).select_related("reviewer", "assigned_by").order_by("-is_lead", "pk"))
