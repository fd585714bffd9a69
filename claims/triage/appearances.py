"""Where a claim was made follows it when two claims turn out to be one."""

from collections.abc import Sequence

from claims.models import Appearance, Claim, TriageDecision


def hand_over_appearances(claim: Claim, canonical: Claim) -> list[int]:
    """Give the claim's appearances to the canonical claim; their ids, for the way back."""
    ids = list(claim.appearances.order_by("pk").values_list("pk", flat=True))
    move_appearances(ids, to=canonical)
    return ids


def take_back_appearances(claim: Claim) -> list[int]:
    """Give a merged claim back what its merge handed over; their ids."""
    merge = TriageDecision.objects.filter(claim=claim, verb="merge", undone_at=None).order_by("-pk").first()
    ids = merge.before.get("appearances", []) if merge else []
    move_appearances(ids, to=claim)
    return ids


def move_appearances(ids: Sequence[int], *, to: Claim) -> None:
    Appearance.objects.filter(pk__in=ids).update(claim=to)
