"""What a writer types. Refusals of the verbs are shown beside these fields."""

from dataclasses import dataclass, field

from django import forms

from factcheck.web.forms import CleanCharField
from reviews.draft_text import COMFORTABLE, HEAVIEST, MOST_WORDS, OF_CHANGES, PARTS, DraftText, Placed
from reviews.models import DraftEvidence, Evidence, VerdictDraft
from reviews.states import AskedBy, RatingKind, ReplyOutcome, RevisionKind, Severity
from reviews.writing_notes import LONGEST_NOTE, LONGEST_QUOTE

KEPT_BY_AN_ADDITION = ("title", "found")  # an addition leaves what was found as it is


def reading_box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "reading", "rows": rows})


def day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DraftForm(forms.Form):
    """The text. Nothing is required: the gate says what is missing, and a draft may be half a thought.

    A first text has no fields of a change, and only one whose rating says nothing has a conclusion.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    change_note = CleanCharField(
        label="What changed, for readers",
        required=False,
        widget=reading_box(3),
        help_text="“We said X. It is Y.” Readers see this on the page and in the list of corrections.",
    )
    change_why = CleanCharField(label="Why", required=False, help_text="One sentence. Readers see this.")
    asked_by = forms.ChoiceField(
        label="Who asked for it",
        required=False,
        choices=[("", "Choose"), *AskedBy.choices],
        help_text="Readers see what kind of person it was, and no name.",
    )
    severity = forms.ChoiceField(
        label="How much it changes",
        required=False,
        choices=[("", "Choose"), *Severity.choices],
        help_text="Minor: a slip that changes no finding. Substantial: readers may have been misled.",
    )
    title = CleanCharField(
        label="Title: what we found", required=False, help_text="The address of the page is made from it."
    )
    found = CleanCharField(
        label="What we found", required=False, widget=reading_box(4), help_text=f"At most {MOST_WORDS} words."
    )
    conclusion = CleanCharField(
        label="The conclusion, in one sentence", required=False, help_text="It stands where a rating would."
    )
    short_claim = CleanCharField(
        label="The claim in fewer words",
        required=False,
        help_text=f"For those who show it elsewhere; over {COMFORTABLE} characters they may cut it.",
    )
    against_note = CleanCharField(
        label="If nothing speaks against our finding: where we looked",
        required=False,
        help_text="“Looked for evidence against; found none in …” Readers see this.",
    )
    primary_note = CleanCharField(
        label="If there is no primary source: why not", required=False, help_text="Readers see this."
    )
    independent_note = CleanCharField(
        label="If all rests on one source: why that is enough", required=False, help_text="Readers see this."
    )
    explanation = CleanCharField(
        label="The check in full",
        required=False,
        widget=reading_box(14),
        help_text="Markdown: **bold**, ## heading, [words](https://…), > quotation. No pictures, no HTML.",
    )
    intent_note = CleanCharField(
        label="If a word says what somebody meant: why it stands",
        required=False,
        help_text="To lie, to deceive, a hoax: we rate statements, not honesty. The desk reads this, readers do not.",
    )
    not_established = CleanCharField(label="What we could not establish", required=False, widget=reading_box(3))
    reply_outcome = forms.ChoiceField(
        label="Asking the claimant", required=False, choices=[("", "Not recorded yet"), *ReplyOutcome.choices]
    )
    reply = CleanCharField(label="What they told us, or why they were not asked", required=False, widget=reading_box(3))
    rated_as_of = forms.DateField(label="Rated on what was true on", required=False, widget=day())
    evidence_until = forms.DateField(label="Evidence found up to", required=False, widget=day())
    outdated_after = forms.DateField(
        label="May be outdated after",
        required=False,
        widget=day(),
        help_text="From then on readers are told so, and we look at it again.",
    )
    embargo_until = forms.DateTimeField(
        label="Not to be published before",
        required=False,
        widget=moment(),
        help_text="An embargo, in the desk’s time. Readers never see it.",
    )
    interests = CleanCharField(
        label="Interests of those who worked on it",
        required=False,
        widget=reading_box(2),
        help_text="What they have to do with the matter. Readers see this.",
    )
    no_interests = forms.BooleanField(label="There are none to declare", required=False)

    def __init__(self, draft: VerdictDraft, data=None):
        saved = {name: getattr(draft, name) for name in self.base_fields}
        super().__init__(data, initial=saved)
        for name in _left_out(draft):
            del self.fields[name]
        if draft.kind == RevisionKind.ADDITION:
            for name in KEPT_BY_AN_ADDITION:
                self.fields[name].disabled = True
                self.fields[name].help_text = "An addition leaves this as it is."

    def text(self, file: list[Evidence]) -> DraftText:
        """What was typed, for the verb. Only call this on a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**values, "evidence": placed_in(self.data, file)}


def _left_out(draft: VerdictDraft) -> list[str]:
    """Fields this draft has no use for."""
    names = [] if draft.is_change else list(OF_CHANGES)
    if draft.is_change and draft.kind != RevisionKind.CORRECTION:
        names.append("severity")
    rating = draft.round.rating
    if rating is not None and rating.kind != RatingKind.NONE and not draft.conclusion:
        names.append("conclusion")
    return names


class NoteForm(forms.Form):
    """A note on one part of a draft."""

    part = forms.ChoiceField(label="About")
    quote = CleanCharField(
        label="The words it is about",
        required=False,
        max_length=LONGEST_QUOTE,
        help_text="Select them in the text, or type them. They are marked for the writer.",
        widget=forms.TextInput(attrs={"data-note-quote": ""}),
    )
    text = CleanCharField(
        label="Note", required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, draft: VerdictDraft, data=None, *, part: str = ""):
        super().__init__(data, initial={"part": part}, auto_id="note_%s")
        self.fields["part"].choices = parts_of(draft)
        self.fields["part"].widget.attrs["data-note-part"] = ""


def parts_of(draft: VerdictDraft) -> list[tuple[str, str]]:
    """The parts a note may be about, in the order of the page; each piece of evidence by its place."""
    left_out = {} if draft.is_change else {"change_note", "change_why"}
    shown = DraftEvidence.objects.filter(draft=draft, evidence__removed_at=None).order_by("weight", "evidence_id")
    pieces = [
        (f"evidence-{pk}", f"How we know, {place}: {excerpt[:50]}")
        for place, (pk, excerpt) in enumerate(shown.values_list("evidence_id", "evidence__excerpt"), start=1)
    ]
    parts: list[tuple[str, str]] = []
    for name, words in PARTS.items():
        if name not in left_out:
            parts.append((name, words))
        if name == "evidence":
            parts += pieces
    return parts


@dataclass(frozen=True)
class Row:
    """A piece of the file on the page: how the desk reads it and where it stands in the order."""

    evidence: Evidence
    stance: str = ""
    weight: str = ""
    notes: list = field(default_factory=list)


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


def rows_of(
    file: list[Evidence], *, form: DraftForm, placed: dict[int, tuple[str, int]], notes: dict[str, list]
) -> list[Row]:
    """The file for the page: as typed in a form that came back, else as saved; what is placed comes first, in order."""
    if form.is_bound:
        given = {one.pk: (form.data.get(f"stance-{one.pk}", ""), form.data.get(f"weight-{one.pk}", "")) for one in file}
    else:
        given = {pk: (stance, str(weight)) for pk, (stance, weight) in placed.items()}
        file = sorted(file, key=lambda one: (placed.get(one.pk, ("", HEAVIEST + 1))[1], one.pk))
    return [Row(one, *given.get(one.pk, ("", "")), notes.get(f"evidence-{one.pk}", [])) for one in file]
