"""Writing up a settled claim: start, write, hand in, take over, send back, sign off."""

from datetime import datetime
from typing import Any, Unpack

from django.db import transaction

from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.errors import Conflict, InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.ledger.chain import commitment
from reviews.assignment.due_dates import desk_day
from reviews.composing import draft_hash as hash_of
from reviews.draft_text import DraftText, refuse_faults, tidied
from reviews.draft_versions import keep_version
from reviews.models import Round, SignOff, VerdictDraft
from reviews.placing import as_placed, file_of, in_order, place, readings_in_common
from reviews.policies.writing import may_change, may_send_back, may_sign_off, may_take_over, may_write
from reviews.selectors.changes import round_to_write
from reviews.selectors.contacts import known_reply
from reviews.selectors.drafts import lock_draft, settled_round
from reviews.selectors.locked import lock_claim
from reviews.states import DraftStatus, VersionOf
from reviews.telling import tell_handed_in, tell_sent_back
from reviews.typed import must_be_present, must_say

EDITABLE = [DraftStatus.DRAFTING, DraftStatus.SENT_BACK]


def start_draft(*, claim_id: int, by: User, at: datetime) -> VerdictDraft:
    """Begin to write up a settled claim. What the desk knows already is filled in; the rating is the round's.

    Raises `NotAllowed`, and `InvalidTransition` when the claim is not settled or somebody is writing it up already.
    """
    with ledger.act("start_draft", by=by, at=at) as act:
        claim = lock_claim(claim_id, by=by)
        may_write(by, claim).or_refuse()
        checked = _must_be_settled(claim)
        _must_be_the_first(claim)
        draft = VerdictDraft.objects.create(
            claim=claim,
            round=checked,
            writer=by,
            rated_as_of=claim.claim_date,
            evidence_until=desk_day(at),
            created_at=at,
            changed_at=at,
            **known_reply(claim),
        )
        act.about(draft)
        place(draft, readings_in_common(checked))
    return draft


def write_draft(*, draft_id: int, version: int, by: User, at: datetime, **text: Unpack[DraftText]) -> VerdictDraft:
    """Save what the writer typed; fields that are left out stay. A text handed in or signed off goes back to the desk.

    Raises `NotAllowed`, `Conflict` with the present version when it was saved meanwhile, `InvalidTransition` once
    published, `Invalid` naming each field at fault (`found` over 60 words: too_many_words).
    """
    with transaction.atomic():
        draft = _lock_for_change(draft_id, version=version, by=by)
        values = tidied(text)
        file = list(file_of(draft.claim).values_list("pk", flat=True))
        refuse_faults(_without_the_past(draft, values), kind=draft.kind, file=file, at=at)
        if _differs(draft, values):
            _rework(draft, by=by, at=at)
            _store(draft, values, at=at)
    return draft


def hand_in(*, draft_id: int, version: int, by: User, at: datetime) -> VerdictDraft:
    """The writer is done: an editor is to look at it. Raises as `write_draft`."""
    with ledger.act("hand_in", by=by, at=at) as act:
        draft = _lock_for_change(draft_id, version=version, by=by)
        act.about(draft)
        draft.round = _round_to_hand_in(draft)
        draft.handed_in_at = at
        draft.save(update_fields=["round", "handed_in_at"])
        draft.advance("hand_in", by=by, at=at, version=draft.version)
        keep_version(draft, why=VersionOf.HANDED_IN, by=by, at=at)
        tell_handed_in(draft, at=at)
    return draft


def write_and_hand_in(
    *, draft_id: int, version: int, by: User, at: datetime, **text: Unpack[DraftText]
) -> VerdictDraft:
    """Save and hand in, both or neither."""
    with transaction.atomic():
        draft = write_draft(draft_id=draft_id, version=version, by=by, at=at, **text)
        return hand_in(draft_id=draft_id, version=draft.version, by=by, at=at)


def take_over(*, draft_id: int, by: User, at: datetime) -> VerdictDraft:
    """Become the writer of a text somebody else began. Neither of the two may sign it off."""
    with ledger.act("take_over", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        act.about(draft)
        may_take_over(by, draft).or_refuse()
        _must_be_under_way(draft)
        _rework(draft, by=by, at=at)
        act.note(writer_before=draft.writer_id)
        draft.earlier_writers = sorted({*draft.earlier_writers, draft.writer_id})
        draft.writer = by
        draft.version += 1
        draft.save(update_fields=["earlier_writers", "writer", "version"])
    return draft


def send_back(*, draft_id: int, note: str, by: User, at: datetime) -> VerdictDraft:
    """Back to the writer, with a note on what is to be done. Raises `NotAllowed`, `InvalidTransition`, `Invalid`."""
    with ledger.act("send_back", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        act.about(draft)
        may_send_back(by, draft).or_refuse()
        must_say(note, "note", "note_missing", "Say what the writer should change.")
        draft.sent_back_note = note
        draft.save(update_fields=["sent_back_note"])
        draft.advance("send_back", by=by, at=at)
        keep_version(draft, why=VersionOf.SENT_BACK, by=by, at=at)
        tell_sent_back(draft, by=by, at=at)
    return draft


def sign_off(*, draft_id: int, draft_hash: str, by: User, at: datetime) -> SignOff:
    """Approve exactly the text whose hash this is.

    Raises `NotAllowed` for writers and reviewers of it, `InvalidTransition`, and `Conflict` when what readers would
    see is no longer that text.
    """
    with ledger.act("sign_off", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        act.about(draft)
        may_sign_off(by, draft).or_refuse()
        draft.advance("sign_off", by=by, at=at, sealed=commitment(draft_hash, salt=draft.salt))
        if hash_of(draft) != draft_hash:
            raise Conflict(
                "The text changed since you read it. Read it again, then sign it off.",
                extra={"version": draft.version},
            )
        signed, _ = SignOff.objects.get_or_create(draft=draft, draft_hash=draft_hash, signer=by, defaults={"at": at})
        keep_version(draft, why=VersionOf.SIGNED_OFF, by=by, at=at)
    return signed


def _must_be_settled(claim: Claim) -> Round:
    checked = settled_round(claim) if claim.status == ClaimStatus.SETTLED else None
    if checked is None:
        raise InvalidTransition(
            f"A claim is written up once it is settled. This one is: {claim.get_status_display().lower()}.",
            extra={"status_now": claim.status},
        )
    return checked


def _round_to_hand_in(draft: VerdictDraft) -> Round:
    """A change is rated as the claim's newest settled round says, whatever is under way beside it."""
    return (round_to_write(draft) or draft.round) if draft.is_change else _must_be_settled(draft.claim)


def _must_be_the_first(claim: Claim) -> None:
    other = VerdictDraft.objects.under_way().filter(claim=claim).select_related("writer").first()
    if other is not None:
        raise InvalidTransition(f"{other.writer} is writing this up already.", extra={"draft": other.pk})


def _must_be_under_way(draft: VerdictDraft) -> None:
    if draft.status == DraftStatus.PUBLISHED:
        raise InvalidTransition("This is published. What is published is corrected, never edited.")
    if draft.is_over:
        raise InvalidTransition("This was given up. Begin another change.")


def _without_the_past(draft: VerdictDraft, values: dict[str, Any]) -> dict[str, Any]:
    """A day that was to come when it was set may have passed; it is looked at again only when it is changed."""
    if values.get("outdated_after") == draft.outdated_after:
        return {name: value for name, value in values.items() if name != "outdated_after"}
    return values


def _lock_for_change(draft_id: int, *, version: int, by: User) -> VerdictDraft:
    draft = lock_draft(draft_id, by=by)
    may_change(by, draft).or_refuse()
    _must_be_under_way(draft)
    sentence = "This was saved meanwhile, in another tab or by somebody else. Both texts are shown; put them together."
    must_be_present(draft, version, sentence)
    return draft


def _differs(draft: VerdictDraft, values: dict[str, Any]) -> bool:
    if any(getattr(draft, name) != value for name, value in values.items() if name != "evidence"):
        return True
    return "evidence" in values and as_placed(draft) != in_order(values["evidence"])


def _rework(draft: VerdictDraft, *, by: User, at: datetime) -> None:
    """A text that somebody was to look at changes: it is being written again."""
    if draft.status in EDITABLE:
        return
    with ledger.act("rework", subject=draft, by=by, at=at):
        draft.advance("rework", by=by, at=at)


def _store(draft: VerdictDraft, values: dict[str, Any], *, at: datetime) -> None:
    fields = [name for name in values if name != "evidence"]
    for name in fields:
        setattr(draft, name, values[name])
    if "evidence" in values:
        place(draft, in_order(values["evidence"]))
    draft.version += 1
    draft.changed_at = at
    draft.save(update_fields=[*fields, "version", "changed_at"])
