"""Who may look after the machinery."""

from factcheck.core.decisions import ALLOW, Decision, deny


def may_look_after_jobs(user) -> Decision:
    """Only editors see and retry background work."""
    return ALLOW if user.is_admin else deny("Only editors look after background work.")
