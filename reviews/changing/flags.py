"""What somebody who checks a claim points out to the editors. A flag is not sealed."""

from datetime import datetime

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.ledger import acts as ledger
from reviews.changing.telling import tell_flag_settled, tell_flagged
from reviews.models import Flag
from reviews.policies.changing import may_flag, may_settle_flag
from reviews.selectors.locked import lock_claim
from reviews.states import FlagKind, FlagOutcome
from reviews.typed import LONGEST_REASON, must_fit

SIDE_DOOR = "The other reviewer may read this. Ask for facts; don't say how you lean."


def flag_claim(*, claim_id: int, kind: str, by: User, at: datetime, note: str = "") -> Flag:
    """Tell the editors what is wrong with a claim: once per person and kind until it is settled.

    Raises `NotFound`, `NotAllowed`, `Invalid` on `kind`, also when it was raised already (flagged_already), and `note`.
    """
    if kind not in FlagKind.values:
        raise Invalid.field("kind", "unknown_choice", "Choose one of the flags offered.")
    must_fit(note, "note", longest=LONGEST_REASON)
    with ledger.act("flag", by=by, at=at, kind=kind) as act:
        claim = lock_claim(claim_id, by=by)
        may_flag(by, claim).or_refuse()
        if Flag.objects.standing().filter(claim=claim, raised_by=by, kind=kind).exists():
            raise Invalid.field("kind", "flagged_already", "You said so already. An editor will look at it.")
        flag = Flag.objects.create(claim=claim, kind=kind, note=note.strip(), raised_by=by, raised_at=at)
        act.about(flag)
        act.note(claim=claim.pk)
        tell_flagged(flag, at=at)
    return flag


def settle_flag(*, flag_id: int, outcome: str, by: User, at: datetime) -> Flag:
    """Say what became of a flag: `done`, or `left` as it is. Whoever raised it is told.

    Raises `NotFound`, `NotAllowed`, `InvalidTransition`, `Invalid` on `outcome`.
    """
    may_settle_flag(by).or_refuse()
    if outcome not in FlagOutcome.values:
        raise Invalid.field("outcome", "unknown_choice", "Say whether it was done or left as it is.")
    with ledger.act("settle_flag", by=by, at=at, outcome=outcome) as act:
        claim_id = Flag.objects.visible_to(by).filter(pk=flag_id).values_list("claim_id", flat=True).first()
        if claim_id is None:
            raise NotFound
        claim = lock_claim(claim_id, by=by)
        flag = Flag.objects.select_related("raised_by").get(pk=flag_id)
        flag.claim = claim
        act.about(flag)
        if flag.settled_at is not None:
            raise InvalidTransition("This flag was settled already.")
        _settle(flag, outcome, by=by, at=at)
    return flag


def settle_all(claim: Claim, kind: str, *, by: User, at: datetime) -> None:
    """What the flags of this kind asked for was just done. The caller holds the claim's lock, inside its act."""
    for flag in Flag.objects.standing().filter(claim=claim, kind=kind).select_related("raised_by"):
        flag.claim = claim
        _settle(flag, FlagOutcome.DONE, by=by, at=at)
        ledger.record("settle_flag", subject=flag, by=by, at=at, outcome=FlagOutcome.DONE)


def _settle(flag: Flag, outcome: str, *, by: User, at: datetime) -> None:
    flag.outcome, flag.settled_by, flag.settled_at = outcome, by, at
    flag.save(update_fields=["outcome", "settled_by", "settled_at"])
    tell_flag_settled(flag, by=by, at=at)
