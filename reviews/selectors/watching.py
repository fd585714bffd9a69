"""What the desk's published verdicts stand on, and which of it is to be looked at again."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from claims.models import Claim
from factcheck.jobs.models import Job, JobState
from reviews import kinds
from reviews.models import DraftEvidence, Evidence, PublicVerdict, Snapshot, Source, SourceWatch, VerdictDraft
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
    unfinished = [JobState.QUEUED, JobState.RUNNING]
    asked = Job.objects.filter(kind=kinds.LOOK_AT, subject_id=OuterRef("source"), state__in=unfinished)
    due = SourceWatch.objects.filter(~Exists(asked), look_at__lte=at).order_by("look_at", "pk")
    return list(due.values_list("source", flat=True)[:most])


def copy_to_compare(watch: SourceWatch) -> Snapshot | None:
    """The copy the page is compared with: the last one of the watch, else the desk's newest that was fetched."""
    if watch.newest is not None:
        return watch.newest
    copies = Snapshot.objects.filter(source=watch.source_id, status=SnapshotStatus.CAPTURED)
    return copies.exclude(origin=SnapshotOrigin.UPLOADED).order_by("-pk").first()


def troubled_watches(*, failures: int, most: int) -> list[SourceWatch]:
    """Sources that could not be looked at so often in a row, those longest unseen first."""
    found = SourceWatch.objects.filter(state=WatchState.TROUBLE, failures__gte=failures, look_at__isnull=False)
    return list(found.select_related("source").order_by("looked_at", "pk")[:most])
