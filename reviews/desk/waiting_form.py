"""The form with which a reviewer sets work aside until something comes."""

from django import forms

from reviews.assignment.waiting import REASONS


class WaitForm(forms.Form):
    waiting_for = forms.ChoiceField(label="Waiting for", choices=list(REASONS.items()))
    wake_at = forms.DateTimeField(
        label="Come back to it on",
        help_text="It is back in your work then, whatever came. The due date waits with you.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
