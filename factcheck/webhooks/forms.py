"""The forms of the webhooks pages."""

from django import forms

from factcheck.web.forms import CleanCharField
from factcheck.webhooks.models import Receiver
from factcheck.webhooks.receivers import LONGEST_URL
from factcheck.webhooks.registry import KINDS

NO_NAME = "Give the webhook a name."


class ReceiverForm(forms.Form):
    name = CleanCharField(
        label="Name", help_text="What the desk calls it.", strip=False, error_messages={"required": NO_NAME}
    )
    url = CleanCharField(
        label="Address",
        help_text="Where messages are sent. With http:// everybody on the way could read and change them: prefer https://.",
        max_length=LONGEST_URL,
        widget=forms.URLInput,
        error_messages={"required": "Give the address that messages are sent to."},
    )
    kinds = forms.MultipleChoiceField(
        label="Tell it when",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one thing to tell it of.",
            "invalid_choice": "There is no such kind of event.",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind.name, kind.words) for kind in KINDS.values()]

    @staticmethod
    def initial_of(receiver: Receiver) -> dict[str, object]:
        return {"name": receiver.name, "url": receiver.url, "kinds": receiver.kinds, "version": receiver.version}


class ChangeForm(ReceiverForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReplayForm(forms.Form):
    since = forms.DateTimeField(
        label="Everything that happened since",
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text="In the desk’s time zone.",
        error_messages={
            "required": "Say since when.",
            "invalid": "Give a date and a time, such as 2026-05-04 09:30.",
        },
    )
    also_delivered = forms.BooleanField(label="Also what arrived", required=False)
