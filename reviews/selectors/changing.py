"""What stands beside a claim: flags and holds, as somebody may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.models import Claim
from factcheck.accounts.models import User
from reviews.models import Assignment, Flag, Hold, Round
from reviews.policies.changing import may_release_hold
from reviews.selectors.file import is_sealed
from reviews.states import RoundStatus


@dataclass(frozen=True)
class Raised:
    """A flag. While a round is sealed, reviewers do not learn who else works on it."""

    flag: Flag
    by: str
    is_own: bool


@dataclass(frozen=True)
class Standing:
    """A hold that was not released."""

    hold: Hold
    has_run_out: bool
    may_release: bool
    why_not: str


def flags_on(claim: Claim, user: User) -> list[Raised]:
    """What was raised and not settled, the oldest first."""
    rows = Flag.objects.visible_to(user).standing().filter(claim=claim).select_related("raised_by")
    hides = is_sealed(claim) and not user.is_admin
    return [raised(flag, user, hides=hides) for flag in rows.order_by("pk")]


def raised(flag: Flag, user: User, *, hides: bool) -> Raised:
    own = flag.raised_by_id == user.pk
    name = "you" if own else "a colleague" if hides else str(flag.raised_by)
    return Raised(flag, name, own)


def holds_on(claim: Claim, user: User, *, at: datetime) -> list[Standing]:
    """What holds it back, the newest first."""
    rows = Hold.objects.visible_to(user).standing().filter(claim=claim).select_related("placed_by")
    return [standing(hold, user, at=at) for hold in rows]


def standing(hold: Hold, user: User, *, at: datetime) -> Standing:
    decision = may_release_hold(user, hold)
    return Standing(hold, hold.has_run_out(at), bool(decision), decision.reason)


def movable(claim: Claim) -> Sequence[Assignment]:
    """Assignments of the open round, for the editor who says where they go."""
    opened = Round.objects.filter(claim=claim, status=RoundStatus.OPEN)
    rows = Assignment.objects.live().filter(round__in=opened).select_related("reviewer")
    return list(rows.order_by("-is_lead", "pk"))
