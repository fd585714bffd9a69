"""The forms of the team, settings and account pages. What they allow is the verbs' business."""

from django import forms

from factcheck.accounts.desk_settings import LONGEST_ABOUT, languages, time_zones
from factcheck.accounts.models import Role
from factcheck.accounts.typed import LONGEST_NAME
from factcheck.web.forms import CleanCharField


class InviteForm(forms.Form):
    name = CleanCharField(label="Name", max_length=LONGEST_NAME)
    email = CleanCharField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "off"}), max_length=254)
    role = forms.ChoiceField(label="Role", choices=[(Role.REVIEWER, "Reviewer"), (Role.ADMIN, "Editor")])


class WelcomeForm(forms.Form):
    name = CleanCharField(
        label="Your name", max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=500,
        help_text="At least twelve characters. A few words in a row are easier to keep in mind than symbols.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class AccountForm(forms.Form):
    name = CleanCharField(label="Name", max_length=LONGEST_NAME, help_text="What the desk calls you.")
    byline = CleanCharField(
        label="Byline",
        max_length=LONGEST_NAME,
        required=False,
        help_text="What readers see instead: another form of your name, or a pen name. Empty: your name.",
    )


class DeskForm(forms.Form):
    name = CleanCharField(label="Name of the desk", max_length=LONGEST_NAME)
    time_zone = forms.ChoiceField(label="Time zone", choices=lambda: [(zone, zone) for zone in time_zones()])
    language = forms.ChoiceField(label="Language", choices=languages, help_text="The language you publish in.")
    contact_email = CleanCharField(
        label="Contact address",
        required=False,
        widget=forms.EmailInput(),
        help_text="Readers report mistakes here. It stands on every public page.",
    )
    about = CleanCharField(
        label="About the desk",
        required=False,
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences for readers who have never heard of you.",
    )
