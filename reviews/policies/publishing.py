"""Who publishes although something is not met, and who says when."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import VerdictDraft
from reviews.policies.writing import has_reviewed


def may_override(user: User, draft: VerdictDraft) -> Decision:
    """An editor who neither wrote the text nor reviewed the claim: nobody waives a requirement for their own work."""
    if not user.is_admin:
        return deny("An editor decides on that.")
    if draft.writer_id == user.pk or user.pk in draft.earlier_writers:
        return deny("You wrote at this text, so another editor decides on that.")
    if has_reviewed(user, draft.claim):
        return deny("You reviewed this claim, so another editor decides on that.")
    return ALLOW


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
