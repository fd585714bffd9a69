"""Making the copies that were asked for: a job's work.

Harmless to repeat: bytes are kept under their hash, and only a copy that still waits is finished, in one transaction
with its job. Nothing is fetched, read, searched or stored while a transaction is open; of a source that proves to be
another one as well, the quotations of the other are looked for in it.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from claims.extraction import Clock
from factcheck.core.errors import Unavailable
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.ledger import acts as ledger
from reviews.evidence.capturing import fail, lock_copy, must_not_be_waited_for, wait_again
from reviews.evidence.faults import NoCopy
from reviews.evidence.filling_in import fill_in_source
from reviews.evidence.quotations import Looked, check_evidence_of, look_ahead
from reviews.evidence.receiving import Received, columns_of, receive
from reviews.evidence.storing import keep_bytes
from reviews.models import KeptBytes, Snapshot
from reviews.states import CaptureFault, SnapshotStatus

TRIES = 2  # at a site that fails in a way that may pass


def capture(*, job: Job, clock: Clock = timezone.now) -> None:
    """Make the copy a job was asked for: fetch and read it, keep its bytes, then write everything down at once.

    Harmless to run twice, at once, or again after a run that died. Raises `Unavailable` when trying again may help.
    """
    snapshot = _begin(job, at=clock())
    if snapshot is None:
        return
    try:
        received = receive(snapshot)
    except NoCopy as reason:
        if reason.may_pass and job.tries < TRIES:
            raise Unavailable(reason.detail) from reason
        _finish_without(job, reason, at=clock())
    else:
        at = clock()
        kept, looked = keep_bytes(received.body, at), look_ahead(snapshot.source_id, received.read.text)
        _finish(job, received, kept, looked, at=at)


def _begin(job: Job, *, at: datetime) -> Snapshot | None:
    """The copy to be made, or None when it is there. A job that was set aside and is tried again brings it back."""
    with transaction.atomic():
        snapshot = lock_copy(job.subject_id)
        if snapshot.status == SnapshotStatus.FAILED and snapshot.fault == CaptureFault.GAVE_UP:
            must_not_be_waited_for(snapshot.source)
            with ledger.act("retry", subject=snapshot, by=None, at=at):
                wait_again(snapshot, by=None, at=at)
    return snapshot if snapshot.status == SnapshotStatus.WAITING else None


def _finish(job: Job, received: Received, kept: KeptBytes, looked: Looked, *, at: datetime) -> None:
    with ledger.act("capture", by=None, at=at) as act, queue.finishing(job):
        snapshot = _lock_waiting(job)
        act.about(snapshot)
        act.note(source=snapshot.source_id, kept=kept.pk)
        columns = {**columns_of(received, kept), "taken_at": snapshot.taken_at or at}
        for name, value in columns.items():
            setattr(snapshot, name, value)
        snapshot.advance("capture", by=None, at=at, columns=list(columns))
        source = fill_in_source(snapshot.source, received, at=at)
        check_evidence_of(source.pk, at=at, looked=looked)


def _finish_without(job: Job, reason: NoCopy, *, at: datetime) -> None:
    with ledger.act("fail", by=None, at=at) as act, queue.finishing(job):
        snapshot = _lock_waiting(job)
        act.about(snapshot)
        fail(snapshot, reason.fault, reason.detail, http_status=reason.http_status, at=at)


def _lock_waiting(job: Job) -> Snapshot:
    """The copy of this job. Raises `LeaseLost` when it is made already: then this run leaves no trace."""
    snapshot = lock_copy(job.subject_id)
    if snapshot.status != SnapshotStatus.WAITING:
        raise queue.LeaseLost(f"copy {snapshot.pk} was made by another run")
    return snapshot
