"""Notes and differences on the pages of a draft, for its writer, its editor and everybody else."""

import re

import pytest
from django.test import Client

from reviews.drafting import send_back, write_and_hand_in
from reviews.models import DraftNote, DraftVersion
from reviews.publication.changes import start_change
from reviews.writing_notes import add_note, answer_note
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.writing import WRITTEN_AT, hash_of, make_published, make_ready_draft
from tests.reviews.desk.test_writing import signed_in, typed

pytestmark = pytest.mark.django_db


def page(client: Client, draft, query: str = "") -> str:
    return client.get(f"/desk/drafts/{draft.pk}/{query}").content.decode()


def noted(draft, **fields) -> DraftNote:
    said = {"part": "title", "quote": "17,000 cars", "text": "Name the year.", **fields}
    return add_note(draft_id=draft.pk, by=said.pop("by", None) or AdminFactory(), at=WRITTEN_AT, **said)


class TestTheEditor:
    def test_leaves_a_note_by_a_form_and_finds_the_words_marked(self):
        draft = make_ready_draft()
        editor = signed_in(AdminFactory())

        response = editor.post(
            f"/desk/drafts/{draft.pk}/notes/", {"part": "title", "quote": "17,000 cars", "text": "Name the <year>."}
        )

        note = DraftNote.objects.get()
        html = page(editor, draft)
        assert (response.status_code, response["Location"]) == (303, f"/desk/drafts/{draft.pk}/#note-{note.pk}")
        assert f'<mark id="noted-{note.pk}" class="noted">17,000 cars</mark>' in html
        assert "Name the &lt;year&gt;." in html
        assert 'class="verdict-title"' in html

    def test_sees_that_words_are_no_longer_there(self):
        draft = make_ready_draft()
        noted(draft, quote="30,000 cars")

        assert "These words do not stand there now." in page(signed_in(AdminFactory()), draft)

    def test_a_refused_note_comes_back_with_what_was_typed(self):
        draft = make_ready_draft()

        response = signed_in(AdminFactory()).post(
            f"/desk/drafts/{draft.pk}/notes/", {"part": "found", "quote": "The roads office", "text": ""}
        )

        html = response.content.decode()
        assert response.status_code == 400
        assert "Say what the writer should look at." in html
        assert 'value="The roads office"' in html
        assert '<option value="found" selected>' in html

    def test_is_led_to_the_form_for_one_part(self):
        html = page(signed_in(AdminFactory()), make_ready_draft(), "?part=reply")
        assert '<option value="reply" selected>' in html

    def test_finds_beside_each_part_the_way_to_note_on_it(self):
        draft = make_ready_draft()
        editor = signed_in(AdminFactory())
        html = page(editor, draft)
        piece = draft.evidence.order_by("weight", "evidence_id").first().evidence_id

        links = re.findall(r'<a href="\?part=([a-z_0-9-]+)#note-form">Note on this<span class="vh">: ([^<]+)<', html)

        assert ("found", "What we found") in links
        assert (f"evidence-{piece}", "How we know, 1") in links
        assert {"title", "claim", "rating", "dates", "evidence", "explanation", "not_established", "reply"} <= {
            part for part, _ in links
        }
        for part, _ in links:
            assert f'<option value="{part}" selected>' in page(editor, draft, f"?part={part}")

    def test_is_shown_an_answer_to_a_note_that_another_settled(self):
        draft = make_ready_draft()
        note = noted(draft)
        answer_note(note_id=note.pk, settles=True, by=AdminFactory(), at=WRITTEN_AT)

        response = signed_in(AdminFactory()).post(
            f"/desk/draft-notes/{note.pk}/answer/", {f"answer-{note.pk}": "See the <census>."}
        )

        html = response.content.decode()
        assert response.status_code == 409
        assert "This note is settled." in html
        assert 'What you typed, which is not kept:</b> <span dir="auto">See the &lt;census&gt;.' in html

    def test_settles_an_answered_note(self):
        draft, editor = make_ready_draft(), AdminFactory()
        note = noted(draft, by=editor)
        answer_note(note_id=note.pk, answer="It was 2025.", by=draft.writer, at=WRITTEN_AT)
        client = signed_in(editor)
        assert "It was 2025." in page(client, draft)

        response = client.post(f"/desk/draft-notes/{note.pk}/answer/", {f"settles-{note.pk}": "1"}, follow=True)

        assert "1 settled" in response.content.decode()
        assert "No note stands." in response.content.decode()

    def test_a_refused_answer_stands_on_the_page_with_what_was_typed(self):
        draft = make_ready_draft()
        note = noted(draft)

        response = signed_in(AdminFactory()).post(
            f"/desk/draft-notes/{note.pk}/answer/", {f"answer-{note.pk}": "much " * 500}
        )

        html = response.content.decode()
        assert response.status_code == 400
        assert "Keep this under 2,000 characters" in html
        assert "much much" in html

    def test_is_warned_of_notes_before_signing_and_may_sign_all_the_same(self):
        draft = make_ready_draft()
        noted(draft)
        editor = signed_in(AdminFactory())
        html = page(editor, draft)
        assert "1 note stands." in html
        assert f'name="draft_hash" value="{hash_of(draft)}"' in html

        editor.post(f"/desk/drafts/{draft.pk}/sign-off/", {"draft_hash": hash_of(draft)})

        draft.refresh_from_db()
        assert draft.status == "signed_off"

    def test_sees_what_changed_since_the_last_look_and_against_any_version(self):
        draft, editor = make_ready_draft(), signed_in(AdminFactory())
        assert "it reads as version 1 did" in page(editor, draft)
        second = write_and_hand_in(
            draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, title="Seventeen thousand cars"
        )
        html = page(editor, draft)
        assert "1 change since version 1" in html
        assert re.search(r"<ins><span class=\"vh\"> \[new: </span>Seventeen thousand", html)

        write_and_hand_in(
            draft_id=draft.pk, version=second.version, by=draft.writer, at=WRITTEN_AT, found="The census says so."
        )
        assert "1 change since version 2" in page(editor, draft)
        assert "2 changes since version 1" in page(editor, draft, "?since=1")
        assert editor.get(f"/desk/drafts/{draft.pk}/?since=9").status_code == 404
        assert DraftVersion.objects.count() == 3

    def test_whoever_cannot_edit_reads_the_notes_and_has_no_form(self):
        draft = make_ready_draft()
        note = noted(draft)

        html = page(signed_in(PersonFactory()), draft)

        assert "Name the year." in html
        assert "Note on this" not in html
        assert f"/desk/draft-notes/{note.pk}/answer/" not in html
        assert 'id="note-form"' not in html


class TestTheWriter:
    def test_finds_each_note_beside_its_field_and_how_many_wait(self):
        draft = make_ready_draft()
        piece = draft.claim.evidence.order_by("pk").first()
        noted(draft)
        noted(draft, part="reply", quote="", text="In his words?")
        noted(draft, part=f"evidence-{piece.pk}", quote="", text="Who counted?")
        writer = signed_in(draft.writer)

        html = page(writer, draft)
        listed = writer.get("/desk/writing/").content.decode()

        title, rest = html.split('name="found"')
        evidence, reply = rest.split('name="reply"')
        assert "Name the year." in title
        assert "Who counted?" in evidence
        assert "In his words?" in reply
        assert "3 notes to answer" in html
        assert "3 notes to answer" in listed

    def test_saves_the_text_and_answers_with_one_button(self):
        draft = make_ready_draft()
        first, second = noted(draft), noted(draft)
        sent = typed(draft, title="In 2025 it carried 17,310", then="")
        answers = {f"answer-{first.pk}": "Done.", f"settles-{first.pk}": "1", f"answer-{second.pk}": "Why?"}

        response = signed_in(draft.writer).post(f"/desk/drafts/{draft.pk}/text/", {**sent, **answers})

        draft.refresh_from_db()
        first.refresh_from_db()
        second.refresh_from_db()
        assert (response.status_code, draft.title) == (303, "In 2025 it carried 17,310")
        assert (first.answer, bool(first.settled_at)) == ("Done.", True)
        assert (second.answer, second.settled_at) == ("Why?", None)

    @pytest.mark.parametrize(
        ("meanwhile", "kept"),
        [("", "It was 2025."), ("Never mind.", "Never mind.\n\nWade Reyes: It was 2025.")],
    )
    def test_keeps_an_answer_to_a_note_that_was_settled_while_it_was_typed(self, meanwhile, kept):
        draft = make_ready_draft(writer=AdminFactory(name="Wade Reyes"))
        note, editor = noted(draft), AdminFactory()
        sent = typed(draft, then="", **{f"answer-{note.pk}": "It was 2025.", f"settles-{note.pk}": "1"})
        answer_note(note_id=note.pk, answer=meanwhile, settles=True, by=editor, at=WRITTEN_AT)
        writer = signed_in(draft.writer)

        response = writer.post(f"/desk/drafts/{draft.pk}/text/", sent, follow=True)
        again = typed(type(draft).objects.get(pk=draft.pk), then="", **{f"answer-{note.pk}": "It was 2025."})
        writer.post(f"/desk/drafts/{draft.pk}/text/", again)

        note.refresh_from_db()
        html = response.content.decode()
        assert (note.answer, note.settled_by) == (kept, editor)
        assert "A note was settled while you wrote. Your answer is kept with it, below." in html
        assert "It was 2025." in html

    def test_finds_that_answer_again_when_the_text_is_refused(self):
        draft = make_ready_draft()
        note = noted(draft)
        stale = typed(draft, title="Stale", then="", **{f"answer-{note.pk}": "It was 2025."})
        answer_note(note_id=note.pk, settles=True, by=AdminFactory(), at=WRITTEN_AT)
        writer = signed_in(draft.writer)
        writer.post(f"/desk/drafts/{draft.pk}/text/", typed(draft, title="Saved", then=""))

        response = writer.post(f"/desk/drafts/{draft.pk}/text/", stale)

        box = re.search(
            r'<textarea id="answer-\d+" name="answer-\d+" form="draft-form"[^>]*>([^<]*)<', response.content.decode()
        )
        assert (response.status_code, box[1]) == (409, "It was 2025.")

    def test_typing_does_not_send_half_an_answer(self):
        draft = make_ready_draft()
        note = noted(draft)

        signed_in(draft.writer).post(
            f"/desk/drafts/{draft.pk}/text/",
            typed(draft, **{f"answer-{note.pk}": "Hal"}),
            headers={"X-Autosave": "1"},
        )

        note.refresh_from_db()
        assert note.answer == ""

    def test_an_answer_that_is_refused_comes_back_with_the_text(self):
        draft = make_ready_draft()
        note = noted(draft)
        sent = typed(draft, title="Kept title", **{f"answer-{note.pk}": "long " * 500})

        response = signed_in(draft.writer).post(f"/desk/drafts/{draft.pk}/text/", sent)

        html = response.content.decode()
        assert response.status_code == 400
        assert "Kept title" in html
        assert "long long" in html
        draft.refresh_from_db()
        assert draft.title != "Kept title"

    def test_has_a_counter_for_the_short_claim_that_stays_live(self):
        draft = make_ready_draft(short_claim="The tunnel carries 40,000 cars")
        writer = signed_in(draft.writer)

        live = writer.get(f"/desk/drafts/{draft.pk}/gate/").content.decode()

        assert "30 of 75 characters" in page(writer, draft)
        assert re.search(r'id="short-count" hx-swap-oob="true">30 of 75 characters', live)

    def test_a_stale_tab_shows_what_was_saved_in_every_field_that_differs(self):
        draft = make_ready_draft(interests="An aunt works there.", no_interests=False)
        writer = signed_in(draft.writer)
        stale = typed(draft, interests="None that I know.", no_interests="", then="")
        other = typed(draft, interests="An uncle works there.", no_interests="", then="")
        writer.post(f"/desk/drafts/{draft.pk}/text/", other)

        html = writer.post(f"/desk/drafts/{draft.pk}/text/", stale).content.decode()

        assert re.search(r'id="saved-interests"[^>]*>An uncle works there\.', html)
        assert "None that I know." in html
        assert 'id="saved-found"' not in html

    def test_reads_what_was_sent_back_with_the_notes(self):
        draft = make_ready_draft()
        noted(draft)
        send_back(draft_id=draft.pk, note="See the notes.", by=AdminFactory(), at=WRITTEN_AT)

        html = page(signed_in(draft.writer), draft)

        assert "See the notes." in html
        assert "1 note to answer" in html


class TestAChange:
    def change(self, kind: str):
        editor = AdminFactory()
        revision = make_published()
        return start_change(claim_id=revision.verdict.claim_id, kind=kind, by=editor, at=WRITTEN_AT), editor

    def test_says_what_it_changes_and_asks_what_changed_and_why(self):
        draft, editor = self.change("correction")

        html = page(signed_in(editor), draft)

        assert "<b>Correction</b> of check 1, version 1" in html
        for name in ("change_note", "change_why", "asked_by", "severity"):
            assert f'name="{name}"' in html

    def test_only_a_correction_is_minor_or_substantial(self):
        draft, editor = self.change("update")
        html = page(signed_in(editor), draft)
        assert 'name="severity"' not in html
        assert 'name="change_note"' in html

    def test_an_addition_leaves_title_and_finding_as_they_are(self):
        draft, editor = self.change("addition")
        sent = typed(draft, title="Another title", change_note="A reply came in.", then="")

        signed_in(editor).post(f"/desk/drafts/{draft.pk}/text/", sent)

        title = draft.title
        draft.refresh_from_db()
        assert (draft.title, draft.change_note) == (title, "A reply came in.")

    def test_a_first_text_has_none_of_it(self):
        draft = make_ready_draft()
        html = page(signed_in(draft.writer), draft)
        assert 'name="change_note"' not in html
        assert "draft-banner" not in html


def test_a_note_that_is_not_there_is_not_found():
    for verb in ("answer", "withdraw"):
        assert signed_in(AdminFactory()).post(f"/desk/draft-notes/77777/{verb}/").status_code == 404


def test_nothing_here_is_done_by_looking():
    draft = make_ready_draft()
    note = noted(draft)
    editor = signed_in(AdminFactory())
    for url in (f"drafts/{draft.pk}/notes", f"draft-notes/{note.pk}/answer", f"draft-notes/{note.pk}/withdraw"):
        assert editor.get(f"/desk/{url}/").status_code == 405
