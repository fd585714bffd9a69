"""Publishing at a time to come: once, whoever else looks at the same moment, and never before the embargo ends."""

from datetime import datetime, timedelta

from django.db import transaction

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import DomainError, Invalid
from factcheck.ledger import acts as ledger
from reviews.assignment.due_dates import at_desk
from reviews.gate import check_gate, refuse_unmet
from reviews.models import VerdictDraft
from reviews.policies.publishing import may_schedule
from reviews.publication.publishing import publish_verdict
from reviews.selectors.drafts import drafts_due, lock_draft
from reviews.telling import tell_not_published, tell_scheduled

FARTHEST = timedelta(days=366)
MOST = 200  # published in one run; the others a minute later
LONGEST_FAULT = 500  # characters
GONE = "Whoever scheduled it may no longer publish. Publish it, or schedule it anew."


def schedule_publication(*, draft_id: int, publish_at: datetime, by: User, at: datetime) -> VerdictDraft:
    """Have a signed-off text published at a time to come. The gate is checked now as it would be then, and again then.

    Raises `NotAllowed`, `InvalidTransition` when it is not signed off, `Invalid` on `publish_at` (date_in_the_past,
    too_far, under_embargo), `GateNotMet` naming what is missing.
    """
    with ledger.act("schedule_publication", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        may_schedule(by).or_refuse()
        draft.must_allow("schedule")
        _must_be_possible(draft, publish_at, at=at)
        refuse_unmet(check_gate(draft, at=publish_at))
        draft.publish_at, draft.scheduled_by, draft.schedule_fault = publish_at, by, ""
        draft.advance("schedule", by=by, at=at, columns=["publish_at", "scheduled_by", "schedule_fault"])
        tell_scheduled(draft, by=by, at=at)
        act.about(draft)
        act.note(publish_at=publish_at.isoformat())
    return draft


def unschedule(*, draft_id: int, by: User, at: datetime) -> VerdictDraft:
    """Take a text off the schedule; it stays signed off. Raises `NotAllowed`, `InvalidTransition`."""
    with ledger.act("unschedule", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        act.about(draft)
        may_schedule(by).or_refuse()
        draft.must_allow("unschedule")
        _take_off(draft, by=by, at=at, fault="")
    return draft


def publish_due(*, at: datetime) -> int:
    """Publish every text whose time has come; how many. Each in its own transaction.

    One that is being worked on at this moment, here or by another worker, is passed over: it is looked at again at
    the next run. Where something stands in the way the text is signed off as before, with the reason on it, and
    whoever scheduled it and the writer are told. A fault of ours stops no other text; it is raised at the end.
    """
    done, faults = 0, []
    for draft_id in list(drafts_due(at)[:MOST]):
        try:
            done += _publish(draft_id, at=at)
        except Exception as fault:  # one text must not hold back those behind it
            faults.append(fault)
    if faults:
        raise ExceptionGroup("Some texts could not be published at their time", faults)
    return done


def _publish(draft_id: int, *, at: datetime) -> bool:
    with transaction.atomic():
        draft = _take(draft_id, at=at)
        if draft is None:
            return False
        fault = _try(draft, at=at)
        if fault:
            _give_back(draft, fault, at=at)
    return not fault


def _take(draft_id: int, *, at: datetime) -> VerdictDraft | None:
    """The text, locked behind its claim, if its time has come and nobody else holds one of the two."""
    claim = Claim.objects.select_for_update(of=("self",), no_key=True, skip_locked=True).filter(drafts=draft_id).first()
    if claim is None:
        return None
    rows = VerdictDraft.objects.due(at).select_for_update(of=("self",), skip_locked=True)
    draft = rows.select_related("scheduled_by", "writer", "round__wording").filter(pk=draft_id).first()
    if draft is not None:
        draft.claim = claim
    return draft


def _try(draft: VerdictDraft, *, at: datetime) -> str:
    """Publish it in the name of whoever scheduled it. Why that was refused; empty when it is public."""
    by = draft.scheduled_by
    if not by.is_active or not may_schedule(by):
        return GONE
    try:
        publish_verdict(draft_id=draft.pk, by=by, at=at)
    except DomainError as refusal:
        return refusal.detail
    return ""


def _give_back(draft: VerdictDraft, fault: str, *, at: datetime) -> None:
    with ledger.act("unschedule", subject=draft, by=None, at=at):
        scheduler = draft.scheduled_by
        _take_off(draft, by=None, at=at, fault=fault[:LONGEST_FAULT])
        tell_not_published(draft, scheduler=scheduler, at=at)


def _take_off(draft: VerdictDraft, *, by: User | None, at: datetime, fault: str) -> None:
    draft.publish_at, draft.scheduled_by, draft.schedule_fault = None, None, fault
    draft.advance("unschedule", by=by, at=at, columns=["publish_at", "scheduled_by", "schedule_fault"])


def _must_be_possible(draft: VerdictDraft, publish_at: datetime, *, at: datetime) -> None:
    if publish_at <= at:
        raise Invalid.field("publish_at", "date_in_the_past", "This moment has passed. Choose a later one.")
    if publish_at > at + FARTHEST:
        raise Invalid.field("publish_at", "too_far", "At most a year ahead.")
    if draft.embargo_until is not None and publish_at < draft.embargo_until:
        told = f"{at_desk(draft.embargo_until):%d %b %Y, %H:%M}"
        raise Invalid.field("publish_at", "under_embargo", f"It is under embargo until {told}.")
