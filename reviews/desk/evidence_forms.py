"""What people type about evidence and its sources."""

from collections.abc import Iterable

from django import forms
from django.urls import reverse_lazy

from factcheck.web.forms import CleanCharField, PlainSelect
from reviews.evidence.describing import LONGEST_WHY
from reviews.evidence.linking import Upload
from reviews.models import Source
from reviews.selectors.sources import LONGEST_SEARCH, Known
from reviews.states import SourceKind

LARGEST_ID = 2**63 - 1
DAY = forms.DateInput(attrs={"type": "date"})
LOOKS_IT_UP = {  # while the address is typed or pasted, the page says whether the desk knows it
    "hx-get": reverse_lazy("source_known"),
    "hx-trigger": "input changed delay:400ms",
    "hx-target": "#known-source",
    "hx-swap": "innerHTML",
    "hx-sync": "this:replace",
}


class EvidenceForm(forms.Form):
    """The excerpt comes first: it is what bears on the claim. Then where it is from: a page, a file, a known source."""

    excerpt = CleanCharField(
        label="Exact words of the source",
        widget=forms.Textarea(attrs={"rows": 3, "data-takes-words": ""}),
        strip=True,
        required=False,
    )
    url = CleanCharField(
        label="Address",
        max_length=2000,
        required=False,
        widget=forms.URLInput(attrs={"data-takes-address": "", "aria-describedby": "known-source", **LOOKS_IT_UP}),
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        allow_empty_file=True,
        max_length=255,
        help_text="A PDF, a text, a saved page or a picture.",
    )
    source = forms.IntegerField(
        label="Or a source of this file",
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        widget=PlainSelect(choices=[("", "none of them")]),
    )
    location = CleanCharField(label="Where in it", help_text="Page, table, minute.", max_length=200, required=False)
    title = CleanCharField(label="Title", max_length=300, required=False)
    publisher = CleanCharField(label="Publisher", max_length=200, required=False)
    author = CleanCharField(label="Author", max_length=200, required=False)
    published_on = forms.DateField(label="Published on", required=False, widget=DAY)
    kind = forms.ChoiceField(
        label="Kind of source", choices=SourceKind.choices, initial=SourceKind.SECONDARY, required=False
    )
    interest = CleanCharField(
        label="Its interest in the matter",
        help_text="What the source has to gain, if anything. Readers see it.",
        max_length=300,
        required=False,
    )

    refused_with = 400  # the status a refused form is answered with
    known: Known | None = None  # the source at the address typed, when the form is shown again

    def __init__(self, *args, sources: Iterable[Source] = (), **kwargs):
        super().__init__(*args, **kwargs)
        named = {source.pk: str(source)[:80] for source in sources}
        self.fields["source"].widget.choices = [("", "none of them"), *named.items()]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or SourceKind.SECONDARY

    def said(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        said = dict(self.cleaned_data)
        file = said.pop("file")
        said["source_id"] = said.pop("source")
        if file is not None:
            said["file"] = Upload(file.read(), file.name, file.content_type or "")
        return said


class SourceForm(forms.Form):
    """What the desk says of a source."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST_ID)
    title = CleanCharField(label="Title", max_length=300, required=False)
    publisher = CleanCharField(label="Publisher", max_length=200, required=False)
    author = CleanCharField(label="Author", max_length=200, required=False)
    published_on = forms.DateField(label="Published on", required=False, widget=DAY)
    kind = forms.ChoiceField(label="Kind of source", choices=SourceKind.choices)
    interest = CleanCharField(
        label="Its interest in the matter",
        help_text="What the source has to gain, if anything. Readers see it.",
        max_length=300,
        required=False,
    )


class WithholdForm(forms.Form):
    because = CleanCharField(
        label="Why readers must not learn who it is",
        help_text="They read this sentence instead of the name. Another person, an editor, has to approve it.",
        max_length=LONGEST_WHY,
        required=False,
    )


class NameAgainForm(forms.Form):
    because = CleanCharField(label="Why it can be named", max_length=300, required=False)


class ArchiveForm(forms.Form):
    url = CleanCharField(
        label="Address of a public archive’s copy",
        help_text="Made by somebody else, such as a web archive. Empty takes the note away.",
        max_length=2000,
        required=False,
        widget=forms.URLInput(),
    )


class FindForm(forms.Form):
    """The search above the list. Nonsense finds nothing; it is never refused."""

    q = CleanCharField(label="Title, publisher, author or address", max_length=LONGEST_SEARCH, required=False)
    withheld = forms.BooleanField(label="Only those whose identity is withheld", required=False)
