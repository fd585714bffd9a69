"""The part of a claim's page where it is changed, held back and flagged."""

from datetime import datetime

from django import forms

from claims.models import Claim
from claims.states import TAKEN_ON, UNDER_WORK, ClaimStatus
from factcheck.accounts.models import User
from reviews.desk.changes_forms import FlagForm, HoldForm, MergeForm, RewordForm, ShelveForm
from reviews.policies.changing import may_flag
from reviews.selectors.changing import flags_on, holds_on, movable

Refused = tuple[str, forms.Form]
"""Which of the forms, and the form as it was sent."""


def changes_panel(found: Claim, user: User, *, at: datetime, refused: Refused | None = None) -> dict[str, object]:
    """What `reviews/_changes.html` needs, under the name `changes`."""
    panel = {
        "flags": flags_on(found, user),
        "holds": holds_on(found, user, at=at),
        "may_flag": found.status in UNDER_WORK and bool(may_flag(user, found)),
        "children": found.children.select_related("wording") if found.status == ClaimStatus.DIVIDED else [],
        "flag": FlagForm(),
        "opened": refused[0] if refused else "",
    }
    if user.is_admin:
        panel |= _for_editors(found)
    if refused:
        panel[refused[0]] = refused[1]
    return {"changes": panel}


def _for_editors(found: Claim) -> dict[str, object]:
    under_work = found.status in UNDER_WORK
    words = found.wording.text if found.wording else ""
    return {
        "under_work": under_work,
        "is_shelved": found.status == ClaimStatus.SHELVED,
        "may_merge": under_work or found.status == ClaimStatus.SHELVED,
        "may_hold": found.status in TAKEN_ON,
        "reword": RewordForm(initial={"text": words, "version": found.version}),
        "shelve": ShelveForm(),
        "hold": HoldForm(),
        "merge": MergeForm(people=people_of(found)),
    }


def people_of(found: Claim) -> list[tuple[int, str]]:
    """The open assignments by id, with the name of who is asked."""
    return [(one.pk, str(one.reviewer)) for one in movable(found)]
