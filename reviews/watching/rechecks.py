"""A recheck: something happened to what a published verdict stands on, and an editor decides what follows."""

from datetime import date, datetime

from claims.models import Claim
from claims.states import ClaimStatus
from claims.typed import is_to_come
from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.ledger import acts as ledger
from reviews.assignment import choosing, rounds
from reviews.models import Evidence, Recheck, Round, Snapshot, Source, VerdictDraft
from reviews.policies.watching import may_decide_recheck
from reviews.publication.renewing import renew
from reviews.selectors.locked import lock_claim
from reviews.states import DraftStatus, RecheckDecision, RecheckReason, RoundStatus
from reviews.typed import must_give_reason
from reviews.watching.telling import tell_recheck


def open_recheck(
    *,
    claim_id: int,
    because: str,
    at: datetime,
    source: Source | None = None,
    evidence: Evidence | None = None,
    before: Snapshot | None = None,
    after: Snapshot | None = None,
    detail: str = "",
    by: User | None = None,
) -> Recheck:
    """Put what happened before the editors, who are told. Inside the act of whoever found it.

    While one stands undecided for this claim and source, it is brought up to date instead: it keeps the copy from
    before, and says what is so by now.
    """
    found = {"because": because, "evidence": evidence, "after": after, "detail": detail[:500]}
    with ledger.act("open_recheck", by=by, at=at, claim=claim_id, because=because) as act:
        standing = _undecided(claim_id, source)
        if standing is not None:
            act.about(standing)
            _change(standing, **found)
            return standing
        opened = Recheck.objects.create(claim_id=claim_id, source=source, before=before, opened_at=at, **found)
        act.about(opened)
        act.note(source=source.pk if source else None)
        tell_recheck(opened, at=at)
    return opened


def _undecided(claim_id: int, source: Source | None) -> Recheck | None:
    if source is None:
        return None
    rows = Recheck.objects.select_for_update(of=("self",), no_key=True).to_decide()
    return rows.filter(claim=claim_id, source=source).first()


def _change(recheck: Recheck, **columns: object) -> None:
    for name, value in columns.items():
        setattr(recheck, name, value)
    recheck.save(update_fields=list(columns))


def decide_recheck(
    *, recheck_id: int, decision: str, because: str, by: User, at: datetime, outdated_after: date | None = None
) -> Recheck:
    """Keep what is published, have it checked anew, or correct it. Editors only.

    `keep`: nothing follows; the watch goes on from the new copy. Of a finding that was to be looked at again readers
    are told no longer that it may be outdated, but from the day `outdated_after` on, if one is given.
    `new_round`: a sealed round opens on the published claim, or the one that is open already serves this too; its
    settling on the published rating ends the recheck. `correct`: the claim's file is open to editors until
    `finish_correction`.

    Raises `NotFound`, `NotAllowed`, `Invalid` on `decision`, `because` and `outdated_after` (date_passed; not_asked
    where nothing is kept for its age), `InvalidTransition` when it was decided already, or a round of the claim is
    being compared or settled.
    """
    with ledger.act("decide_recheck", by=by, at=at, decision=decision) as act:
        recheck = lock_recheck(recheck_id, by=by)
        act.about(recheck)
        may_decide_recheck(by).or_refuse()
        if decision not in RecheckDecision.values:
            raise Invalid.field("decision", "unknown_choice", "Choose one of the three ways offered.")
        must_give_reason(because)
        _must_be_a_day_to_come(recheck, decision, outdated_after, at=at)
        if recheck.decision:
            raise InvalidTransition(f"This was decided already: {recheck.get_decision_display().lower()}.")
        act.note(claim=recheck.claim_id)
        opened = _new_round(recheck.claim, by=by, at=at) if decision == RecheckDecision.NEW_ROUND else None
        done_at = at if decision == RecheckDecision.KEEP else None
        said = {"decision": decision, "decided_because": because.strip(), "decided_by": by, "decided_at": at}
        _change(recheck, **said, round=opened, done_at=done_at)
        if done_at is not None:
            renew(recheck, outdated_after=outdated_after, at=at)
    return recheck


def _must_be_a_day_to_come(recheck: Recheck, decision: str, day: date | None, *, at: datetime) -> None:
    if day is None:
        return
    if decision != RecheckDecision.KEEP or recheck.because != RecheckReason.EXPIRED:
        raise Invalid.field("outdated_after", "not_asked", "Only a finding that is kept has another day.")
    if not is_to_come(day, at):
        raise Invalid.field("outdated_after", "date_passed", "Name a day to come, or leave it empty.")


def lock_recheck(recheck_id: int, *, by: User) -> Recheck:
    """The recheck and its claim, locked. Raises `NotFound`."""
    claim_id = Recheck.objects.visible_to(by).filter(pk=recheck_id).values_list("claim", flat=True).first()
    if claim_id is None:
        raise NotFound
    claim = lock_claim(claim_id, by=by)
    locked = Recheck.objects.select_for_update(of=("self",), no_key=True).select_related("round").get(pk=recheck_id)
    locked.claim = claim
    return locked


def _new_round(claim: Claim, *, by: User, at: datetime) -> Round:
    """A sealed round by the plan the published one followed; all its seats go to people who have not seen it."""
    if claim.status != ClaimStatus.PUBLISHED:
        raise InvalidTransition("Only a published claim is checked anew this way.", extra={"status_now": claim.status})
    under_way = rounds.round_under_way(claim)
    if under_way is not None and under_way.status != RoundStatus.OPEN:
        status = under_way.get_status_display().lower()
        raise InvalidTransition(f"A round of this claim is {status}. Decide this once that has ended.")
    if under_way is not None:
        return under_way
    text = VerdictDraft.objects.filter(claim=claim, status=DraftStatus.PUBLISHED).select_related("round__plan")
    plan = text.latest("pk").round.plan
    return rounds.begin_round(claim, plan=plan, wanted=plan.reviewers, because=choosing.RECHECK, by=by, at=at)


def finish_correction(*, recheck_id: int, because: str, by: User, at: datetime) -> Recheck:
    """Say that what was decided has been done, and what that was (`because`). The claim's file closes with it.

    Readers are told of a correction by its own page; this notes for the desk what was done. Raises `NotFound`,
    `NotAllowed`, `Invalid` on `because`, `InvalidTransition` when nothing is to be done, or the new round is not over.
    """
    with ledger.act("finish_correction", by=by, at=at) as act:
        recheck = lock_recheck(recheck_id, by=by)
        act.about(recheck)
        act.note(claim=recheck.claim_id)
        may_decide_recheck(by).or_refuse()
        if not recheck.decision:
            raise InvalidTransition("Decide first what is to be done.")
        if recheck.done_at is not None:
            raise InvalidTransition("This is done already.")
        if recheck.round is not None and recheck.round.rating_id is None:
            raise InvalidTransition("The new round is still under way; its ratings come first.")
        must_give_reason(because)
        _change(recheck, done_at=at, done_because=because.strip())
        renew(recheck, at=at)
    return recheck
