"""Bytes as received, each kept once, through Django's storage.

The file comes first, under its own hash, then its row: a run that dies in between leaves a file that the next run
writes again under the same name. `forget_unused` takes away what nobody came back for.
"""

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from claims.reading.copies import draw_picture
from factcheck.core.errors import Unavailable
from reviews.models import KeptBytes, Snapshot

log = logging.getLogger(__name__)
COPIES, PICTURES = "copies", "pictures"
UNUSED_AFTER = timedelta(days=1)  # a run may still be about to point at what it kept


def keep_bytes(body: bytes, at: datetime) -> KeptBytes:
    """The row of these bytes: the one there is, or a new one with its file. Call it outside a transaction.

    One row and one file for each SHA-256, also when two workers keep the same bytes at once. A file that was lost is
    written again.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    name = place_of(sha256)
    known = KeptBytes.objects.filter(sha256=sha256).first()
    if known is not None and _is_there(known, len(body)):
        return known
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
    """The bytes. Raises `Unavailable` when the storage has lost them or others stand in their place."""
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


def picture_of(kept: KeptBytes) -> tuple[bytes, str]:
    """A kept picture drawn anew, and its media type: once, then it stands beside the copies.

    Raises `UnreadableText` when it cannot be drawn, `Unavailable` when its file is lost.
    """
    for media_type, ending in (("image/png", ".png"), ("image/jpeg", ".jpg")):
        name = place_of(kept.sha256, PICTURES) + ending
        if default_storage.exists(name):
            with default_storage.open(name, "rb") as file:
                return file.read(), media_type
    drawn, media_type = draw_picture(read_kept(kept))
    ending = ".png" if media_type == "image/png" else ".jpg"
    default_storage.save(place_of(kept.sha256, PICTURES) + ending, ContentFile(drawn))
    return drawn, media_type


def forget_unused(*, at: datetime) -> int:
    """Take away bytes that no copy refers to, and files without a row, a day old and older; how many."""
    rows = sum(_forget(kept) for kept in _unused().filter(kept_at__lt=at - UNUSED_AFTER))
    return rows + sum(_delete(name) for name in list(_stray_files(at)))


def _unused() -> QuerySet[KeptBytes]:
    return KeptBytes.objects.filter(~Exists(Snapshot.objects.filter(kept=OuterRef("pk"))))


def _forget(kept: KeptBytes) -> int:
    """Row and file in one transaction: whoever keeps the same bytes meanwhile waits at the hash, then writes anew."""
    with transaction.atomic():
        locked = _unused().select_for_update().filter(pk=kept.pk).first()
        if locked is None:
            return 0
        locked.delete()
        return _delete(locked.file.name)


def _delete(name: str) -> int:
    default_storage.delete(name)
    return 1


def _stray_files(at: datetime) -> Iterator[str]:
    for folder in _folders():
        for name in default_storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            is_old = default_storage.get_modified_time(path) < at - UNUSED_AFTER
            if is_old and not KeptBytes.objects.filter(sha256=name).exists():
                yield path


def _folders() -> list[str]:
    if not default_storage.exists(COPIES):
        return []
    return [f"{COPIES}/{name}" for name in default_storage.listdir(COPIES)[0]]
