"""What people type on this room's pages. Refusals of the verbs are shown beside these fields."""

from django import forms

from factcheck.web.forms import CleanCharField
from reviews.models import RatingScale
from reviews.states import RatingKind, Stance, Weight


class ReviewForm(forms.Form):
    """Rating, reasons, readings, notes to self. Nothing is required here: a draft may be half a thought."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rating = forms.ChoiceField(required=False, label="Rating")
    rationale = CleanCharField(label="Why", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3}))
    note_to_self = CleanCharField(
        label="Notes to self", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, scale: RatingScale, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = [(one.key, one.name) for one in scale.ratings.all()]

    def readings(self) -> dict[int, dict[str, str]]:
        """{evidence id: {"stance", "note", "weight"}} of the fields `stance-12`, `reading-12` and `counts-12`."""
        found: dict[int, dict[str, str]] = {}
        for name, value in self.data.items():
            field, _, number = name.partition("-")
            if field in READING_FIELDS and number.isascii() and number.isdigit() and len(number) < 19 and value:
                reading = found.setdefault(int(number), {"stance": "", "note": "", "weight": ""})
                reading[READING_FIELDS[field]] = value
        return found

    def checklist(self) -> dict[str, dict[str, object]]:
        """{item: {"done", "because"}} of the fields `check-unit` and `because-unit`; untouched items are left out."""
        found: dict[str, dict[str, object]] = {}
        for name, value in self.data.items():
            kind, _, key = name.partition("-")
            if kind in ("check", "because") and key and value:
                said = found.setdefault(key, {"done": False, "because": ""})
                said.update({"done": True} if kind == "check" else {"because": value})
        return found


class HandOverForm(forms.Form):
    hand_over = CleanCharField(
        label="Hand-over note",
        required=False,
        strip=False,
        help_text="Whoever takes this on after you reads it, and the editors. Facts, not how you lean.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ShelfForm(forms.Form):
    """A source pinned to a topic."""

    title = CleanCharField(label="What it is called", required=False)
    url = CleanCharField(label="Address", required=False, widget=forms.URLInput())
    good_for = CleanCharField(label="What it is good for", required=False)
    how_to_cite = CleanCharField(label="How to cite it", required=False)
    search_url = CleanCharField(
        label="Address of its search",
        help_text="With {words} where the words of the claim go.",
        required=False,
    )
    order = forms.IntegerField(label="Place", initial=1, required=False)

    def said(self) -> dict[str, object]:
        """The fields as the verbs take them."""
        return {**self.cleaned_data, "order": self.cleaned_data.get("order") or 1}


class TopicForm(forms.Form):
    name = CleanCharField(label="Name of the topic", max_length=80)


class AdjudicateForm(forms.Form):
    """Any label of the scale but “No label fits”: whoever settles it cannot leave it open."""

    rating = forms.ChoiceField(label="The desk's rating", widget=forms.RadioSelect)
    note = CleanCharField(
        label="Why",
        help_text="Both reviewers read this.",
        widget=forms.Textarea(attrs={"class": "reading", "rows": 5}),
        required=False,
    )

    def __init__(self, *args, scale: RatingScale, **kwargs):
        super().__init__(*args, **kwargs)
        labels = scale.ratings.exclude(kind=RatingKind.NO_LABEL)
        self.fields["rating"].choices = [(one.key, one.name) for one in labels]


class NoteForm(forms.Form):
    note = CleanCharField(label="What made you move", widget=forms.Textarea(attrs={"rows": 3}), required=False)


class BecauseForm(forms.Form):
    because = CleanCharField(label="Why", max_length=500, required=False)


STANCES = [(Stance.REFUTES, "against"), (Stance.SUPPORTS, "for"), (Stance.CONTEXT, "background")]
READING_FIELDS = {"stance": "stance", "reading": "note", "counts": "weight"}
WEIGHTS = [(weight.value, weight.label) for weight in Weight]
