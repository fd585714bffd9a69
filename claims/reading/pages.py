"""Bytes of a page or text to its characters, and characters to paragraphs: for articles and for copies of sources."""

from claims.reading.decoding import Decoded, decode
from claims.reading.html_apart import read_web_page
from claims.reading.hypertext import declared_charset
from claims.reading.markdown import read_markdown
from claims.reading.paragraphs import Page, Paragraph
from factcheck.core.text import as_stored


def decode_page(received: bytes, media_type: str, declared_encoding: str | None) -> Decoded:
    """The characters, by the encoding that was declared, else by the page's own word. Raises as `decode` does."""
    sniffed = declared_charset(received) if media_type == "text/html" else None
    return decode(received, declared=declared_encoding or sniffed)


def read_page(characters: str, media_type: str, *, whole: bool = False) -> Page:
    """The paragraphs of one of the kinds of text, and what the page says about itself. Raises `UnreadableText`.

    An article is the main text, with marks where headings and lists are. `whole` is for copies: no marks, and what
    else can be seen on the page comes as its `rest`.
    """
    if media_type == "text/html":
        return read_web_page(characters, whole=whole)
    if media_type == "text/markdown":
        return read_markdown(as_stored(characters), marked=not whole)
    return Page([Paragraph(characters)])
