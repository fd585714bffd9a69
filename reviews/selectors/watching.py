"""What the desk's published verdicts stand on, and which of it is to be looked at again."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Claim
from claims.reading.copies import ReadCopy
from factcheck.jobs.models import Job, JobState
from reviews import kinds
from reviews.finding_words import Searched
from reviews.models import (
    DraftEvidence,
    Evidence,
    PublicVerdict,
    Recheck,
    Snapshot,
    Source,
    SourceWatch,
    VerdictDraft,
)
from reviews.states import DraftStatus, PublicState, SnapshotOrigin, SnapshotStatus, SourceMedia, WatchState


def published_evidence() -> QuerySet[Evidence]:
    """What the newest published text of a verdict that stands cites; nothing of retracted or withheld ones."""
    later = VerdictDraft.objects.filter(
        claim=OuterRef("draft__claim"), status=DraftStatus.PUBLISHED, pk__gt=OuterRef("draft")
    )
    cited = DraftEvidence.objects.filter(~Exists(later), evidence=OuterRef("pk"), draft__status=DraftStatus.PUBLISHED)
    live = PublicVerdict.objects.filter(claim_id=OuterRef("claim"), state=PublicState.LIVE)
    return Evidence.objects.in_file().filter(Exists(cited), Exists(live))


def watched_sources_of(claim: Claim) -> QuerySet[Source]:
    """The pages its published verdict cites. Files do not change; a withheld identity does not stop the watch."""
    cited = published_evidence().filter(claim=claim, source__media=SourceMedia.PAGE)
    return Source.objects.filter(pk__in=cited.values("source")).order_by("pk")


def due_sources(*, at: datetime, most: int) -> list[int]:
    """Ids of sources whose time has come, the longest due first, that nobody is looking at now."""
    asked = looks_asked_for().filter(subject_id=OuterRef("source"))
    due = SourceWatch.objects.filter(~Exists(asked), look_at__lte=at).order_by("look_at", "pk")
    return list(due.values_list("source", flat=True)[:most])


def looks_asked_for() -> QuerySet[Job]:
    """Jobs of looks that wait or are under way."""
    return Job.objects.filter(kind=kinds.LOOK_AT, state__in=[JobState.QUEUED, JobState.RUNNING])


def copy_to_compare(watch: SourceWatch) -> Snapshot | None:
    """The copy the page is compared with: the last one of the watch, else the newest that was fetched, else the newest
    that was handed in: a page that shows machines only its beginning has both.
    """
    if watch.newest is not None:
        return watch.newest
    copies = Snapshot.objects.filter(source=watch.source_id, status=SnapshotStatus.CAPTURED).order_by("-pk")
    return copies.exclude(origin=SnapshotOrigin.UPLOADED).first() or copies.first()


def lost_quotations(source_id: int, before: Snapshot | None, text: str, *, as_shown: bool) -> tuple[Evidence, ...]:
    """The published quotations that stood in the copy from before and do not stand in `text`.

    With `as_shown` the copy from before is, for claims whose recheck is undecided, the one that editors are shown.
    """
    waiting = Recheck.objects.to_decide().filter(source=source_id, before__isnull=False).select_related("before")
    shown = {recheck.claim_id: recheck.before for recheck in waiting} if as_shown else {}
    now, then = Searched(text), _SearchedOnce()
    lost = []
    for one in published_evidence().filter(source=source_id).order_by("claim", "pk"):
        copy = shown.get(one.claim_id, before)
        if copy is not None and not now.find(one.excerpt) and then.of(copy).find(one.excerpt):
            lost.append(one)
    return tuple(lost)


class _SearchedOnce:
    """Copies made ready to be searched, each once: a text may have a million characters."""

    def __init__(self) -> None:
        self._ready: dict[int, Searched] = {}

    def of(self, copy: Snapshot) -> Searched:
        if copy.pk not in self._ready:
            self._ready[copy.pk] = Searched(copy.text)
        return self._ready[copy.pk]


def main_text(copy: Snapshot | ReadCopy) -> str:
    """The words of the page itself; the rest of what it shows (related stories) follows them in its text."""
    return copy.text[: copy.main_length]


def troubled_watches(*, failures: int, most: int) -> list[SourceWatch]:
    """Sources that could not be looked at so often in a row, or may not be, those longest unseen first."""
    failing = Q(state=WatchState.TROUBLE, failures__gte=failures) | Q(state=WatchState.NOT_ALLOWED)
    found = SourceWatch.objects.filter(failing, look_at__isnull=False)
    return list(found.select_related("source").order_by("looked_at", "pk")[:most])
