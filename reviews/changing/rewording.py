"""New words for a claim under work: a correction of spelling, under which reviews stand, or another meaning."""

from dataclasses import dataclass, field
from datetime import datetime

from claims import kinds
from claims.models import Claim, ClaimWording
from claims.states import ClaimStatus
from claims.triage import typed
from claims.triage.wording import add_wording
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.jobs import queue
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
from reviews.changing.flags import settle_all
from reviews.changing.spelling import what_else_changed
from reviews.changing.telling import tell_followers, tell_left_out, tell_new_words, tell_reopened, tell_writer
from reviews.models import Round
from reviews.policies.changing import may_change_claim
from reviews.selectors.drafts import settled_round
from reviews.selectors.locked import lock_claim
from reviews.states import FlagKind
from reviews.typed import LONGEST_REASON, must_fit

KINDS = ("spelling", "meaning")
ENDED = "The claim has a new meaning."


@dataclass(frozen=True)
class Reworded:
    """The claim's present wording, and whoever was at work and cannot go on with it."""

    wording: ClaimWording
    left_out: list[LeftOut] = field(default_factory=list)


def reword(*, claim_id: int, text: str, kind: str, version: int, by: User, at: datetime, because: str = "") -> Reworded:
    """Give a claim under work a new wording; the same words again change nothing. `because` is kept with the wording.

    `spelling`: rounds and reviews stand and follow the new words. `meaning`: an open round is closed unread and a new
    one opens for the same people, with what they wrote as their drafts; seats of those who are away, left or have
    declared a conflict are free. A round whose reviews were read stays as history, and a new one opens by its plan with
    every seat free.
    Raises `NotAllowed`, `InvalidTransition`, `Conflict` when `version` is stale or somebody was asked meanwhile,
    `Invalid` on `text`, on `because` and on `kind`, also when more than the spelling changed (not_spelling_only).
    """
    may_change_claim(by).or_refuse()
    words = typed.wording(text)
    must_fit(because, "because", longest=LONGEST_REASON)
    if kind not in KINDS:
        raise Invalid.field("kind", "unknown_choice", "Say whether spelling or meaning changed.")
    with ledger.act("reword", by=by, at=at, kind=kind) as act:
        held = lock_those_at_work(claim_id) if kind == "meaning" else set()
        claim = lock_claim(claim_id, by=by)
        act.about(claim)
        must_be_under_work(claim)
        present = claim.wording.text if claim.wording else ""
        typed.must_be_current(claim.version, version, text=present)
        if words == present:
            return Reworded(claim.wording)
        if kind == "spelling":
            must_be_spelling(present, words)
        added = add_wording(claim, words, change=kind, because=because.strip(), by=by, at=at)
        act.note(wording=added.number)
        left_out: list[LeftOut] = []
        if kind == "spelling":
            _follow_spelling(claim, by=by, at=at)
        else:
            left_out = _begin_anew(claim, held, by=by, at=at)
        settle_all(claim, FlagKind.UNFAIR_WORDING, by=by, at=at)
        queue.enqueue(kinds.MATCH_CLAIM, subject_id=claim.pk)
    return Reworded(added, left_out)


def must_be_spelling(before: str, after: str) -> None:
    """Raise `Invalid` on `kind` when numbers, negations, names or more than a few letters changed."""
    problem = what_else_changed(before, after)
    if problem:
        raise Invalid.field("kind", "not_spelling_only", f"{problem} Choose “Meaning changed”.")


def _follow_spelling(claim: Claim, *, by: User, at: datetime) -> None:
    work = lock_under_way(claim)
    round_ = work.round or settled_round(claim)
    if round_ is not None and claim.status != ClaimStatus.ACCEPTED:
        round_.wording = claim.wording
        round_.save(update_fields=["wording"])
    draft = reopen_text(claim, by=by, at=at)
    people = {one.reviewer_id: one.reviewer for one in work.asked}
    if draft is not None:
        people[draft.writer_id] = draft.writer
    tell_new_words(claim, people.values(), by=by, at=at)


def _begin_anew(claim: Claim, held: set[int], *, by: User, at: datetime) -> list[LeftOut]:
    if claim.status == ClaimStatus.ACCEPTED:
        return []
    work = lock_under_way(claim)
    must_be_held([one.reviewer_id for one in work.movable()], held)
    old = work.round or settled_round(claim)
    end_round(work, because=ENDED, by=by, at=at)
    draft = reopen_text(claim, by=by, at=at)
    claim.advance("renew", by=by, at=at)
    if old is None:
        return []
    opened, left_out = open_again(claim, old, by=by, at=at), []
    if work.is_sealed:
        left_out = _go_on(work, opened, by=by, at=at)
    else:
        tell_reopened(old, by=by, at=at)
    tell_writer(draft, claim, what="gave {} another meaning", by=by, at=at)
    return left_out


def _go_on(work: UnderWay, opened: Round, *, by: User, at: datetime) -> list[LeftOut]:
    """The same people, in the new round, where they still may; who may not."""
    # Who looks at it once more because of later evidence goes on doing so.
    opened.reopens_id = work.round.reopens_id
    opened.save(update_fields=["reopens"])
    moved, left_out = [], []
    for one in work.asked:
        reason = why_not_again(one.reviewer, opened.claim, at=at)
        if reason:
            left_out.append(LeftOut(one, opened.claim, reason))
        else:
            moved.append((one, follow(one, opened, by=by, at=at, is_lead=one.is_lead)))
    tell_followers(moved, what="gave {} another meaning", by=by, at=at)
    tell_left_out([one.asked for one in left_out], what="gave {} another meaning", by=by, at=at)
    return left_out
