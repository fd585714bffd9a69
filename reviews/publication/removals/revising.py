"""The version that says what was taken: the one before it with a note, and nothing else changed."""

from dataclasses import replace
from datetime import datetime

from reviews.models import PublicRevision, PublicVerdict, Removal
from reviews.publication.publishing import public_columns
from reviews.published import Published, PublishedChange
from reviews.states import RevisionKind


def add_revision(removal: Removal, kind: RevisionKind, *, at: datetime) -> PublicRevision:
    """Write it and make it the one readers see. The verdict's row is the caller's to lock.

    It holds codes and the editor's note: the sentences are made where they are read, in the reader's language.
    """
    verdict: PublicVerdict = removal.verdict
    before = PublicRevision.objects.select_related("scale").get(pk=verdict.current_id)
    codes = {"asked_by": removal.asked_kind, "ground": removal.ground, "removed": removal.what}
    told = {"note": removal.public_note, **codes}
    seen = replace(Published.from_json(before.content), change=PublishedChange(kind=kind, **told))
    revision = PublicRevision.objects.create(
        verdict=verdict,
        number=before.number + 1,
        kind=kind,
        scale=before.scale,
        published_at=at,
        **public_columns(seen),
        **told,
    )
    verdict.current = revision
    verdict.save(update_fields=["current"])
    return revision
