"""Evidence placed in a draft: which pieces it presents, how each stands, and in which order."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from claims.models import Claim
from reviews.draft_text import Placed
from reviews.models import DraftEvidence, Evidence, EvidenceReading, Review, Round, VerdictDraft

Place = tuple[int, str, int]  # the id of the piece, its stance, its place in the order


def place(draft: VerdictDraft, placed: Sequence[Place]) -> None:
    """These pieces and no others."""
    DraftEvidence.objects.filter(draft=draft).delete()
    DraftEvidence.objects.bulk_create(
        DraftEvidence(draft=draft, evidence_id=evidence, stance=stance, weight=weight)
        for evidence, stance, weight in placed
    )


def as_placed(draft: VerdictDraft) -> list[Place]:
    """What the draft presents, sorted by piece."""
    return sorted(DraftEvidence.objects.filter(draft=draft).values_list("evidence_id", "stance", "weight"))


def in_order(placed: Iterable[Placed]) -> list[Place]:
    """The same of what somebody typed."""
    return sorted((one["evidence"], one["stance"], one["weight"]) for one in placed)


def file_of(claim: Claim) -> QuerySet[Evidence]:
    """The pieces that may be placed."""
    return Evidence.objects.in_file().filter(claim=claim).order_by("pk")


def readings_in_common(checked: Round) -> list[Place]:
    """The file in its order, with the stance where every reviewer who read a piece read it the same way."""
    stances: dict[int, set[str]] = {}
    reviews = Review.objects.standing().filter(round=checked)
    for evidence, stance in EvidenceReading.objects.filter(review__in=reviews).values_list("evidence_id", "stance"):
        stances.setdefault(evidence, set()).add(stance)
    file = file_of(checked.claim).values_list("pk", flat=True)
    return [
        (evidence, stances[evidence].pop(), weight)
        for weight, evidence in enumerate(file, start=1)
        if len(stances.get(evidence, ())) == 1
    ]
