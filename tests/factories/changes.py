"""Changes of what is published, for tests, through the desk's own verbs."""

from datetime import datetime, timedelta

from factcheck.accounts.models import User
from reviews.drafting import hand_in, sign_off, write_draft
from reviews.models import PublicRevision, VerdictDraft
from reviews.publication.changes import start_change
from reviews.publication.publishing import publish_verdict
from tests.factories.people import AdminFactory
from tests.factories.writing import WRITTEN_AT, hash_of

CHANGED_AT: datetime = WRITTEN_AT + timedelta(days=2)
TOLD = {"change_note": "We said 17,310. It is 17,410.", "change_why": "The office counted again.", "asked_by": "reader"}


def make_change(
    revision: PublicRevision, kind: str = "update", *, writer: User | None = None, at: datetime = CHANGED_AT, **text
) -> VerdictDraft:
    """A change of a published check that is being written, with what readers are told of it. `text` replaces fields."""
    writer = writer or AdminFactory()
    draft = start_change(claim_id=revision.verdict.claim_id, kind=kind, by=writer, at=at)
    if kind == "correction":
        text = {"severity": "substantial", **text}
    fields = {**TOLD, "explanation": f"{draft.explanation} Counted anew.", **text}
    return write_draft(draft_id=draft.pk, version=draft.version, by=writer, at=at, **fields)


def make_signed_change(revision: PublicRevision, kind: str = "update", *, at: datetime = CHANGED_AT, **fields):
    """A change signed off as it stands."""
    draft = make_change(revision, kind, at=at, **fields)
    draft = hand_in(draft_id=draft.pk, version=draft.version, by=draft.writer, at=at)
    sign_off(draft_id=draft.pk, draft_hash=hash_of(draft), by=AdminFactory(), at=at)
    draft.refresh_from_db()
    return draft


def make_changed(
    revision: PublicRevision, kind: str = "update", *, at: datetime = CHANGED_AT, **fields
) -> PublicRevision:
    """The next published version of a check."""
    draft = make_signed_change(revision, kind, at=at, **fields)
    return publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=at)
