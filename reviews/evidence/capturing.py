"""Our dated copy of a source: asked for, made afresh, handed in by somebody who has one, tried again, given up.

Making it is a job's work: `copying`. Rows are locked source first, then its copy.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.db import IntegrityError, transaction

from claims.reading.sniffing import kind_of
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.core.text import problem_with
from factcheck.jobs import queue
from factcheck.ledger import acts as ledger
from reviews import kinds
from reviews.evidence.faults import put_in_words
from reviews.evidence.sizes import most_bytes, say_sizes
from reviews.evidence.storing import keep_bytes
from reviews.models import KeptBytes, Snapshot, Source
from reviews.selectors.locked import lock_source
from reviews.selectors.rows import find
from reviews.states import CaptureFault, SnapshotOrigin, SnapshotStatus, SourceMedia

NO_FAULT = {"fault": "", "fault_detail": "", "http_status": None}
MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True)
class KeptFile:
    """A file that somebody handed in, kept: the row of its bytes, its name for people, and its type by its content."""

    kept: KeptBytes
    filename: str
    declared_type: str
    media_type: str


def ask_for_copy(source: Source, *, by: User | None, at: datetime) -> Snapshot:
    """Ask for a copy of a page, inside the caller's act: the one already waited for, or a new one."""
    waiting = Snapshot.objects.filter(source=source, status=SnapshotStatus.WAITING)
    snapshot = waiting.first()
    if snapshot is None:
        try:
            with transaction.atomic():
                snapshot = _ask(source, by=by, at=at)
        except IntegrityError:
            return waiting.get()  # somebody linked the same page at the same moment
        ledger.record("ask_for_copy", subject=snapshot, by=by, at=at, source=source.pk)
    queue.enqueue(kinds.CAPTURE, subject_id=snapshot.pk)
    return snapshot


def _ask(source: Source, *, by: User | None, at: datetime) -> Snapshot:
    return Snapshot.objects.create(source=source, url=source.url, asked_by=by, asked_at=at)


def copy_again(*, source_id: int, by: User, at: datetime) -> Snapshot:
    """Ask for a fresh copy of a page; the earlier ones stay. Anybody of the desk may: sources are shared.

    When it comes, the quotations that are not verified are looked for in it. Raises `NotFound`, and `InvalidTransition`
    for a file, which does not change, and while a copy is being made.
    """
    with ledger.act("copy_again", by=by, at=at, source=source_id) as act:
        source = lock_source(source_id, by=by)
        if source.media != SourceMedia.PAGE:
            raise InvalidTransition("This is a file: it stays as it was handed in.")
        must_not_be_waited_for(source)
        snapshot = _ask(source, by=by, at=at)
        act.about(snapshot)
        queue.enqueue(kinds.CAPTURE, subject_id=snapshot.pk)
    return snapshot


def hand_in_copy(
    *, source_id: int, received: bytes, filename: str, declared_type: str, by: User, at: datetime
) -> Snapshot:
    """Take in a copy somebody saved; it is kept at once and read by a job.

    Raises `Invalid` (empty_file, file_too_large, unsupported_type), `NotFound`, and `InvalidTransition` while another
    copy of the source is being made.
    """
    media_type = must_be_a_copy(received, filename=filename, declared_type=declared_type)
    find(Source.objects.visible_to(by), source_id)
    file = keep_file(received, filename=filename, declared_type=declared_type, media_type=media_type, at=at)
    with transaction.atomic():
        return take_in(lock_source(source_id, by=by), file, by=by, at=at)


def keep_file(received: bytes, *, filename: str, declared_type: str, media_type: str, at: datetime) -> KeptFile:
    """Keep the bytes of a file that `must_be_a_copy` let through. Call it outside a transaction."""
    return KeptFile(keep_bytes(received, at), shown_name(filename), declared_type[:100], media_type)


def take_in(source: Source, file: KeptFile, *, by: User, at: datetime) -> Snapshot:
    """Make the kept file a copy of the source, which the caller holds; a job reads it. Raises `InvalidTransition`."""
    with ledger.act("hand_in_copy", by=by, at=at, source=source.pk, kept=file.kept.pk) as act:
        must_not_be_waited_for(source)
        snapshot = Snapshot.objects.create(
            source=source,
            origin=SnapshotOrigin.UPLOADED,
            **vars(file),
            sha256=file.kept.sha256,
            size=file.kept.size,
            taken_at=at,
            asked_by=by,
            asked_at=at,
        )
        act.about(snapshot)
        queue.enqueue(kinds.CAPTURE, subject_id=snapshot.pk)
    return snapshot


def must_be_a_copy(received: bytes, *, filename: str, declared_type: str) -> str:
    """The media type of a file, by its content. Raises `Invalid` for one the desk cannot keep."""
    if not received.strip():
        raise Invalid.field("file", "empty_file", "The file is empty.")
    is_markdown = PurePath(filename).suffix.lower() in MARKDOWN
    media_type = kind_of(received, "text/markdown" if is_markdown else declared_type)
    if not media_type:
        raise Invalid.field("file", "unsupported_type", "Send a web page, a text, a PDF or a picture (PNG, JPEG, …).")
    if len(received) > most_bytes(media_type):
        raise Invalid.field("file", "file_too_large", f"It is too large: {say_sizes()}.")
    return media_type


def must_not_be_waited_for(source: Source) -> None:
    """Raise `InvalidTransition` while a copy of the source is being made. The caller holds the source's lock."""
    if Snapshot.objects.filter(source=source, status=SnapshotStatus.WAITING).exists():
        raise InvalidTransition("A copy of this is being made right now. Wait until it is here, or has failed.")


def shown_name(filename: str) -> str:
    """The file's own name, for people: no folders, no line breaks, nothing the database refuses."""
    name = PurePath(filename.replace("\\", "/")).name
    return "" if problem_with(name) else "".join(c for c in name if c.isprintable())[-255:]


def retry_copy(*, snapshot_id: int, by: User, at: datetime) -> Snapshot:
    """Try a failed copy again. Raises `NotFound`; `InvalidTransition`: it has not failed, or another is made."""
    with ledger.act("retry", by=by, at=at) as act:
        snapshot = lock_copy(snapshot_id, Snapshot.objects.visible_to(by))
        act.about(snapshot)
        snapshot.must_allow("retry")
        must_not_be_waited_for(snapshot.source)
        snapshot.asked_by, snapshot.asked_at = by, at
        wait_again(snapshot, by=by, at=at)
        queue.enqueue(kinds.CAPTURE, subject_id=snapshot.pk)
    return snapshot


def wait_again(snapshot: Snapshot, *, by: User | None, at: datetime) -> None:
    """Inside an act, with the copy locked."""
    for name, value in NO_FAULT.items():
        setattr(snapshot, name, value)
    snapshot.advance("retry", by=by, at=at, columns=[*NO_FAULT, "asked_by", "asked_at"])


def fail(snapshot: Snapshot, fault: CaptureFault, detail: str, *, http_status: int | None = None, at: datetime) -> None:
    """Say why there is no copy. Inside an act, with the copy locked."""
    snapshot.fault, snapshot.fault_detail, snapshot.http_status = fault, detail, http_status
    snapshot.advance("fail", by=None, at=at, columns=list(NO_FAULT), source=snapshot.source_id, fault=str(fault))


def fail_copy(*, snapshot_id: int, at: datetime) -> None:
    """Say on the copy that making it was given up. Does nothing to one that no longer waits."""
    with transaction.atomic():
        snapshot = lock_copy(snapshot_id)
        if not snapshot.may("fail"):
            return
        with ledger.act("fail", subject=snapshot, by=None, at=at):
            fail(snapshot, CaptureFault.GAVE_UP, put_in_words(CaptureFault.GAVE_UP), at=at)


def lock_copy(snapshot_id: int, rows=Snapshot.objects) -> Snapshot:
    """The copy and its source, locked. Raises `NotFound`."""
    source_id = rows.filter(pk=snapshot_id).values_list("source_id", flat=True).first()
    if source_id is None:
        raise NotFound
    source = lock_source(source_id)
    snapshot = Snapshot.objects.select_for_update(of=("self",), no_key=True).select_related("kept").get(pk=snapshot_id)
    snapshot.source = source
    return snapshot
