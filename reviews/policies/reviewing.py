"""Whose review it is."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Assignment


def may_review(user: User, assignment: Assignment) -> Decision:
    """Only the person asked types, submits, takes back or declines."""
    if assignment.reviewer_id != user.pk:
        return deny(f"{assignment.reviewer} was asked to check this, not you.")
    return ALLOW
