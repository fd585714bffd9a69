"""Who publishes although something is not met, and who says when."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import VerdictDraft
from reviews.policies.writing import had_no_part


def may_override(user: User, draft: VerdictDraft) -> Decision:
    """An editor who neither wrote the text nor reviewed the claim: nobody waives a requirement for their own work."""
    if not user.is_admin:
        return deny("An editor decides on that.")
    return had_no_part(user, draft, so="another editor decides on that")


def may_withdraw_override(user: User) -> Decision:
    """Editors: asking for more is never held against anybody."""
    if not user.is_admin:
        return deny("An editor decides on that.")
    return ALLOW


def may_schedule(user: User) -> Decision:
    """Editors."""
    if not user.is_admin:
        return deny("An editor says when it is published.")
    return ALLOW
