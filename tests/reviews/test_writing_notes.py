"""Notes on a draft: who leaves them, who answers, who settles, and who is told."""

import json
from datetime import timedelta

import pytest

from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews import writing_notes
from reviews.draft_text import PARTS
from reviews.drafting import write_and_hand_in
from reviews.models import DraftNote, VerdictDraft
from reviews.selectors.draft_notes import with_notes
from reviews.writing_notes import Answer, add_note, answer_note, withdraw_note, write_and_answer
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import EvidenceFactory
from tests.factories.writing import WRITTEN_AT, make_draft, make_published, make_ready_draft

pytestmark = pytest.mark.django_db
LATER = WRITTEN_AT + timedelta(hours=1)


def noted(draft: VerdictDraft, *, by=None, **fields) -> DraftNote:
    said = {"part": "title", "text": "Name the year.", **fields}
    return add_note(draft_id=draft.pk, by=by or AdminFactory(), at=WRITTEN_AT, **said)


class TestLeaving:
    def test_an_editor_notes_words_of_a_part(self):
        draft, editor = make_ready_draft(), AdminFactory()

        note = noted(draft, by=editor, quote="  17,000\n cars ", text=" Name the year. ")

        assert (note.part, note.quote, note.text, note.by) == ("title", "17,000 cars", "Name the year.", editor)
        assert note.settled_at is None

    def test_a_piece_of_the_file_may_be_meant_and_no_other_piece(self):
        draft = make_ready_draft()
        piece = draft.claim.evidence.first()

        assert noted(draft, part=f"evidence-{piece.pk}").part == f"evidence-{piece.pk}"
        for part in (
            f"evidence-{EvidenceFactory().pk}",
            "evidence-x",
            "evidence-",
            "evidence-²",
            "nose",
            "",
            "version",
        ):
            with pytest.raises(Invalid) as refusal:
                noted(draft, part=part)
            assert refusal.value.errors[0].code == "unknown_part"

    @pytest.mark.parametrize("part", PARTS)
    def test_every_part_of_the_page_may_be_meant(self, part):
        assert noted(make_ready_draft(), part=part).part == part

    @pytest.mark.parametrize(
        ("said", "field", "code"),
        [
            ({"text": " \u200b"}, "text", "note_missing"),
            ({"text": "x" * 2_001}, "text", "too_long"),
            ({"quote": "x" * 501}, "quote", "too_long"),
            ({"quote": "a\x00"}, "quote", "nul_character"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_beside_its_field(self, said, field, code):
        with pytest.raises(Invalid) as refusal:
            noted(make_ready_draft(), **said)
        assert (refusal.value.errors[0].field, refusal.value.errors[0].code) == (field, code)

    def test_the_writer_may_ask_something_and_a_stranger_may_not(self):
        draft = make_ready_draft(writer=AdminFactory())

        assert noted(draft, by=draft.writer).by == draft.writer
        with pytest.raises(NotAllowed):
            noted(draft, by=PersonFactory())

    def test_a_text_that_is_published_takes_no_more_notes(self):
        make_published()
        with pytest.raises(InvalidTransition):
            noted(VerdictDraft.objects.get())

    def test_there_is_room_for_so_many_and_no_more(self, monkeypatch):
        monkeypatch.setattr(writing_notes, "MOST_NOTES", 2)
        draft = make_ready_draft()
        first = noted(draft)
        noted(draft)
        with pytest.raises(Invalid) as refusal:
            noted(draft)
        assert refusal.value.errors[0].code == "too_many_notes"

        answer_note(note_id=first.pk, settles=True, by=draft.writer, at=LATER)
        assert noted(draft).pk

    def test_the_ledger_tells_of_it_without_its_words(self):
        note = noted(make_ready_draft(), text="Name the marker-year.")

        entry = Entry.objects.get(verb="add_note")
        assert json.loads(entry.payload) == {"note": note.pk, "part": "title"}
        assert (entry.subject_type, entry.subject_id) == ("verdictdraft", note.draft_id)


class TestAnswering:
    def test_the_writer_answers_and_the_editor_settles(self):
        draft, editor = make_ready_draft(), AdminFactory()
        note = noted(draft, by=editor)

        answer_note(note_id=note.pk, answer="It was 2025.", by=draft.writer, at=LATER)
        note.refresh_from_db()
        assert (note.answer, note.answered_by, note.settled_at) == ("It was 2025.", draft.writer, None)

        answer_note(note_id=note.pk, settles=True, by=editor, at=LATER)
        note.refresh_from_db()
        assert (note.settled_by, note.answer) == (editor, "It was 2025.")

    def test_the_writer_may_settle_in_the_same_breath_or_without_a_word(self):
        draft = make_ready_draft()
        first, second = noted(draft), noted(draft)

        answer_note(note_id=first.pk, answer="Done.", settles=True, by=draft.writer, at=LATER)
        answer_note(note_id=second.pk, settles=True, by=draft.writer, at=LATER)

        assert not DraftNote.objects.standing().exists()

    def test_nothing_said_and_nothing_settled_is_no_answer(self):
        note = noted(make_ready_draft())
        with pytest.raises(Invalid):
            answer_note(note_id=note.pk, answer=" ", by=note.draft.writer, at=LATER)

    def test_an_answer_is_replaced_only_by_whoever_gave_it(self):
        note = noted(make_ready_draft())
        writer = note.draft.writer
        answer_note(note_id=note.pk, answer="It was 2024.", by=writer, at=LATER)
        answer_note(note_id=note.pk, answer="It was 2025.", by=writer, at=LATER)
        with pytest.raises(InvalidTransition):
            answer_note(note_id=note.pk, answer="It was not.", by=AdminFactory(), at=LATER)
        note.refresh_from_db()
        assert note.answer == "It was 2025."

    def test_what_is_settled_stays_settled(self):
        note = noted(make_ready_draft())
        answer_note(note_id=note.pk, settles=True, by=note.by, at=LATER)
        with pytest.raises(InvalidTransition):
            answer_note(note_id=note.pk, answer="But", by=note.draft.writer, at=LATER)

    def test_a_stranger_neither_answers_nor_finds_one_that_is_not_there(self):
        note = noted(make_ready_draft())
        with pytest.raises(NotAllowed):
            answer_note(note_id=note.pk, answer="Done.", by=PersonFactory(), at=LATER)
        with pytest.raises(NotFound):
            answer_note(note_id=77_777, answer="Done.", by=note.by, at=LATER)


class TestTakingBack:
    def test_whoever_left_it_takes_it_back_until_it_is_answered(self):
        draft = make_ready_draft()
        note, answered = noted(draft), noted(draft)
        answer_note(note_id=answered.pk, answer="Done.", by=draft.writer, at=LATER)

        with pytest.raises(NotAllowed):
            withdraw_note(note_id=note.pk, by=draft.writer, at=LATER)
        with pytest.raises(InvalidTransition):
            withdraw_note(note_id=answered.pk, by=answered.by, at=LATER)
        withdraw_note(note_id=note.pk, by=note.by, at=LATER)

        assert list(DraftNote.objects.all()) == [answered]


class TestSavingWithAnswers:
    def test_text_and_answers_are_saved_together(self):
        draft = make_ready_draft()
        first, second = noted(draft), noted(draft)

        saved = write_and_answer(
            draft_id=draft.pk,
            version=draft.version,
            answers={first.pk: Answer("Done."), second.pk: Answer(settles=True)},
            title="Another title",
            save=write_and_hand_in,
            by=draft.writer,
            at=LATER,
        )

        first.refresh_from_db()
        second.refresh_from_db()
        assert (saved.title, saved.status) == ("Another title", "ready")
        assert (first.answer, first.settled_at, second.settled_at) == ("Done.", None, LATER)
        verbs = set(Entry.objects.filter(at=LATER).values_list("verb", flat=True))
        assert verbs == {"answer_notes", "rework", "hand_in"}

    def test_a_refused_answer_leaves_the_text_as_it_was(self):
        draft = make_ready_draft()
        note = noted(draft)
        with pytest.raises(Invalid):
            write_and_answer(
                draft_id=draft.pk,
                version=draft.version,
                answers={note.pk: Answer("x" * 2_001)},
                title="Another title",
                by=draft.writer,
                at=LATER,
            )
        draft.refresh_from_db()
        assert (draft.title == "Another title", draft.status) == (False, "ready")

    def test_a_note_on_another_draft_is_not_answered_by_the_way(self):
        draft, other = make_ready_draft(), noted(make_ready_draft())

        write_and_answer(
            draft_id=draft.pk,
            version=draft.version,
            answers={other.pk: Answer("Done.")},
            by=draft.writer,
            at=LATER,
        )

        other.refresh_from_db()
        assert other.answer == ""


class TestTelling:
    def test_the_writer_hears_once_until_they_look_and_the_editor_of_the_answers(self):
        draft, editor = make_ready_draft(), AdminFactory()
        notes = [noted(draft, by=editor) for _ in range(3)]
        told = Notice.objects.filter(kind="draft_note")
        assert [(one.to, one.url) for one in told] == [(draft.writer, f"/desk/drafts/{draft.pk}/")]
        assert "left notes on your fact-check" in told.get().text

        for note in notes:
            answer_note(note_id=note.pk, answer="Done.", by=draft.writer, at=LATER)
        assert [one.to for one in Notice.objects.filter(kind="note_answered")] == [editor]

    def test_nobody_is_told_of_their_own_act(self):
        draft = make_ready_draft(writer=AdminFactory())
        note = noted(draft, by=draft.writer)
        answer_note(note_id=note.pk, settles=True, by=draft.writer, at=LATER)
        assert not Notice.objects.filter(kind__in=["draft_note", "note_answered"]).exists()


def test_lists_know_how_many_wait_for_whom():
    draft, other = make_ready_draft(), make_draft()
    answered = noted(draft)
    noted(draft)
    settled = noted(draft)
    answer_note(note_id=answered.pk, answer="Done.", by=draft.writer, at=LATER)
    answer_note(note_id=settled.pk, settles=True, by=draft.writer, at=LATER)

    counted = {one.pk: (one.to_answer, one.to_settle) for one in with_notes(VerdictDraft.objects.all())}

    assert counted == {draft.pk: (1, 1), other.pk: (0, 0)}
