"""What an editor types to have something taken from readers."""

from django import forms

from factcheck.web.forms import CleanCharField
from reviews.publication.removals.asking import LONGEST_BECAUSE, LONGEST_NOTE, LONGEST_WORDS, MOST_WORDS
from reviews.states import AskedBy, Ground, PublicState, RemovalKind, Removed
from reviews.typed import LONGEST_REASON

CHOOSE = [("", "Choose …")]
KINDS = {
    RemovalKind.RETRACTION: "Retract: the page stays, with the reason, and rates nothing",
    RemovalKind.REDACTION: "Remove words: in every version, and in what the desk holds",
    RemovalKind.WITHHOLDING: "Withhold: every address of it says that it is withheld, and nothing else",
    RemovalKind.RETURN: "Show it again",
}
FITTING = {
    PublicState.LIVE: (RemovalKind.RETRACTION, RemovalKind.REDACTION, RemovalKind.WITHHOLDING),
    PublicState.RETRACTED: (RemovalKind.REDACTION, RemovalKind.WITHHOLDING),
    PublicState.WITHHELD: (RemovalKind.RETURN, RemovalKind.REDACTION),
}


class WordLines(CleanCharField):
    """Words to remove, one to a line; as a list."""

    widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})

    def clean(self, value: object) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class AskForm(forms.Form):
    """Whether it will do is the verb's to say; only the words that fit a page of its state are offered."""

    kind = forms.ChoiceField(label="What is to happen", widget=forms.RadioSelect, required=False)
    ground = forms.ChoiceField(
        label="On what ground", choices=[*CHOOSE, *Ground.choices], required=False, help_text="Readers are told."
    )
    words = WordLines(
        label="Words to remove",
        required=False,
        max_length=(LONGEST_WORDS + 2) * MOST_WORDS,
        help_text="Only to remove words: each name, address or number on a line of its own, in every form it has. "
        "Capitals, accents and line breaks make no difference.",
    )
    what = forms.ChoiceField(label="What they are", choices=Removed.choices, initial=Removed.NAME)
    public_note = CleanCharField(
        label="What readers are told",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A retraction needs it. Of removed words readers are told anyway what they were, when and on "
        "what ground.",
    )
    because = CleanCharField(
        label="Why, for the editor who is to agree",
        required=False,
        max_length=LONGEST_BECAUSE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only editors read this.",
    )
    asked_kind = forms.ChoiceField(label="Who asked us", choices=AskedBy.choices, initial=AskedBy.DESK)
    complaint_id = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: object, state: str = PublicState.LIVE, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, KINDS[kind]) for kind in FITTING[PublicState(state)]]


class RefuseForm(forms.Form):
    because = CleanCharField(label="Why not", required=False, max_length=LONGEST_REASON)
