"""Assigning many claims at once: each by itself, so that one that cannot be assigned does not hold up the others."""

from dataclasses import dataclass
from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import DomainError, Invalid
from reviews.assignment.by_hand import assign_claim, find_people
from reviews.models import Round
from reviews.policies.asking import may_assign

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Refused:
    """A claim that stayed as it was, and why. `code` and `reason` are those of the refusal."""

    claim_id: int
    code: str
    reason: str


@dataclass(frozen=True)
class Batch:
    """What became of many claims: the rounds with new people in them, and the refusals, each in the order asked."""

    done: list[Round]
    refused: list[Refused]


def assign_many(
    *,
    claim_ids: list[int],
    reviewer_ids: list[int],
    due_at: datetime | None,
    by: User,
    at: datetime,
    plan_key: str | None = None,
    note: str = "",
    override: str = "",
) -> Batch:
    """Ask the same people to check each of these claims, each in a transaction of its own.

    Raises `NotAllowed` for anyone but an editor and `Invalid` on `claims` or `reviewers`, before anything is assigned.
    """
    may_assign(by).or_refuse()
    claim_ids = list(dict.fromkeys(claim_ids))
    if not claim_ids:
        raise Invalid.field("claims", "claims_missing", "Mark at least one claim.")
    if len(claim_ids) > MOST_AT_ONCE:
        raise Invalid.field("claims", "too_many", f"At most {MOST_AT_ONCE} claims at once.")
    find_people(reviewer_ids)
    batch = Batch([], [])
    for claim_id in claim_ids:
        try:
            done = assign_claim(
                claim_id=claim_id,
                reviewer_ids=reviewer_ids,
                due_at=due_at,
                by=by,
                at=at,
                plan_key=plan_key,
                note=note,
                override=override,
            )
        except DomainError as refusal:
            batch.refused.append(_refused(claim_id, refusal))
        else:
            batch.done.append(done)
    return batch


def _refused(claim_id: int, refusal: DomainError) -> Refused:
    if refusal.errors:
        fault = refusal.errors[0]
        return Refused(claim_id, fault.code, fault.detail)
    return Refused(claim_id, refusal.code, refusal.detail)
