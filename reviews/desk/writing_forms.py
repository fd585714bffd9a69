"""What a writer types. Refusals of the verbs are shown beside these fields."""

from dataclasses import dataclass, field

from django import forms

from factcheck.web.forms import CleanCharField
from reviews.draft_text import HEAVIEST, MOST_WORDS, DraftText, Placed
from reviews.models import Evidence, VerdictDraft
from reviews.states import ReplyOutcome

TEXTS = ("title", "found", "explanation", "not_established", "reply", "against_note")
DAYS = ("rated_as_of", "evidence_until")


def reading_box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "reading", "rows": rows})


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DraftForm(forms.Form):
    """The text. Nothing is required: the gate says what is missing, and a draft may be half a thought."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = CleanCharField(
        label="Title: what we found", required=False, help_text="The address of the page is made from it."
    )
    found = CleanCharField(
        label="What we found", required=False, widget=reading_box(4), help_text=f"At most {MOST_WORDS} words."
    )
    explanation = CleanCharField(
        label="The check in full",
        required=False,
        widget=reading_box(14),
        help_text="Markdown: **bold**, ## heading, [words](https://…), > quotation. No pictures, no HTML.",
    )
    not_established = CleanCharField(label="What we could not establish", required=False, widget=reading_box(3))
    reply_outcome = forms.ChoiceField(
        label="Asking the claimant", required=False, choices=[("", "Not recorded yet"), *ReplyOutcome.choices]
    )
    reply = CleanCharField(label="What they told us, or why they were not asked", required=False, widget=reading_box(3))
    against_note = CleanCharField(
        label="If nothing speaks against our finding: where we looked",
        required=False,
        help_text="“Looked for evidence against; found none in …” Readers see this.",
    )
    rated_as_of = forms.DateField(label="Rated on what was true on", required=False, widget=day())
    evidence_until = forms.DateField(label="Evidence found up to", required=False, widget=day())

    def text(self, file: list[Evidence]) -> DraftText:
        """What was typed, for the verb. Only call this on a valid form."""
        values = {name: self.cleaned_data[name] for name in (*TEXTS, *DAYS, "reply_outcome")}
        return {**values, "evidence": placed_in(self.data, file)}


@dataclass(frozen=True)
class Row:
    """A piece of the file on the page: how the desk reads it and where it stands in the order."""

    evidence: Evidence
    stance: str = ""
    weight: str = ""
    readings: list = field(default_factory=list)


def form_of(draft: VerdictDraft) -> DraftForm:
    """The form as saved."""
    saved = {name: getattr(draft, name) for name in (*TEXTS, *DAYS, "reply_outcome", "version")}
    return DraftForm(initial=saved)


def placed_in(data, file: list[Evidence]) -> list[Placed]:
    """The pieces given a stance, in the fields `stance-12` and `weight-12`."""
    return [
        {"evidence": piece.pk, "stance": data[f"stance-{piece.pk}"], "weight": _weight(data, piece, order)}
        for order, piece in enumerate(file, start=1)
        if data.get(f"stance-{piece.pk}")
    ]


def _weight(data, piece: Evidence, order: int) -> int:
    typed = data.get(f"weight-{piece.pk}", "").strip()
    return min(int(typed), HEAVIEST + 1) if typed.isascii() and typed.isdigit() and len(typed) < 9 else order


def rows_of(file: list[Evidence], *, form: DraftForm, placed: dict[int, tuple[str, int]]) -> list[Row]:
    """The file for the page: as typed in a form that came back, else as saved; what is placed comes first, in order."""
    if form.is_bound:
        data = form.data
        return [Row(one, data.get(f"stance-{one.pk}", ""), data.get(f"weight-{one.pk}", "")) for one in file]
    ordered = sorted(file, key=lambda one: (placed.get(one.pk, ("", HEAVIEST + 1))[1], one.pk))
    return [
        Row(one, placed.get(one.pk, ("", 0))[0], str(placed[one.pk][1]) if one.pk in placed else "") for one in ordered
    ]
