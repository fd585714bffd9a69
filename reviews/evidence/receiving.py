"""Getting the bytes of a source and reading them: what must happen before, and outside of, any transaction."""

from dataclasses import dataclass
from typing import Any

from claims.reading import UnreadableText, text_hash
from claims.reading.copies import ReadCopy, read_copy
from claims.reading.sniffing import PICTURES, TEXTS, kind_of
from factcheck.fetching import Fetched, FetchError
from factcheck.outside.asking import ask
from factcheck.outside.limits import desk_policy
from factcheck.outside.politeness import LeftAlone
from reviews.evidence.faults import NoCopy, say_wait
from reviews.evidence.storing import keep_drawing, read_kept
from reviews.models import KeptBytes, Snapshot
from reviews.states import CaptureFault

MB = 1_000_000


@dataclass(frozen=True)
class Received:
    """Bytes and what they were read into. `fetched` is how they came; None for an uploaded file."""

    body: bytes
    media_type: str
    read: ReadCopy
    fetched: Fetched | None = None


def receive(snapshot: Snapshot) -> Received:
    """The bytes of a waiting copy: an uploaded file's, else the site's, when it is our turn there.

    Raises `NoCopy` with the reason, `NotNow` when it is somebody else's turn, `Unavailable` when our storage fails.
    """
    if snapshot.kept is not None:
        body = read_kept(snapshot.kept)
        return _received(body, snapshot.media_type)
    return read_fetched(_fetch(snapshot.url))


def read_fetched(fetched: Fetched) -> Received:
    """What was fetched, with its words; of a picture a drawing is kept. Raises `NoCopy`: wrong_type, too_large,
    unreadable.
    """
    media_type = kind_of(fetched.body, fetched.declared_type)
    if not media_type:
        raise NoCopy(CaptureFault.WRONG_TYPE, http_status=fetched.status)
    most = desk_policy().most_bytes
    if media_type in TEXTS and len(fetched.body) > most:
        raise NoCopy(CaptureFault.TOO_LARGE, said=f"It has more than {most // MB} MB.", http_status=fetched.status)
    return _received(fetched.body, media_type, fetched)


def _received(body: bytes, media_type: str, fetched: Fetched | None = None) -> Received:
    read = _read(body, media_type, fetched.declared_encoding if fetched else "")
    if media_type in PICTURES:
        keep_drawing(body)
    return Received(body, media_type, read, fetched)


def _fetch(url: str) -> Fetched:
    try:
        return ask(url, files=True)
    except LeftAlone as refusal:
        raise NoCopy(CaptureFault.REFUSED, said=refusal.detail) from refusal
    except FetchError as error:
        said = " ".join(filter(None, [error.detail, say_wait(error.retry_after)]))
        raise NoCopy(error.code, said=said, http_status=error.http_status) from error


def _read(body: bytes, media_type: str, encoding: str) -> ReadCopy:
    try:
        return read_copy(body, media_type, encoding or None)
    except UnreadableText as fault:
        raise NoCopy(CaptureFault.UNREADABLE, said=fault.detail) from fault


def columns_of(received: Received, kept: KeptBytes) -> dict[str, Any]:
    """What a `Snapshot` keeps of what was received: its bytes, how they came and how they were read."""
    bytes_of = {"kept": kept, "sha256": kept.sha256, "size": kept.size, "media_type": received.media_type}
    return {**bytes_of, **_columns_of_way(received.fetched), **_columns_of_text(received.read)}


def _columns_of_text(read: ReadCopy) -> dict[str, Any]:
    return {
        "text": read.text,
        "main_length": read.main_length,
        "text_hash": text_hash(read.text) if read.text else "",
        "pages": list(read.pages),
        "title": (read.title or "")[:300],
        "author": (read.author or "")[:200],
        "published_on": read.published_on,
        "notes": list(read.notes),
    }


def _columns_of_way(fetched: Fetched | None) -> dict[str, Any]:
    if fetched is None:
        return {}
    headers = [[_storable(name)[:200], _storable(value)[:4000]] for name, value in fetched.headers]
    return {
        "final_url": fetched.final_url[:2000],
        "redirects": [url[:2000] for url in fetched.redirects[:-1]],
        "http_status": fetched.status,
        "headers": headers,
        "took_ms": fetched.took_ms,
        "declared_type": _storable(fetched.declared_type)[:100],
        "etag": _storable(fetched.header("etag"))[:300],
        "last_modified": _storable(fetched.header("last-modified"))[:100],
    }


def _storable(words: str) -> str:
    return words.replace("\x00", "").encode("utf-8", "replace").decode()
