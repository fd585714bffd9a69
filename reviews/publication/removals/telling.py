"""Who is told of a removal. The words that are to go stand in no notice and in no mail."""

from datetime import datetime

from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.notices.mailing import notify
from reviews.models import Removal, Review, VerdictDraft
from reviews.states import RemovalKind

ASKS = {
    RemovalKind.RETRACTION: "be retracted",
    RemovalKind.REDACTION: "lose some words",
    RemovalKind.WITHHOLDING: "be withheld",
    RemovalKind.RETURN: "be shown again",
}
DONE = {
    RemovalKind.RETRACTION: "is retracted",
    RemovalKind.REDACTION: "has lost some words",
    RemovalKind.WITHHOLDING: "is withheld",
    RemovalKind.RETURN: "is shown again",
}


def tell_asked(removal: Removal, *, by: User, at: datetime) -> None:
    """Every other editor: one of them is to agree."""
    text = f"{by} asks that check {removal.verdict.number} {ASKS[RemovalKind(removal.kind)]}. It needs a second editor"
    for editor in User.objects.editors().exclude(pk=by.pk):
        notify(to=editor, kind="removal_asked", text=text, url=page_of(removal), at=at)


def tell_refused(removal: Removal, *, by: User, at: datetime) -> None:
    """Whoever asked, unless they thought better of it themselves."""
    if removal.asked_by_id != by.pk:
        text = f"{by} did not agree that check {removal.verdict.number} {ASKS[RemovalKind(removal.kind)]}"
        notify(to=removal.asked_by, kind="removal_decided", text=text, url=page_of(removal), at=at)


def tell_done(removal: Removal, *, by: User, at: datetime) -> None:
    """Whoever asked, and those who wrote and reviewed the check; not the one whose act it was."""
    done = f"Check {removal.verdict.number} {DONE[RemovalKind(removal.kind)]}"
    if removal.asked_by_id != by.pk:
        text = f"{by} agreed: {done[0].lower()}{done[1:]}"
        notify(to=removal.asked_by, kind="removal_decided", text=text, url=page_of(removal), at=at)
    for person in _who_worked_on_it(removal):
        if person.pk not in (by.pk, removal.asked_by_id):
            notify(to=person, kind="removed", text=done, url=reverse("claim", args=[removal.verdict.claim_id]), at=at)


def page_of(removal: Removal) -> str:
    """Where an editor decides about it."""
    return reverse("removals", args=[removal.verdict.number])


def _who_worked_on_it(removal: Removal) -> list[User]:
    claim_id = removal.verdict.claim_id
    read = Review.objects.standing().filter(round__claim=claim_id, round__closed_at__isnull=False)
    writers = VerdictDraft.objects.filter(claim=claim_id).values("writer")
    rows = User.objects.filter(pk__in=read.values("reviewer")) | User.objects.filter(pk__in=writers)
    return list(rows.distinct().order_by("pk"))
