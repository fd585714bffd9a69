"""Writing one version of a review, with its readings. The ledger gets a commitment, never the values."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from factcheck.ledger.chain import commitment
from factcheck.statements import prepared
from reviews.models import Assignment, EvidenceReading, Rating, Review

Readings = Mapping[int, Mapping[str, str | int | None]]


def submit_version(
    assignment: Assignment,
    *,
    rating: Rating,
    rationale: str,
    readings: Readings,
    at: datetime,
    checklist: Mapping | None = None,
    old: Review | None = None,
) -> Review:
    """Write the next version of the assignment's review; `old`, the one it replaces, is kept and marked.

    `readings` is {evidence id: {"stance": …, "note": …, "weight": …}}, `checklist` {item: {"done": …, "because": …}};
    the caller has checked both. Without a checklist the one of `old` stays.
    """
    if old is not None:
        set_aside(old, at=at)
    review = Review.objects.create(
        round=assignment.round,
        assignment=assignment,
        reviewer=assignment.reviewer,
        version=next_version(assignment),
        wording_id=assignment.round.wording_id,
        rating=rating,
        rationale=rationale,
        checklist=dict(checklist or (old.checklist if old is not None else {})),
        submitted_at=at,
    )
    EvidenceReading.objects.bulk_create(
        EvidenceReading(
            review=review,
            evidence_id=evidence,
            stance=reading["stance"],
            note=reading.get("note", ""),
            weight=reading.get("weight"),
        )
        for evidence, reading in readings.items()
    )
    return review


def next_version(assignment: Assignment) -> int:
    with prepared(), connection.cursor() as cursor:
        cursor.execute("SELECT max(version) FROM reviews_review WHERE assignment_id = %s", [assignment.pk])
        [newest] = cursor.fetchone()
    return (newest or 0) + 1


def set_aside(review: Review, *, at: datetime) -> None:
    """This version no longer stands; it stays readable to those who may read it."""
    review.taken_back_at = at
    review.save(update_fields=["taken_back_at"])


def sealed_commitment(review: Review, readings: Readings) -> str:
    """What the ledger keeps of a sealed review: it proves the values later and tells nothing before."""
    values = {str(evidence): _sealed_reading(reading) for evidence, reading in readings.items()}
    content = [review.rating.key, review.rationale, values]
    if review.checklist:
        content.append(review.checklist)
    return commitment(json.dumps(content, sort_keys=True, ensure_ascii=True), salt=review.salt)


def _sealed_reading(reading: Mapping[str, str | int | None]) -> list[str | int | None]:
    """Reviews written before readings had a weight prove themselves as before."""
    weight = reading.get("weight")
    return [reading["stance"], reading.get("note", ""), *([] if weight is None else [weight])]
