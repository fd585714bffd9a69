"""The panel with the gate: how it stands, what an editor may let pass, and when it is published."""

from typing import Any

from django import forms
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.web.forms import CleanCharField
from reviews.desk.gate_links import link_for
from reviews.gate import GateItem, GateState, advice_on, check_gate
from reviews.models import VerdictDraft
from reviews.policies.publishing import may_override, may_schedule, may_withdraw_override
from reviews.policies.writing import may_change
from reviews.published import Published
from reviews.states import DraftStatus
from reviews.typed import LONGEST_REASON

SIGNING = ("sign_off", "two_people")  # what signing it off meets


class OverrideForm(forms.Form):
    """Which requirement is let pass, and why. The choices are the ones that may be."""

    key = forms.ChoiceField(label="What is not met")
    reason = CleanCharField(
        label="Why it may be published all the same",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_REASON}),
        help_text="The desk keeps this with your name. Readers do not see it. It counts against us.",
    )

    def __init__(self, *args: Any, items: list[GateItem], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="override-%s", **kwargs)
        self.fields["key"].choices = [(item.key, item.words) for item in items]


class ScheduleForm(forms.Form):
    """When a signed-off text is published."""

    publish_at = forms.DateTimeField(
        label="Publish at",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="In the desk's time. The gate is looked at once more then.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="schedule-%s", **kwargs)


def gate_panel(draft: VerdictDraft, seen: Published, user: User) -> dict[str, Any]:
    """What the panel shows."""
    items = check_gate(draft, seen=seen, at=timezone.now())
    lines = _lines(draft, items, user)
    return {
        "open_items": [line for line in lines if line["state"] != GateState.MET],
        "met_items": [line for line in lines if line["state"] == GateState.MET],
        "missing": sum(item.blocks for item in items),
        "may_publish_at_once": not any(item.blocks for item in items if item.key not in SIGNING),
        "asks_for_intent": any(item.key == "intent" and item.state != GateState.MET for item in items),
        "advice": advice_on(draft, seen=seen),
        **_deciding(draft, items, user),
        **_timing(draft, user),
    }


def _lines(draft: VerdictDraft, items: list[GateItem], user: User) -> list[dict[str, Any]]:
    """Each requirement as parts/gate.html shows it, with the way to where it is met."""
    writes = not draft.is_over and bool(may_change(user, draft))
    shown = ("key", "state", "words", "detail", "criteria", "override")
    return [
        {name: getattr(item, name) for name in shown} | {"url": link_for(item.key, draft, writes=writes)}
        for item in items
    ]


def _deciding(draft: VerdictDraft, items: list[GateItem], user: User) -> dict[str, Any]:
    negotiable = [item for item in items if item.blocks and item.overridable]
    decides = bool(negotiable) and not draft.is_over and bool(may_override(user, draft))
    withdraws = not draft.is_over and bool(may_withdraw_override(user))
    return {"override_form": OverrideForm(items=negotiable) if decides else None, "may_withdraw": withdraws}


def _timing(draft: VerdictDraft, user: User) -> dict[str, Any]:
    schedules = draft.status == DraftStatus.SIGNED_OFF and bool(may_schedule(user))
    start = {"publish_at": draft.embargo_until}
    return {
        "may_schedule": bool(may_schedule(user)),
        "schedule_form": ScheduleForm(initial=start) if schedules else None,
    }
