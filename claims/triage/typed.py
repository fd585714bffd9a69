"""What people type in triage: taken as they meant it, or refused beside the field."""

from datetime import date, datetime
from enum import Enum

from claims.typed import Particulars, faults_in, is_to_come
from factcheck.core.errors import Conflict, Invalid
from factcheck.core.text import as_stored, is_blank, problem_with

LONGEST_WORDING = 2_000  # characters
LONGEST_NAME = 200
LONGEST_NOTE = 200


def one_of(field: str, value: str, choices: type[Enum]) -> str:
    """The value, if it is one of the choices. Raises `Invalid` on `field`."""
    if value not in [choice.value for choice in choices]:
        raise Invalid.field(field, "unknown_choice", "Choose one of the reasons offered.")
    return value


def wording(text: str, *, field: str = "text") -> str:
    """A claim's words on one line. Raises `Invalid` when nothing is left, or too much."""
    words = _line(text, field)
    if is_blank(words):
        raise Invalid.field(field, "empty_text", "Write the claim in words.")
    return _at_most(LONGEST_WORDING, words, field)


def name(text: str, *, field: str = "claimant") -> str:
    """A name on one line; empty stays empty."""
    return _at_most(LONGEST_NAME, _line(text, field), field)


def note(text: str, *, field: str) -> str:
    """A short remark on one line; empty stays empty."""
    return _at_most(LONGEST_NOTE, _line(text, field), field)


def language(code: str) -> str:
    """A language code. Raises `Invalid` on `language`."""
    about = Particulars(language=code).tidied()
    for fault in faults_in(about, at=datetime.max):
        raise Invalid.field("language", fault.code, fault.detail)
    return about.language


def day_said(day: date | None, *, at: datetime) -> date | None:
    """The day a claim was made. Raises `Invalid` when it lies ahead."""
    # Somebody in Auckland may have spoken on a day that has not begun at the desk.
    if day is not None and is_to_come(day, at):
        raise Invalid.field("claim_date", "date_in_future", "This date lies in the future. Give the day it was said.")
    return day


def must_be_current(present: int, version: int, **now: object) -> None:
    """Raise `Conflict` with the present version when somebody saved in between."""
    if version != present:
        raise Conflict(
            "Somebody changed this claim while you were writing. Nothing of yours is lost: compare, then save again.",
            extra={"version": present, **now},
        )


def _line(text: str, field: str) -> str:
    problem = problem_with(text)
    if problem:
        raise Invalid.field(field, *problem)
    return " ".join(as_stored(text).split())


def _at_most(most: int, text: str, field: str) -> str:
    if len(text) > most:
        raise Invalid.field(field, "too_long", f"At most {most:,} characters fit here.")
    return text
