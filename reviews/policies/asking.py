"""Who may ask whom to check a claim."""

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Assignment, DeclaredInterest, Round


def may_assign(user: User) -> Decision:
    """Editors decide who checks what."""
    if not user.is_admin:
        return deny("An editor decides who checks a claim.")
    return ALLOW


def may_be_asked(person: User, claim: Claim, round: Round | None) -> Decision:
    """Whether the desk may ask this person: the account is open, no interest stands in the way, not asked already."""
    if not person.is_active:
        return deny(f"{person}'s account is closed.")
    if round is not None and Assignment.objects.live().filter(round=round, reviewer=person).exists():
        return deny(f"{person} is already asked to check this claim.")
    if has_conflict(person, claim):
        # Others see that there is a conflict, never which.
        return deny(f"{person} has declared a conflict of interest.")
    return ALLOW


def has_conflict(person: User, claim: Claim) -> bool:
    """Whether a declared interest names the claimant or the topic."""
    names = [str(named) for named in (claim.claimant, claim.topic) if named is not None]
    interests = DeclaredInterest.objects.filter(reviewer__user=person)
    return any(interests.filter(name__iexact=name).exists() for name in names)
