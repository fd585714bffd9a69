"""What an editor types to change what the desk says about itself, and its scale."""

from django import forms

from factcheck.web.forms import CleanCharField
from reviews.models import PublicPage, Rating, RatingScale
from reviews.own_pages import LONGEST_NOTE, LONGEST_PAGE, LONGEST_TITLE
from reviews.scales import LONGEST_DEFINITION, LONGEST_NAME, Label, Retired
from reviews.states import RatingKind
from reviews.typed import LONGEST_REASON

NEW_ROWS = 3
KINDS = [kind for kind in RatingKind.choices if kind[0] != RatingKind.NO_LABEL]


class PageForm(forms.Form):
    """The next version of a page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = CleanCharField(label="Title", max_length=LONGEST_TITLE)
    text = CleanCharField(
        label="Text",
        max_length=LONGEST_PAGE,
        widget=forms.Textarea(attrs={"class": "reading", "rows": 24}),
        help_text="Markdown: **bold**, ## heading, [words](https://… or /about/method/), | tables |. No HTML.",
    )
    note = CleanCharField(
        label="What is different", max_length=LONGEST_NOTE, help_text="Readers see this beside the version."
    )

    def __init__(self, *args, page: PublicPage, **kwargs):
        initial = {name: getattr(page, name) for name in ("version", "title", "text")}
        super().__init__(*args, initial=initial, **kwargs)

    def again(self, version: int) -> None:
        """Publishing all the same is a choice made with both texts in view."""
        self.data = self.data.copy()
        self.data["version"] = version


class ScaleForm(forms.Form):
    """What is said of the new version as a whole."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = CleanCharField(label="Name of the scale", max_length=120)
    because = CleanCharField(
        label="Why it changes", max_length=LONGEST_REASON, help_text="Readers see this on the page of the scale."
    )


class LabelForm(forms.Form):
    """One label of the new version, or the end of one of the old."""

    key = CleanCharField(required=False, widget=forms.HiddenInput)
    place = forms.IntegerField(label="Place", min_value=1, max_value=99, required=False)
    name = CleanCharField(label="Name", max_length=LONGEST_NAME, required=False)
    definition = CleanCharField(
        label="What it means",
        max_length=LONGEST_DEFINITION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label="Kind", choices=KINDS, required=False)
    names = CleanCharField(
        label="In other languages",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One on each line, such as “de: Falsch”.",
    )
    retire = forms.BooleanField(label="Give it up", required=False)
    replaced_by = forms.ChoiceField(label="Instead", required=False)

    def clean_names(self) -> dict[str, str]:
        said = {}
        for line in self.cleaned_data["names"].splitlines():
            code, colon, name = line.partition(":")
            if line.strip() and not colon:
                raise forms.ValidationError("Write a language and a name on each line: “de: Falsch”.", code="bad_line")
            if line.strip():
                said[code.strip().lower()] = name.strip()
        return said

    @property
    def is_left_empty(self) -> bool:
        """A row for a new label that nobody filled in."""
        typed = self.cleaned_data
        return not typed["key"] and not typed["name"] and not typed["definition"]

    def label(self) -> Label:
        typed = self.cleaned_data
        kind = typed["kind"] or RatingKind.ORDINAL.value
        return Label(typed["name"], typed["definition"], kind, typed["key"], typed["names"])


def rows_for(scale: RatingScale, data=None) -> list[LabelForm]:
    """A form for each label of the scale and some for new ones, as typed or as they are."""
    labels = [one for one in scale.ratings.all() if one.kind != RatingKind.NO_LABEL]
    instead = [("", "nothing"), *((one.key, one.name) for one in labels)]
    made = [_row(one, number, data) for number, one in enumerate(labels)]
    made += [_row(None, len(labels) + extra, data) for extra in range(NEW_ROWS)]
    for one in made:
        one.fields["replaced_by"].choices = instead
    return made


def _row(label: Rating | None, number: int, data) -> LabelForm:
    said = {"place": number + 1}
    if label is not None:
        names = "\n".join(f"{code}: {name}" for code, name in label.names.items())
        said |= {"key": label.key, "name": label.name, "definition": label.definition, "kind": label.kind}
        said |= {"names": names}
    return LabelForm(data, prefix=f"label-{number}", initial=said)


def typed_labels(rows: list[LabelForm], scale: RatingScale) -> tuple[list[Label], list[Retired]]:
    """What was typed, for the verb: the labels in their places, and those given up. Only call this on valid forms."""
    filled = [row for row in rows if not row.is_left_empty]
    kept = sorted((row for row in filled if not row.cleaned_data["retire"]), key=_place)
    gone = [row.cleaned_data for row in filled if row.cleaned_data["retire"]]
    always = [Label(one.name, one.definition, one.kind, one.key, one.names) for one in scale.ratings.all()]
    always = [one for one in always if one.kind == RatingKind.NO_LABEL]
    retired = [Retired(one["key"], one["replaced_by"]) for one in gone if one["key"]]
    return [*(row.label() for row in kept), *always], retired


def _place(row: LabelForm) -> int:
    return row.cleaned_data["place"] or 99
