"""Putting a claim aside and taking it up again. Nothing of it is lost."""

from datetime import datetime

from django.db import transaction

from claims import slots
from claims.models import Claim
from claims.priorities import reprioritise
from claims.states import ClaimStatus, ShelveReason
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger
from reviews.changing.ending import UnderWay, end_round, lock_under_way, must_be_under_work, reopen_text
from reviews.changing.telling import tell_awake, tell_ended, tell_handed_in_unread, tell_writer
from reviews.models import Assignment
from reviews.policies.changing import may_change_claim
from reviews.selectors.locked import lock_claim
from reviews.typed import must_fit, must_say

ENDED = "The claim was shelved."
LONGEST_SENTENCE = 300  # characters
LEAST_SEATS = 2  # as a claim just accepted
MOST = 200  # told at a time


def shelve(*, claim_id: int, because: str, note: str, by: User, at: datetime, wake_at: datetime | None = None) -> Claim:
    """Stop checking a claim, for one of four reasons and with a sentence; the file and the text stay.

    Open assignments end, a sealed round closes unread, no seat is free. At `wake_at` the editors are told, once.
    Raises `NotAllowed`, `InvalidTransition`, `Invalid` on `because`, `note`, `wake_at`.
    """
    may_change_claim(by).or_refuse()
    _must_be_a_reason(because, note, wake_at, at=at)
    with ledger.act("shelve", by=by, at=at) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        must_be_under_work(claim)
        work = lock_under_way(claim)
        ended = end_round(work, because=ENDED, by=by, at=at)
        _tell(work, ended, by=by, at=at)
        slots.close_slots(claim)
        claim.shelved_as, claim.shelved_because = because, note.strip()
        claim.wake_at, claim.woken_at = wake_at, None
        claim.save(update_fields=["shelved_as", "shelved_because", "wake_at", "woken_at"])
        claim.advance("shelve", by=by, at=at, because=because)
    return claim


def _must_be_a_reason(because: str, note: str, wake_at: datetime | None, *, at: datetime) -> None:
    if because not in ShelveReason.values:
        raise Invalid.field("because", "unknown_choice", "Choose one of the reasons offered.")
    must_say(note, "note", "note_missing", "Say in a sentence what happened.")
    must_fit(note, "note", longest=LONGEST_SENTENCE)
    if wake_at is not None and wake_at <= at:
        raise Invalid.field("wake_at", "date_in_the_past", "This day has passed. Choose a later one, or none.")


def _tell(work: UnderWay, ended: list[Assignment], *, by: User, at: datetime) -> None:
    tell_ended(ended, what="shelved {}", by=by, at=at)
    tell_handed_in_unread([one for one in work.movable() if one not in ended], what="shelved {}", by=by, at=at)
    tell_writer(reopen_text(work.claim, by=by, at=at), work.claim, what="shelved {}", by=by, at=at)


def unshelve(*, claim_id: int, by: User, at: datetime) -> Claim:
    """Take a shelved claim up again: it is accepted, with its file, and checked by a new round.

    Raises `NotAllowed`, `InvalidTransition`.
    """
    may_change_claim(by).or_refuse()
    with ledger.act("unshelve", by=by, at=at) as act:
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        claim.advance("unshelve", by=by, at=at)
        claim.shelved_as, claim.shelved_because, claim.wake_at, claim.woken_at = "", "", None, None
        claim.save(update_fields=["shelved_as", "shelved_because", "wake_at", "woken_at"])
        slots.open_slots(claim, wanted=claim.reviews_wanted or LEAST_SEATS)
        reprioritise(claim)
    return claim


def tell_of_due(*, at: datetime) -> int:
    """Tell the editors, once, of each shelved claim whose day has come; of how many. None is taken up by itself."""
    due = Claim.objects.filter(status=ClaimStatus.SHELVED, wake_at__lte=at, woken_at=None).order_by("wake_at", "pk")
    return sum(_wake(pk, at=at) for pk in list(due.values_list("pk", flat=True)[:MOST]))


def _wake(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        rows = Claim.objects.select_for_update(of=("self",), no_key=True)
        claim = rows.filter(pk=pk, status=ClaimStatus.SHELVED, wake_at__lte=at, woken_at=None).first()
        if claim is None:
            return False  # taken up, or told, in this very moment
        claim.woken_at = at
        claim.save(update_fields=["woken_at"])
        tell_awake(claim, at=at)
    return True
