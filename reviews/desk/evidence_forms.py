"""What people type about evidence and its sources."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy

from factcheck.accounts.desk_settings import languages
from factcheck.accounts.models import User
from factcheck.core.text import problem_with
from factcheck.web.forms import LARGEST_ID, CleanCharField, PlainSelect, number_in
from reviews.evidence.describing import LONGEST_WHY
from reviews.evidence.linking import Upload
from reviews.evidence.sizes import say_sizes
from reviews.evidence.translations import LONGEST_TRANSLATOR
from reviews.models import Source
from reviews.selectors.sources import LONGEST_SEARCH, Known, sources_for
from reviews.states import SourceKind

LONGEST_ADDRESS = 2000  # characters
DAY = forms.DateInput(attrs={"type": "date"})
LOOKS_IT_UP = {  # while the address is typed or pasted, the page says whether the desk knows it
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
        max_length=LONGEST_ADDRESS,
        required=False,
        widget=forms.URLInput(attrs={"data-takes-address": "", "aria-describedby": "known-source", **LOOKS_IT_UP}),
    )
    file = forms.FileField(
        label="Or upload it",
        required=False,
        allow_empty_file=True,
        max_length=255,
        help_text=f"A PDF, a text, a saved page or a picture, {say_sizes()}.",
    )
    source = forms.IntegerField(
        label="Or a source linked above",
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        widget=PlainSelect(choices=[("", "none of them")], attrs={"data-takes-source": ""}),
    )
    location = CleanCharField(label="Where in it", help_text="Page, table, minute.", max_length=200, required=False)
    title = CleanCharField(label="Title", max_length=300, required=False)
    publisher = CleanCharField(label="Publisher", max_length=200, required=False)
    author = CleanCharField(label="Author", max_length=200, required=False)
    published_on = forms.DateField(label="Published on", required=False, widget=DAY)
    kind = forms.ChoiceField(
        label="Kind of source",
        choices=[("", "As known, or secondary"), *SourceKind.choices],
        required=False,
    )
    interest = CleanCharField(
        label="Its interest in the matter",
        help_text="What the source has to gain, if anything. Readers see it.",
        max_length=300,
        required=False,
    )
    language = forms.ChoiceField(label="Language of the words", required=False, widget=PlainSelect)
    translation = CleanCharField(label="What they mean", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    translator = CleanCharField(label="Who translated them", max_length=LONGEST_TRANSLATOR, required=False)

    known: Known | None = None  # the source at the address typed, when the form is shown again

    def __init__(self, *args, claim_id: int, **kwargs):
        super().__init__(*args, **kwargs)
        looks_up = f"{reverse_lazy('source_known')}?claim={claim_id}"  # what is found is offered beside this claim
        self.fields["url"].widget.attrs["hx-get"] = looks_up
        self.fields["language"].choices = [("", "the claim’s own"), *languages()]

    @property
    def is_begun(self) -> bool:
        """Whether something stands in it already: it was refused, or a link brought the source."""
        return self.is_bound or any(self.initial.values())

    def offer(self, sources: Iterable[Source]) -> "EvidenceForm":
        """Let one of these be chosen."""
        named = {source.pk: str(source)[:80] for source in sources}
        self.fields["source"].widget.choices = [("", "none of them"), *named.items()]
        return self

    def said(self) -> dict[str, object]:
        """The fields as the verb takes them."""
        said = dict(self.cleaned_data)
        file = said.pop("file")
        said["source_id"] = said.pop("source")
        if file is not None:
            said["file"] = Upload(file.read(), file.name, file.content_type or "")
        return said


def empty_form(claim_id: int, user: User, asked: QueryDict) -> EvidenceForm:
    """The form before anything is typed; a link may have brought the source along: `?source=` or `?url=`."""
    chosen, url = number_in(asked, "source"), asked.get("url", "")[:LONGEST_ADDRESS]
    initial = {"source": chosen, "url": "" if problem_with(url) else url}
    return EvidenceForm(initial=initial, claim_id=claim_id).offer(sources_for(claim_id, user, chosen=chosen))


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
