"""Our copy of a source to its words and what it says about itself. Plain Python, no network."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.reading.cleaning import LONGEST_TEXT, UnreadableText, refuse_wordless
from claims.reading.confined import Limits, Refusal, run_confined
from claims.reading.pages import decode_page, read_page
from claims.reading.paragraphs import Paragraph, join_paragraphs
from claims.reading.saved_pages import unpack_page
from claims.reading.sniffing import PDF, PICTURES, SAVED_PAGE, TEXTS
from factcheck.core.text import as_stored

MB = 1_000_000
PDF_LIMITS = Limits(memory=768 * MB, cpu=40, wall=45, answer=8 * MB)
PICTURE_LIMITS = Limits(memory=768 * MB, cpu=10, wall=15, answer=16 * MB)
DETAILS = {
    "pdf_locked": "This PDF is locked with a password.",
    "pdf_damaged": "This PDF is damaged.",
    "picture_damaged": "This picture is damaged.",
    "picture_too_large": "This picture has more than 40 million pixels.",
    "too_heavy": "Reading it took more memory or time than we give to one file.",
}
WORDLESS = {"empty_text", "no_words"}
NO_WORDS = "We found no words on it, so no quotation can be looked up in it."
CUT = f"It is very long; we kept the words up to character {LONGEST_TEXT:,}."


@dataclass(frozen=True, slots=True)
class ReadCopy:
    """The words of a copy and what it says about itself.

    `pages` are the offsets in `text` at which the pages of a PDF begin. `notes` are sentences for the desk.
    `canonical_url` is what a page calls its own address, as written there. The main text is the first `main_length`
    characters (all of them for None); after a blank line follows what else can be seen on the page.
    """

    text: str
    title: str | None = None
    author: str | None = None
    published_on: date | None = None
    language: str | None = None
    canonical_url: str | None = None
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    main_length: int | None = None

    @property
    def main_text(self) -> str:
        """The text without what stands around it on the page, which changes from day to day."""
        return self.text[: self.main_length]


def read_copy(body: bytes, media_type: str, declared_encoding: str | None = None) -> ReadCopy:
    """The words of bytes of one of `sniffing.KINDS`; none, with a note, when there are none on it.

    PDF and pictures are read in a process of their own, with limits. Raises `UnreadableText`: `bad_encoding`,
    `html_too_deep`, `html_too_complex`, `no_page`, `unknown_media_type`, and the codes of `DETAILS`.
    """
    if media_type in TEXTS:
        return _read_text(body, media_type, declared_encoding)
    if media_type == SAVED_PAGE:
        page, encoding = unpack_page(body)
        return _read_text(page, "text/html", encoding or None)
    if media_type == PDF:
        return _read_pdf(body)
    if media_type in PICTURES:
        return _read_picture(body)
    raise UnreadableText("This is no page, text, PDF or picture.", code="unknown_media_type")


def draw_picture(body: bytes) -> tuple[bytes, str]:
    """A picture drawn anew for showing, and its media type. Raises `UnreadableText`."""
    drawn = _confined("pictures", body, "show", limits=PICTURE_LIMITS)
    return drawn, "image/png" if drawn.startswith(b"\x89PNG") else "image/jpeg"


def _confined(reader: str, body: bytes, *words: str, limits: Limits) -> bytes:
    try:
        return run_confined(reader, body, *words, limits=limits)
    except Refusal as refusal:
        code = refusal.code if refusal.code in DETAILS else "too_heavy"
        raise UnreadableText(DETAILS[code], code=code) from refusal


# --- pages and texts -------------------------------------------------------------------------------------------------


def _read_text(body: bytes, media_type: str, declared_encoding: str | None) -> ReadCopy:
    decoded = decode_page(body, media_type, declared_encoding)
    notes = [decoded.note] if decoded.note else []
    characters = decoded.text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    try:
        page = read_page(characters.encode("utf-8", "replace").decode(), media_type, whole=True)
        main, cut = _joined(page.paragraphs)
    except UnreadableText as fault:
        if fault.code not in WORDLESS:
            raise
        return ReadCopy("", notes=(*notes, NO_WORDS))
    text, cut_behind = _with_rest(main, page.rest)
    return ReadCopy(
        text=text,
        main_length=len(main) if page.rest else None,
        title=page.title,
        author=page.author,
        published_on=page.published_on,
        language=page.language,
        canonical_url=page.canonical_url,
        notes=(*notes, *page.notes, *([CUT] if cut or cut_behind else [])),
    )


def _joined(paragraphs: Iterable[Paragraph]) -> tuple[str, bool]:
    """The text of the paragraphs, and whether it was cut for its length."""
    kept = []
    room = LONGEST_TEXT
    for paragraph in paragraphs:
        words = as_stored(paragraph.text)
        kept.append(Paragraph(words[:room]))
        if len(words) > room - 1:
            return join_paragraphs(kept)[0], True
        room -= len(words) + 1
    return join_paragraphs(kept)[0], False


def _with_rest(main: str, rest: Sequence[str]) -> tuple[str, bool]:
    """The main text and, after a blank line, the rest of the page; and whether that was cut for its length."""
    if not rest:
        return main, False
    whole = "\n\n".join([main, as_stored("\n".join(rest))])
    return whole[:LONGEST_TEXT], len(whole) > LONGEST_TEXT


# --- files -----------------------------------------------------------------------------------------------------------


def _read_pdf(body: bytes) -> ReadCopy:
    told = json.loads(_confined("pdf", body, limits=PDF_LIMITS))
    texts = [as_stored(text) for text in told["pages"]]
    pages, position = [], 0
    for text in texts:
        pages.append(position)
        position += len(text) + 1
    text, notes = "\n".join(texts), _notes_on(told)
    try:
        refuse_wordless(text[:LONGEST_TEXT])
    except UnreadableText:
        text, pages, notes = "", [], [*notes, NO_WORDS]
    return ReadCopy(
        text=text,
        title=told["title"] or None,
        author=told["author"] or None,
        pages=tuple(pages),
        notes=tuple(notes),
    )


def _notes_on(told: dict[str, Any]) -> list[str]:
    notes = []
    read, of = len(told["pages"]), told["of"]
    if read < of:
        notes.append(f"It is very long; we read the first {read:,} of {of:,} pages.")
    if told["unread"]:
        notes.append(f"{told['unread']:,} of its pages could not be read.")
    return notes


def _read_picture(body: bytes) -> ReadCopy:
    size = json.loads(_confined("pictures", body, "look", limits=PICTURE_LIMITS))
    return ReadCopy("", notes=(f"A picture of {size['width']:,} × {size['height']:,} pixels.", NO_WORDS))
