"""A claim's file as somebody may see it, and what was taken out of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from claims.models import Claim
from factcheck.accounts.models import User
from reviews.models import Evidence, Round, Snapshot
from reviews.selectors.copies import newest_copies
from reviews.selectors.quotations import address_at_words
from reviews.states import RoundStatus


@dataclass(frozen=True)
class Piece:
    """A piece of evidence. `added_by` and `after_reviews` are told only where they tell nothing of a sealed round."""

    evidence: Evidence
    added_by: str
    after_reviews: bool
    is_own: bool
    copy: Snapshot | None = None  # the newest copy of its source, or try to make one

    @property
    def at_the_words(self) -> str:
        """The address of the source that leads to the words themselves; empty when they are not verified."""
        return address_at_words(self.evidence)


@dataclass(frozen=True)
class TakenOut:
    """A piece that was taken out, by whom (as far as the seal lets it be told), when and why."""

    evidence: Evidence
    removed_by: str
    at: datetime
    because: str


def taken_out(claim: Claim, user: User) -> list[TakenOut]:
    """What was taken out of the file, newest first. While a round is open, reviewers do not learn by whom."""
    sealed = is_sealed(claim) and not user.is_admin
    rows = Evidence.objects.visible_to(user).taken_out().filter(claim=claim).select_related("source", "removed_by")
    return [
        TakenOut(one, name_of(one.removed_by, user, sealed=sealed), one.removed_at, one.removed_because)
        for one in rows.order_by("-removed_at", "-pk")
    ]


def name_of(person: User, user: User, *, sealed: bool) -> str:
    """What the user may call somebody who worked on the file."""
    return "you" if person == user else "a colleague" if sealed else str(person)


def file_of(claim: Claim, user: User, *, source_id: int | None = None) -> list[Piece]:
    """What is in the file, by choice from one source alone, in the order it came.

    While a round is open, reviewers do not learn who else works on it.
    """
    rows = Evidence.objects.visible_to(user).in_file().filter(claim=claim)
    rows = rows if source_id is None else rows.filter(source=source_id)
    pieces = list(with_copies(rows).order_by("pk"))
    sealed = is_sealed(claim) and not user.is_admin
    copies = newest_copies({piece.source_id for piece in pieces}, user) if pieces else {}
    return [piece_for(piece, user, sealed=sealed, copy=copies.get(piece.source_id)) for piece in pieces]


def with_copies(pieces: QuerySet) -> QuerySet:
    """With source, copy and whoever added them; a copy's text may have a million characters and stays away."""
    return pieces.select_related("source", "snapshot", "added_by").defer("snapshot__text", "snapshot__headers")


def piece_for(evidence: Evidence, user: User, *, sealed: bool, copy: Snapshot | None = None) -> Piece:
    own = evidence.added_by_id == user.pk
    name = name_of(evidence.added_by, user, sealed=sealed)
    # "Added after the reviews" would tell that somebody has handed in.
    return Piece(evidence, name, evidence.after_reviews and not sealed, own, copy)


def is_sealed(claim: Claim) -> bool:
    """Whether nothing may tell who else reviews this claim and how far they are.

    So it is while its newest round is open, and after that was closed unread: the same people may go on elsewhere.
    """
    newest = Round.objects.filter(claim=claim).order_by("-number").values_list("status", flat=True).first()
    return newest in (RoundStatus.OPEN, RoundStatus.CLOSED_UNREAD)
