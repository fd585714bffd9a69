"""Bytes as received, each kept once, through Django's storage.

The file comes first, under its own hash, then its row: a run that dies in between leaves a file that the next run
writes again under the same name. `forget_unused` takes away what nobody came back for.
"""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from claims.reading import UnreadableText
from claims.reading.copies import draw_picture
from factcheck.core.errors import NotFound, Unavailable
from reviews.models import KeptBytes, Snapshot

log = logging.getLogger(__name__)
COPIES, DRAWINGS = "copies", "pictures"
DRAWN_AS = {".png": "image/png", ".jpg": "image/jpeg"}
UNUSED_AFTER = timedelta(days=1)  # a run may still be about to point at what it kept


def keep_bytes(body: bytes, at: datetime) -> KeptBytes:
    """The row of these bytes: the one there is, or a new one with its file. Call it outside a transaction.

    One row and one file for each SHA-256, also when two workers keep the same bytes at once. A file that was lost is
    written again.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    name = place_of(sha256)
    known = KeptBytes.objects.filter(sha256=sha256).first()
    if known is not None and (not known.file or _is_there(known, len(body))):
        return known  # bytes that were dropped are not kept again
    default_storage.save(name, ContentFile(body))
    kept, _ = KeptBytes.objects.get_or_create(sha256=sha256, defaults={"size": len(body), "file": name, "kept_at": at})
    return kept


def place_of(sha256: str, folder: str = COPIES) -> str:
    """Where bytes of this hash are kept in the storage."""
    return f"{folder}/{sha256[:2]}/{sha256}"


def _is_there(kept: KeptBytes, size: int) -> bool:
    storage: Storage = kept.file.storage
    return storage.exists(kept.file.name) and storage.size(kept.file.name) == size


def read_kept(kept: KeptBytes) -> bytes:
    """The bytes. Raises `NotFound` when they were dropped, `Unavailable` when the storage has lost them or others
    stand in their place."""
    if not kept.file:
        raise NotFound("The file of this copy was destroyed when words were removed. Its hash is kept.")
    try:
        with kept.file.storage.open(kept.file.name, "rb") as file:
            body = file.read()
    except OSError as error:
        log.error("the file of %s cannot be read: %s", kept.sha256, error)
        raise Unavailable("The file of this copy cannot be read. Ask whoever runs the desk to restore it.") from error
    if hashlib.sha256(body).hexdigest() != kept.sha256:
        log.error("the file of %s holds other bytes", kept.sha256)
        raise Unavailable("The file of this copy was changed outside the desk. Ask for it to be restored.")
    return body


def drop_bytes(kept: KeptBytes) -> None:
    """Destroy the file, and what was drawn of it, once the transaction has committed; the row keeps hash and size."""
    names = [kept.file.name, *_drawings(kept.sha256)]
    kept.file = ""
    kept.save(update_fields=["file"])
    transaction.on_commit(lambda: [default_storage.delete(name) for name in names if name])


def keep_drawing(body: bytes) -> None:
    """Draw a picture anew for showing and keep that beside the copies, once: a job's work, it takes up to 15 seconds.

    A picture that cannot be drawn is a copy all the same, and is not shown.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    if any(default_storage.exists(name) for name in _drawings(sha256)):
        return
    try:
        drawn, media_type = draw_picture(body)
    except UnreadableText as refusal:
        log.warning("the picture %s is not drawn: %s", sha256, refusal.code)
        return
    ending = next(ending for ending, drawn_as in DRAWN_AS.items() if drawn_as == media_type)
    default_storage.save(place_of(sha256, DRAWINGS) + ending, ContentFile(drawn))


def open_drawing(kept: KeptBytes) -> tuple[bytes, str]:
    """What was drawn of a kept picture, and its media type. Raises `NotFound` where nothing was."""
    for name, media_type in _drawings(kept.sha256).items():
        if default_storage.exists(name):
            with default_storage.open(name, "rb") as file:
                return file.read(), media_type
    raise NotFound("This picture was not drawn. Download its file instead.")


def _drawings(sha256: str) -> dict[str, str]:
    """Where a drawing may stand, with its media type."""
    return {place_of(sha256, DRAWINGS) + ending: media_type for ending, media_type in DRAWN_AS.items()}


def forget_unused(*, at: datetime) -> int:
    """Take away bytes that no copy refers to, and files without a row, a day old and older; how many."""
    rows = sum(_forget(kept) for kept in _unused().filter(kept_at__lt=at - UNUSED_AFTER))
    return rows + sum(_delete(name) for name in list(_stray_files(at)))


def _unused() -> QuerySet[KeptBytes]:
    return KeptBytes.objects.filter(~Exists(Snapshot.objects.filter(kept=OuterRef("pk"))))


def _forget(kept: KeptBytes) -> int:
    """Row and files in one transaction: whoever keeps the same bytes meanwhile waits at the hash, then writes anew."""
    with transaction.atomic():
        locked = _unused().select_for_update().filter(pk=kept.pk).first()
        if locked is None:
            return 0
        locked.delete()
        for drawing in _drawings(locked.sha256):
            default_storage.delete(drawing)
        return _delete(locked.file.name)


def _delete(name: str) -> int:
    if name:
        default_storage.delete(name)
    return 1


def _stray_files(at: datetime) -> Iterator[str]:
    for folder in _folders():
        for name in default_storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            is_old = default_storage.get_modified_time(path) < at - UNUSED_AFTER
            if is_old and not KeptBytes.objects.filter(sha256=PurePath(name).stem).exists():
                yield path


def _folders() -> list[str]:
    there = [folder for folder in (COPIES, DRAWINGS) if default_storage.exists(folder)]
    return [f"{folder}/{name}" for folder in there for name in default_storage.listdir(folder)[0]]
