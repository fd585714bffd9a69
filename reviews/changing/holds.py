"""Holding a claim back. A hold stands beside the status and stops publishing until somebody releases it."""

from datetime import datetime

from django.db import transaction

from claims.models import Claim
from claims.states import TAKEN_ON
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.ledger import acts as ledger
from reviews.changing.flags import settle_all
from reviews.changing.telling import tell_run_out
from reviews.models import Hold
from reviews.policies.changing import may_place_hold, may_release_hold
from reviews.selectors.locked import lock_claim
from reviews.states import FlagKind, HoldKind
from reviews.typed import LONGEST_REASON, must_fit, must_give_reason, must_say

MOST = 200  # told at a time


def place_hold(*, claim_id: int, kind: str, reason: str, by: User, at: datetime, until: datetime | None = None) -> Hold:
    """Stop a claim from being published, for a reason of a kind (legal, reply, safety, editorial).

    `until` is when its author means to look again; it does not release by itself. Each person places one of a kind.
    Raises `NotAllowed`, `InvalidTransition` for a claim the desk does not check, `Invalid` on the fields.
    """
    may_place_hold(by).or_refuse()
    if kind not in HoldKind.values:
        raise Invalid.field("kind", "unknown_choice", "Choose one of the kinds offered.")
    must_say(reason, "reason", "reason_missing", "Say why it is held back.")
    must_fit(reason, "reason", longest=LONGEST_REASON)
    if until is not None and until <= at:
        raise Invalid.field("until", "date_in_the_past", "This day has passed. Choose a later one, or none.")
    with ledger.act("place_hold", by=by, at=at, kind=kind) as act:
        claim = lock_claim(claim_id, by=by)
        _must_be_taken_on(claim)
        _must_be_the_first(claim, kind, by)
        hold = Hold.objects.create(
            claim=claim, kind=kind, reason=reason.strip(), until=until, placed_by=by, placed_at=at
        )
        act.about(hold)
        act.note(claim=claim.pk)
        settle_all(claim, FlagKind.HOLD, by=by, at=at)
    return hold


def _must_be_taken_on(claim: Claim) -> None:
    if claim.status not in TAKEN_ON:
        raise InvalidTransition(
            f"Nothing of this claim would be published: it is {claim.get_status_display().lower()}.",
            extra={"status_now": claim.status},
        )


def _must_be_the_first(claim: Claim, kind: str, by: User) -> None:
    if Hold.objects.standing().filter(claim=claim, kind=kind, placed_by=by).exists():
        raise Invalid.field("kind", "held_already", "You hold this claim back for such a reason already.")


def release_hold(*, hold_id: int, because: str, by: User, at: datetime) -> Hold:
    """End a hold, with a reason. Raises `NotFound`, `NotAllowed`, `InvalidTransition`, `Invalid` on `because`."""
    must_give_reason(because)
    with ledger.act("release_hold", by=by, at=at) as act:
        hold = _lock_hold(hold_id, by=by)
        act.about(hold)
        may_release_hold(by, hold).or_refuse()
        if hold.released_at is not None:
            raise InvalidTransition("This hold was released already.")
        hold.released_by, hold.released_at, hold.released_because = by, at, because.strip()
        hold.save(update_fields=["released_by", "released_at", "released_because"])
    return hold


def _lock_hold(hold_id: int, *, by: User) -> Hold:
    """The hold and its claim, the claim first. Raises `NotFound`."""
    claim_id = Hold.objects.visible_to(by).filter(pk=hold_id).values_list("claim_id", flat=True).first()
    if claim_id is None:
        raise NotFound
    claim = lock_claim(claim_id, by=by)
    hold = Hold.objects.select_for_update(of=("self",), no_key=True).get(pk=hold_id)
    hold.claim = claim
    return hold


def tell_of_run_out(*, at: datetime) -> int:
    """Tell whoever placed it, once, of each hold that was to end by now; of how many. None ends by itself."""
    over = Hold.objects.standing().filter(until__lte=at, told_at=None).order_by("until", "pk")
    return sum(_remind(pk, at=at) for pk in list(over.values_list("pk", flat=True)[:MOST]))


def _remind(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        rows = Hold.objects.standing().select_for_update(of=("self",), no_key=True)
        hold = rows.filter(pk=pk, told_at=None).first()
        if hold is None:
            return False  # released, or told, in this very moment
        hold.told_at = at
        hold.save(update_fields=["told_at"])
        tell_run_out(hold, at=at)
    return True
