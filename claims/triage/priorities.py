"""An editor's hand on the queue: moving a claim up or down, and noting how many people it has reached."""

from datetime import datetime

from claims.models import Claim
from claims.policies import may_triage
from claims.priorities import MOST_BOOST, QUEUED, reprioritise
from claims.triage import typed
from claims.triage.locking import lock_claim
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition
from factcheck.ledger import acts as ledger

MOST_REACH = 2_000_000_000


def boost_claim(*, claim_id: int, points: int, because: str, by: User, at: datetime) -> Claim:
    """Move a claim up in the queue, or down with negative points; what was added before is replaced.

    Raises `NotAllowed`, `Invalid` on `points` (at most 2,000 either way) or `because`, `InvalidTransition` when the
    claim waits for nobody.
    """
    may_triage(by).or_refuse()
    if not -MOST_BOOST <= points <= MOST_BOOST:
        raise Invalid.field("points", "out_of_range", f"Between −{MOST_BOOST:,} and {MOST_BOOST:,} points.")
    reason = typed.note(because, field="because")
    if not reason and points:
        raise Invalid.field("because", "reason_missing", "Say why, in a few words.")
    with ledger.act("boost", by=by, at=at, points=points) as act:
        claim = _lock_queued(claim_id, by=by)
        act.about(claim)
        claim.boost, claim.boost_because = points, reason
        claim.save(update_fields=["boost", "boost_because"])
        reprioritise(claim)
    return claim


def set_reach(*, claim_id: int, people: int | None, by: User, at: datetime) -> Claim:
    """Note how many people have seen the claim, as far as the desk knows; None: not known.

    Raises `NotAllowed`, `Invalid` on `people`, `InvalidTransition` when the claim waits for nobody.
    """
    may_triage(by).or_refuse()
    if people is not None and not 0 <= people <= MOST_REACH:
        raise Invalid.field("people", "out_of_range", f"A number of people up to {MOST_REACH:,}.")
    with ledger.act("set_reach", by=by, at=at) as act:
        claim = _lock_queued(claim_id, by=by)
        act.about(claim)
        claim.reach = people
        claim.save(update_fields=["reach"])
        reprioritise(claim)
    return claim


def _lock_queued(claim_id: int, *, by: User) -> Claim:
    claim = lock_claim(claim_id, by=by)
    if claim.status not in QUEUED:
        said = claim.get_status_display().lower()
        raise InvalidTransition(f"This claim does not wait in the queue: it is {said}.")
    return claim
