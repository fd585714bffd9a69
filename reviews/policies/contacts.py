"""Who asks the claimant, and who says who does."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Assignment, ClaimantContact, Round


def may_ask_claimant(user: User, contact: ClaimantContact) -> Decision:
    """Whoever owns the question, the lead of the claim's newest round, and editors. The refusal names nobody."""
    if user.is_admin or contact.owner_id == user.pk or is_leading(user, contact.claim_id):
        return ALLOW
    return deny("Whoever leads the check asks the claimant, or an editor does.")


def is_leading(user: User, claim_id: int) -> bool:
    """Whether the user leads the newest round of the claim, or led it and handed in."""
    return leads(claim_id).filter(reviewer=user).exists()


def leads(claim_id: int):
    """The assignment that leads the newest round, if it has one."""
    newest = Round.objects.filter(claim=claim_id).order_by("-number").values("pk")[:1]
    return Assignment.objects.live().filter(round__in=newest, is_lead=True)


def may_hand_contact_over(user: User) -> Decision:
    """Editors."""
    if not user.is_admin:
        return deny("An editor says who asks the claimant.")
    return ALLOW


def may_edit_letters(user: User) -> Decision:
    """Editors."""
    if not user.is_admin:
        return deny("An editor changes the letters of the desk.")
    return ALLOW
