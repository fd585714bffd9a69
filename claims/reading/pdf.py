"""The words of a PDF, page by page. Runs inside `confined`, so it imports nothing of the desk.

Ligatures and hyphens at line ends stay as they stand in the file: whoever looks words up takes care of them.
"""

import io
import json
import time
from typing import Any

from pypdf import PageObject, PdfReader

MOST_CHARACTERS = 1_000_000
MOST_PAGES = 3_000
ENOUGH_SECONDS = 30  # of the processor; what is read by then is the answer


def answer(body: bytes) -> tuple[str, bytes]:
    """Nothing and JSON with `pages` (their texts), `of` (how many there are), `unread`, `title` and `author`.

    Or a code: `pdf_locked`, `pdf_damaged`.
    """
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):
            return "pdf_locked", b""
        told = {**_read_pages(reader), **_about(reader)}
    except MemoryError:
        raise
    except Exception:  # a hostile file fails in any way it likes
        return "pdf_damaged", b""
    return "", json.dumps(told, ensure_ascii=False).encode()


def _read_pages(reader: PdfReader) -> dict[str, Any]:
    texts: list[str] = []
    unread = length = 0
    for page in reader.pages[:MOST_PAGES]:
        if length >= MOST_CHARACTERS or time.process_time() > ENOUGH_SECONDS:
            break
        text = _text_of(page)
        unread += text is None
        texts.append((text or "")[: MOST_CHARACTERS - length])
        length += len(texts[-1])
    return {"pages": texts, "of": len(reader.pages), "unread": unread}


def _text_of(page: PageObject) -> str | None:
    try:
        return _storable(page.extract_text())
    except MemoryError:
        raise
    except Exception:  # one bad page does not spoil the others
        return None


def _about(reader: PdfReader) -> dict[str, str]:
    try:
        about = reader.metadata
        return {"title": _line(about and about.title), "author": _line(about and about.author)}
    except Exception:
        return {"title": "", "author": ""}


def _line(words: Any) -> str:
    return " ".join(_storable(words).split())[:300] if isinstance(words, str) else ""


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
