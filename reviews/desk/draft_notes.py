"""The notes on a draft as its pages show them: numbered, by part, with what was typed into an answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from factcheck.accounts.models import User
from reviews.desk.marking import Quoted
from reviews.draft_text import PARTS
from reviews.models import DraftNote, VerdictDraft
from reviews.policies import writing as policy
from reviews.selectors.draft_notes import notes_of
from reviews.writing_notes import Answer


@dataclass(frozen=True)
class ShownNote:
    """One note on the page."""

    note: DraftNote
    number: int
    where: str  # what the desk calls the part
    may_answer: bool
    may_withdraw: bool
    is_marked: bool = False  # its words stand in the text
    typed: str = ""  # an answer that was refused

    @property
    def is_lost(self) -> bool:
        """It quotes words that stand there no more."""
        return bool(self.note.quote) and not self.is_marked and not self.note.part.startswith("evidence")


@dataclass(frozen=True)
class Notes:
    """All notes on a draft, as they were written."""

    all: tuple[ShownNote, ...]

    @property
    def standing(self) -> list[ShownNote]:
        return [one for one in self.all if one.note.settled_at is None]

    @property
    def settled(self) -> list[ShownNote]:
        return [one for one in self.all if one.note.settled_at is not None]

    @property
    def typed_late(self) -> bool:
        """Whether words were typed to a note that was settled meanwhile, and were refused."""
        return any(one.typed for one in self.settled)

    @property
    def to_answer(self) -> list[ShownNote]:
        return [one for one in self.standing if one.note.answered_at is None]

    @property
    def by_part(self) -> dict[str, list[ShownNote]]:
        """Those that stand, under the part they are about."""
        parts: dict[str, list[ShownNote]] = {}
        for one in self.standing:
            parts.setdefault(one.note.part, []).append(one)
        return parts

    @property
    def in_order(self) -> list[ShownNote]:
        """Those that stand, in the order of the page."""
        places = {name: place for place, name in enumerate(PARTS)}
        return sorted(self.standing, key=lambda one: (places.get(one.note.part.partition("-")[0], 99), one.number))


def rows_on(draft: VerdictDraft, user: User) -> list[DraftNote]:
    """The notes themselves; once for a page."""
    return list(notes_of(draft, user=user).order_by("pk"))


def quoted_in(rows: Iterable[DraftNote]) -> dict[str, list[Quoted]]:
    """The words to mark, by part: those of notes that stand."""
    quoted: dict[str, list[Quoted]] = {}
    for number, note in enumerate(rows, start=1):
        if note.quote and note.settled_at is None:
            quoted.setdefault(note.part, []).append(Quoted(note.pk, number, note.quote))
    return quoted


def shown(
    draft: VerdictDraft, user: User, rows: Iterable[DraftNote], *, marked: set[int], typed: Mapping[str, str]
) -> Notes:
    """The notes for the page. `marked`: ids whose words were found; `typed`: the request, for refused answers."""
    may_answer = bool(policy.may_answer_note(user, draft)) and not draft.is_over
    pieces = {f"evidence-{pk}": place for place, pk in enumerate(pieces_of(draft), start=1)}
    return Notes(
        tuple(
            ShownNote(
                note=note,
                number=number,
                where=_where(note.part, pieces),
                may_answer=may_answer and note.settled_at is None,
                may_withdraw=may_answer and note.by_id == user.pk and not (note.answered_at or note.settled_at),
                is_marked=note.pk in marked,
                typed=typed.get(f"answer-{note.pk}", ""),
            )
            for number, note in enumerate(rows, start=1)
        )
    )


def answers_in(data: Mapping[str, str], rows: Iterable[DraftNote]) -> dict[int, Answer]:
    """What was typed into the answers on the writer's page, in the fields `answer-12` and `settles-12`.

    Also to a note that somebody settled meanwhile, if words were typed.
    """
    given = {note.pk: _answer(data, note) for note in rows}
    return {pk: answer for pk, answer in given.items() if answer is not None}


def _answer(data: Mapping[str, str], note: DraftNote) -> Answer | None:
    text = data.get(f"answer-{note.pk}", "")
    settles = bool(data.get(f"settles-{note.pk}")) and note.settled_at is None
    return Answer(text, settles) if text.strip() or settles else None


def _where(part: str, pieces: Mapping[str, int]) -> str:
    if part.startswith("evidence-"):
        return f"How we know, {pieces[part]}" if part in pieces else "How we know: a piece that is not shown"
    return PARTS.get(part, part)


def pieces_of(draft: VerdictDraft) -> Iterable[int]:
    """The ids of the pieces of evidence that readers will see, in their order."""
    shown_pieces = draft.evidence.filter(evidence__removed_at=None).order_by("weight", "evidence_id")
    return shown_pieces.values_list("evidence_id", flat=True)
