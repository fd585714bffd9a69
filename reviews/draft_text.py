"""What a writer types: the fields of a draft, and the rules each meets before it is stored."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict

from claims.typed import is_to_come, refuse
from factcheck.core.errors import FieldError
from factcheck.core.text import problem_with
from reviews.states import ReplyOutcome, Stance

MOST_WORDS = 60  # of "What we found"
LONGEST = {"title": 200, "against_note": 300, "found": 2_000, "explanation": 50_000}
LONGEST |= {"not_established": 10_000, "reply": 10_000}  # characters
HEAVIEST = 999


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
    for name in values.keys() & {"title", "against_note"}:
        values[name] = " ".join(values[name].split())
    return values


def refuse_faults(text: Mapping[str, Any], *, file: Sequence[int], at: datetime) -> None:
    """Raise `Invalid` naming every field at fault. `file` holds the ids of the evidence that may be placed."""
    refuse([*_faults_in_texts(text), *_faults_in_dates(text, at=at), *_faults_in_evidence(text, file)])


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
    if text.get("reply_outcome", "") not in {"", *ReplyOutcome.values}:
        yield FieldError("reply_outcome", "unknown_value", "Choose one of the outcomes.")


def _faults_in_dates(text: Mapping[str, Any], *, at: datetime) -> Iterator[FieldError]:
    for name in ("rated_as_of", "evidence_until"):
        day = text.get(name)
        if day is not None and is_to_come(day, at):
            yield FieldError(name, "date_in_future", "This date lies in the future.")


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
