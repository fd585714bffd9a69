"""The work of a fetcher for the bench of copies, inside the desk that is measured: one process, job after job."""

import json
import resource
import time
from pathlib import Path

from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.jobs import running
from factcheck.jobs.models import Job
from factcheck.ledger import acts as ledger
from reviews import kinds
from reviews.evidence.capturing import ask_for_copy
from reviews.models import Snapshot, Source
from reviews.states import SnapshotStatus


def print_times(origin: str, copies: int, few: int) -> None:
    """Copy so many pages, then a few PDF and pictures; print the seconds of each and the memory, as JSON.

    `memory`: MB held after a tenth of the pages and after all of them.
    """
    told: dict[str, list[float]] = {"page": [], "memory": []}
    for number in range(copies):
        told["page"].append(capture(f"{origin}/page/{number}"))
        if number + 1 in (copies // 10, copies):
            told["memory"].append(resident())
    for kind in ("pdf", "picture"):
        told[kind] = [capture(f"{origin}/{kind}/{number}") for number in range(few)]
    print(json.dumps(told))


def capture(url: str) -> float:
    """Ask for a copy as linking does, then run its job; the seconds the job took."""
    by, at = User.objects.order_by("pk").first(), timezone.now()
    with ledger.act("link_evidence", by=by, at=at) as act:
        source = Source.objects.create(url=url, added_at=at)
        act.about(source)
        asked = ask_for_copy(source, by=by, at=at)
    job = Job.objects.get(kind=kinds.CAPTURE, subject_id=asked.pk)
    started = time.perf_counter()
    outcome = running.run(job.pk)
    took = time.perf_counter() - started
    copy = Snapshot.objects.without_text().get(pk=asked.pk)
    if copy.status != SnapshotStatus.CAPTURED:
        raise RuntimeError(f"{url}: {outcome}, {copy.fault} {copy.fault_detail}")
    return took


def resident() -> float:
    """The memory this process holds, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
