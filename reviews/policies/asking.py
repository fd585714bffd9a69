"""Who may ask whom to check a claim."""

from collections.abc import Iterable
from typing import Protocol

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny


class Standing(Protocol):
    """What stands between a person and a claim: see assignment.eligibility, where the rules are."""

    sentence: str
    may_override: bool


def may_assign(user: User) -> Decision:
    """Editors decide who checks what."""
    if not user.is_admin:
        return deny("An editor decides who checks a claim.")
    return ALLOW


def may_be_asked(obstacles: Iterable[Standing], *, override: str = "") -> Decision:
    """Whether the desk may ask somebody in spite of these: language, topic and load give way to a reason, no other."""
    for obstacle in obstacles:
        if not obstacle.may_override:
            return deny(obstacle.sentence)
        if not override:
            return deny(f"{obstacle.sentence} To ask all the same, say why.")
    return ALLOW
