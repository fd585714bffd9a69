"""The desk's list of what it published, the page of one, and beginning a change from it."""

import pytest
from django.test import Client
from django.urls import reverse

from reviews.drafting import hand_in
from reviews.models import Complaint, PublicVerdict, Recheck, Review, VerdictDraft
from reviews.publication.listing import relist
from tests.factories.changes import CHANGED_AT, make_change, make_changed
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.writing import WRITTEN_AT, make_draft, make_published
from tests.scene import as_editor, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return browser(as_editor(AdminFactory()))


def listed(client: Client, **query) -> str:
    response = client.get(reverse("published"), query)
    assert response.status_code == 200
    return response.content.decode()


def number_of(revision) -> int:
    return revision.verdict.number


class TestTheList:
    def test_shows_every_state_and_keeps_one(self, editor):
        kept, gone = make_published(title="Kept finding"), make_published(title="Gone finding")
        PublicVerdict.objects.filter(pk=gone.verdict_id).update(state="retracted")

        assert "Kept finding" in listed(editor)
        assert "Gone finding" in listed(editor)
        only = listed(editor, state="retracted")
        assert "Gone finding" in only
        assert "Kept finding" not in only
        assert "Kept finding" in listed(editor, state="nonsense", q=str(number_of(kept)))

    def test_finds_any_form_of_the_words_and_what_was_taken_back_as_it_stands(self, editor):
        make_published(title="Kept finding")
        gone = make_published(title="Gone finding")
        gone.verdict.state = "retracted"
        gone.verdict.save(update_fields=["state"])
        relist(gone.verdict, at=CHANGED_AT)

        for words, titles in (("findings", (True, False)), ("finding", (True, True)), ("-", (False, False))):
            text = listed(editor, q=words)
            assert ("Kept finding" in text, "Gone finding" in text) == titles, words

    def test_keeps_what_waits(self, editor):
        quiet, troubled = make_published(title="Quiet finding"), make_published(title="Troubled finding")
        claim_id = troubled.verdict.claim_id
        Recheck.objects.create(claim_id=claim_id, because="source_gone", opened_at=WRITTEN_AT)
        about = {"text": "Wrong", "kind": "error", "received_at": WRITTEN_AT, "due_at": CHANGED_AT}
        Complaint.objects.create(number=number_of(troubled), **about)
        PublicVerdict.objects.filter(pk=troubled.verdict_id).update(outdated_at=CHANGED_AT)
        make_change(troubled)

        for needs in ("recheck", "complaint", "outdated", "change"):
            text = listed(editor, needs=needs)
            assert ("Troubled finding" in text, "Quiet finding" in text) == (True, False), needs
        assert quiet.title in listed(editor, q="quiet")
        assert "Nothing published is like that" in listed(editor, needs="early")

    def test_reviewers_do_not_learn_that_somebody_objected(self):
        revision = make_published()
        about = {"text": "Wrong", "kind": "error", "received_at": WRITTEN_AT, "due_at": CHANGED_AT}
        Complaint.objects.create(number=number_of(revision), **about)
        reviewer = browser(PersonFactory())

        assert "a reader objects" not in listed(reviewer)
        assert revision.title in listed(reviewer, needs="complaint")  # it is not asked for
        assert "A reader objects" not in listed(reviewer)


class TestTheCheck:
    def test_shows_its_versions_and_how_to_change_it(self, editor):
        first = make_published()
        make_changed(first, "correction", severity="substantial")

        text = editor.get(reverse("published_check", args=[number_of(first)])).content.decode()

        assert "Correction, substantial" in text
        assert "We said 17,310. It is 17,410." in text
        assert 'value="addition"' in text
        assert 'value="update"' in text
        assert 'value="correction"' in text
        assert editor.get(reverse("published_check", args=[999])).status_code == 404
        assert editor.get("/desk/published/99999999999999/").status_code == 404

    def test_begins_a_change_by_a_plain_form(self, editor):
        first = make_published()

        response = editor.post(reverse("change_start", args=[number_of(first)]), {"kind": "update"})

        draft = VerdictDraft.objects.get(kind="update")
        assert (response.status_code, response["Location"]) == (303, reverse("draft", args=[draft.pk]))
        assert editor.get(reverse("draft", args=[draft.pk])).status_code == 200

    def test_leads_to_the_change_somebody_writes_already(self, editor):
        first = make_published()
        draft = make_change(first)

        response = editor.post(reverse("change_start", args=[number_of(first)]), {"kind": "correction"})

        assert (response.status_code, response["Location"]) == (303, reverse("draft", args=[draft.pk]))
        page = editor.get(reverse("published_check", args=[number_of(first)])).content.decode()
        assert reverse("draft_drop", args=[draft.pk]) in page
        assert 'value="addition"' not in page

    def test_says_what_is_wrong_with_what_was_sent(self, editor):
        first = make_published()
        address = reverse("change_start", args=[number_of(first)])

        assert editor.post(address, {"kind": "edit"}).status_code == 400
        assert editor.post(address, {"kind": "update", "recheck": "9"}).status_code == 400
        assert editor.post(address, {"kind": "update", "complaint": "x"}).status_code == 400
        assert not VerdictDraft.objects.filter(kind="update").exists()

    def test_a_recheck_to_put_right_begins_one(self, editor):
        first = make_published()
        happened = {"claim_id": first.verdict.claim_id, "because": "source_gone", "opened_at": WRITTEN_AT}
        recheck = Recheck.objects.create(**happened, decision="correct", decided_at=WRITTEN_AT)

        page = editor.get(reverse("published_check", args=[number_of(first)])).content.decode()
        assert f'name="recheck" value="{recheck.pk}"' in page
        sent = {"kind": "correction", "recheck": recheck.pk}
        assert editor.post(reverse("change_start", args=[number_of(first)]), sent).status_code == 303

    def test_what_no_longer_stands_offers_no_change(self, editor):
        first = make_published()
        PublicVerdict.objects.update(state="retracted")

        page = editor.get(reverse("published_check", args=[number_of(first)])).content.decode()
        assert "What no longer stands is not changed" in page
        assert 'value="addition"' not in page
        assert editor.post(reverse("change_start", args=[number_of(first)]), {"kind": "update"}).status_code == 409

    def test_a_stranger_to_the_claim_reads_and_does_not_change(self):
        first = make_published()
        stranger, reviewer = browser(PersonFactory()), browser(Review.objects.first().reviewer)
        address = reverse("change_start", args=[number_of(first)])

        assert stranger.get(reverse("published_check", args=[number_of(first)])).status_code == 200
        assert stranger.post(address, {"kind": "update"}).status_code == 403
        assert reviewer.post(address, {"kind": "update"}).status_code == 303


class TestAChange:
    def test_is_shown_against_what_readers_see(self, editor):
        draft = make_change(make_published(), "addition", title="The tunnel carries more")

        page = editor.get(reverse("draft_changes", args=[draft.pk])).content.decode()

        assert "An addition leaves the title as before" in page
        assert "<ins>" in page
        assert "We said 17,310. It is 17,410." in page

    def test_the_first_text_changes_nothing(self, editor):
        page = editor.get(reverse("draft_changes", args=[make_draft().pk])).content.decode()
        assert "This is the first text of the claim" in page

    def test_is_given_up_by_a_plain_form(self, editor):
        first = make_published()
        draft = make_change(first)

        response = editor.post(reverse("draft_drop", args=[draft.pk]))

        draft.refresh_from_db()
        assert (response.status_code, draft.status) == (303, "dropped")
        assert response["Location"] == reverse("published_check", args=[number_of(first)])
        assert editor.post(reverse("draft_drop", args=[draft.pk])).status_code == 303  # and says why not


class TestProgramsToo:
    def test_list_begin_and_give_up(self, editor):
        first = make_published()
        sent = {"kind": "update"}

        begun = editor.post(f"/api/v1/claims/{first.verdict.claim_id}/change/", sent, content_type="application/json")
        assert begun.status_code == 201
        [line] = editor.get("/api/v1/published/?needs=change").json()["results"]
        assert (line["number"], line["has_change"], line["state"]) == (number_of(first), True, "live")
        one = editor.get(f"/api/v1/published/{number_of(first)}/").json()
        assert (one["draft"], one["check"]["version"], len(one["versions"])) == (begun.json()["id"], 1, 1)
        assert editor.post(f"/api/v1/drafts/{one['draft']}/drop/").json()["status"] == "dropped"
        assert editor.get(f"/api/v1/published/{number_of(first)}/").json()["draft"] is None

    def test_refuse_with_the_field(self, editor):
        first = make_published()
        url = f"/api/v1/claims/{first.verdict.claim_id}/change/"
        refused = editor.post(url, {"kind": "edit"}, content_type="application/json")
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "kind")
        assert editor.get("/api/v1/published/?state=gone").status_code == 400


def test_a_change_handed_in_waits_on_the_board_for_its_signature(editor):
    draft = make_change(make_published(), "update")
    hand_in(draft_id=draft.pk, version=draft.version, by=draft.writer, at=CHANGED_AT)

    page = editor.get(reverse("board"), {"show": "to_sign_off"}).content.decode()

    assert reverse("draft", args=[draft.pk]) in page
    assert "Read and sign off" in page
