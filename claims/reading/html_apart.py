"""A web page read here when it is small and plain, else in a process of its own, where it can only harm itself.

That process costs a third of a second, so it is for pages that could take longer here. Both sides are in this file:
`confined` runs `answer` over there. What no reader should parse is refused before either.
"""

import json
from dataclasses import asdict
from datetime import date

from claims.reading.cleaning import UnreadableText
from claims.reading.confined import Limits, Refusal, run_confined
from claims.reading.html_limits import drop_unread_parts, refuse_hostile_html
from claims.reading.hypertext import read_html
from claims.reading.paragraphs import Page, Paragraph
from claims.reading.whole_pages import read_whole_html

LIMITS = Limits(memory=768_000_000, cpu=10, wall=20, answer=32_000_000)
SMALL = 300_000
"""Characters, scripts and styles left out; most pages of newspapers have fewer."""

FEW_TAGS = 4_000
TOO_HEAVY = "Reading this page takes more memory or time than we give to one page. Paste its text instead."


def read_web_page(page: str, *, whole: bool) -> Page:
    """The main text of a page; `whole` for what else can be seen on it too.

    Raises ``UnreadableText`` with code ``html_too_deep``, ``html_too_complex`` or ``empty_text``.
    """
    source = drop_unread_parts(page)
    refuse_hostile_html(source)
    if len(source) <= SMALL and source.count("<") <= FEW_TAGS:
        return _read(source, whole=whole)
    return _read_apart(source, whole=whole)


def answer(body: bytes, how: str) -> tuple[str, bytes]:
    """Nothing and JSON with the fields of a `Page`, or the code ``empty_text``."""
    try:
        page = _read(body.decode("utf-8"), whole=how == "whole")
    except UnreadableText as fault:
        return fault.code, b""
    return "", json.dumps(asdict(page), ensure_ascii=False, default=date.isoformat).encode()


def _read(source: str, *, whole: bool) -> Page:
    return read_whole_html(source) if whole else read_html(source)


def _read_apart(source: str, *, whole: bool) -> Page:
    try:
        told = run_confined("html_apart", source.encode("utf-8"), "whole" if whole else "main", limits=LIMITS)
    except Refusal as refusal:
        if refusal.code == "empty_text":
            raise UnreadableText("There is no text on this page.", code="empty_text") from refusal
        raise UnreadableText(TOO_HEAVY, code="html_too_complex") from refusal
    fields = json.loads(told)
    day = fields.pop("published_on")
    paragraphs = [Paragraph(**one) for one in fields.pop("paragraphs")]
    return Page(paragraphs, published_on=date.fromisoformat(day) if day else None, **fields)
