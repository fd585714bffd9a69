"""Rules that every typed text meets before it is stored."""

import unicodedata

INVISIBLE = frozenset("\u3164\u115f\u1160\uffa0")


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
