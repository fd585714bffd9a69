"""Forms about articles. What a field may hold is the verb's business; here it is only read."""

from django import forms
from django.conf.locale import LANG_INFO

from claims.selectors.articles import UNTRIAGED
from claims.states import ArticleStatus
from factcheck.web.forms import CleanCharField

LANGUAGES = sorted(
    ((code, one["name"]) for code, one in LANG_INFO.items() if "name" in one and len(code) <= 3), key=lambda one: one[1]
)


class ArticleForm(forms.Form):
    """An article by its address, by pasting or by file: one form, all ways."""

    url = CleanCharField(
        label="Address",
        required=False,
        help_text="Where it was published, beginning with https:// or http://. "
        "Alone it is enough: the desk fetches the page and reads the article out of it.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    text = CleanCharField(
        label="Or the text of the article",
        required=False,
        strip=False,
        help_text="Headline, captions and all. Nothing is changed but line ends.",
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "class": "reading"}),
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        allow_empty_file=True,
        help_text="A .txt, .md or .html file. It is kept as it is; its main text is read in the background.",
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.markdown,.html,.htm,text/plain,text/markdown,text/html"}),
    )
    title = CleanCharField(label="Title", required=False, help_text="Empty: the headline in the text.")
    outlet = CleanCharField(label="Outlet", required=False, help_text="Who published it: a paper, a site, a channel.")
    author = CleanCharField(label="Author", required=False)
    published_on = forms.DateField(
        label="Published on",
        required=False,
        help_text="Without it, words like “on Monday” stay undated.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(label="Language", required=False, choices=[("", "Find out from the text"), *LANGUAGES])
    note = CleanCharField(label="Why it is sent", required=False, help_text="Only the desk reads this.")

    def is_address_alone(self) -> bool:
        """Whether the article is to be fetched: there is nothing of it but where it stands."""
        typed = self.cleaned_data
        return bool(typed["url"].strip()) and typed["file"] is None and not typed["text"].strip()

    def clean(self):
        if self.cleaned_data.get("text") and self.cleaned_data.get("file"):
            self.add_error("file", forms.ValidationError("Paste the text or choose a file, not both.", "text_and_file"))
        return self.cleaned_data


class ArticleFilter(forms.Form):
    """Which articles the list shows."""

    q = CleanCharField(
        label="Title or outlet", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Any"), (UNTRIAGED, "To triage"), *ArticleStatus.choices]
    )
