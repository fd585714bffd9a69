"""What a tip may hold, and what its sender may be told."""

from factcheck.core.addresses import problem_with_address
from factcheck.core.errors import Invalid
from factcheck.core.text import is_blank, problem_with

LONGEST_WORDS = 4_000  # characters
LONGEST_PLACE = 300
LONGEST_WHY = 1_000
LONGEST_ANSWER = 1_000


def fits(text: str, field: str, *, longest: int) -> str:
    """The text without spaces around it. Raises `Invalid` on the field."""
    problem = problem_with(text)
    if problem:
        raise Invalid.field(field, *problem)
    if len(text) > longest:
        raise Invalid.field(field, "too_long", f"Keep this under {longest:,} characters; it has {len(text):,}.")
    return "" if is_blank(text) else text.strip()


def address(url: str) -> str:
    """Raises `Invalid` on `url`."""
    problem = problem_with(url) or (problem_with_address(url) if url else None)
    if problem:
        raise Invalid.field("url", *problem)
    return url


def answer(text: str, *, required: bool = False) -> str:
    """What the sender is told. Raises `Invalid` on `answer`."""
    said = fits(text, "answer", longest=LONGEST_ANSWER)
    if required and not said:
        raise Invalid.field("answer", "answer_missing", "Say in a sentence why; the sender reads it.")
    return said
