"""What a closed round means: it settles, its reviewers talk, or someone else decides."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.models import Rating, Review, Round
from reviews.policies.settling import may_confirm_reasons, may_move, may_send_to_adjudication
from reviews.recording import submit_version
from reviews.selectors.locked import lock_round
from reviews.states import RoundStatus
from reviews.telling import tell_closed
from reviews.typed import must_say


class Meaning(Enum):
    AGREE = "agree"
    ONE_STEP = "one_step"
    DISAGREE = "disagree"


def meaning_of(ratings: Sequence[Rating]) -> Meaning:
    """One label: they agree. One step apart on the scale: they talk. Anything else: someone else decides."""
    if len({rating.pk for rating in ratings}) == 1:
        return Meaning.AGREE
    places = [rating.position for rating in ratings]
    if None not in places and max(places) - min(places) == 1:
        return Meaning.ONE_STEP
    return Meaning.DISAGREE


def close_when_complete(round: Round, *, by: User, at: datetime) -> None:
    """Lift the seal once as many reviews stand as the plan asks for, and act on what they say.

    The caller holds the locks of claim and round.
    """
    if standing_reviews(round).count() < round.reviews_wanted:
        return
    round.advance("compare", by=by, at=at)
    round.closed_at = at
    round.save(update_fields=["closed_at"])
    conclude(round, by=by, at=at)
    tell_closed(round, by=by, at=at)


def conclude(round: Round, *, by: User, at: datetime) -> None:
    """Settle a round being compared when its ratings agree; hand it over when talking cannot help."""
    ratings = [review.rating for review in standing_reviews(round)]
    meaning = meaning_of(ratings)
    if meaning is Meaning.AGREE:
        settle(round, rating=ratings[0], by=by, at=at)
    elif meaning is Meaning.DISAGREE:
        round.advance("disagree", by=by, at=at)
        round.claim.advance("disagree", by=by, at=at)


def standing_reviews(round: Round):
    # Not `visible_to`: the desk itself compares them, once; nothing of it is shown here.
    return Review.objects.standing().filter(round=round).select_related("rating")


def settle(round: Round, *, rating: Rating, by: User, at: datetime) -> None:
    """Round and claim settle on the rating; the claim is ready to write."""
    round.rating = rating
    round.save(update_fields=["rating"])
    round.advance("settle", by=by, at=at, rating=rating.key)
    round.claim.advance("settle", by=by, at=at, round=round.pk)


def move_rating(*, round_id: int, note: str, by: User, at: datetime) -> Review:
    """Move your rating to the neighbouring one, with a note; the earlier version is kept.

    Only while the round is compared, which it is when its ratings lie one step apart. The round settles once all
    ratings are the same. Raises `NotAllowed`, `InvalidTransition`, `Invalid` on `note`.
    """
    with ledger.act("move_rating", by=by, at=at) as act:
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        may_move(by, round_).or_refuse()
        must_be(round_, RoundStatus.COMPARING, "A rating moves only while neighbouring ratings are being compared.")
        must_say(note, "note", "note_missing", "Say what made you move.")
        reviews = list(standing_reviews(round_))
        own = next(review for review in reviews if review.reviewer_id == by.pk)
        other = next(review.rating for review in reviews if review.rating_id != own.rating_id)
        moved = submit_version(own.assignment, rating=other, rationale=note, readings=own.stances(), at=at, old=own)
        act.note(review=moved.pk, version=moved.version)
        conclude(round_, by=by, at=at)
    return moved


def confirm_reasons_agree(*, round_id: int, by: User, at: datetime) -> Round:
    """The reviews give one label for one reason. The writer of the draft or an editor says so, once."""
    with ledger.act("confirm_reasons", by=by, at=at) as act:
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        may_confirm_reasons(by, round_).or_refuse()
        must_be(round_, RoundStatus.SETTLED, "The reasons are compared once the round has settled.")
        if round_.reasons_agree is not None or hasattr(round_, "adjudication"):
            raise InvalidTransition("This question is answered already.")
        round_.reasons_agree = True
        round_.save(update_fields=["reasons_agree"])
    return round_


def send_to_adjudication(*, round_id: int, because: str, by: User, at: datetime) -> Round:
    """Same label, other reasons; or neighbours who will not move: someone else is to settle it.

    Raises `NotAllowed`, `InvalidTransition` (also when it was adjudicated once), `Invalid` on `because`.
    """
    with ledger.act("disagree", by=by, at=at) as act:
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        may_send_to_adjudication(by, round_).or_refuse()
        must_say(because, "because", "reason_missing", "Say where the reasons differ.")
        if hasattr(round_, "adjudication"):
            raise InvalidTransition("Somebody settled this round already. Reopen the claim for a new one.")
        _take_settlement_back(round_, by=by, at=at)
        round_.advance("disagree", by=by, at=at)
        round_.claim.advance("disagree", by=by, at=at)
    return round_


def _take_settlement_back(round: Round, *, by: User, at: datetime) -> None:
    if round.status != RoundStatus.SETTLED:
        return
    round.claim.advance("reopen", by=by, at=at)
    round.reasons_agree = False
    round.save(update_fields=["reasons_agree"])


def must_be(round: Round, status: RoundStatus, otherwise: str) -> None:
    if round.status != status:
        raise InvalidTransition(
            f"{otherwise} This one is: {round.get_status_display().lower()}.", extra={"status_now": round.status}
        )
