"""The rules every text meets before it is kept: one newline, NFC, not empty, not too long, holding a word."""

import hashlib
import re

from factcheck.core.errors import DomainError
from factcheck.core.text import as_stored, is_blank, problem_with

LONGEST_TEXT = 1_000_000
"""Characters (code points), after newlines are made one."""

_WORD = re.compile(r"[^\W_\u3164\u115f\u1160\uffa0]")
"""A letter or digit; Unicode counts the Hangul fillers as letters, but nobody sees them."""


class UnreadableText(DomainError):
    """These bytes or this text cannot become an article. ``code`` says why, ``detail`` what to do about it."""

    code = "unreadable_text"
    status = 400
    title = "This text cannot be read"


def clean_text(text: str) -> str:
    """The text with ``\\n`` for every kind of line end, in NFC; nothing else is changed.

    Raises ``UnreadableText`` with code ``nul_character``, ``bad_unicode``, ``text_too_long``, ``empty_text`` or
    ``no_words``.

    >>> clean_text("a\\r\\nb\\u2028c")
    'a\\nb\\nc'
    """
    refuse_unstorable(text)
    cleaned = as_stored(text)
    refuse_wordless(cleaned)
    return cleaned


def refuse_unstorable(text: str) -> None:
    """Raise ``UnreadableText`` for NUL characters and lone surrogates."""
    problem = problem_with(text)
    if problem:
        code, detail = problem
        raise UnreadableText(detail, code=code)


def refuse_wordless(text: str) -> None:
    """Raise ``UnreadableText`` for a text that is too long, empty, or without a letter or digit."""
    if len(text) > LONGEST_TEXT:
        detail = f"The text has {len(text):,} characters; the desk takes up to {LONGEST_TEXT:,}. Send it in parts."
        raise UnreadableText(detail, code="text_too_long")
    if _WORD.search(text):
        return
    if is_blank("".join(set(text))):
        raise UnreadableText("There is no text here. Paste the words of the article.", code="empty_text")
    raise UnreadableText("There is not one word in this text, only marks.", code="no_words")


def text_hash(text: str) -> str:
    """The SHA-256 of the text without white space around it, in hexadecimal: equal for the same article.

    >>> text_hash(" a ") == text_hash("a")
    True
    """
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()
