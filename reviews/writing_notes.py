"""Notes on a draft: an editor says what is to be done at one place of it, the writer answers, one of them settles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid, InvalidTransition, NotFound
from factcheck.core.text import is_blank
from factcheck.ledger import acts as ledger
from reviews.draft_text import PARTS
from reviews.drafting import write_draft
from reviews.models import DraftNote, Evidence, VerdictDraft
from reviews.policies.writing import may_answer_note, may_note, may_withdraw_note
from reviews.selectors.drafts import lock_draft
from reviews.telling_writing import tell_answered, tell_noted
from reviews.typed import must_fit, must_say

LONGEST_NOTE = 2_000  # characters
LONGEST_QUOTE = 500
MOST_NOTES = 100  # standing on one draft


@dataclass(frozen=True)
class Answer:
    """What is said to a note; with `settles` it is done with, and then it may say nothing."""

    text: str = ""
    settles: bool = False


def add_note(*, draft_id: int, part: str, text: str, quote: str = "", by: User, at: datetime) -> DraftNote:
    """Leave a note on one part of a draft: a key of `PARTS`, or "evidence-12" for a piece of the file.

    `quote`: the words it is about. Raises `NotAllowed`, `InvalidTransition` once the draft is over, `Invalid`.
    """
    with ledger.act("add_note", by=by, at=at) as act:
        draft = lock_draft(draft_id, by=by)
        act.about(draft)
        may_note(by, draft).or_refuse()
        _must_be_open(draft)
        _must_be_a_part(draft, part)
        must_say(text, "text", "note_missing", "Say what the writer should look at.")
        must_fit(text, "text", longest=LONGEST_NOTE)
        quote = " ".join(quote.split())
        must_fit(quote, "quote", longest=LONGEST_QUOTE)
        _must_have_room(draft)
        note = DraftNote.objects.create(draft=draft, part=part, quote=quote, text=text.strip(), by=by, at=at)
        act.note(note=note.pk, part=part)
        tell_noted(note, at=at)
    return note


def answer_note(*, note_id: int, answer: str = "", settles: bool = False, by: User, at: datetime) -> DraftNote:
    """Answer a note, settle it, or both. The writer and editors; an answer is replaced only by whoever gave it.

    Raises `NotFound`, `NotAllowed`, `InvalidTransition` when it is settled, `Invalid` when nothing is said.
    """
    with ledger.act("answer_note", by=by, at=at) as act:
        note = _lock_note(note_id, by=by)
        act.about(note.draft)
        act.note(note=note.pk, settles=settles)
        _answer(note, Answer(answer, settles), by=by, at=at)
    return note


def withdraw_note(*, note_id: int, by: User, at: datetime) -> VerdictDraft:
    """Take back a note of one's own that nobody has answered. Raises `NotFound`, `NotAllowed`, `InvalidTransition`."""
    with ledger.act("withdraw_note", by=by, at=at) as act:
        note = _lock_note(note_id, by=by)
        act.about(note.draft)
        act.note(note=note.pk)
        may_withdraw_note(by, note).or_refuse()
        if note.answered_at or note.settled_at:
            raise InvalidTransition("This note is answered already; it stays, with its answer.")
        note.delete()
    return note.draft


def write_and_answer(
    *,
    draft_id: int,
    answers: Mapping[int, Answer],
    by: User,
    at: datetime,
    save: Callable[..., VerdictDraft] = write_draft,
    **typed: object,
) -> VerdictDraft:
    """Save the text (with `save`, as `write_draft`) and answer notes of the same draft, all of it or nothing.

    An answer to a note that was settled while it was typed is kept with the note, which stays settled.
    """
    if not answers:
        return save(draft_id=draft_id, by=by, at=at, **typed)
    with ledger.act("answer_notes", by=by, at=at) as act:
        draft = save(draft_id=draft_id, by=by, at=at, **typed)
        act.about(draft)
        act.note(notes=sorted(answers))
        for note in DraftNote.objects.filter(draft=draft, pk__in=answers).select_related("by").order_by("pk"):
            note.draft = draft
            answered = _keep_late if note.settled_at else _answer
            answered(note, answers[note.pk], by=by, at=at)
    return draft


def _keep_late(note: DraftNote, answer: Answer, *, by: User, at: datetime) -> None:
    """Nothing typed is lost: it stands as the answer, or below the one that was given meanwhile."""
    may_answer_note(by, note.draft).or_refuse()
    text = answer.text.strip()
    if not text or note.answer.endswith(text):  # sent once more
        return
    said = text if note.answered_by_id in (None, by.pk) else f"{by}: {text}"
    both = f"{note.answer}\n\n{said}" if note.answer else said
    must_fit(both, "answer", longest=LONGEST_NOTE)
    if not note.answer:
        note.answered_by = by
    note.answer, note.answered_at = both, at
    note.save(update_fields=["answer", "answered_by", "answered_at"])
    tell_answered(note, by=by, at=at)


def _answer(note: DraftNote, answer: Answer, *, by: User, at: datetime) -> None:
    may_answer_note(by, note.draft).or_refuse()
    if note.settled_at:
        raise InvalidTransition("This note is settled.")
    must_fit(answer.text, "answer", longest=LONGEST_NOTE)
    is_said = not is_blank(answer.text)
    if not is_said and not answer.settles:
        raise Invalid.field("answer", "answer_missing", "Say something to it, or settle it.")
    if is_said:
        _must_be_own(note, by)
        note.answer, note.answered_by, note.answered_at = answer.text.strip(), by, at
    if answer.settles:
        note.settled_by, note.settled_at = by, at
    note.save(update_fields=["answer", "answered_by", "answered_at", "settled_by", "settled_at"])
    tell_answered(note, by=by, at=at)


def _lock_note(note_id: int, *, by: User) -> DraftNote:
    """The note, its draft and its claim, locked. Raises `NotFound`."""
    draft_id = DraftNote.objects.visible_to(by).filter(pk=note_id).values_list("draft_id", flat=True).first()
    if draft_id is None:
        raise NotFound
    draft = lock_draft(draft_id, by=by)
    note = DraftNote.objects.filter(pk=note_id).select_related("by").first()
    if note is None:  # taken back at this moment
        raise NotFound
    note.draft = draft
    return note


def _must_be_open(draft: VerdictDraft) -> None:
    if draft.is_over:
        raise InvalidTransition(f"This text is {draft.get_status_display().lower()}; it takes no more notes.")


def _must_be_a_part(draft: VerdictDraft, part: str) -> None:
    if part not in PARTS and not _is_in_file(draft, part):
        raise Invalid.field("part", "unknown_part", "Say which part of the text it is about.")


def _is_in_file(draft: VerdictDraft, part: str) -> bool:
    kind, _, number = part.partition("-")
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    file = Evidence.objects.in_file().filter(claim=draft.claim)
    return kind == "evidence" and is_number and file.filter(pk=int(number)).exists()


def _must_have_room(draft: VerdictDraft) -> None:
    if DraftNote.objects.standing().filter(draft=draft).count() >= MOST_NOTES:
        raise Invalid.field("text", "too_many_notes", f"{MOST_NOTES} notes stand. Send the text back, or settle some.")


def _must_be_own(note: DraftNote, by: User) -> None:
    if note.answered_by_id not in (None, by.pk):
        raise InvalidTransition("Somebody else answered this. Settle it, or leave another note.")
