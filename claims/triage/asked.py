"""Readers who asked about a claim ask about the one it turns out to be."""

from collections.abc import Sequence

from claims.models import Claim, Tip, TriageDecision


def hand_over_tips(claim: Claim, canonical: Claim) -> list[int]:
    """Give the claim's tips to the canonical claim; their ids, for the way back."""
    ids = list(claim.tips.order_by("pk").values_list("pk", flat=True))
    move_tips(ids, to=canonical)
    return ids


def take_back_tips(claim: Claim) -> list[int]:
    """Give a merged claim back what its merge handed over; their ids."""
    merge = TriageDecision.objects.filter(claim=claim, verb="merge", undone_at=None).order_by("-pk").first()
    ids = merge.before.get("tips", []) if merge else []
    move_tips(ids, to=claim)
    return ids


def move_tips(ids: Sequence[int], *, to: Claim) -> None:
    Tip.objects.filter(pk__in=ids).update(claim=to)
