"""What a writer and an editor are told of the notes on a draft. One line until it is looked at, however many notes."""

from datetime import datetime

from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.notices.mailing import notify
from factcheck.notices.models import Notice
from reviews.models import DraftNote
from reviews.telling import quoted


def tell_noted(note: DraftNote, *, at: datetime) -> None:
    """The writer, unless the note is their own."""
    draft = note.draft
    if draft.writer_id != note.by_id:
        text = f"{note.by} left notes on your fact-check on {quoted(draft.round)}"
        _tell(note, to=draft.writer, kind="draft_note", text=text, at=at)


def tell_answered(note: DraftNote, *, by: User, at: datetime) -> None:
    """Whoever wrote the note, unless it was their own act."""
    if note.by_id != by.pk:
        text = f"{by} answered your notes on the fact-check on {quoted(note.draft.round)}"
        _tell(note, to=note.by, kind="note_answered", text=text, at=at)


def _tell(note: DraftNote, *, to: User, kind: str, text: str, at: datetime) -> None:
    url = reverse("draft", args=[note.draft_id])
    if not Notice.objects.filter(to=to, kind=kind, url=url, seen_at=None).exists():
        notify(to=to, kind=kind, text=text, url=url, at=at)
