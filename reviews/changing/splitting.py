"""One claim under work becomes two to six, and the work on it goes where the editor says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from claims import slots
from claims.models import Claim
from claims.triage import typed
from claims.triage.parting import part_from
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.ledger import acts as ledger
from reviews.changing.ending import (
    LeftOut,
    UnderWay,
    end_round,
    follow,
    lock_those_at_work,
    lock_under_way,
    must_be_held,
    must_be_under_work,
    open_again,
    reopen_text,
    why_not_again,
)
from reviews.changing.files import copy_contact, copy_file, copy_holds
from reviews.changing.flags import settle_all
from reviews.changing.telling import tell_ended, tell_followers, tell_handed_in_unread, tell_writer
from reviews.models import Assignment
from reviews.policies.changing import may_change_claim
from reviews.selectors.locked import lock_claim
from reviews.states import FlagKind
from reviews.typed import LONGEST_REASON, must_fit

FEWEST, MOST = 2, 6
ENDED = "The claim was split."


@dataclass(frozen=True)
class Divided:
    """The parts, and whoever was to follow one and cannot."""

    children: list[Claim]
    left_out: list[LeftOut] = field(default_factory=list)


def split_claim(
    *,
    claim_id: int,
    parts: Sequence[str],
    by: User,
    at: datetime,
    follows: Mapping[int, int] | None = None,
    because: str = "",
) -> Divided:
    """Split a claim under work into claims of these words; the claim itself is checked no more (`divided`).

    The children keep claimant, dates, topic, appearances, priority and the reason why the desk took it on; each gets
    the file, what the claimant answered, and the holds. `follows` says for each assignment of an open round which part
    (from 0) it goes on with, with its draft; the others end, and so do those of people who are away, left or have
    declared a conflict. A round that is open closes unread. `because` is kept with the claim.
    Raises `NotAllowed`, `InvalidTransition`, `Conflict` when somebody was asked meanwhile, `Invalid` on `parts`,
    `follows`, `because`.
    """
    may_change_claim(by).or_refuse()
    words = _parts(parts)
    must_fit(because, "because", longest=LONGEST_REASON)
    with ledger.act("split", by=by, at=at, claim=claim_id) as act:
        held = lock_those_at_work(claim_id)
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        must_be_under_work(claim)
        work = lock_under_way(claim)
        goes = _must_fit_the_work(dict(follows or {}), work, count=len(words))
        must_be_held([one.reviewer_id for one in work.movable()], held)
        ended = end_round(work, because=ENDED, by=by, at=at)
        children = [part_from(claim, one, by=by, at=at) for one in words]
        act.note(children=[child.pk for child in children], follows={str(key): part for key, part in goes.items()})
        files = [_share(claim, child, by=by, at=at) for child in children]
        left_out = _who_cannot_follow(work, children, goes, at=at)
        goes = {asked: part for asked, part in goes.items() if asked not in {one.asked.pk for one in left_out}}
        _move_work(work, children, files, goes, by=by, at=at)
        _tell_the_others(work, ended, goes, by=by, at=at)
        _finish(claim, because=because.strip(), by=by, at=at)
    return Divided(children, left_out)


def _parts(parts: Sequence[str]) -> list[str]:
    """The parts on one line each. Raises `Invalid` on `parts`."""
    if not FEWEST <= len(parts) <= MOST:
        raise Invalid.field("parts", "wrong_number_of_parts", f"A claim is split into {FEWEST} to {MOST} parts.")
    words = [typed.wording(part, field="parts") for part in parts]
    if len({one.casefold() for one in words}) < len(words):
        raise Invalid.field("parts", "same_part_twice", "Two of these parts say the same.")
    return words


def _must_fit_the_work(follows: dict[int, int], work: UnderWay, *, count: int) -> dict[int, int]:
    movable = {one.pk for one in work.movable()}
    if not set(follows) <= movable:
        raise Invalid.field("follows", "unknown_assignment", "Only assignments of the open round follow a part.")
    if not all(0 <= part < count for part in follows.values()):
        raise Invalid.field("follows", "unknown_part", "There is no such part.")
    return follows


def _share(claim: Claim, child: Claim, *, by: User, at: datetime) -> dict[int, int]:
    copy_contact(claim, child, by=by, at=at)
    copy_holds(claim, child)
    return copy_file(claim, child)


def _who_cannot_follow(
    work: UnderWay, children: Sequence[Claim], goes: Mapping[int, int], *, at: datetime
) -> list[LeftOut]:
    going = [(one, children[goes[one.pk]]) for one in work.asked if one.pk in goes]
    found = [LeftOut(one, child, why_not_again(one.reviewer, child, at=at)) for one, child in going]
    return [one for one in found if one.reason]


def _move_work(
    work: UnderWay,
    children: Sequence[Claim],
    files: Sequence[Mapping[int, int]],
    goes: Mapping[int, int],
    *,
    by: User,
    at: datetime,
) -> None:
    """A round for each child that somebody follows, by the old plan; the first of them leads if nobody else does."""
    for place, child in enumerate(children):
        followers = [one for one in work.asked if goes.get(one.pk) == place]
        if not followers:
            continue
        opened = open_again(child, work.round, by=by, at=at)
        leader = next((one for one in followers if one.is_lead), followers[0]) if opened.plan.has_lead else None
        moved = [
            (one, follow(one, opened, by=by, at=at, is_lead=one is leader, pieces=files[place])) for one in followers
        ]
        tell_followers(moved, what="split {}", by=by, at=at)


def _tell_the_others(
    work: UnderWay, ended: Sequence[Assignment], goes: Mapping[int, int], *, by: User, at: datetime
) -> None:
    tell_ended([one for one in ended if one.pk not in goes], what="split {}", by=by, at=at)
    unread = [one for one in work.movable() if one.pk not in goes and one not in ended]
    tell_handed_in_unread(unread, what="split {}", by=by, at=at)


def _finish(claim: Claim, *, because: str, by: User, at: datetime) -> None:
    claim.gone_because = because
    claim.save(update_fields=["gone_because"])
    tell_writer(reopen_text(claim, by=by, at=at), claim, what="split {}", by=by, at=at)
    settle_all(claim, FlagKind.TWO_CLAIMS, by=by, at=at)
    slots.close_slots(claim)
    claim.advance("split", by=by, at=at)
