"""Who adds to a claim's file and who takes out of it."""

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Assignment, Evidence, Round, VerdictDraft


def may_link_evidence(user: User, claim: Claim) -> Decision:
    """Those who check the claim, the writer of its draft, and editors."""
    if user.is_admin or is_checking(user, claim) or VerdictDraft.objects.filter(claim=claim, writer=user).exists():
        return ALLOW
    return deny("Only those who check or write this claim add to its file. Ask an editor to assign you.")


def is_checking(user: User, claim: Claim) -> bool:
    """Whether the user is asked in the claim's newest round, or was and handed in."""
    newest = Round.objects.filter(claim=claim).order_by("-number").values("pk")[:1]
    return Assignment.objects.live().filter(round__in=newest, reviewer=user).exists()


def may_remove_evidence(user: User, evidence: Evidence) -> Decision:
    """Whoever added it, or an editor."""
    if user.is_admin or evidence.added_by_id == user.pk:
        return ALLOW
    return deny("Only whoever added it, or an editor, takes it out of the file.")
