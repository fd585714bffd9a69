"""What editors type about complaints and tips. Whether it will do is the verbs' to say."""

from django import forms

from claims.desk.forms import LANGUAGES
from claims.tips import Way
from claims.tips.typed import LONGEST_ANSWER, LONGEST_WORDS
from factcheck.web.forms import LARGEST_ID, CleanCharField
from reviews.complaints.typed import LONGEST_NOTE, LONGEST_OUTCOME

ENDINGS = ("uphold", "uphold_in_part", "reject")


def text_box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "reading", "dir": "auto"})


class OneOfSeveral(forms.Form):
    """Several forms stand on a page: their fields have ids of their own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id=f"id_{self.__class__.__name__.lower()}_%s", **kwargs)


class Versioned(OneOfSeveral):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def again(self, version: int) -> None:
        """Sending it once more is a choice made with the present state in view."""
        self.data = self.data.copy()
        self.data["version"] = version


class OutcomeForm(Versioned):
    outcome = CleanCharField(
        label="What we answer",
        required=False,
        max_length=LONGEST_OUTCOME,
        help_text="Whoever wrote to us reads this, by mail and on their page. Say what you looked at and what you did.",
        widget=text_box(6),
    )
    ending = forms.ChoiceField(choices=[(one, one) for one in ENDINGS], widget=forms.HiddenInput)


class NoteForm(Versioned):
    note = CleanCharField(
        label="Notes of the desk",
        required=False,
        max_length=LONGEST_NOTE,
        help_text="Editors read this; whoever wrote to us does not.",
        widget=text_box(3),
    )


class AgainForm(Versioned):
    """Look at it again."""


class TakeForm(OneOfSeveral):
    way = forms.ChoiceField(label="As", choices=Way.choices, widget=forms.RadioSelect)
    words = CleanCharField(
        label="The claim in words", required=False, max_length=LONGEST_WORDS, widget=text_box(3),
        help_text="Only for a claim in words. As it was said, without what the reader thinks of it.",
    )  # fmt: skip
    language = forms.ChoiceField(label="Its language", choices=LANGUAGES, required=False)
    claim_id = forms.IntegerField(
        label="Number of the claim",
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text="Only for one we have.",
    )
    answer = CleanCharField(
        label="A word to whoever sent it", required=False, max_length=LONGEST_ANSWER, widget=text_box(2)
    )

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or "en"


class CheckedForm(OneOfSeveral):
    number = forms.IntegerField(label="Number of the check", required=False, min_value=1, max_value=2**31 - 1)
    answer = CleanCharField(
        label="A word to whoever sent it", required=False, max_length=LONGEST_ANSWER, widget=text_box(2)
    )


class LeaveForm(OneOfSeveral):
    answer = CleanCharField(
        label="Why we do not check it",
        required=False,
        max_length=LONGEST_ANSWER,
        help_text="Whoever sent it reads this.",
        widget=text_box(2),
    )
