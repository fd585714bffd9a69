"""Who deals with what readers object to."""

from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Complaint, PublicVerdict
from reviews.selectors.complaints import worked_on


def may_handle_complaints(user: User) -> Decision:
    """Editors: a complaint may tell who said what, and of people it endangers."""
    if user.is_authenticated and user.is_admin:
        return ALLOW
    return deny("Only editors see and answer complaints.")


def may_answer_complaint(user: User, complaint: Complaint) -> Decision:
    """An editor who had no part in the check it is about; one who had, while there is no other."""
    handles = may_handle_complaints(user)
    verdict = PublicVerdict.objects.filter(number=complaint.number).only("claim_id").first()
    if not handles or verdict is None:
        return handles
    people = worked_on(verdict.claim_id)
    if user.pk not in people or not User.objects.editors().exclude(pk__in=people).exists():
        return ALLOW
    return deny("You wrote, reviewed or signed off this check. An editor who had no part in it answers.")
