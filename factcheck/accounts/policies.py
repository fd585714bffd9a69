"""Who may look after people and the desk."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny


def may_manage_people(user: User) -> Decision:
    """Inviting, roles, deactivating, helping with sign-in."""
    return ALLOW if user.is_admin else deny("Only editors manage the people of the desk.")


def may_change_membership(user: User, person: User) -> Decision:
    """One's own role and membership are another editor's to change, so that nobody locks the desk by mistake."""
    if user.pk == person.pk:
        return deny("Ask another editor to change your own role or membership.")
    return may_manage_people(user)


def may_change_desk(user: User) -> Decision:
    """The desk's name, time zone and contact."""
    return ALLOW if user.is_admin else deny("Only editors change the desk's settings.")
