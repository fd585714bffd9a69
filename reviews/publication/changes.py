"""Changing what is published: what stands is never edited, the next version of it is written. Begin, and give up."""

from datetime import datetime
from typing import Any

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition
from factcheck.ledger import acts as ledger
from reviews.assignment.due_dates import desk_day
from reviews.models import Complaint, DraftEvidence, PublicVerdict, Recheck, VerdictDraft
from reviews.policies.changes import may_drop_change, may_start_change
from reviews.publication.kinds_of_change import faults_between
from reviews.published import Published
from reviews.selectors.changes import (
    asks_for_change,
    last_published_text,
    lock_public_verdict,
    round_of_change,
    stands,
    what_readers_see,
)
from reviews.selectors.complaints import complaint_about
from reviews.selectors.drafts import lock_draft
from reviews.selectors.locked import lock_claim
from reviews.states import CHANGES
from reviews.telling import tell_dropped

KEPT = (
    *("title", "found", "explanation", "not_established", "reply_outcome", "reply", "rated_as_of", "evidence_until"),
    *("against_note", "primary_note", "independent_note", "intent_note", "short_claim", "conclusion"),
    *("interests", "no_interests"),
)


def start_change(
    *, claim_id: int, kind: str, by: User, at: datetime, recheck_id: int | None = None, complaint_id: int | None = None
) -> VerdictDraft:
    """Begin an addition, an update or a correction: a draft with the published text, rated as the newest round settled.

    `recheck_id`: one of this claim that is to be put right. `complaint_id`: a reader's objection to this check; then
    who asked for it is known. Raises `NotFound`, `NotAllowed`, `Invalid` on `kind`, `recheck` and `complaint`, and
    `InvalidTransition` when the check does not stand, or somebody (`draft`) writes a change of it already.
    """
    with ledger.act("start_change", by=by, at=at, kind=kind) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        may_start_change(by, claim).or_refuse()
        if kind not in CHANGES:
            raise Invalid.field("kind", "unknown_choice", "A change is an addition, an update or a correction.")
        verdict = _must_stand(claim)
        _must_be_the_only_one(claim)
        recheck = _recheck_of(claim, recheck_id, by=by)
        complaint = complaint_about(verdict, complaint_id, by=by)
        draft = _begin(claim, verdict, kind=kind, complaint=complaint, by=by, at=at)
        act.about(draft)
        act.note(claim=claim.pk, revision=verdict.current.number)
        act.note(recheck=recheck.pk if recheck else None, complaint=complaint.pk if complaint else None)
    return draft


def drop_change(*, draft_id: int, by: User, at: datetime) -> VerdictDraft:
    """Give a change up: what is published stays as it is, and the text is kept for the desk.

    Raises `NotFound`, `NotAllowed`, `InvalidTransition` when it is no change, is scheduled, or over.
    """
    with ledger.act("drop_change", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        act.about(draft)
        may_drop_change(by, draft).or_refuse()
        if not draft.is_change:
            raise InvalidTransition("Only a change of what is published is given up. A claim is shelved instead.")
        draft.advance("drop", by=by, at=at)
        tell_dropped(draft, by=by, at=at)
    return draft


def kind_faults(draft: VerdictDraft, seen: Published) -> list[str]:
    """Why readers could not be told what kind of change this is, a sentence each. None for a first publication.

    `seen` is what the draft composes to.
    """
    if not draft.is_change:
        return []
    before = what_readers_see(draft.claim_id)
    return faults_between(before, seen) if before is not None else ["Nothing is published that it could change."]


def _must_stand(claim: Claim) -> PublicVerdict:
    verdict = lock_public_verdict(claim.pk)
    if verdict is None:
        raise InvalidTransition(
            f"Nothing of this claim is published. It is: {claim.get_status_display().lower()}.",
            extra={"status_now": claim.status},
        )
    if not stands(verdict):
        raise InvalidTransition(
            f"What no longer stands is not changed. This check is: {verdict.get_state_display().lower()}.",
            extra={"status_now": verdict.state},
        )
    return verdict


def _must_be_the_only_one(claim: Claim) -> None:
    other = VerdictDraft.objects.under_way().filter(claim=claim).select_related("writer").first()
    if other is not None:
        raise InvalidTransition(f"{other.writer} is writing a change of this already.", extra={"draft": other.pk})


def _recheck_of(claim: Claim, recheck_id: int | None, *, by: User) -> Recheck | None:
    if recheck_id is None:
        return None
    rows = Recheck.objects.visible_to(by).filter(pk=recheck_id, claim=claim).select_related("round")
    recheck = rows.first()
    if recheck is None or not asks_for_change(recheck):
        raise Invalid.field("recheck", "not_to_put_right", "It was not decided that this check is put right for that.")
    return recheck


def _begin(
    claim: Claim, verdict: PublicVerdict, *, kind: str, complaint: Complaint | None, by: User, at: datetime
) -> VerdictDraft:
    before = last_published_text(claim.pk)
    draft = VerdictDraft.objects.create(
        claim=claim,
        round=round_of_change(claim),
        writer=by,
        kind=kind,
        changes=verdict.current,
        complaint=complaint,
        asked_by=complaint.writes_as if complaint else "",
        created_at=at,
        changed_at=at,
        **_text_of(before, at=at),
    )
    _place_as(before, draft)
    return draft


def _text_of(before: VerdictDraft, *, at: datetime) -> dict[str, Any]:
    """The published text; a day on which it grew old already is the writer's to say anew."""
    grows_old = before.outdated_after
    still_to_come = grows_old is not None and grows_old > desk_day(at)
    return {**{name: getattr(before, name) for name in KEPT}, "outdated_after": grows_old if still_to_come else None}


def _place_as(before: VerdictDraft, draft: VerdictDraft) -> None:
    """The evidence that still is in the file, read as it was published."""
    rows = DraftEvidence.objects.filter(draft=before, evidence__removed_at=None, evidence__claim=draft.claim_id)
    DraftEvidence.objects.bulk_create(
        DraftEvidence(draft=draft, evidence_id=one.evidence_id, stance=one.stance, weight=one.weight) for one in rows
    )
