"""The writing pages: with and without JavaScript, for the writer, for the editor who signs off, for everyone else."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.models import PublicVerdict, Round, VerdictDraft
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import TEXT, hash_of, make_draft, make_ready_draft, make_signed_draft

pytestmark = pytest.mark.django_db


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def typed(draft: VerdictDraft, **changes) -> dict[str, str]:
    """The form as a browser sends it."""
    fields = {name: str(value) for name, value in TEXT.items()}
    for place, piece in enumerate(draft.claim.evidence.order_by("pk"), start=1):
        fields |= {f"stance-{piece.pk}": "refutes", f"weight-{piece.pk}": str(place)}
    return {**fields, "version": str(draft.version), **changes}


class TestTheList:
    def test_shows_what_waits_for_whom(self):
        editor = AdminFactory()
        mine = make_draft(writer=editor, title="Mine to write")
        ready = make_ready_draft(title="Yours to sign")
        settled = make_settled_claim()

        html = signed_in(editor).get("/desk/writing/").content.decode()

        to_sign, writing, to_write = re.split("You are writing|Ready to write", html)
        assert f"/desk/drafts/{ready.pk}/" in to_sign
        assert "Read and sign off" in to_sign
        assert f"/desk/drafts/{mine.pk}/" in writing
        assert f"/desk/claims/{settled.pk}/write/" in to_write

    def test_does_not_offer_an_editor_what_they_wrote_or_reviewed(self):
        editor = AdminFactory()
        make_ready_draft(writer=editor)
        make_ready_draft(claim=make_settled_claim(reviewers=[editor, PersonFactory()]))

        html = signed_in(editor).get("/desk/writing/").content.decode()

        assert "you wrote it" in html
        assert "you reviewed it" in html
        assert "Read and sign off" not in html

    def test_does_not_offer_a_stranger_to_write(self):
        claim = make_settled_claim()

        html = signed_in(PersonFactory()).get("/desk/writing/").content.decode()

        assert f"/desk/claims/{claim.pk}/write/" not in html
        assert "somebody who reviewed this claim writes it up" in html

    def test_asks_as_much_for_two_as_for_many(self):
        editor = signed_in(AdminFactory())
        counts = []
        for wanted in (2, 5):
            while VerdictDraft.objects.count() < wanted * 2:
                make_ready_draft()
                make_draft(writer=AdminFactory())
                make_settled_claim()
            editor.get("/desk/writing/")
            with CaptureQueriesContext(connection) as asked:
                editor.get("/desk/writing/")
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestTheWriter:
    def test_starts_from_the_claim_and_lands_in_the_draft(self):
        claim = make_settled_claim()
        writer = signed_in(AdminFactory())

        response = writer.post(f"/desk/claims/{claim.pk}/write/")

        draft = VerdictDraft.objects.get()
        assert (response.status_code, response["Location"]) == (303, f"/desk/drafts/{draft.pk}/")
        assert "Ready for sign-off" in writer.get(response["Location"]).content.decode()

    def test_is_led_to_the_draft_somebody_else_began(self):
        draft = make_draft()

        response = signed_in(AdminFactory()).post(f"/desk/claims/{draft.claim_id}/write/", follow=True)

        assert response.redirect_chain[-1][0] == f"/desk/drafts/{draft.pk}/"
        assert f"{draft.writer} is writing this up already" in response.content.decode()

    def test_saves_and_stays(self):
        draft = make_draft()
        writer = signed_in(draft.writer)

        response = writer.post(f"/desk/drafts/{draft.pk}/text/", typed(draft, title="A better title", then=""))

        draft.refresh_from_db()
        assert response.status_code == 303
        assert (draft.title, draft.status, draft.version) == ("A better title", "drafting", 3)
        assert [row.stance for row in draft.evidence.all()] == ["refutes", "refutes"]

    def test_hands_in_with_one_button(self):
        draft = make_draft()

        signed_in(draft.writer).post(f"/desk/drafts/{draft.pk}/text/", typed(draft, then="hand_in"))

        draft.refresh_from_db()
        assert draft.status == "ready"

    def test_is_saved_while_typing(self):
        draft = make_draft()
        writer = signed_in(draft.writer)

        response = writer.post(
            f"/desk/drafts/{draft.pk}/text/", typed(draft, found="Half a"), headers={"X-Autosave": "1"}
        )

        assert response.json() == {"version": 3}

    def test_a_stale_tab_shows_both_texts_and_keeps_what_was_typed(self):
        draft = make_draft()
        writer = signed_in(draft.writer)
        stale = typed(draft, title="Typed in the other tab")
        writer.post(f"/desk/drafts/{draft.pk}/text/", typed(draft, title="Saved first"))

        response = writer.post(f"/desk/drafts/{draft.pk}/text/", stale)

        html = response.content.decode()
        assert response.status_code == 409
        assert "Typed in the other tab" in html
        assert "Saved first" in html
        assert 'name="version" value="3"' in html
        draft.refresh_from_db()
        assert draft.title == "Saved first"

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("found", "word " * 61, "These are 61 words; at most 60 fit."),
            ("title", "x" * 201, "At most 200 characters"),
            ("title", "a\x00b", "NUL character"),
            ("rated_as_of", "not a date", "Enter a valid date"),
            ("rated_as_of", "9999-01-01", "lies in the future"),
        ],
    )
    def test_bad_input_stands_beside_its_field_with_all_that_was_typed(self, field, value, words):
        draft = make_draft()
        sent = typed(draft, **{field: value, "explanation": "Typed and not lost"})

        response = signed_in(draft.writer).post(f"/desk/drafts/{draft.pk}/text/", sent)

        html = response.content.decode()
        assert response.status_code == 400
        assert words in html
        assert "Typed and not lost" in html
        draft.refresh_from_db()
        assert draft.explanation == TEXT["explanation"]

    def test_sees_the_gate_and_the_reasons_of_both_reviewers(self):
        draft = make_draft(reply_outcome="")
        Round.objects.update(reasons_agree=None)

        html = signed_in(draft.writer).get(f"/desk/drafts/{draft.pk}/").content.decode()

        assert "Say how asking them ended" in html
        assert html.count("The census counts fewer than half as many.") == 2
        assert "The reasons agree" in html

    def test_confirms_that_the_reasons_agree(self):
        draft = make_draft()
        Round.objects.update(reasons_agree=None)

        signed_in(draft.writer).post(f"/desk/drafts/{draft.pk}/confirm/")

        assert Round.objects.get().reasons_agree is True

    def test_asks_for_the_gate_alone_while_typing(self):
        draft = make_draft()

        html = signed_in(draft.writer).get(f"/desk/drafts/{draft.pk}/gate/").content.decode()

        assert html.startswith("<h2>Before it can be published: 1 to do</h2>")
        assert 'id="found-count" hx-swap-oob="true"' in html

    def test_previews_the_page_as_readers_will_see_it(self):
        draft = make_draft()

        response = signed_in(draft.writer).get(f"/desk/drafts/{draft.pk}/preview/")

        html = response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert "<b>Preview.</b>" in html
        assert f'dir="auto">{TEXT["title"]}</h1>' in html


class TestTheEditor:
    def test_reads_exactly_what_readers_will_and_publishes_with_one_click(self):
        draft = make_ready_draft()
        editor = signed_in(AdminFactory())
        html = editor.get(f"/desk/drafts/{draft.pk}/").content.decode()
        draft_hash = re.search(r'name="draft_hash" value="(\w+)"', html)[1]
        assert draft_hash == hash_of(draft)

        response = editor.post(f"/desk/drafts/{draft.pk}/publish/", {"draft_hash": draft_hash}, follow=True)

        verdict = PublicVerdict.objects.get()
        assert f"/verdicts/1-{verdict.slug}/" in response.content.decode()
        assert Client().get(f"/verdicts/1-{verdict.slug}/").status_code == 200

    def test_signs_off_now_and_publishes_later(self):
        draft = make_ready_draft()
        editor = signed_in(AdminFactory())

        editor.post(f"/desk/drafts/{draft.pk}/sign-off/", {"draft_hash": hash_of(draft)})
        assert not PublicVerdict.objects.exists()
        editor.post(f"/desk/drafts/{draft.pk}/publish/")

        assert PublicVerdict.objects.count() == 1

    def test_sends_it_back_with_a_note(self):
        draft = make_ready_draft()

        signed_in(AdminFactory()).post(f"/desk/drafts/{draft.pk}/send-back/", {"note": "Name the year."})

        assert "Name the year." in signed_in(draft.writer).get(f"/desk/drafts/{draft.pk}/").content.decode()

    def test_is_told_on_the_page_when_the_text_changed_meanwhile(self):
        draft = make_ready_draft()

        response = signed_in(AdminFactory()).post(f"/desk/drafts/{draft.pk}/publish/", {"draft_hash": "0" * 64})

        assert response.status_code == 409
        assert "The text changed since you read it" in response.content.decode()

    def test_is_told_on_the_page_what_the_gate_lacks(self):
        draft = make_ready_draft(reply_outcome="")

        response = signed_in(AdminFactory()).post(f"/desk/drafts/{draft.pk}/publish/", {"draft_hash": hash_of(draft)})

        assert response.status_code == 409
        assert "Before this can be published: Asking the claimant is recorded" in response.content.decode()

    def test_may_take_the_writing_over(self):
        draft = make_draft()
        editor = AdminFactory()

        response = signed_in(editor).post(f"/desk/drafts/{draft.pk}/take-over/", follow=True)

        assert "Ready for sign-off" in response.content.decode()


PAGES = ["/desk/writing/", "/desk/drafts/{pk}/", "/desk/drafts/{pk}/gate/", "/desk/drafts/{pk}/preview/"]
VERBS = ["text", "confirm", "take-over", "send-back", "sign-off", "publish"]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_reads_the_writing_pages_without_signing_in(page):
    draft = make_ready_draft()

    response = Client().get(page.format(pk=draft.pk))

    assert response.status_code == 302
    assert "/account/login/" in response["Location"]


@pytest.mark.parametrize("verb", VERBS)
def test_an_unknown_draft_is_not_found(verb):
    assert signed_in(AdminFactory()).post(f"/desk/drafts/77777/{verb}/").status_code == 404


@pytest.mark.parametrize("verb", VERBS)
def test_looking_changes_nothing(verb):
    draft = make_signed_draft()

    assert signed_in(AdminFactory()).get(f"/desk/drafts/{draft.pk}/{verb}/").status_code == 405


@pytest.mark.parametrize(
    ("verb", "who", "status"),
    [
        ("sign-off", "writer", 403),
        ("sign-off", "reviewer", 403),
        ("sign-off", "editor", 303),
        ("send-back", "reviewer", 403),
        ("send-back", "editor", 303),
        ("publish", "reviewer", 403),
        ("text", "editor", 403),
        ("text", "writer", 303),
        ("take-over", "stranger", 403),
        ("take-over", "reviewer", 303),
        ("take-over", "editor", 303),
    ],
)
def test_who_may_do_what_on_a_text_that_waits(verb, who, status):
    reviewer = PersonFactory()
    draft = make_ready_draft(claim=make_settled_claim(reviewers=[reviewer, PersonFactory()]))
    people = {"writer": draft.writer, "reviewer": reviewer, "editor": AdminFactory(), "stranger": PersonFactory()}
    fields = typed(draft, note="Please.", draft_hash=hash_of(draft))

    assert signed_in(people[who]).post(f"/desk/drafts/{draft.pk}/{verb}/", fields).status_code == status


class TestTheBoard:
    def test_says_whose_move_a_text_to_sign_off_is(self):
        draft = make_ready_draft()

        others = signed_in(AdminFactory()).get("/desk/board/").content.decode()
        writers = signed_in(draft.writer).get("/desk/board/").content.decode()

        assert "your move" in others
        assert "Read and sign off" in others
        assert "another editor&#x27;s move: you wrote it" in writers
        assert "Read and sign off" not in writers
