"""Rules that every typed text meets before it is stored."""

import re
import unicodedata
from collections.abc import Iterator

INVISIBLE = frozenset("\u3164\u115f\u1160\uffa0")
_NEWLINES = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_LONGEST_MARKS = 64


def problem_with(text: str) -> tuple[str, str] | None:
    """The code and sentence of what makes `text` impossible to store, or None.

    PostgreSQL takes neither NUL characters nor lone surrogates.

    >>> problem_with("fine")
    >>> problem_with("a\\x00b")[0]
    'nul_character'
    >>> problem_with("\\ud800")[0]
    'bad_unicode'
    """
    if "\x00" in text:
        return "nul_character", "The text contains a NUL character (U+0000). Remove it and send the text again."
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return "bad_unicode", "The text contains half of a character pair (a lone surrogate). Paste it again."
    return None


def is_blank(text: str) -> bool:
    """Whether nothing visible is left: spaces, controls, zero-width and filler characters only.

    >>> is_blank(" \\u200b\\ufeff"), is_blank("a")
    (True, False)
    """
    return all(c in INVISIBLE or unicodedata.category(c)[0] in "ZC" for c in text)


def as_stored(text: str) -> str:
    """The text as the desk keeps it: newlines ``\\n``, no byte order mark in front, NFC. Takes linear time.

    >>> as_stored("\\ufeffa\\r\\nb\\u2028e\\u0301")
    'a\\nb\\né'
    """
    text = text.removeprefix("\ufeff")
    for newline in _NEWLINES:
        text = text.replace(newline, "\n")
    return "".join(unicodedata.normalize("NFC", part) for part in _parts_without_long_marks(text))


def _parts_without_long_marks(text: str) -> Iterator[str]:
    """The text, cut wherever 64 combining marks follow each other.

    Putting marks in order takes quadratic time: a million of them would keep a worker busy for a quarter of an hour.
    """
    marks = "" if text.isascii() else "".join(mark for mark in set(text) if unicodedata.combining(mark))
    start = 0
    if marks:
        for run in re.finditer(f"[{re.escape(marks)}]{{{_LONGEST_MARKS}}}", text):
            yield text[start : run.end()]
            start = run.end()
    yield text[start:]
