"""Editors take a complaint up, look into it, and say what came of it."""

from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import InvalidTransition, NotFound
from factcheck.core.text import as_stored
from factcheck.ledger import acts as ledger
from factcheck.readers.sending import mark_answered
from reviews.complaints.clock import due_for
from reviews.complaints.letters import write_outcome
from reviews.complaints.typed import LONGEST_NOTE, LONGEST_OUTCOME
from reviews.models import Complaint, PublicVerdict, Recheck
from reviews.policies.complaints import may_answer_complaint, may_handle_complaints
from reviews.states import RecheckReason
from reviews.typed import must_be_present, must_fit, must_say
from reviews.watching.rechecks import open_recheck


def lock_complaint(complaint_id: int, *, by: User, version: int | None = None) -> Complaint:
    """The complaint, locked. Raises `NotFound`, `NotAllowed`, `Conflict` when `version` is not the present one."""
    rows = Complaint.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    complaint = rows.select_related("sender", "handler").filter(pk=complaint_id).first()
    if complaint is None:
        raise NotFound
    may_handle_complaints(by).or_refuse()
    if version is not None:
        sentence = "Somebody worked on this complaint meanwhile. Look at how it stands now, then decide."
        must_be_present(complaint, version, sentence)
    return complaint


def take_up(*, complaint_id: int, by: User, at: datetime) -> Complaint:
    """It is this editor's now. Raises `NotFound`, `InvalidTransition` when somebody has it or it is answered."""
    with ledger.act("take_up", by=by, at=at) as act:
        complaint = lock_complaint(complaint_id, by=by)
        act.about(complaint)
        complaint.handler, complaint.version = by, complaint.version + 1
        complaint.advance("take_up", by=by, at=at, columns=["handler", "version"])
    return complaint


def note_on_complaint(*, complaint_id: int, note: str, version: int, by: User, at: datetime) -> Complaint:
    """What the desk should know of it; its sender never reads it. Raises `NotFound`, `Invalid`, `Conflict`."""
    must_fit(note, "note", longest=LONGEST_NOTE)
    with ledger.act("note_on_complaint", by=by, at=at) as act:
        complaint = lock_complaint(complaint_id, by=by, version=version)
        act.about(complaint)
        complaint.note, complaint.version = as_stored(note).strip(), complaint.version + 1
        complaint.save(update_fields=["note", "version"])
    return complaint


def uphold(*, complaint_id: int, outcome: str, version: int, by: User, at: datetime) -> Complaint:
    """They are right; `outcome` says what we did, and its sender reads it. The clock stops.

    Raises `NotFound`, `NotAllowed` for somebody who had part in the check while another editor had none, `Invalid` on
    `outcome`, `Conflict`, `InvalidTransition` unless somebody has it in hand.
    """
    with ledger.act("uphold", by=by, at=at) as act:
        complaint = lock_complaint(complaint_id, by=by, version=version)
        act.about(complaint)
        return _close(complaint, "uphold", outcome=outcome, by=by, at=at)


def uphold_in_part(*, complaint_id: int, outcome: str, version: int, by: User, at: datetime) -> Complaint:
    """They are right about some of it; else as `uphold`."""
    with ledger.act("uphold_in_part", by=by, at=at) as act:
        complaint = lock_complaint(complaint_id, by=by, version=version)
        act.about(complaint)
        return _close(complaint, "uphold_in_part", outcome=outcome, by=by, at=at)


def reject(*, complaint_id: int, outcome: str, version: int, by: User, at: datetime) -> Complaint:
    """What we published stands; `outcome` says why. Else as `uphold`."""
    with ledger.act("reject", by=by, at=at) as act:
        complaint = lock_complaint(complaint_id, by=by, version=version)
        act.about(complaint)
        return _close(complaint, "reject", outcome=outcome, by=by, at=at)


def _close(complaint: Complaint, verb: str, *, outcome: str, by: User, at: datetime) -> Complaint:
    may_answer_complaint(by, complaint).or_refuse()
    complaint.must_allow(verb)
    must_say(outcome, "outcome", "outcome_missing", "Say what came of it; whoever wrote to us reads this.")
    must_fit(outcome, "outcome", longest=LONGEST_OUTCOME)
    complaint.outcome, complaint.closed_at, complaint.closed_by = as_stored(outcome).strip(), at, by
    complaint.version += 1
    complaint.advance(verb, by=by, at=at, columns=["outcome", "closed_at", "closed_by", "version"])
    mark_answered(complaint.sender_id, at=at)
    write_outcome(complaint, at=at)
    return complaint


def look_again(*, complaint_id: int, version: int, by: User, at: datetime) -> Complaint:
    """Take an answer back: it is this editor's, and its clock begins anew. The outcome stays until another is given.

    Raises `NotFound`, `Conflict`, `InvalidTransition` while it is not answered.
    """
    with ledger.act("look_again", by=by, at=at) as act:
        complaint = lock_complaint(complaint_id, by=by, version=version)
        act.about(complaint)
        complaint.closed_at = complaint.closed_by = None
        complaint.handler, complaint.told, complaint.version = by, 0, complaint.version + 1
        complaint.due_at = due_for(complaint.kind, at=at)
        columns = ["closed_at", "closed_by", "handler", "told", "due_at", "version"]
        complaint.advance("look_again", by=by, at=at, columns=columns)
        mark_answered(complaint.sender_id, at=None)
    return complaint


def recheck_because(*, complaint_id: int, by: User, at: datetime) -> Recheck:
    """Put the published claim before the editors because of this complaint.

    Raises `NotFound`, and `InvalidTransition` when it is about no check, or a recheck because of it stands undecided.
    """
    with ledger.act("recheck_because", by=by, at=at) as act:
        complaint = lock_complaint(complaint_id, by=by)
        act.about(complaint)
        verdict = PublicVerdict.objects.filter(number=complaint.number).first()
        if verdict is None:
            raise InvalidTransition("This is about no check that we published.")
        said = {"because": RecheckReason.COMPLAINT, "detail": f"Complaint {complaint.pk}"}
        if Recheck.objects.to_decide().filter(claim_id=verdict.claim_id, **said).exists():
            raise InvalidTransition("A recheck because of this complaint is waiting to be decided already.")
        return open_recheck(claim_id=verdict.claim_id, by=by, at=at, **said)
