"""Keeping a closed round in figures, for the statistics to come: once when the seal is lifted, and how it settled."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from factcheck.statements import prepared
from reviews.models import Rating, Review, Round, RoundRecord
from reviews.states import Settled

AROUND = """SELECT ARRAY(SELECT id FROM reviews_assignment WHERE round_id = %s AND is_lead),
    (SELECT count(*) FROM reviews_evidence WHERE claim_id = %s AND removed_at IS NULL),
    (SELECT count(*) FROM reviews_roundchange WHERE round_id = %s)"""


def write_record(round: Round, reviews: Sequence[Review], *, early: bool) -> RoundRecord:
    """The round as it closed, `reviews` being those that stand, with their ratings. Nothing of it changes later."""
    leads, evidence, changes = _around(round)
    times = [review.submitted_at for review in reviews]
    return RoundRecord.objects.create(
        round=round,
        plan=round.plan,
        number=len(reviews),
        closed_early=early,
        opened_at=round.opened_at,
        first_in_at=min(times),
        last_in_at=max(times),
        closed_at=round.closed_at,
        seconds_waiting=int((max(times) - min(times)).total_seconds()),
        ratings=[
            {
                "review": review.pk,
                "rating": review.rating.key,
                "position": review.rating.position,
                "is_lead": review.assignment_id in leads,
            }
            for review in reviews
        ],
        distance=distance_of([review.rating for review in reviews]),
        evidence_count=evidence,
        changes=changes,
    )


def _around(round: Round) -> tuple[list[int], int, int]:
    """The assignments that led, how much stands in the file, and how often the round was changed."""
    with prepared(), connection.cursor() as cursor:
        cursor.execute(AROUND, [round.pk, round.claim_id, round.pk])
        return cursor.fetchone()


def distance_of(ratings: Sequence[Rating]) -> int | None:
    """Steps between the farthest two; None when a label outside the order is among them."""
    places = [rating.position for rating in ratings]
    return None if None in places else max(places) - min(places)


def complete_record(round: Round, *, how: Settled, at: datetime) -> None:
    """How and on what it settled. A round settled again, by somebody else, is written over."""
    record = getattr(round, "record", None)
    if record is None:  # it closed before records were kept
        return
    record.settled_at, record.settled_how, record.settled_on = at, how, round.rating.key
    record.second_changed = second_changed(record, round)
    record.save(update_fields=["settled_at", "settled_how", "settled_on", "second_changed"])


def second_changed(record: RoundRecord, round: Round) -> bool | None:
    """Whether it settled on another rating than the lead's; None when nobody led or nobody else reviewed."""
    lead = next((one["rating"] for one in record.ratings if one["is_lead"]), None)
    if lead is None or len(record.ratings) < 2:
        return None
    return lead != round.rating.key
