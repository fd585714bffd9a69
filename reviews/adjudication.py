"""Settling a disagreement: someone who did not review the claim decides, with a note. Dissent stays in the reviews."""

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger
from factcheck.statements import Blank, Kept
from reviews.models import Adjudication, Rating, Round
from reviews.policies.settling import may_adjudicate
from reviews.selectors.locked import lock_round
from reviews.settling import confirm_reasons_agree, move_rating, must_be, send_to_adjudication, settle
from reviews.states import RatingKind, RoundStatus, Settled
from reviews.typed import must_say

OF_SCALE = Kept(lambda: Rating.objects.filter(scale=Blank("scale"), key=Blank("key")))

__all__ = ["adjudicate", "confirm_reasons_agree", "move_rating", "send_to_adjudication"]


def adjudicate(*, round_id: int, rating_key: str, note: str, by: User, at: datetime) -> Adjudication:
    """Settle a disagreement on any label of the round's scale. Round and claim settle with it.

    Raises `NotAllowed` for those who reviewed it and, if somebody was named, for others; `InvalidTransition` when there
    is nothing to settle (any more), `Invalid` on `rating` and `note`.
    """
    with ledger.act("adjudicate", by=by, at=at) as act:
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        may_adjudicate(by, round_).or_refuse()
        must_be(round_, RoundStatus.ADJUDICATION, "Only a disagreement is settled this way.")
        must_say(note, "note", "note_missing", "Say why, so that both reviewers can follow.")
        rating = find_rating(round_, rating_key)
        must_be_a_label(rating)
        settled = Adjudication.objects.create(round=round_, by=by, rating=rating, note=note, at=at)
        settle(round_, rating=rating, how=Settled.ADJUDICATED, by=by, at=at)
    return settled


def find_rating(round: Round, key: str) -> Rating:
    """The label of the round's own scale. Raises `Invalid` on `rating`."""
    if not key:
        raise Invalid.field("rating", "rating_missing", "Choose a rating.")
    rating = OF_SCALE.first(scale=round.scale_id, key=key)
    if rating is None:
        raise Invalid.field("rating", "unknown_rating", "This rating is not on the scale of this round.")
    return rating


def must_be_a_label(rating: Rating) -> None:
    """Raise `Invalid` on `rating`: whoever settles it cannot leave it open again."""
    if rating.kind == RatingKind.NO_LABEL:
        sentence = "“No label fits” settles nothing. Choose a label, or “No rating”."
        raise Invalid.field("rating", "settles_nothing", sentence)
