"""What editors and reviewers type to change a claim, to hold it back, to raise a flag."""

from django import forms

from claims.states import ShelveReason
from factcheck.web.forms import CleanCharField
from reviews.changing.flags import SIDE_DOOR
from reviews.changing.splitting import MOST
from reviews.states import FlagKind, FlagOutcome, HoldKind


def _moment(label: str, help_text: str) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=False, help_text=help_text, widget=widget)


class PanelForm(forms.Form):
    """One of several forms on a page, whose fields are told apart by its name."""

    def __init__(self, *args, **kwargs):
        name = type(self).__name__.removesuffix("Form").lower()
        super().__init__(*args, **{"auto_id": f"{name}-%s", **kwargs})


class RewordForm(PanelForm):
    text = CleanCharField(label="The claim in words", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    kind = forms.ChoiceField(
        label="What changed",
        choices=[
            ("spelling", "Spelling only: reviews stand"),
            ("meaning", "Meaning changed: the round is closed unread and a new one opens"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    because = CleanCharField(label="Why", max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ShelveForm(PanelForm):
    because = forms.ChoiceField(label="Why", choices=ShelveReason.choices, widget=forms.RadioSelect, required=False)
    note = CleanCharField(label="What happened, in a sentence", max_length=300, required=False)
    wake_at = _moment("Look again on", "Editors are told that day. The claim stays shelved until one takes it up.")


class HoldForm(PanelForm):
    kind = forms.ChoiceField(label="Kind", choices=HoldKind.choices, required=False)
    reason = CleanCharField(label="Why", max_length=500, required=False)
    until = _moment("Until", "You are told that day. It stands until somebody releases it.")


class MergeForm(PanelForm):
    canonical = forms.IntegerField(label="Number of the claim that stays", min_value=1, max_value=2**63 - 1)
    because = CleanCharField(label="Why they are one", max_length=500, required=False)
    move = forms.TypedMultipleChoiceField(
        label="Who goes on there", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, people: list[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["move"].choices = people


class FlagForm(PanelForm):
    kind = forms.ChoiceField(label="What is wrong", choices=FlagKind.choices, widget=forms.RadioSelect, required=False)
    note = CleanCharField(label="What an editor should know", max_length=500, required=False, help_text=SIDE_DOOR)


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(choices=FlagOutcome.choices, required=False)


class SplitForm(forms.Form):
    """`part` up to six times, `follow-<assignment>` for each person: the number of a part, or nothing."""

    because = CleanCharField(label="Why", max_length=500, required=False)
    parts = CleanCharField(required=False)  # where refusals of `part` are shown
    follows = CleanCharField(required=False)  # and of `follow-…`

    def typed_parts(self) -> list[str]:
        return self.data.getlist("part")[:MOST] if self.is_bound else []

    def kept_parts(self) -> list[str]:
        """Those with words in them."""
        return [part for part in self.typed_parts() if part.strip()]

    def chosen(self) -> dict[int, int]:
        """{assignment: place among the kept parts}; −1 where the part chosen is empty."""
        places = [place for place, part in enumerate(self.typed_parts()) if part.strip()]
        found = {}
        for name, value in self.data.items():
            field, _, number = name.partition("-")
            if field == "follow" and _is_number(number) and _is_number(value):
                found[int(number)] = places.index(int(value)) if int(value) in places else -1
        return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
