"""A claim's file as somebody may see it."""

from dataclasses import dataclass

from claims.models import Claim
from factcheck.accounts.models import User
from reviews.models import Evidence, Round
from reviews.states import RoundStatus


@dataclass(frozen=True)
class Piece:
    """A piece of evidence. `added_by` and `after_reviews` are told only where they tell nothing of a sealed round."""

    evidence: Evidence
    added_by: str
    after_reviews: bool
    is_own: bool


def file_of(claim: Claim, user: User) -> list[Piece]:
    """What is in the file, in the order it came. While a round is open, reviewers do not learn who else works on it."""
    pieces = Evidence.objects.visible_to(user).in_file().filter(claim=claim).select_related("source", "added_by")
    sealed = is_sealed(claim) and not user.is_admin
    return [piece_for(evidence, user, sealed=sealed) for evidence in pieces.order_by("pk")]


def piece_for(evidence: Evidence, user: User, *, sealed: bool) -> Piece:
    own = evidence.added_by_id == user.pk
    hidden = sealed and not own
    name = "you" if own else "a colleague" if hidden else str(evidence.added_by)
    # "Added after the reviews" would tell that somebody has handed in.
    return Piece(evidence, name, evidence.after_reviews and not sealed, own)


def is_sealed(claim: Claim) -> bool:
    """Whether nothing may tell who else reviews this claim and how far they are.

    So it is while its newest round is open, and after that was closed unread: the same people may go on elsewhere.
    """
    newest = Round.objects.filter(claim=claim).order_by("-number").values_list("status", flat=True).first()
    return newest in (RoundStatus.OPEN, RoundStatus.CLOSED_UNREAD)
