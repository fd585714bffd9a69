"""Who said it, when, in which language, about what, and what is to be checked."""

from dataclasses import dataclass
from datetime import date, datetime
from types import EllipsisType
from typing import Any

from claims.claimants import claimants_named
from claims.models import Claim, Claimant, Topic
from claims.policies import may_triage
from claims.states import ClaimantKind, ClaimStatus, Manner
from claims.triage import typed
from claims.triage.locking import lock_claim
from claims.triage.remembering import remember
from claims.triage.showing import NOT_TOLD, Sight
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition
from factcheck.ledger import acts as ledger

CLOSED = (ClaimStatus.PUBLISHED, ClaimStatus.DUPLICATE, ClaimStatus.DISMISSED)
COLUMNS = ("claimant_id", "claim_date", "claim_date_note", "language", "topic_id", "check_for")
SPREADING = (Manner.ASSERTS, Manner.REPORTS)


@dataclass(frozen=True)
class _Typed:
    claimant: str | None
    claimant_kind: str | None
    columns: dict[str, Any]


def set_particulars(
    *,
    claim_id: int,
    version: int,
    by: User,
    at: datetime,
    claimant: str | None = None,
    claimant_kind: str | None = None,
    claim_date: date | EllipsisType | None = ...,
    claim_date_note: str | None = None,
    language: str | None = None,
    topic: str | None = None,
    check_for: str | None = None,
    shown: Sight = NOT_TOLD,
) -> Claim:
    """Set or confirm what is known of a claim. What is not given stays; an empty text means "not known".

    `claimant` is a name, `topic` a slug, `check_for` truth or said. The kind is the claimant's own, on all its claims.
    Raises `NotAllowed`, `Invalid` on the field, `Conflict` with the present version, `InvalidTransition` when the
    claim is published, merged or dismissed.
    """
    may_triage(by).or_refuse()
    entered = _Typed(
        None if claimant is None else typed.name(claimant),
        claimant_kind,
        _columns(claim_date, claim_date_note, language, topic, check_for, at=at),
    )
    if claimant_kind is not None:
        typed.one_of("claimant_kind", claimant_kind, ClaimantKind)
    with ledger.act("set_particulars", by=by, at=at) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        _must_be_open(claim)
        typed.must_be_current(claim.version, version)
        before = particulars_of(claim)
        _write(claim, entered)
        changed = sorted(name for name, value in particulars_of(claim).items() if value != before[name])
        act.note(changed=changed, claimant=claim.claimant_id)
        if changed:
            remember("set_particulars", claim=claim, before=before, shown=shown, by=by, at=at)
    return claim


def _columns(day, day_note, language, topic, check_for, *, at: datetime) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if day is not ...:
        columns["claim_date"] = typed.day_said(day, at=at)
    if day_note is not None:
        columns["claim_date_note"] = typed.note(day_note, field="claim_date_note")
    if language is not None:
        columns["language"] = typed.language(language)
    if topic is not None:
        columns["topic_id"] = _topic(topic)
    if check_for is not None:
        columns["check_for"] = _check_for(check_for)
    return columns


def _topic(slug: str) -> int | None:
    if not slug:
        return None
    found = Topic.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if found is None:
        raise Invalid.field("topic", "unknown_topic", "There is no such topic.")
    return found


def _check_for(value: str) -> str:
    if value not in dict(Claim._meta.get_field("check_for").choices):
        raise Invalid.field("check_for", "unknown_choice", "Check whether it is true, or whether they said it.")
    return value


def _must_be_open(claim: Claim) -> None:
    if claim.status in CLOSED:
        raise InvalidTransition(
            f"Nothing can be set here: this claim is {claim.get_status_display().lower()}.",
            extra={"status_now": claim.status},
        )


def _write(claim: Claim, entered: _Typed) -> None:
    columns = dict(entered.columns)
    if entered.claimant is not None:
        kind = entered.claimant_kind or ClaimantKind.UNKNOWN
        named = claimants_named({entered.claimant: kind})[entered.claimant] if entered.claimant else None
        columns["claimant_id"] = named.pk if named else None
    kind_changed = _set_kind(columns.get("claimant_id", claim.claimant_id), entered.claimant_kind)
    put_particulars(claim, columns, touched=kind_changed)


def _set_kind(claimant_id: int | None, kind: str | None) -> bool:
    if claimant_id is None or kind is None:
        return False
    return bool(Claimant.objects.filter(pk=claimant_id).exclude(kind=kind).update(kind=kind))


def particulars_of(claim: Claim) -> dict[str, Any]:
    """What `put_particulars` brings back."""
    kept = {name: getattr(claim, name) for name in COLUMNS}
    kind = Claimant.objects.filter(pk=claim.claimant_id).values_list("kind", flat=True).first()
    return kept | {"claim_date": claim.claim_date.isoformat() if claim.claim_date else None, "claimant_kind": kind}


def bring_back_particulars(claim: Claim, before: dict[str, Any]) -> None:
    """The way back from `set_particulars`. The caller holds the claim's lock."""
    columns = {name: before[name] for name in COLUMNS}
    columns["claim_date"] = date.fromisoformat(before["claim_date"]) if before["claim_date"] else None
    _set_kind(before["claimant_id"], before["claimant_kind"])
    put_particulars(claim, columns, touched=True)


def put_particulars(claim: Claim, columns: dict[str, Any], *, touched: bool = False) -> None:
    """Write what changed; the claim's appearances follow its claimant."""
    changed = {name: value for name, value in columns.items() if getattr(claim, name) != value}
    if "claimant_id" in changed:
        _rename_in_appearances(claim, changed["claimant_id"])
    if not changed and not touched:
        return
    for name, value in changed.items():
        setattr(claim, name, value)
    claim.version += 1
    claim.save(update_fields=[*(name.removesuffix("_id") for name in changed), "version"])


def _rename_in_appearances(claim: Claim, claimant_id: int | None) -> None:
    """Appearances that name the claim's former claimant alone, or nobody, name the new one."""
    named = [claimant_id] if claimant_id else []
    for appearance in claim.appearances.filter(manner__in=SPREADING).prefetch_related("claimants"):
        if [one.pk for one in appearance.claimants.all()] in ([], [claim.claimant_id]):
            appearance.claimants.set(named)
