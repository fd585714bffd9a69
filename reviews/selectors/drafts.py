"""Drafts: the one under a claim, the lists of the writing page, and rows locked to decide on."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from reviews.models import Review, Round, SignOff, VerdictDraft
from reviews.selectors.draft_notes import with_notes
from reviews.selectors.locked import lock_claim
from reviews.states import DraftStatus, RoundStatus


def drafts_for_reading(user: User) -> QuerySet[VerdictDraft]:
    """Drafts the user may see, with what every page about them shows."""
    return VerdictDraft.objects.visible_to(user).select_related(
        "writer", "claim__wording", "claim__claimant", "claim__topic", "round__rating", "round__scale", "round__plan"
    )


def find_draft(draft_id: int, *, user: User) -> VerdictDraft:
    """The draft. Raises `NotFound` when it is unknown or not visible."""
    draft = drafts_for_reading(user).filter(pk=draft_id).first()
    if draft is None:
        raise NotFound
    return draft


def lock_draft(draft_id: int, *, by: User) -> VerdictDraft:
    """The draft and its claim, locked: the claim first. Raises `NotFound`."""
    claim_id = VerdictDraft.objects.visible_to(by).filter(pk=draft_id).values_list("claim_id", flat=True).first()
    if claim_id is None:
        raise NotFound
    claim = lock_claim(claim_id, by=by)
    rows = VerdictDraft.objects.select_for_update(of=("self",))
    draft = rows.select_related("writer", "round__rating", "round__scale", "round__plan", "round__wording").get(
        pk=draft_id
    )
    draft.claim = claim
    return draft


def settled_round(claim: Claim) -> Round | None:
    """The newest round, if it is settled."""
    newest = Round.objects.filter(claim=claim).order_by("-number").first()
    return newest if newest is not None and newest.status == RoundStatus.SETTLED else None


def last_sign_off(draft: VerdictDraft, *, draft_hash: str) -> SignOff | None:
    """The newest sign-off of exactly this text."""
    found = SignOff.objects.filter(draft=draft, draft_hash=draft_hash).select_related("signer")
    return found.order_by("-pk").first()


def drafts_due(at: datetime) -> QuerySet:
    """The ids of the texts whose time has come, the longest due first."""
    return VerdictDraft.objects.due(at).order_by("publish_at", "pk").values_list("pk", flat=True)


def drafts_of(user: User) -> QuerySet[VerdictDraft]:
    """What the user is writing: sent back first, then the newest."""
    mine = with_notes(drafts_for_reading(user).under_way().filter(writer=user))
    return mine.order_by("-status", "-changed_at")


def drafts_to_sign_off(user: User) -> QuerySet[VerdictDraft]:
    """Texts an editor is to look at, the oldest first; `is_mine` marks those this user may not sign off."""
    reviewed = Review.objects.filter(round__claim=OuterRef("claim"), reviewer=user)
    waiting = with_notes(drafts_for_reading(user).filter(status__in=[DraftStatus.READY, DraftStatus.SIGNED_OFF]))
    return waiting.annotate(is_reviewed=Exists(reviewed)).order_by("handed_in_at", "pk")


def drafts_scheduled(user: User) -> QuerySet[VerdictDraft]:
    """Signed-off texts that are published at their time, the next first."""
    return drafts_for_reading(user).filter(status=DraftStatus.SCHEDULED).order_by("publish_at", "pk")


def claims_ready_to_write(user: User) -> QuerySet[Claim]:
    """Settled claims nobody writes up yet, the longest settled first; `is_reviewed` marks those the user reviewed."""
    reviewed = Review.objects.filter(round__claim=OuterRef("pk"), reviewer=user)
    started = VerdictDraft.objects.under_way().filter(claim=OuterRef("pk"))
    settled = Claim.objects.visible_to(user).with_words().filter(status=ClaimStatus.SETTLED)
    return settled.exclude(Exists(started)).annotate(is_reviewed=Exists(reviewed)).order_by("decided_at", "pk")
