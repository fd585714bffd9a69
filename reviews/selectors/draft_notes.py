"""The notes on a draft, and how many of them wait."""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from factcheck.accounts.models import User
from reviews.models import DraftNote, VerdictDraft


def notes_of(draft: VerdictDraft, *, user: User) -> QuerySet[DraftNote]:
    """Every note on the draft that the user may see, the oldest first, settled ones too."""
    return DraftNote.objects.visible_to(user).filter(draft=draft).select_related("by", "answered_by", "settled_by")


def with_notes(drafts: QuerySet[VerdictDraft]) -> QuerySet[VerdictDraft]:
    """Each with `to_answer`, notes nobody has answered, and `to_settle`, those answered and not settled."""
    return drafts.annotate(
        to_answer=_count(DraftNote.objects.to_answer()),
        to_settle=_count(DraftNote.objects.standing().exclude(answered_at=None)),
    )


def _count(notes: QuerySet[DraftNote]) -> Coalesce:
    of_one = notes.filter(draft=OuterRef("pk")).order_by().values("draft").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(of_one), 0, output_field=IntegerField())
