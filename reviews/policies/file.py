"""Who adds to a claim's file, who takes out of it, and who says what its sources are (docs/decisions/0013)."""

from django.db.models import Q

from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.decisions import ALLOW, Decision, deny
from reviews.models import Assignment, Evidence, Recheck, Round, Source, VerdictDraft
from reviews.policies.settling import may_adjudicate
from reviews.states import ASSIGNMENT_OPEN, DraftStatus, RecheckDecision, RoundStatus

WRITING = [DraftStatus.DRAFTING, DraftStatus.SENT_BACK]
OPENS_THE_FILE = [RecheckDecision.NEW_ROUND, RecheckDecision.CORRECT]


def may_link_evidence(user: User, claim: Claim) -> Decision:
    """Whoever has work to do on the claim, and editors; once it is published, only through a correction."""
    if is_at_work(user, claim):
        return ALLOW
    if claim.status == ClaimStatus.PUBLISHED and not is_being_corrected(claim):
        return deny("This is published. Its file opens again through a correction alone.")
    if user.is_admin:
        return ALLOW
    return deny("Only those who check, settle or write this claim now add to its file. Ask an editor to assign you.")


def is_at_work(user: User, claim: Claim) -> bool:
    """Whether the user is asked and has not handed in, may settle a disagreement there is, or is writing it up."""
    newest = Round.objects.filter(claim=claim).select_related("claim").order_by("-number").first()
    if newest is None:
        return False
    if newest.status == RoundStatus.OPEN and _is_asked(user, newest):
        return True
    if newest.status == RoundStatus.ADJUDICATION and may_adjudicate(user, newest):
        return True
    return VerdictDraft.objects.filter(claim=claim, writer=user, status__in=WRITING).exists()


def _is_asked(user: User, round: Round) -> bool:
    return Assignment.objects.filter(round=round, reviewer=user, status__in=ASSIGNMENT_OPEN).exists()


def is_being_corrected(claim: Claim) -> bool:
    """Whether an editor decided, after publication, that it is checked again or corrected, and that is not done."""
    return Recheck.objects.to_do().filter(claim=claim, decision__in=OPENS_THE_FILE).exists()


def is_checking(user: User, claim: Claim) -> bool:
    """Whether the user is asked in the claim's newest round, or was and handed in."""
    newest = Round.objects.filter(claim=claim).order_by("-number").values("pk")[:1]
    return Assignment.objects.live().filter(round__in=newest, reviewer=user).exists()


def may_remove_evidence(user: User, evidence: Evidence) -> Decision:
    """Whoever added it, or an editor, as long as they may add to the file themselves."""
    if not user.is_admin and evidence.added_by_id != user.pk:
        return deny("Only whoever added it, or an editor, takes it out of the file.")
    return may_link_evidence(user, evidence.claim)


def may_describe_source(user: User, source: Source) -> Decision:
    """Editors, whoever linked it, and whoever is asked to check or writes up a claim whose file holds it."""
    if user.is_admin:
        return ALLOW
    asked = Q(claim__rounds__assignments__in=Assignment.objects.live().filter(reviewer=user))
    writes = Q(claim__drafts__in=VerdictDraft.objects.under_way().filter(writer=user))
    mine = Q(added_by=user) | asked | writes
    if Evidence.objects.in_file().filter(mine, source=source).exists():
        return ALLOW
    return deny("Whoever linked this source, or works on a claim it serves, says what it is. Or ask an editor.")


def may_approve_withholding(user: User, source: Source) -> Decision:
    """Another editor than whoever asked."""
    if not user.is_admin:
        return deny("An editor decides whether the identity of a source is withheld.")
    if source.withheld_by_id == user.pk:
        return deny("You asked for it, so another editor must approve it.")
    return ALLOW


def may_name_again(user: User, source: Source) -> Decision:
    """An editor; whoever asked for the identity to be withheld, as long as nobody approved it."""
    if user.is_admin or (source.withheld_by_id == user.pk and source.withheld_approved_at is None):
        return ALLOW
    return deny("An editor approved this, so an editor takes it back.")
