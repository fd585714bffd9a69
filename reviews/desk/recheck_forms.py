"""What an editor types when something happened to a source of a published page."""

from django import forms

from factcheck.web.forms import CleanCharField
from reviews.typed import LONGEST_REASON


class DecideForm(forms.Form):
    """The way is a button, so the reason comes first. Whether they will do is the verb's to say."""

    because = CleanCharField(
        label="Why",
        help_text="The desk reads this, readers do not.",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decision = CleanCharField(required=False, max_length=20, widget=forms.HiddenInput)


class RenewForm(DecideForm):
    """Of a finding that was to be looked at again."""

    outdated_after = forms.DateField(
        label="If you keep it: may be outdated after",
        help_text="From then on readers are told so, and it is looked at again. Empty: not again.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class FinishForm(forms.Form):
    """What was done about it."""

    because = CleanCharField(
        label="What was done",
        help_text="The desk reads this, readers do not: they read the change, if one was published.",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
