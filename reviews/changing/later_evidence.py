"""Evidence that came after the reviews: if it points against the rating, who gave it confirms it or looks again."""

from datetime import datetime

from claims import slots
from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.assignment import choosing, due_dates, rounds
from reviews.changing.ending import reopen_text, why_not_again
from reviews.changing.telling import tell_writer
from reviews.models import Assignment, Evidence, PointsAgainst, RatingConfirmed, Round
from reviews.policies.settling import may_answer, may_point_against
from reviews.selectors.later import came_later, open_points, still_to_answer
from reviews.selectors.locked import lock_evidence, lock_people, lock_round
from reviews.settling import must_be
from reviews.states import AssignmentStatus, RoundStatus
from reviews.telling_rounds import tell_points_against, tell_reopened
from reviews.typed import must_give_reason


def points_against(*, evidence_id: int, because: str, by: User, at: datetime) -> PointsAgainst:
    """Say that evidence added after the reviews points against the rating of the claim's settled round.

    Its reviewers are asked; until all have confirmed, the claim is not published. Raises `NotAllowed`,
    `InvalidTransition` when the claim is not ready to write, the evidence was there before, or it was said already,
    `Invalid` on `because`.
    """
    with ledger.act("points_against", by=by, at=at) as act:
        evidence = lock_evidence(evidence_id, by=by)
        act.about(evidence)
        round_ = _settled_round(evidence, by=by)
        may_point_against(by, round_).or_refuse()
        must_give_reason(because)
        _must_have_come_later(evidence, round_)
        point, created = PointsAgainst.objects.get_or_create(
            round=round_, evidence=evidence, defaults={"because": because.strip(), "by": by, "at": at}
        )
        if not created:
            raise InvalidTransition("Somebody said so already, and the reviewers were asked.")
        act.note(round=round_.pk, point=point.pk)
        tell_points_against(point, still_to_answer(point), by=by, at=at)
    return point


def confirm_rating(*, round_id: int, by: User, at: datetime) -> Round:
    """Stay with one's rating in the light of all evidence that was pointed out. Once all have, the question is closed.

    Raises `NotAllowed` for others than the reviewers, `InvalidTransition` when nothing is asked of this person.
    """
    with ledger.act("confirm_rating", by=by, at=at) as act:
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        may_answer(by, round_).or_refuse()
        asked = [point for point in _must_be_asked(round_) if by in still_to_answer(point)]
        if not asked:
            raise InvalidTransition("You have confirmed your rating already.")
        RatingConfirmed.objects.bulk_create(RatingConfirmed(point=point, reviewer=by, at=at) for point in asked)
        act.note(points=[point.pk for point in asked])
        for point in asked:
            if not still_to_answer(point):
                _settle(point, "confirmed", at=at)
    return round_


def reopen_round(*, round_id: int, because: str, by: User, at: datetime) -> Round:
    """Not stay with it: the claim is checked again, in a new sealed round, by the same people where they still may.

    This is the one way to review a claim twice: docs/decisions/0010-who-looks-again.md.

    Returns the new round. Raises `NotAllowed`, `InvalidTransition` when nothing was pointed out or the claim is
    published, `Invalid` on `because`.
    """
    with ledger.act("reopen_round", by=by, at=at) as act:
        lock_people(reviewers_of(round_id))
        round_ = lock_round(round_id, by=by)
        act.about(round_)
        may_answer(by, round_).or_refuse()
        must_give_reason(because)
        asked = _must_be_asked(round_)
        must_be(round_, RoundStatus.SETTLED, "A settled round is reopened.")
        round_.claim.advance("reopen", by=by, at=at)
        for point in asked:
            _settle(point, "reopened", at=at)
        draft = reopen_text(round_.claim, by=by, at=at)
        tell_writer(draft, round_.claim, what="had {} checked again", by=by, at=at)
        again = _again(round_, by=by, at=at)
        again.changed_because = because.strip()[:300]
        again.save(update_fields=["changed_because"])
        act.note(again=again.pk)
        tell_reopened(again, by=by, at=at)
    return again


def _settled_round(evidence: Evidence, *, by: User) -> Round:
    newest = Round.objects.filter(claim=evidence.claim_id).order_by("-number").values_list("pk", flat=True).first()
    if newest is None:
        raise InvalidTransition("Nobody has checked this claim yet.")
    round_ = lock_round(newest, by=by)
    must_be(round_, RoundStatus.SETTLED, "Evidence points against a rating once there is one.")
    if not round_.claim.may("reopen"):
        raise InvalidTransition("This is published: what was missed leads to a correction.")
    return round_


def _must_have_come_later(evidence: Evidence, round: Round) -> None:
    if evidence.removed_at is not None:
        raise InvalidTransition("This was taken out of the file.")
    if not came_later(round).filter(pk=evidence.pk).exists():
        raise InvalidTransition("This was in the file when they reviewed it. Ask for the disagreement to be settled.")


def _must_be_asked(round: Round) -> list[PointsAgainst]:
    points = list(open_points(round).select_for_update(of=("self",), no_key=True))
    if not points:
        raise InvalidTransition("Nobody said that later evidence points against this rating.")
    return points


def reviewers_of(round_id: int) -> list[int]:
    """The ids of those whose reviews are in; in a settled round they stay the same."""
    read = Assignment.objects.filter(round=round_id, status=AssignmentStatus.SUBMITTED)
    return list(read.values_list("reviewer", flat=True))


def _settle(point: PointsAgainst, outcome: str, *, at: datetime) -> None:
    point.settled_at, point.outcome = at, outcome
    point.save(update_fields=["settled_at", "outcome"])


def _again(closed: Round, *, by: User, at: datetime) -> Round:
    """The next round by the same plan. Who reviewed it before is asked first; other seats go to the queue."""
    claim = closed.claim
    wanted = closed.reviews_wanted
    again = rounds.begin_round(
        claim, plan=closed.plan, wanted=wanted, because=choosing.REOPENED, by=by, at=at, reopens=closed
    )
    again.claim = claim
    before = Assignment.objects.filter(round=closed, status=AssignmentStatus.SUBMITTED).select_related("reviewer")
    for asked in before.order_by("-is_lead", "pk"):
        if not why_not_again(asked.reviewer, claim, at=at):
            slots.take_slots(claim, count=1)
            due_at = due_dates.due_for(claim, at=at, person=asked.reviewer)
            note = "New evidence came after the reviews."
            rounds.ask(again, asked.reviewer, is_lead=asked.is_lead, due_at=due_at, note=note, by=by, at=at)
    return again
