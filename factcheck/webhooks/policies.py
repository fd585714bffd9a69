"""Who may look after the programs that are told what happens here."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny


def may_keep_receivers(user: User) -> Decision:
    """Making, changing, trying, replaying and ending them."""
    return ALLOW if user.is_admin else deny("Only editors look after webhooks.")
