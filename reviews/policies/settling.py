"""Who settles what reviewers see differently."""

from django.db.models.functions import Lower

from claims.models import Claim, Claimant, Edition, Topic
from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Assignment, DeclaredInterest, Review, ReviewerTopic, Round, VerdictDraft


def may_adjudicate(user: User, round: Round) -> Decision:
    """An editor or an expert on the topic, who has not reviewed the claim; only whoever was named, if anybody was."""
    decision = could_adjudicate(user, round)
    if decision and round.adjudicator_id not in (None, user.pk):
        return deny(f"{round.adjudicator} was named to settle this.")
    return decision


def could_adjudicate(user: User, round: Round) -> Decision:
    """An editor or an expert on the topic, who reviewed the claim in no round, is not asked to, and has no conflict."""
    if Review.objects.filter(round__claim_id=round.claim_id, reviewer=user).exists():
        return deny("You reviewed this claim, so someone else must settle it.")
    if Assignment.objects.live().filter(round=round, reviewer=user).exists():
        return deny("You are asked to review this claim, so someone else must settle it.")
    if not (user.is_admin or is_expert(user, round.claim)):
        return deny("An editor, or an expert on the topic, settles a disagreement.")
    if has_conflict(user, round.claim):
        return deny("You have declared a conflict of interest, so someone else must settle it.")
    return ALLOW


def has_conflict(user: User, claim: Claim) -> bool:
    """Whether an interest they declared is in the claimant, the topic or an outlet of this claim."""
    declared = set(DeclaredInterest.objects.filter(reviewer__user=user).values_list(Lower("name"), flat=True))
    if not declared:
        return False
    return not declared.isdisjoint(names_in(claim))


def names_in(claim: Claim) -> frozenset[str]:
    """Every name an interest may be in: claimant, topic and outlets, in lower case.

    The database makes them so, as it does the interests they are held against: Python spells some letters otherwise.
    """
    claimant = Claimant.objects.filter(pk=claim.claimant_id).order_by().values_list(Lower("name"), flat=True)
    topic = Topic.objects.filter(pk=claim.topic_id).order_by().values_list(Lower("name"), flat=True)
    outlets = Edition.objects.filter(article__appearances__claim=claim).order_by()
    return frozenset(outlets.values_list(Lower("outlet"), flat=True).union(claimant, topic))


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


def may_point_against(user: User, round: Round) -> Decision:
    """A reviewer of the round, the writer, or an editor says that later evidence points against the rating."""
    if may_move(user, round) or may_confirm_reasons(user, round):
        return ALLOW
    return deny("A reviewer of this round, the writer or an editor says that evidence points against the rating.")


def may_answer(user: User, round: Round) -> Decision:
    """Only those whose rating it is confirm it, or have the claim checked again."""
    if not Review.objects.standing().filter(round=round, reviewer=user).exists():
        return deny("Those who reviewed it say whether they stay with their rating.")
    return ALLOW


def is_writer(user: User, round: Round) -> bool:
    return VerdictDraft.objects.filter(claim_id=round.claim_id, writer=user).exists()


def warn_about(round: Round) -> list[str]:
    """What an editor should know after assigning. Nothing here is refused."""
    asked = Assignment.objects.live().filter(round=round).values_list("reviewer", flat=True)
    return warn_if_asked(round.claim, set(asked), wanted=round.reviews_wanted)


def warn_if_asked(claim: Claim, asked: set[int], *, wanted: int) -> list[str]:
    """The same before anybody is asked: whether somebody is left to settle a split, and an editor to sign off.

    Whoever reviewed the claim in an earlier round, or wrote at its draft, does not sign; a reviewer may write.
    """
    reviewed = set(Review.objects.filter(round__claim=claim).values_list("reviewer", flat=True))
    taken = asked | reviewed
    editors = set(User.objects.editors().values_list("pk", flat=True)) - taken
    if editors - _writers(claim):
        return []
    if wanted > 1 and not (editors or _experts_left(claim, taken)):
        who = "these two" if wanted == 2 else "they"
        return [f"If {who} disagree, nobody is left to settle and sign off."]
    return ["Nobody is left to sign off."]


def _writers(claim: Claim) -> set[int]:
    drafts = VerdictDraft.objects.filter(claim=claim).values_list("writer", "earlier_writers")
    return {person for writer, earlier in drafts for person in (writer, *earlier)}


def _experts_left(claim: Claim, taken: set[int]) -> bool:
    experts = ReviewerTopic.objects.filter(topic=claim.topic_id, level="expert", reviewer__user__is_active=True)
    return claim.topic_id is not None and experts.exclude(reviewer__user__in=taken).exists()
