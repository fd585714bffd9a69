"""Who decides what follows when something happened to a source of a published verdict."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny


def may_decide_recheck(user: User) -> Decision:
    """Editors decide, and say when it is done; the whole desk reads."""
    return ALLOW if user.is_admin else deny("An editor decides what follows for the published page.")
