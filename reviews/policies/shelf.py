"""Who keeps the source shelf."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny


def may_keep_shelf(user: User) -> Decision:
    """Editors pin, change and unpin; everyone of the desk reads."""
    if not user.is_admin:
        return deny("An editor keeps the source shelf.")
    return ALLOW
