"""Retraction: the page stays with the reason; lists, search and feeds lose it."""

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.ledger import acts as ledger
from reviews.models import Removal, VerdictDraft
from reviews.publication.removals.revising import add_revision
from reviews.states import DraftStatus, PublicState, RevisionKind


def retract(removal: Removal, *, by: User, at: datetime) -> None:
    """The desk no longer stands behind it. A change that somebody was writing is given up: nothing stands to change."""
    revision = add_revision(removal, RevisionKind.RETRACTION, at=at)
    verdict = removal.verdict
    verdict.state = PublicState.RETRACTED
    verdict.save(update_fields=["state"])
    _give_up_changes(verdict.claim_id, by=by, at=at)
    ledger.record("retract", subject=verdict, by=by, at=at, number=verdict.number, revision=revision.number)


def _give_up_changes(claim_id: int, *, by: User, at: datetime) -> None:
    rows = VerdictDraft.objects.under_way().filter(claim=claim_id, changes__isnull=False)
    for draft in rows.select_for_update(of=("self",)):
        if draft.status == DraftStatus.SCHEDULED:
            draft.publish_at = draft.scheduled_by = None
            draft.advance("unschedule", by=by, at=at, columns=["publish_at", "scheduled_by"])
        draft.advance("drop", by=by, at=at)
