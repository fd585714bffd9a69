"""Who changes what is published, and who gives such a change up."""

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import VerdictDraft
from reviews.policies.writing import may_write


def may_start_change(user: User, claim: Claim) -> Decision:
    """Whoever may write the claim up: editors, and those who reviewed it."""
    return may_write(user, claim)


def may_drop_change(user: User, draft: VerdictDraft) -> Decision:
    """Its writer, and editors."""
    if user.is_admin or draft.writer_id == user.pk:
        return ALLOW
    return deny("Its writer or an editor gives a change up.")
