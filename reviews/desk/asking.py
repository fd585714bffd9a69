"""What the claim page shows of asking people: whom, what stands in the way, and the claim's place in the queue."""

from collections.abc import Sequence

from django.utils import timezone

from claims.models import Claim
from claims.priorities import QUEUED, explain_priority
from factcheck.accounts.models import User
from reviews.assignment.people import loads, whom_to_ask
from reviews.desk.assign_forms import AssignForm, BoostForm, DueForm, ReachForm, ReassignForm
from reviews.models import ReviewPlan, Round
from reviews.selectors.moves import can_assign
from reviews.states import RoundStatus


def panel(
    user: User,
    claim: Claim,
    rounds: Sequence[Round],
    *,
    assign_form: AssignForm | None = None,
    boost_form: BoostForm | None = None,
    reach_form: ReachForm | None = None,
    change_form: DueForm | ReassignForm | None = None,
) -> dict[str, object]:
    """The context of the panels on asking, for an editor; of a claim's place in the queue, for everybody.

    The forms are those that were refused, so that what was typed stays.
    """
    at = timezone.localtime()
    place = {"priority_parts": list(explain_priority(claim, at=at)), "in_queue": claim.status in QUEUED}
    if not user.is_admin:
        return place
    boost = boost_form or BoostForm(initial={"points": claim.boost, "because": claim.boost_because})
    reach = reach_form or ReachForm(initial={"people": claim.reach})
    asking = {"boost_form": boost, "reach_form": reach, "change_form": change_form}
    newest = rounds[0] if rounds else None
    if not can_assign(claim, newest):
        return {**place, **asking, "others": loads(at=at) if newest is not None else []}
    under_way = newest if newest is not None and newest.status == RoundStatus.OPEN else None
    people = whom_to_ask(claim, under_way, at=at)
    return {
        **place,
        **asking,
        "others": people,
        "people": people,
        "plans": [under_way.plan] if under_way else ReviewPlan.objects.all(),
        "under_way": under_way,
        "assign_form": assign_form or AssignForm.fresh(claim, at=at),
    }
