"""What a page was read into, and paragraphs joined into one text with the spans of its captions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from claims.reading.cleaning import refuse_wordless
from factcheck.core.text import as_stored


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a page, and whether the page marks it as a caption."""

    text: str
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a page and what it says about itself."""

    paragraphs: Sequence[Paragraph]
    title: str | None = None
    author: str | None = None
    published_on: date | None = None
    language: str | None = None
    canonical_url: str | None = None  # what the page calls its own address, as written there
    notes: Sequence[str] = field(default=())
    rest: Sequence[str] = ()  # lines of the page that are not its main text, where they were asked for


def join_paragraphs(paragraphs: Sequence[Paragraph]) -> tuple[str, list[tuple[int, int]]]:
    """The clean text of all paragraphs, parted by line breaks, and the spans of the captions in it.

    >>> join_paragraphs([Paragraph("Rain fell."), Paragraph("The flooded road", caption=True)])
    ('Rain fell.\\nThe flooded road', [(11, 27)])
    """
    pieces: list[str] = []
    captions = []
    position = 0
    for paragraph in paragraphs:
        piece = as_stored(paragraph.text)
        pieces.append(piece)
        if paragraph.caption:
            captions.append((position, position + len(piece)))
        position += len(piece) + 1
    text = "\n".join(pieces)
    refuse_wordless(text)
    return text, captions
