"""Who settles what reviewers see differently."""

from claims.models import Claim
from factcheck.accounts.models import Role, User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Assignment, Review, ReviewerTopic, Round, VerdictDraft


def may_adjudicate(user: User, round: Round) -> Decision:
    """An editor or an expert on the topic, who reviewed the claim in no round and is not asked to."""
    if Review.objects.filter(round__claim_id=round.claim_id, reviewer=user).exists():
        return deny("You reviewed this claim, so someone else must settle it.")
    if Assignment.objects.live().filter(round=round, reviewer=user).exists():
        return deny("You are asked to review this claim, so someone else must settle it.")
    if not (user.is_admin or is_expert(user, round.claim)):
        return deny("An editor, or an expert on the topic, settles a disagreement.")
    return ALLOW


def is_expert(user: User, claim: Claim) -> bool:
    if claim.topic_id is None:
        return False
    return ReviewerTopic.objects.filter(reviewer__user=user, topic_id=claim.topic_id, level="expert").exists()


def may_move(user: User, round: Round) -> Decision:
    """Only somebody who reviewed it in this round moves, and only their own rating."""
    if not Review.objects.standing().filter(round=round, reviewer=user).exists():
        return deny("Only the reviewers of this round may move their rating.")
    return ALLOW


def may_confirm_reasons(user: User, round: Round) -> Decision:
    """The writer says whether reviews with one label also give one reason; an editor may."""
    if user.is_admin or is_writer(user, round):
        return ALLOW
    return deny("The writer of the draft, or an editor, says whether the reasons agree.")


def may_send_to_adjudication(user: User, round: Round) -> Decision:
    """A reviewer of the round, the writer, or an editor."""
    if may_move(user, round) or may_confirm_reasons(user, round):
        return ALLOW
    return deny("A reviewer of this round, the writer or an editor asks for a disagreement to be settled.")


def is_writer(user: User, round: Round) -> bool:
    return VerdictDraft.objects.filter(claim_id=round.claim_id, writer=user).exists()


def warn_about(round: Round) -> list[str]:
    """What an editor should know after assigning. Nothing here is refused."""
    asked = Assignment.objects.live().filter(round=round).values("reviewer")
    if User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk__in=asked).exists():
        return []
    if round.reviews_wanted > 1:
        return ["If these two disagree, nobody is left to settle and sign off."]
    return ["Nobody is left to sign off."]
