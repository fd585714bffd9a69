"""The forms of the webhooks pages."""

from django import forms

from factcheck.web.forms import CleanCharField
from factcheck.webhooks.models import Receiver
from factcheck.webhooks.receivers import LONGEST_URL
from factcheck.webhooks.registry import KINDS


class ReceiverForm(forms.Form):
    name = CleanCharField(label="Name", help_text="What the desk calls it.", strip=False)
    url = CleanCharField(
        label="Address",
        help_text="Where messages are sent, beginning with https://. It must be reachable from here.",
        max_length=LONGEST_URL,
        widget=forms.URLInput,
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
    )
    also_delivered = forms.BooleanField(label="Also what arrived", required=False)
