"""Forms of triage. What a field may hold is the verb's business; here it is only read."""

from django import forms

from claims.desk.forms import LANGUAGES
from claims.models import Claim
from claims.selectors.claims import ALL, KEPT
from claims.states import AcceptReason, ClaimantKind, ClaimStatus, RelationKind
from factcheck.web.forms import CleanCharField

DATE = {"type": "date"}


class WordingForm(forms.Form):
    text = CleanCharField(
        label="The claim in words",
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "autofocus": True, "class": "reading"}),
        help_text="Words that stand alone: who, what, where, when.",
        required=False,
    )
    spelling = forms.BooleanField(label="Spelling only, the meaning is the same", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def about(cls, claim: Claim) -> "WordingForm":
        """Filled with the present words."""
        return cls(initial={"text": claim.wording.text if claim.wording else "", "version": claim.version})


class ParticularsForm(forms.Form):
    """Who, when, in which language. Only what was sent is set."""

    claimant = CleanCharField(
        label="Who says it",
        required=False,
        widget=forms.TextInput(attrs={"list": "claimants-here", "autocomplete": "off", "autofocus": True}),
        help_text="Not the outlet that reports it.",
    )
    claimant_kind = forms.ChoiceField(label="Who that is", required=False, choices=ClaimantKind.choices)
    claim_date = forms.DateField(
        label="When it was said", required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d")
    )
    claim_date_note = CleanCharField(label="If there is no date, why", required=False)
    language = forms.ChoiceField(label="Language", required=False)
    check_for = CleanCharField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, language: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        known = dict(LANGUAGES)
        other = [(language, language)] if language and language not in known else []
        self.fields["language"].choices = [("", "not known"), *other, *LANGUAGES]

    @classmethod
    def about(cls, claim: Claim) -> "ParticularsForm":
        """Filled with what is known."""
        known = {
            "claimant": claim.claimant.name if claim.claimant else "",
            "claimant_kind": claim.claimant.kind if claim.claimant else ClaimantKind.UNKNOWN,
            "claim_date": claim.claim_date,
            "claim_date_note": claim.claim_date_note,
            "language": claim.language,
            "version": claim.version,
        }
        return cls(initial=known, language=claim.language)

    def sent(self) -> dict[str, object]:
        """The cleaned values of the fields that were in the form at all."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.data}


class RelateForm(forms.Form):
    kind = forms.ChoiceField(label="This passage", choices=RelationKind.choices)
    target = forms.TypedChoiceField(label="that one", coerce=int)

    def __init__(self, *args, passages: list[tuple[int, str]] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = passages


class ClaimFilter(forms.Form):
    """Which claims the list shows."""

    q = CleanCharField(
        label="Words or claimant", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Taken on by the desk"), (ALL, "All, proposals too"), *ClaimStatus.choices],
    )
    language = forms.ChoiceField(label="Language", required=False)

    def __init__(self, *args, languages: list[str] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        names = dict(LANGUAGES)
        self.fields["language"].choices = [("", "Any"), *((code, names.get(code, code)) for code in languages)]

    @property
    def asked(self) -> dict[str, str]:
        """What to look for; a filter that makes no sense is left out."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return {
            "words": chosen.get("q", ""),
            "status": chosen.get("status", KEPT),
            "language": chosen.get("language", ""),
        }


class ClaimForm(forms.Form):
    """A claim without an article."""

    text = CleanCharField(
        label="The claim in words",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "class": "reading"}),
        help_text="As the claimant put it. Words that stand alone: who, what, where, when.",
    )
    claimant = CleanCharField(label="Who says it", required=False)
    claimant_kind = forms.ChoiceField(
        label="Who that is", required=False, choices=ClaimantKind.choices, initial=ClaimantKind.UNKNOWN
    )
    claim_date = forms.DateField(
        label="When it was said", required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d")
    )
    claim_date_note = CleanCharField(label="If there is no date, why", required=False)
    language = forms.ChoiceField(label="Language", choices=LANGUAGES)
    url = CleanCharField(
        label="Where it was said",
        required=False,
        help_text="An address beginning with https:// or http://, if there is one.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    accept_because = forms.ChoiceField(
        label="Check it", required=False, choices=[("", "Decide later"), *AcceptReason.choices]
    )
