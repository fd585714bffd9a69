"""Publishing although a requirement is not met: an editor's decision, with a reason. It counts against the desk."""

from collections.abc import Sequence
from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.ledger import acts as ledger
from reviews.gate.checking import check_gate
from reviews.gate.items import GateItem, GateState
from reviews.gate.requirements import OVERRIDABLE
from reviews.models import GateOverride, VerdictDraft
from reviews.policies.publishing import may_override, may_withdraw_override
from reviews.selectors.drafts import lock_draft
from reviews.typed import LONGEST_REASON, must_fit, must_say


def override_check(*, draft_id: int, key: str, reason: str, by: User, at: datetime) -> GateOverride:
    """Let a draft pass although the requirement `key` is not met, for a reason the desk keeps.

    It counts only while the requirement is not met, and stands until somebody withdraws it. Raises `NotFound`,
    `NotAllowed`, `InvalidTransition` once published, `Invalid` on `key` (not_overridable, met_already,
    overridden_already) and on `reason`.
    """
    with ledger.act("override_check", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        may_override(by, draft).or_refuse()
        _must_be_under_way(draft)
        _must_be_open(draft, key, at=at)
        must_say(reason, "reason", "reason_missing", "Say why it may be published all the same.")
        must_fit(reason, "reason", longest=LONGEST_REASON)
        made = GateOverride.objects.create(draft=draft, key=key, reason=reason.strip(), by=by, at=at)
        act.about(draft)
        act.note(key=key, override=made.pk)
    return made


def withdraw_override(*, draft_id: int, key: str, by: User, at: datetime) -> GateOverride:
    """Ask for the requirement again. Raises `NotFound`, also where none stands, `NotAllowed`, `InvalidTransition`."""
    with ledger.act("withdraw_override", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        may_withdraw_override(by).or_refuse()
        _must_be_under_way(draft)
        standing = GateOverride.objects.standing().filter(draft=draft, key=key).first()
        if standing is None:
            raise NotFound
        standing.withdrawn_at, standing.withdrawn_by = at, by
        standing.save(update_fields=["withdrawn_at", "withdrawn_by"])
        act.about(draft)
        act.note(key=key, override=standing.pk)
    return standing


def count_overrides(items: Sequence[GateItem], *, at: datetime) -> list[str]:
    """Note on each override that something is published by it; their keys. Inside the act that publishes."""
    used = [item.override for item in items if item.override is not None]
    if used:
        GateOverride.objects.filter(pk__in=[one.pk for one in used]).update(counted_at=at)
    return [one.key for one in used]


def _must_be_under_way(draft: VerdictDraft) -> None:
    if draft.is_over:
        raise InvalidTransition(
            f"Nothing of this text is decided any more. It is: {draft.get_status_display().lower()}.",
            extra={"status_now": draft.status},
        )


def _must_be_open(draft: VerdictDraft, key: str, *, at: datetime) -> None:
    item = next((one for one in check_gate(draft, at=at) if one.key == key), None)
    if item is None or key not in OVERRIDABLE:
        raise Invalid.field("key", "not_overridable", "This requirement is never overridden.")
    if item.state == GateState.OVERRIDDEN:
        raise Invalid.field("key", "overridden_already", f"{item.override.by} decided on this already.")
    if not item.blocks:
        raise Invalid.field("key", "met_already", "This requirement is met.")
    if not item.overridable:
        raise Invalid.field("key", "not_overridable", f"This is not overridden here: {item.detail}")
