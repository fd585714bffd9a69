"""Who may do what with articles and claims."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny


def may_submit(user: User) -> Decision:
    """Everyone of the desk may hand in articles and have a failed one tried again."""
    if user.is_authenticated and user.is_active:
        return ALLOW
    return deny("Only people of the desk can hand in articles.")


def may_triage(user: User) -> Decision:
    """Editors decide what the desk checks; reviewers read along."""
    if user.is_authenticated and user.is_admin:
        return ALLOW
    return deny("Only editors decide what the desk checks.")


def may_enter_claim(user: User) -> Decision:
    """Everyone of the desk may propose a claim without an article."""
    if user.is_authenticated and user.is_active:
        return ALLOW
    return deny("Only people of the desk can enter claims.")


def may_keep_topics(user: User) -> Decision:
    """Editors add and rename topics; everyone of the desk uses them."""
    if user.is_authenticated and user.is_admin:
        return ALLOW
    return deny("Only editors add and rename topics.")


def may_keep_imports(user: User) -> Decision:
    """Editors say whose fact-checks are pulled, and see how that went."""
    if user.is_authenticated and user.is_admin:
        return ALLOW
    return deny("Only editors look after what is pulled from other publishers.")


def may_look_after_model(user: User) -> Decision:
    """Editors see what the desk has taught, and roll it back."""
    if user.is_authenticated and user.is_admin:
        return ALLOW
    return deny("Only editors look after what the desk has taught.")
