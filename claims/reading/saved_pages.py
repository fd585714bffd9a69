"""A page as browsers save it in one file (MHTML): its HTML taken out. What belongs to it stays packed."""

import re
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from claims.reading.cleaning import UnreadableText

HEAD = 16_384  # bytes in which the headers of the file, and of a part, must end
MOST_PARTS = 50  # looked at; the page is the first of them wherever browsers saved it
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
NO_PAGE = "There is no web page in this saved file. Print the page to a PDF, or save it as HTML only."


def is_saved_page(body: bytes) -> bool:
    """Whether these bytes begin like a file in which browsers save a page and what belongs to it.

    >>> is_saved_page(b"MIME-Version: 1.0\\nContent-Type: multipart/related; boundary=x\\n\\n")
    True
    """
    head = _BLANK_LINE.split(body[:HEAD].lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)[0].lower()
    return b"mime-version:" in head and b"multipart/related" in head and re.match(rb"[a-z][a-z-]*:", head) is not None


def unpack_page(body: bytes) -> tuple[bytes, str]:
    """The HTML of the first page in the file, and the encoding its part declares ("" for none).

    Raises `UnreadableText` (`no_page`).
    """
    boundary = _boundary(_head(body.lstrip(b"\xef\xbb\xbf\r\n")))
    for part in body.split(b"--" + boundary, MOST_PARTS)[1:] if boundary else ():
        if _head(part).get_content_type() == "text/html":
            return _unpack(message_from_bytes(part.lstrip(b"\r\n")))
    raise UnreadableText(NO_PAGE, code="no_page")


def _head(part: bytes) -> "Message[str, str]":
    return BytesHeaderParser().parsebytes(_BLANK_LINE.split(part[:HEAD].lstrip(b"\r\n"), maxsplit=1)[0] + b"\n\n")


def _boundary(head: "Message[str, str]") -> bytes:
    return (head.get_boundary() or "").encode("ascii", "ignore")


def _unpack(part: "Message[str, str]") -> tuple[bytes, str]:
    page = part.get_payload(decode=True)
    if not isinstance(page, bytes) or not page.strip():
        raise UnreadableText(NO_PAGE, code="no_page")
    return page, str(part.get_content_charset() or "")
