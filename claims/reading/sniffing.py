"""What bytes are, told from the bytes themselves. What a site or a file name says separates only one text from another.

>>> kind_of(b"%PDF-1.7", "text/html"), kind_of(b"<!doctype html><p>Rain", ""), kind_of(b"\\x00\\x01", "text/plain")
('application/pdf', 'text/html', '')
"""

import re

from claims.reading.saved_pages import is_saved_page

TEXTS = ("text/html", "text/plain", "text/markdown")
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
PDF = "application/pdf"
SAVED_PAGE = "multipart/related"  # a page and what belongs to it in one file, as browsers save it
KINDS = (*TEXTS, SAVED_PAGE, PDF, *PICTURES)
"""All that the desk copies and reads."""

ENDINGS = {
    "text/html": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    SAVED_PAGE: ".mhtml",
    PDF: ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
WORDS = {
    "text/html": "web page",
    "text/plain": "text",
    "text/markdown": "text",
    SAVED_PAGE: "saved web page",
    PDF: "PDF",
    **dict.fromkeys(PICTURES, "picture"),
}
SAMPLE = 65_536  # bytes looked at to tell text from anything else
_MARKS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_NEVER = (
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"{\\rtf",
    b"%!PS",
    b"BZh",
    b"\xfd7zXZ",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x28\xb5\x2f\xfd",
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_MOST_CONTROLS = 0.01
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|div|p|h1|article|main|table)[\s>/]", re.IGNORECASE
)


def kind_of(body: bytes, declared: str) -> str:
    """The media type of `body`, one of `KINDS`; "" for what the desk does not read.

    `declared` is a media type as a site or browser sent it, with parameters or without; it is believed only where the
    bytes are text, to tell a page from plain text and markdown.
    """
    mark = next((kind for mark, kind in _MARKS.items() if body.startswith(mark)), "")
    if mark:
        return mark
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-"):
        return PDF
    if not _is_text(body):
        return ""
    return SAVED_PAGE if is_saved_page(body) else _kind_of_text(body, declared)


def _is_text(body: bytes) -> bool:
    sample = body[:SAMPLE]
    if not sample.strip() or sample.startswith(_NEVER):
        return False
    if sample.startswith(_WIDE):
        return True
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\x00" not in sample and controls <= len(sample) * _MOST_CONTROLS


def _kind_of_text(body: bytes, declared: str) -> str:
    said = declared.partition(";")[0].strip().lower()
    if said == "application/xhtml+xml":
        return "text/html"
    if said in TEXTS:
        return said
    return "text/html" if _PAGE.search(_plain_start(body)) else "text/plain"


def _plain_start(body: bytes) -> bytes:
    """The first characters, one byte each, also of UTF-16."""
    start = body[:4096]
    return start.replace(b"\x00", b"") if start.startswith(_BOMS) else start
