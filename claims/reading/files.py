"""A file as received to the text of its article and what it says about itself."""

from dataclasses import dataclass
from datetime import date

from claims.reading.cleaning import LONGEST_TEXT, UnreadableText, refuse_unstorable
from claims.reading.pages import decode_page, read_page
from claims.reading.paragraphs import join_paragraphs

MEDIA_TYPES = ("text/plain", "text/markdown", "text/html")
MOST_BYTES = 4 * LONGEST_TEXT + 4_000_000
"""Of a file: a text of the greatest length, and as much again for the markup around it."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of an article and what its file says about it.

    ``captions`` are spans of ``text``. ``notes`` are sentences for the person who sent the file.
    """

    text: str
    encoding: str
    encoding_guessed: bool
    title: str | None
    author: str | None
    published_on: date | None
    language: str | None
    captions: tuple[tuple[int, int], ...]
    notes: tuple[str, ...]


def read_text(received: bytes, *, media_type: str, declared_encoding: str | None = None) -> ReadText:
    """The text of a file of one of ``MEDIA_TYPES``, as ``clean_text`` leaves it, captions kept and marked.

    Raises ``UnreadableText``, whose codes are those of ``clean_text`` and ``bad_encoding``,
    ``unknown_media_type``, ``html_too_deep`` and ``html_too_complex``.
    """
    if media_type not in MEDIA_TYPES:
        raise UnreadableText("Send a .txt, .md or .html file.", code="unknown_media_type")
    if len(received) > MOST_BYTES:
        raise UnreadableText(f"The file is larger than {MOST_BYTES // 1_000_000} MB.", code="text_too_long")
    decoded = decode_page(received, media_type, declared_encoding)
    refuse_unstorable(decoded.text)
    page = read_page(decoded.text, media_type)
    text, captions = join_paragraphs(page.paragraphs)
    notes = [decoded.note, *page.notes]
    return ReadText(
        text=text,
        encoding=decoded.encoding,
        encoding_guessed=decoded.guessed,
        title=page.title,
        author=page.author,
        published_on=page.published_on,
        language=page.language,
        captions=tuple(captions),
        notes=tuple(note for note in notes if note),
    )
