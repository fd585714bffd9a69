"""Who changes a claim under work, holds it back, and who points at what is wrong with it."""

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Hold, VerdictDraft
from reviews.policies.file import is_checking
from reviews.states import HoldKind


def may_change_claim(user: User) -> Decision:
    """Editors reword, split, merge and shelve."""
    if not user.is_admin:
        return deny("An editor changes a claim that is being checked. Raise a flag to ask for it.")
    return ALLOW


def may_place_hold(user: User) -> Decision:
    """Editors; whoever checks the claim asks for one by a flag."""
    if not user.is_admin:
        return deny("An editor holds a claim back. Raise a flag to ask for it.")
    return ALLOW


def may_release_hold(user: User, hold: Hold) -> Decision:
    """An editor; a legal hold needs another one than placed it."""
    if not user.is_admin:
        return deny("An editor releases a hold.")
    if hold.kind == HoldKind.LEGAL and hold.placed_by_id == user.pk:
        return deny("You placed this legal hold, so another editor must release it.")
    return ALLOW


def may_flag(user: User, claim: Claim) -> Decision:
    """Those who check the claim, the writer of its draft, and editors."""
    if user.is_admin or is_checking(user, claim) or VerdictDraft.objects.filter(claim=claim, writer=user).exists():
        return ALLOW
    return deny("Only those who check or write this claim raise a flag on it.")


def may_settle_flag(user: User) -> Decision:
    """Editors."""
    if not user.is_admin:
        return deny("An editor says what becomes of a flag.")
    return ALLOW
