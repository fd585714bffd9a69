"""What people type into this room's verbs: there where it must be, no longer than what is kept."""

from typing import Protocol

from factcheck.core.errors import Conflict, Invalid
from factcheck.core.text import is_blank, problem_with


class Versioned(Protocol):
    """A row whose version is raised with each change."""

    version: int


LONGEST_REASON = 500  # characters
LONGEST_TEXT = 50_000  # characters of a rationale, a note, an excerpt


def must_say(text: str, field: str, code: str, detail: str) -> None:
    """Raise `Invalid` when nothing visible was typed, or nothing that can be stored."""
    if is_blank(text):
        raise Invalid.field(field, code, detail)
    must_fit(text, field)


def is_said(text: str) -> bool:
    """Whether something visible was typed that can be kept."""
    return not is_blank(text) and not problem_with(text) and len(text) <= LONGEST_TEXT


def must_fit(text: str, field: str, *, longest: int = LONGEST_TEXT) -> None:
    """Raise `Invalid` when the text is too long or cannot be stored."""
    problem = problem_with(text)
    if problem:
        raise Invalid.field(field, *problem)
    if len(text) > longest:
        raise Invalid.field(field, "too_long", f"Keep this under {longest:,} characters; it has {len(text):,}.")


def must_give_reason(because: str) -> None:
    """A short reason in the field `because`."""
    must_say(because, "because", "reason_missing", "Say why in a few words.")
    must_fit(because, "because", longest=LONGEST_REASON)


def must_be_present(row: Versioned, version: int, sentence: str) -> None:
    """Raise `Conflict` with the present version when somebody typed into another one than that."""
    if row.version != version:
        raise Conflict(sentence, extra={"version": row.version})
