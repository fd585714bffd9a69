"""Who looks after a person's profile as a reviewer."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Level


def may_change_profile(user: User, person: User) -> Decision:
    """Languages, working days, absences, topics: one's own, or an editor's to look after."""
    if user.is_admin or user.pk == person.pk:
        return ALLOW
    return deny(f"Only {person} or an editor changes this.")


def may_set_capacity(user: User) -> Decision:
    """How much somebody carries is agreed with an editor."""
    return ALLOW if user.is_admin else deny("An editor sets how much you carry. Ask one to change it.")


def may_give_level(user: User, level: str) -> Decision:
    """Anyone may learn a topic or leave it; who is able or expert leads and settles, so an editor says it."""
    if user.is_admin or level in ("", Level.LEARNING):
        return ALLOW
    return deny("You may add a topic you want to learn, or leave one. An editor says who is able or expert.")
