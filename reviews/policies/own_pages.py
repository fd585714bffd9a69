"""Who changes what the desk says about itself, and its scale."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny


def may_edit_pages(user: User) -> Decision:
    """Editors."""
    if not user.is_admin:
        return deny("An editor changes what the desk says about itself.")
    return ALLOW


def may_revise_scale(user: User) -> Decision:
    """Editors."""
    if not user.is_admin:
        return deny("An editor changes the desk’s scale.")
    return ALLOW
