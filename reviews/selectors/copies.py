"""Our copies of sources as the desk sees them. Who asked for one is never told: it would say who works on a claim."""

from collections.abc import Collection

from factcheck.accounts.models import User
from reviews.models import Snapshot, Source
from reviews.selectors.rows import find
from reviews.states import SnapshotStatus


def copies_of(source: Source, user: User):
    """All copies of a source and all tries, newest first, without their texts."""
    return Snapshot.objects.visible_to(user).without_text().filter(source=source)


def see_copy(user: User, pk: int) -> Snapshot:
    """One copy and its source, without its text. Raises `NotFound`."""
    return find(Snapshot.objects.visible_to(user).without_text().select_related("source", "kept"), pk)


def copy_to_read(source_id: int, user: User) -> Snapshot | None:
    """The newest copy with a text, or the newest of all, itself without the text; None while there is none."""
    rows = Snapshot.objects.visible_to(user).without_text()
    copies = rows.filter(source=source_id, status=SnapshotStatus.CAPTURED).order_by("-taken_at", "-pk")
    return copies.exclude(text="").first() or copies.first()


def newest_copies(source_ids: Collection[int], user: User) -> dict[int, Snapshot]:
    """The newest copy, or try, of each of these sources, by the source's id; in one statement."""
    rows = Snapshot.objects.visible_to(user).without_text().filter(source__in=set(source_ids))
    newest = rows.select_related("source").order_by("source_id", "-pk").distinct("source_id")
    return {snapshot.source_id: snapshot for snapshot in newest}
