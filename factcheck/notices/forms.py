"""The form of the mail page."""

from django import forms

from factcheck.notices.choosing import choices_of


class MailForm(forms.Form):
    by_mail = forms.MultipleChoiceField(
        label="By mail",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Everything is told on the Notices page too, whatever you choose here.",
        error_messages={"invalid_choice": "There is no such kind of notice."},
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        choices = choices_of(person)
        self.fields["by_mail"].choices = [(kind.name, kind.words) for kind, _ in choices]
        self.initial["by_mail"] = [kind.name for kind, wanted in choices if wanted]
