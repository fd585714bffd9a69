"""What forms for readers have in common: who writes, the token, the trap; texts as people mean them."""

import re
import unicodedata
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from factcheck.core.text import as_stored, is_blank
from factcheck.readers import guard
from factcheck.readers.guard import Fault
from factcheck.readers.sending import Writer

KEPT = frozenset("\n\t")
# As letters to claimants have it: quoted and accented mailbox names are where lists, comments and headers hide.
MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
SAID = {
    Fault.FORGED: _("This page had lost its stamp. It has a new one now: wait a moment, then send it once more."),
    Fault.TOO_FAST: _("That was quicker than anybody can type, so it looked like a machine. Send it once more."),
    Fault.TOO_OLD: _("This page was open for more than a day. Nothing is lost: send it once more."),
}
SENT_BEFORE = _("You have sent this page already, with other words. To send these too, send it once more.")
ENOUGH = _("Much has come from where you are within the hour. Keep this page open and send it again later.")


class ReaderText(forms.CharField):
    """A text of several lines, without control characters."""

    widget = forms.Textarea

    def to_python(self, value):
        """Line ends are one character here, as browsers count them."""
        text = as_stored(super().to_python(value) or "")
        kept = "".join(sign for sign in text if sign in KEPT or unicodedata.category(sign) != "Cc" or sign == "\x00")
        return "" if is_blank(kept) and "\x00" not in kept else kept.strip()


class ReaderLine(ReaderText):
    """The same on one line."""

    widget = forms.TextInput

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class ReaderForm(forms.Form):
    """A form without a session. Sending the page is told apart by its token; see `guard`."""

    name_of_form = ""

    name = ReaderLine(
        label=_("Your name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Only to write to you about this. Without it you find the answer on a page of your own."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )
    website = forms.CharField(  # people do not see it
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    token = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, *args, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at
        self.token: guard.Token | None = None
        self.initial.setdefault("token", guard.issue(self.name_of_form, at=at))

    def clean_email(self) -> str:
        address = self.cleaned_data["email"]
        name, _, domain = address.rpartition("@")
        if address and not (MAILBOX.fullmatch(name) and _is_domain(domain)):
            raise ValidationError(validate_email.message, code="invalid_email")
        return address

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty: it is there to catch machines."), code="not_empty")
        return ""

    def clean(self) -> dict[str, object]:
        if set(self.data) - set(self.fields) or self.files:
            self.add_error(None, ValidationError(_("Something was sent that this form does not ask."), "unknown_field"))
        self._read_token()
        return self.cleaned_data

    def _read_token(self) -> None:
        self.token, fault = guard.read(self.data.get("token", ""), self.name_of_form, at=self.at)
        if fault is None:
            return
        self.add_error(None, ValidationError(SAID[fault], code=fault.value))
        if fault != Fault.TOO_FAST:
            # Whoever sends back what we once signed had time enough.
            again = guard.issue if fault == Fault.FORGED else guard.issue_again
            self._put("token", again(self.name_of_form, at=self.at))

    def was_sent_before(self) -> None:
        """Say so, and let it be sent as another message."""
        self.add_error(None, ValidationError(SENT_BEFORE, code="sent_already"))
        self._put("token", guard.issue_again(self.name_of_form, at=self.at))

    def had_enough(self) -> None:
        """Say that this is more than we take within the hour."""
        self.add_error(None, ValidationError(ENOUGH, code="too_many_requests"))

    def _put(self, field: str, value: str) -> None:
        self.data = self.data.copy()
        self.data[field] = value

    def writer(self, *, language: str, address_hash: str) -> Writer:
        """Who sends it, once the form is valid."""
        typed = self.cleaned_data
        return Writer(self.token.code, typed["name"], typed["email"], language, address_hash)


def _is_domain(domain: str) -> bool:
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return not domain.startswith("[")
