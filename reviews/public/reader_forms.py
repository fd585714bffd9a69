"""Forms that anybody may send us: an error in something published, something to check."""

import re
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.tips.typed import LONGEST_PLACE, LONGEST_WHY, LONGEST_WORDS
from factcheck.core.addresses import problem_with_address
from factcheck.readers.forms import ReaderForm, ReaderLine, ReaderText
from factcheck.readers.models import Sender
from reviews.complaints.typed import LONGEST_COMPLAINT
from reviews.selectors.complaints import sent_by, verdict_numbered
from reviews.states import AskedBy, ComplaintKind

CHECK = re.compile(r"(?:.*/verdicts/)?(\d{1,9})(?:[-/].*)?")
KINDS = {
    ComplaintKind.ERROR: _("Something is wrong"),
    ComplaintKind.REPLY: _("I want to reply: this is about me"),
    ComplaintKind.PERSONAL_DATA: _("It shows personal data"),
    ComplaintKind.COPYRIGHT: _("It uses what is mine"),
    ComplaintKind.LEGAL: _("A legal matter"),
    ComplaintKind.SAFETY: _("It endangers somebody"),
}
WRITES_AS = {
    AskedBy.READER: _("A reader"),
    AskedBy.CLAIMANT: _("The person or organisation whose claim it is"),
    AskedBy.CONCERNED: _("Somebody the check is about"),
    AskedBy.SOURCE: _("A source"),
    AskedBy.EXPERT: _("An expert in the field"),
    AskedBy.JOURNALIST: _("Another newsroom"),
    AskedBy.AUTHORITY: _("A court or an authority"),
}


def large(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class ReportForm(ReaderForm):
    """What is wrong with something we published."""

    name_of_form = "report"

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        initial=ComplaintKind.ERROR.value,
        widget=forms.RadioSelect,
    )
    text = ReaderText(
        label=_("What should we know?"),
        max_length=LONGEST_COMPLAINT,
        help_text=_("What is wrong, how you know, and where we can see it."),
        widget=large(8),
    )
    check = forms.CharField(
        label=_("Which check?"),
        required=False,
        max_length=500,
        help_text=_("Its number or its address. Leave it empty if it is about something else."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "autocomplete": "off"}),
    )
    writes_as = forms.ChoiceField(
        label=_("You write as"), choices=[(who.value, words) for who, words in WRITES_AS.items()]
    )
    revision = forms.IntegerField(required=False, min_value=1, max_value=30_000, widget=forms.HiddenInput)

    def clean_check(self) -> int | None:
        said = self.cleaned_data["check"]
        if not said:
            return None
        found = CHECK.fullmatch(said)
        if found is None or verdict_numbered(int(found[1])) is None:
            raise ValidationError(_("We have published no check under this number or address."), code="does_not_exist")
        return int(found[1])

    def was_sent_by(self, sender: Sender) -> bool:
        """Whether this sender sent just this."""
        sent = sent_by(sender)
        typed = (self.cleaned_data["text"], self.cleaned_data["check"], self.cleaned_data["kind"])
        return sent is not None and (sent.text, sent.number, sent.kind) == typed

    def told(self) -> dict[str, object]:
        """What `receive_complaint` takes."""
        return {name: self.cleaned_data[name] for name in ("kind", "text", "check", "writes_as", "revision")}


class SuggestForm(ReaderForm):
    """Something to check: words, an address, or both. `sure`: what we have already is not it."""

    name_of_form = "suggest"

    words = ReaderText(
        label=_("What was said?"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=_("The exact words, if you have them."),
        widget=large(4),
    )
    url = forms.CharField(
        label=_("Where does it stand?"),
        required=False,
        max_length=2_000,
        help_text=_("The address of a page, beginning with https:// or http://."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "autocomplete": "off"}),
    )
    seen_where = ReaderLine(
        label=_("Where else have you seen or heard it?"),
        required=False,
        max_length=LONGEST_PLACE,
        help_text=_("A chat group, a channel, a leaflet, a speech."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    why = ReaderText(label=_("Why does it matter?"), required=False, max_length=LONGEST_WHY, widget=large(2))
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if url and problem_with_address(url):
            words = _("This is not a complete web address. Copy it again, or leave it out.")
            raise ValidationError(words, code="url_not_allowed")
        return url

    def clean(self) -> dict[str, object]:
        typed = super().clean()
        if not typed.get("words") and not typed.get("url") and not {"words", "url"} & set(self.errors):
            words = _("Write what was said, or give the address where it stands.")
            self.add_error("words", ValidationError(words, code="required"))
        return typed

    def be_sure(self) -> None:
        """The next time it is sent, it is sent."""
        self._put("sure", "1")

    def was_sent_by(self, sender: Sender) -> bool:
        sent = sender.tips.first()
        return sent is not None and (sent.words, sent.url) == (self.cleaned_data["words"], self.cleaned_data["url"])

    def told(self) -> dict[str, object]:
        """What `receive_tip` takes."""
        return {name: self.cleaned_data[name] for name in ("words", "url", "seen_where", "why")}


def new_report(*, check: str, at: datetime) -> ReportForm:
    """An empty form, about the check a page led from."""
    found = CHECK.fullmatch(check[:500])
    verdict = verdict_numbered(int(found[1])) if found else None
    about = {"check": verdict.number, "revision": verdict.current.number} if verdict is not None else {}
    return ReportForm(at=at, initial=about)
