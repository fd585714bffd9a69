"""Who takes something from readers: one editor asks, another agrees."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Removal


def may_ask_removal(user: User) -> Decision:
    """Editors."""
    return ALLOW if user.is_admin else deny("An editor asks for that.")


def may_agree_to_removal(user: User, removal: Removal) -> Decision:
    """Any editor but the one who asked for it, as long as that one is an editor too: two decide."""
    if not user.is_admin:
        return deny("An editor decides that.")
    if removal.asked_by_id == user.pk:
        return deny("You asked for this, so another editor must agree to it.")
    if not removal.asked_by.is_admin:
        return deny("Whoever asked for this is no longer an editor. Do not agree; ask for it anew.")
    return ALLOW


def may_refuse_removal(user: User) -> Decision:
    """Any editor, also the one who asked for it and thinks better of it."""
    return ALLOW if user.is_admin else deny("An editor decides that.")
