"""What hangs on a claim follows it when two turn out to be one: where it was made, and which readers asked about it."""

from collections.abc import Mapping, Sequence

from claims.models import Appearance, Claim, Tip, TriageDecision

FOLLOWING = {"appearances": Appearance, "tips": Tip}

Followed = dict[str, list[int]]
"""{what: ids of its rows}, kept with the decision for the way back."""


def hand_over(claim: Claim, canonical: Claim) -> Followed:
    """Give the canonical claim what hangs on the claim; which rows that were."""
    ids = {
        what: list(rows.objects.filter(claim=claim).order_by("pk").values_list("pk", flat=True))
        for what, rows in FOLLOWING.items()
    }
    move(ids, to=canonical)
    return ids


def take_back(claim: Claim) -> Followed:
    """Give a merged claim back what its merge handed over; which rows that are."""
    merge = TriageDecision.objects.filter(claim=claim, verb="merge", undone_at=None).order_by("-pk").first()
    before = merge.before if merge else {}
    ids = {what: before.get(what, []) for what in FOLLOWING}
    move(ids, to=claim)
    return ids


def move(ids: Mapping[str, Sequence[int]], *, to: Claim) -> None:
    """Let these rows hang on this claim; what is not named stays where it is."""
    for what, rows in FOLLOWING.items():
        rows.objects.filter(pk__in=ids.get(what, [])).update(claim=to)
