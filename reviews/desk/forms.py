"""What people type on this room's pages. Refusals of the verbs are shown beside these fields."""

from django import forms
from django.utils import timezone

from factcheck.web.forms import CleanCharField
from reviews.assignment.due_dates import default_due
from reviews.models import RatingScale, ReviewPlan
from reviews.states import SourceKind, Stance


class AssignForm(forms.Form):
    """Whom to ask. `lead` comes first; `reviewers` are the others. The page draws both beside each person's load."""

    plan = forms.ModelChoiceField(ReviewPlan.objects.all(), to_field_name="key", empty_label=None)
    due_at = forms.DateTimeField(
        label="Due", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    note = CleanCharField(required=False, max_length=500, label="Note to those you ask")
    lead = forms.IntegerField(required=False)
    reviewers = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, *args, people: list[tuple[int, str]], at=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewers"].choices = people
        if at is not None:
            self.initial.setdefault("due_at", default_due(at, zone=timezone.get_current_timezone()))
            self.initial.setdefault("plan", ReviewPlan.objects.filter(is_default=True).first())

    def reviewer_ids(self) -> list[int]:
        """The chosen people, the lead first, nobody twice."""
        chosen = [self.cleaned_data["lead"], *self.cleaned_data["reviewers"]]
        return list(dict.fromkeys(person for person in chosen if person is not None))


class EvidenceForm(forms.Form):
    """The excerpt comes first: it is what bears on the claim."""

    excerpt = CleanCharField(
        label="Exact words of the source", widget=forms.Textarea(attrs={"rows": 3}), strip=True, required=False
    )
    url = CleanCharField(label="Address", max_length=2000, required=False, widget=forms.URLInput())
    title = CleanCharField(label="Title", max_length=300, required=False)
    publisher = CleanCharField(label="Publisher", max_length=200, required=False)
    published_on = forms.DateField(label="Published on", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label="Kind of source", choices=SourceKind.choices, initial=SourceKind.SECONDARY, required=False
    )
    location = CleanCharField(label="Where in it", help_text="Page, table, minute.", max_length=200, required=False)

    refused_with = 400  # the status a refused form is answered with

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or SourceKind.SECONDARY


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
        """{evidence id: {"stance", "note"}} of the fields `stance-12` and `reading-12`."""
        found: dict[int, dict[str, str]] = {}
        for name, value in self.data.items():
            kind, _, number = name.partition("-")
            if kind in ("stance", "reading") and number.isascii() and number.isdigit() and value:
                reading = found.setdefault(int(number), {"stance": "", "note": ""})
                reading["stance" if kind == "stance" else "note"] = value
        return found


class AdjudicateForm(forms.Form):
    rating = forms.ChoiceField(label="The desk's rating", widget=forms.RadioSelect)
    note = CleanCharField(
        label="Why",
        help_text="Both reviewers read this.",
        widget=forms.Textarea(attrs={"class": "reading", "rows": 5}),
        required=False,
    )

    def __init__(self, *args, scale: RatingScale, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = [(one.key, one.name) for one in scale.ratings.all()]


class NoteForm(forms.Form):
    note = CleanCharField(label="What made you move", widget=forms.Textarea(attrs={"rows": 3}), required=False)


class BecauseForm(forms.Form):
    because = CleanCharField(label="Why", max_length=500, required=False)


class ReassignForm(BecauseForm):
    reviewer = forms.IntegerField()


STANCES = [(Stance.REFUTES, "against"), (Stance.SUPPORTS, "for"), (Stance.CONTEXT, "background")]
