"""What a writer types: the fields of a draft, and the rules each meets before it is stored."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from claims.typed import is_to_come, refuse
from factcheck.core.errors import FieldError
from factcheck.core.text import problem_with
from reviews.states import AskedBy, ReplyOutcome, RevisionKind, Severity, Stance

MOST_WORDS = 60  # of "What we found"
LONGEST = {"title": 200, "against_note": 300, "found": 2_000, "explanation": 50_000}
LONGEST |= {"not_established": 10_000, "reply": 10_000, "interests": 10_000, "change_note": 10_000}
LONGEST |= {"primary_note": 300, "independent_note": 300, "conclusion": 300, "short_claim": 200, "intent_note": 300}
LONGEST |= {"change_why": 500}  # characters
COMFORTABLE = 75  # characters of the claim in fewer words: more is cut by those who show it elsewhere
LONGEST_EMBARGO = timedelta(days=730)
HEAVIEST = 999

ONE_LINE = {"title", "against_note", "primary_note", "independent_note", "short_claim", "conclusion", "change_why"}
ONE_LINE |= {"intent_note"}
OF_CHANGES = ("change_note", "change_why", "asked_by", "severity")  # fields that only a change has
CHOICES = {"reply_outcome": ReplyOutcome, "asked_by": AskedBy, "severity": Severity}

# The parts of a draft in the order readers meet them, as the desk calls them. A note is about one of them.
PARTS = {
    "change_note": "What changed, for readers",
    "change_why": "Why it changed",
    "title": "Title",
    "claim": "The claim",
    "short_claim": "The claim in fewer words",
    "rating": "The rating",
    "conclusion": "The conclusion",
    "found": "What we found",
    "dates": "The dates",
    "evidence": "How we know",
    "against_note": "Where we looked for evidence against",
    "primary_note": "Why no primary source",
    "independent_note": "Why one source is enough",
    "explanation": "The check in full",
    "not_established": "What we could not establish",
    "reply": "What they told us",
    "interests": "Interests",
}


class Placed(TypedDict):
    """A piece of evidence as the desk presents it. Weight 1 is shown first."""

    evidence: int
    stance: str
    weight: int


class DraftText(TypedDict, total=False):
    """The fields of a draft. A field that is left out stays as it is; an empty one is emptied."""

    title: str
    found: str
    explanation: str
    not_established: str
    reply_outcome: str
    reply: str
    rated_as_of: date | None
    evidence_until: date | None
    against_note: str
    primary_note: str
    independent_note: str
    intent_note: str
    short_claim: str
    conclusion: str
    interests: str
    no_interests: bool
    outdated_after: date | None
    embargo_until: datetime | None
    severity: str
    change_note: str
    change_why: str
    asked_by: str
    evidence: Sequence[Placed]


def count_words(text: str) -> int:
    """Words as an editor counts them: between spaces, dashes standing alone left out.

    >>> count_words("Seventeen thousand – not forty.")
    4
    """
    return len(re.findall(r"\S*\w\S*", text))


def tidied(text: DraftText) -> dict[str, Any]:
    """The fields as they are stored: single lines without line breaks, nothing but white space around left out."""
    values: dict[str, Any] = dict(text)
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = value.replace("\r\n", "\n").strip()
    for name in values.keys() & ONE_LINE:
        values[name] = " ".join(values[name].split())
    if values.get("embargo_until"):  # to the minute, as the form shows it
        values["embargo_until"] = values["embargo_until"].replace(second=0, microsecond=0)
    return values


def refuse_faults(text: Mapping[str, Any], *, kind: str, file: Sequence[int], at: datetime) -> None:
    """Raise `Invalid` naming every field at fault.

    `kind` is that of the revision the draft becomes; `file` holds the ids of the evidence that may be placed.
    """
    faults = (_faults_in_texts(text), _faults_in_choices(text), _faults_in_change(text, kind))
    others = (_faults_in_dates(text, at=at), _faults_in_evidence(text, file))
    refuse([fault for found in (*faults, *others) for fault in found])


def _faults_in_texts(text: Mapping[str, Any]) -> Iterator[FieldError]:
    for name, most in LONGEST.items():
        value = text.get(name, "")
        problem = problem_with(value)
        if problem:
            yield FieldError(name, *problem)
        elif len(value) > most:
            yield FieldError(name, "too_long", f"At most {most:,} characters fit here; these are {len(value):,}.")
    words = count_words(text.get("found", ""))
    if words > MOST_WORDS:
        yield FieldError("found", "too_many_words", f"These are {words} words; at most {MOST_WORDS} fit.")
    if text.get("interests") and text.get("no_interests"):
        yield FieldError("no_interests", "both", "Either there are none, or say which. Clear one of the two.")


def _faults_in_choices(text: Mapping[str, Any]) -> Iterator[FieldError]:
    for name, choices in CHOICES.items():
        if text.get(name, "") not in {"", *choices.values}:
            yield FieldError(name, "unknown_value", "Choose one of those offered.")


def _faults_in_change(text: Mapping[str, Any], kind: str) -> Iterator[FieldError]:
    given = [name for name in OF_CHANGES if text.get(name)]
    if kind == RevisionKind.FIRST:
        yield from (FieldError(name, "not_a_change", "Only a change of what is published has this.") for name in given)
    elif "severity" in given and kind != RevisionKind.CORRECTION:
        yield FieldError("severity", "not_a_correction", "Only a correction is minor or substantial.")


def _faults_in_dates(text: Mapping[str, Any], *, at: datetime) -> Iterator[FieldError]:
    for name in ("rated_as_of", "evidence_until"):
        day = text.get(name)
        if day is not None and is_to_come(day, at):
            yield FieldError(name, "date_in_future", "This date lies in the future.")
    day = text.get("outdated_after")
    if day is not None and day <= at.date():
        yield FieldError("outdated_after", "date_passed", "Name a day to come, or leave it empty.")
    embargo = text.get("embargo_until")
    if embargo is not None and embargo > at + LONGEST_EMBARGO:
        yield FieldError("embargo_until", "too_far_away", "That is more than two years away.")


def _faults_in_evidence(text: Mapping[str, Any], file: Sequence[int]) -> Iterator[FieldError]:
    placed = text.get("evidence", ())
    if len({one["evidence"] for one in placed}) < len(placed):
        yield FieldError("evidence", "placed_twice", "A piece of evidence stands in the list twice.")
    for one in placed:
        if one["evidence"] not in file:
            yield FieldError("evidence", "not_in_the_file", f"Evidence {one['evidence']} is not in this claim's file.")
        if one["stance"] not in Stance.values:
            yield FieldError("evidence", "unknown_stance", "Say against, for or background for each piece.")
        if not 1 <= one["weight"] <= HEAVIEST:
            yield FieldError("evidence", "weight_out_of_range", f"A place in the order is 1 to {HEAVIEST}.")
