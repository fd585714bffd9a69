"""Notes, versions and differences of a draft over the API."""

import pytest

from reviews.drafting import write_and_hand_in
from reviews.models import DraftNote
from tests.factories.people import AdminFactory
from tests.factories.writing import WRITTEN_AT, make_draft, make_ready_draft
from tests.reviews.api.test_writing import body_of, client_of

pytestmark = pytest.mark.django_db


def test_a_note_from_being_left_to_being_settled():
    draft = make_ready_draft()
    editor, writer = client_of(AdminFactory(name="Edna")), client_of(draft.writer)
    url = f"/api/v1/drafts/{draft.pk}/notes/"

    left = editor.post(url, {"part": "found", "quote": "17,310", "text": "In which year?"}, format="json")
    assert (left.status_code, left.json()["by"], left.json()["answer"]) == (201, "Edna", "")
    note = f"/api/v1/draft-notes/{left.json()['id']}/"
    assert writer.get(f"/api/v1/drafts/{draft.pk}/").json()["notes_to_answer"] == 1

    answered = writer.post(f"{note}answer/", {"answer": "2025."}, format="json").json()
    assert (answered["answered_by"], answered["settled_at"]) == (draft.writer.name, None)
    settled = editor.post(f"{note}answer/", {"settles": True}, format="json").json()
    assert (settled["settled_by"], settled["answer"]) == ("Edna", "2025.")

    assert [one["id"] for one in writer.get(url).json()["results"]] == [left.json()["id"]]
    shown = writer.get(f"/api/v1/drafts/{draft.pk}/").json()
    assert (shown["notes_to_answer"], shown["notes_standing"]) == (0, 0)


def test_a_note_of_ones_own_is_taken_back():
    draft, editor = make_ready_draft(), client_of(AdminFactory())
    left = editor.post(f"/api/v1/drafts/{draft.pk}/notes/", {"part": "title", "text": "No."}, format="json").json()

    assert client_of(AdminFactory()).post(f"/api/v1/draft-notes/{left['id']}/withdraw/").status_code == 403
    assert editor.post(f"/api/v1/draft-notes/{left['id']}/withdraw/").status_code == 204
    assert not DraftNote.objects.exists()


def test_versions_and_what_changed_since_one():
    draft, editor = make_ready_draft(), client_of(AdminFactory())
    write_and_hand_in(draft_id=draft.pk, version=draft.version, by=draft.writer, at=WRITTEN_AT, title="Second")
    url = f"/api/v1/drafts/{draft.pk}/"

    assert [one["number"] for one in editor.get(f"{url}versions/").json()["results"]] == [2, 1]
    assert editor.get(f"{url}changes/").json() == {"since": None, "values": [], "texts": [], "evidence": []}
    told = editor.get(f"{url}changes/?since=1").json()
    assert told["since"]["why"] == "handed_in"
    assert [one["part"] for one in told["texts"]] == ["title"]
    assert {"kind": "in", "text": "Second"} in told["texts"][0]["paragraphs"][0]
    assert editor.get(f"{url}changes/?since=2").json()["texts"] == []


@pytest.mark.parametrize(("since", "status"), [("9", 404), ("0", 400), ("x", 400), ("99999999999", 400), ("-1", 400)])
def test_a_version_that_is_none_is_refused(since, status):
    draft = make_ready_draft()
    assert client_of(draft.writer).get(f"/api/v1/drafts/{draft.pk}/changes/?since={since}").status_code == status


def test_the_new_fields_are_taken_and_given():
    draft = make_draft()
    new = {
        "short_claim": "The tunnel carries 40,000 cars",
        "primary_note": "The census is lost.",
        "independent_note": "Nobody else counts.",
        "interests": "",
        "no_interests": True,
        "outdated_after": "2030-01-02",
        "embargo_until": "2026-12-01T09:00:00Z",
    }

    answer = client_of(draft.writer).put(f"/api/v1/drafts/{draft.pk}/", body_of(draft, **new), format="json")

    body = answer.json()
    assert answer.status_code == 200
    assert {name: body[name] for name in new} == new
    assert (body["kind"], body["changes"]) == ("first", None)


def test_a_program_that_knows_no_new_field_leaves_them_as_they_are():
    draft = make_draft(short_claim="The tunnel carries 40,000 cars")

    client_of(draft.writer).put(f"/api/v1/drafts/{draft.pk}/", body_of(draft), format="json")

    draft.refresh_from_db()
    assert draft.short_claim == "The tunnel carries 40,000 cars"
