"""What a closed round means: it settles, its reviewers talk, or someone else decides."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.statements import Blank, Kept
from reviews.assignment.second_look import confirm_early_check
from reviews.models import Rating, Review, Round
from reviews.policies.settling import may_confirm_reasons, may_move, may_send_to_adjudication
from reviews.recording import submit_version
from reviews.round_records import complete_record, distance_of, write_record
from reviews.selectors.locked import lock_round
from reviews.states import RatingKind, RoundStatus, Settled
from reviews.telling import tell_closed
from reviews.telling_programs import tell_settled
from reviews.telling_rounds import tell_adjudicator, tell_second_look, tell_when_labels_fail
from reviews.typed import must_say
from reviews.watching.ending import end_with_round

# Not `visible_to`: the desk itself compares them, once; nothing of it is shown here.
STANDING = Kept(lambda: Review.objects.standing().filter(round=Blank("round")).select_related("rating"))


class Meaning(Enum):
    AGREE = "agree"
    ONE_STEP = "one_step"
    MAJORITY = "majority"
    DISAGREE = "disagree"


def meaning_of(ratings: Sequence[Rating]) -> Meaning:
    """One label: they agree. Two, one step apart on the scale: they talk. More than two, one step apart: the majority.

    Anything else, and whatever holds a “No label fits”, somebody else decides (docs/decisions/0009).
    """
    if any(rating.kind == RatingKind.NO_LABEL for rating in ratings):
        return Meaning.DISAGREE
    if len({rating.pk for rating in ratings}) == 1:
        return Meaning.AGREE
    if distance_of(ratings) != 1:
        return Meaning.DISAGREE
    if len(ratings) == 2:
        return Meaning.ONE_STEP
    return Meaning.MAJORITY if majority_of(ratings) else Meaning.DISAGREE


def majority_of(ratings: Sequence[Rating]) -> Rating | None:
    """The rating more than half of them gave, if there is one."""
    [(rating, count)] = Counter(ratings).most_common(1)
    return rating if count * 2 > len(ratings) else None


def close_when_complete(round: Round, *, by: User, at: datetime) -> None:
    """Lift the seal once as many reviews stand as the plan asks for, and act on what they say.

    The caller holds the locks of claim and round.
    """
    reviews = STANDING.all(round=round.pk)
    if len(reviews) >= round.reviews_wanted:
        close(round, reviews, by=by, at=at)


def close(round: Round, reviews: Sequence[Review], *, by: User, at: datetime, early: bool = False) -> None:
    """Lift the seal of what is in and act on what it says. `early`: not all who were asked have answered.

    `reviews` are those that stand, with their ratings.
    """
    round.closed_at = at
    round.advance("compare", by=by, at=at, columns=["closed_at"])
    write_record(round, reviews, early=early)
    conclude(round, reviews, how=_usual(reviews, early=early), by=by, at=at)
    if not round.is_second_look:
        tell_closed(round, by=by, at=at)
    if any(review.rating.kind == RatingKind.NO_LABEL for review in reviews):
        tell_when_labels_fail(at=at)


def _usual(reviews: Sequence[Review], *, early: bool) -> Settled:
    """How it settles if there is nothing to settle."""
    if len(reviews) > 1:
        return Settled.AGREEMENT
    return Settled.CLOSED_WITH_ONE if early else Settled.ALONE


def conclude(round: Round, reviews: Sequence[Review], *, how: Settled, by: User, at: datetime) -> None:
    """Settle a round being compared when its ratings agree (`how` they came to), or most of a panel's do.

    Hand it over when talking cannot help.
    """
    ratings = [review.rating for review in reviews]
    if round.is_second_look:
        conclude_second_look(round, ratings, by=by, at=at)
        return
    meaning = meaning_of(ratings)
    if meaning is Meaning.AGREE:
        settle(round, rating=ratings[0], how=how, by=by, at=at)
    elif meaning is Meaning.MAJORITY:
        settle(round, rating=majority_of(ratings), how=Settled.MAJORITY, by=by, at=at)
    elif meaning is Meaning.DISAGREE:
        hand_over(round, by=by, at=at)


def conclude_second_look(round: Round, ratings: list[Rating], *, by: User, at: datetime) -> None:
    """The published rating and the second one are the same, or somebody else decides; nobody moves a published one."""
    published = Round.objects.filter(claim=round.claim, status=RoundStatus.SETTLED).exclude(pk=round.pk)
    first = published.select_related("rating").order_by("-number").first()
    if first is not None and meaning_of([first.rating, *ratings]) is Meaning.AGREE:
        settle(round, rating=ratings[0], how=Settled.SECOND_LOOK, by=by, at=at)
    else:
        hand_over(round, by=by, at=at)
    tell_second_look(round, by=by, at=at)


def hand_over(round: Round, *, by: User, at: datetime) -> None:
    """Somebody else is to settle it; who was named for that is told."""
    round.advance("disagree", by=by, at=at)
    round.claim.advance("disagree", by=by, at=at)
    tell_adjudicator(round, by=by, at=at)


def standing_reviews(round: Round):
    return Review.objects.standing().filter(round=round).select_related("rating")


def settle(round: Round, *, rating: Rating, how: Settled, by: User, at: datetime) -> None:
    """Round and claim settle on the rating; the claim is ready to write."""
    round.rating = rating
    round.advance("settle", by=by, at=at, columns=["rating"], rating=rating.key, how=how)
    complete_record(round, how=how, at=at)
    round.claim.advance("settle", by=by, at=at, round=round.pk)
    if round.is_second_look:
        confirm_early_check(round, at=at)
    end_with_round(round, by=by, at=at)
    tell_settled(round, at=at)


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
        conclude(round_, STANDING.all(round=round_.pk), how=Settled.MOVED, by=by, at=at)
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
        hand_over(round_, by=by, at=at)
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
