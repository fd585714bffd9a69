"""The forms of the team, settings and account pages. What they allow is the verbs' business."""

from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from factcheck.accounts.desk_settings import BANDS, LONGEST_ABOUT, MOST_COMPLAINT_DAYS, languages, time_zones
from factcheck.accounts.models import Role
from factcheck.accounts.scopes import MEANINGS
from factcheck.accounts.tokens import LONGEST_NAME as LONGEST_TOKEN_NAME
from factcheck.accounts.tokens import lifetimes
from factcheck.accounts.typed import LONGEST_NAME
from factcheck.web.forms import CleanCharField
from factcheck.web.languages import FIRST, own_name_of


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


class TokenForm(forms.Form):
    name = CleanCharField(
        label="Name",
        max_length=LONGEST_TOKEN_NAME,
        help_text="What uses it, and where: “Election dashboard, office server”.",
        error_messages={"required": "Give the token a name."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="What it may do",
        choices=[(scope.value, f"{scope.label}: {meaning}") for scope, meaning in MEANINGS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text="No more than its script needs, and never more than you may do yourself.",
        error_messages={"required": "Choose at least one thing the token may do."},
    )
    days = forms.TypedChoiceField(
        label="Ends after",
        choices=lambda: [(days, f"{days} days") for days in lifetimes()],
        coerce=int,
        error_messages={"required": "Choose when the token ends."},
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


class ReadersForm(forms.Form):
    """What concerns readers beside the desk's name."""

    languages = forms.MultipleChoiceField(
        label="Public pages also in",
        choices=lambda: [(code, own_name_of(code)) for code in settings.PUBLIC_LANGUAGES if code != FIRST],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The words around your texts. What you write stays in the language you write it in.",
    )
    complaint_days = forms.IntegerField(
        label="A complaint is answered within",
        widget=forms.NumberInput(attrs={"min": 1, "max": MOST_COMPLAINT_DAYS}),
        help_text="Working days. Whoever complains is told the day.",
    )
    complaints_to = CleanCharField(
        label="Whom readers may complain to about you",
        required=False,
        max_length=LONGEST_NAME,
        help_text="Such as the network whose code you signed, or your press council.",
    )
    complaints_url = CleanCharField(label="Their address on the web", required=False, max_length=500)
    licence_name = CleanCharField(
        label="Licence of what you publish",
        required=False,
        max_length=LONGEST_NAME,
        help_text="Under which others may use your checks as data. Leave it empty to allow nothing in advance.",
    )
    licence_url = CleanCharField(label="Where the licence can be read", required=False, max_length=500)


WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class DatesField(CleanCharField):
    """Dates, one on each line. Code: not_a_date."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=10_000, **kwargs)

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else "\n".join(day.isoformat() for day in value)

    def clean(self, value):
        return [_as_date(line) for line in super().clean(value).split()]


def _as_date(line: str) -> date:
    try:
        return date.fromisoformat(line)
    except ValueError:
        wrong = f"“{line[:20]}” is not a date. Write year, month and day like this: 2026-12-25."
        raise ValidationError(wrong, code="not_a_date") from None


def hours_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, widget=forms.NumberInput(attrs={"min": 1, "max": 2000}))


class CalendarForm(forms.Form):
    """When the desk works. `values()` is what the verb takes."""

    working_days = forms.TypedMultipleChoiceField(
        label="Working days",
        choices=list(enumerate(WEEK)),
        coerce=int,
        required=False,  # the verb refuses none
        widget=forms.CheckboxSelectMultiple,
    )
    day_starts = forms.TimeField(label="The day starts", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    day_ends = forms.TimeField(label="The day ends", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    holidays = DatesField(label="Holidays", help_text="One date on each line, such as 2026-12-25.")
    urgent = hours_field("Urgent claims")
    soon = hours_field("Claims wanted soon")
    usual = hours_field("All others")

    @staticmethod
    def initial_of(desk) -> dict[str, object]:
        """What the form shows of a desk."""
        plain = ("working_days", "day_starts", "day_ends", "holidays")
        return {**{name: getattr(desk, name) for name in plain}, **{band: desk.due_hours.get(band) for band in BANDS}}

    def values(self) -> dict[str, object]:
        values = dict(self.cleaned_data)
        return {"due_hours": {band: values.pop(band) for band in BANDS}, **values}
