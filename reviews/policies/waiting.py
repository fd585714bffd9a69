"""Who ends a wait."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Assignment


def may_resume(user: User, assignment: Assignment) -> Decision:
    """The reviewer whose work it is, or an editor. Only the reviewer decides to wait."""
    if user.is_admin or assignment.reviewer_id == user.pk:
        return ALLOW
    return deny(f"{assignment.reviewer} is waiting here, not you.")
