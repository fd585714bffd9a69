"""Evidence that came after a round was settled, and what its reviewers say to it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from factcheck.accounts.models import User
from reviews.models import Evidence, PointsAgainst, Review, Round


@dataclass(frozen=True)
class Later:
    """One piece that came later; `point` if somebody says it points against the rating, `waiting` who has to answer."""

    evidence: Evidence
    point: PointsAgainst | None
    waiting: list[User]


def open_points(round: Round) -> QuerySet[PointsAgainst]:
    return PointsAgainst.objects.filter(round=round, settled_at=None).order_by("pk")


def still_to_answer(point: PointsAgainst) -> list[User]:
    """The round's reviewers with an open account who have not confirmed their rating yet."""
    confirmed = point.confirmations.values("reviewer")
    reviews = Review.objects.standing().filter(round=point.round_id).exclude(reviewer__in=confirmed)
    return list(User.objects.filter(pk__in=reviews.values("reviewer"), is_active=True).order_by("pk"))


def later_evidence(round: Round) -> list[Later]:
    """What came after the reviews of this closed round, oldest first. Empty while it is sealed."""
    if round.closed_at is None:
        return []
    points = {
        point.evidence_id: point for point in PointsAgainst.objects.filter(round=round).select_related("by", "evidence")
    }
    came = came_later(round).select_related("source")
    return [_later(piece, points.get(piece.pk)) for piece in came.order_by("pk")]


def came_later(round: Round) -> QuerySet[Evidence]:
    """Evidence in the file that was not there when the first review of this round was handed in."""
    first = Review.objects.filter(round=round).order_by("submitted_at").values("submitted_at")[:1]
    return Evidence.objects.in_file().filter(claim=round.claim_id, after_reviews=True, added_at__gte=first)


def _later(piece: Evidence, point: PointsAgainst | None) -> Later:
    asks = point is not None and point.settled_at is None
    return Later(piece, point, still_to_answer(point) if asks else [])
