"""What a change of a published check starts from: its public row, its last text, the round its rating comes from."""

from claims.models import Claim
from reviews.models import PublicVerdict, Recheck, Round, VerdictDraft
from reviews.published import Published
from reviews.selectors.drafts import settled_round
from reviews.states import DraftStatus, PublicState, RecheckDecision, RoundStatus


def lock_public_verdict(claim_id: int) -> PublicVerdict | None:
    """What is published of a claim, locked, with its present revision; None when nothing is. After the claim."""
    rows = PublicVerdict.objects.select_for_update(of=("self",), no_key=True).select_related("current")
    return rows.filter(claim_id=claim_id, current__isnull=False).first()


def last_published_text(claim_id: int) -> VerdictDraft | None:
    """The draft that what stands now was published from."""
    rows = VerdictDraft.objects.filter(claim=claim_id, status=DraftStatus.PUBLISHED)
    return rows.select_related("round__rating").order_by("-pk").first()


def round_of_change(claim: Claim) -> Round | None:
    """Where the rating of a change comes from: the claim's newest settled round, whatever is under way beside it.

    A second look that agreed is no round of its own: the first one stands, and the page says that it was confirmed.
    """
    settled = Round.objects.filter(claim=claim, status=RoundStatus.SETTLED).select_related("rating", "scale", "plan")
    newest = settled.order_by("-number").first()
    if newest is None or not newest.is_second_look:
        return newest
    before = settled.filter(number__lt=newest.number).order_by("-number").first()
    return before if before is not None and before.rating.key == newest.rating.key else newest


def round_to_write(draft: VerdictDraft) -> Round | None:
    """The round a draft is to be written from now; None while there is none."""
    return round_of_change(draft.claim) if draft.is_change else settled_round(draft.claim)


def what_readers_see(claim_id: int) -> Published | None:
    """The present version of a claim's published check, whole; None when nothing is published."""
    rows = PublicVerdict.objects.filter(claim_id=claim_id, current__isnull=False)
    content = rows.values_list("current__content", flat=True).first()
    return Published.from_json(content) if content is not None else None


def change_under_way(claim_id: int) -> VerdictDraft | None:
    """The change that somebody writes now, if there is one."""
    rows = VerdictDraft.objects.under_way().filter(claim=claim_id, changes__isnull=False)
    return rows.select_related("writer").first()


def rechecks_to_put_right(claim_id: int) -> list[Recheck]:
    """Those that a change ends: decided as a correction, or checked anew by a round that is settled."""
    rows = Recheck.objects.to_do().filter(claim=claim_id).select_related("round").order_by("pk")
    return [one for one in rows if asks_for_change(one)]


def asks_for_change(recheck: Recheck) -> bool:
    """Whether it was decided that the page is changed, and nothing stands in the way of writing that."""
    if recheck.done_at is not None:
        return False
    if recheck.decision == RecheckDecision.NEW_ROUND:
        return recheck.round is not None and recheck.round.rating_id is not None
    return recheck.decision == RecheckDecision.CORRECT


def stands(verdict: PublicVerdict | None) -> bool:
    """Whether readers can read it: neither retracted nor withheld."""
    return verdict is not None and verdict.state == PublicState.LIVE
