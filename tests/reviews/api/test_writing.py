"""Drafts and verdicts over the API: the same verbs, the same refusals."""

import json

import pytest
from rest_framework.test import APIClient

from reviews.models import PublicVerdict, VerdictDraft
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import make_settled_claim
from tests.factories.writing import (
    TEXT,
    hash_of,
    make_draft,
    make_published,
    make_ready_draft,
    make_signed_draft,
    vouch_for,
)

pytestmark = pytest.mark.django_db


def client_of(person=None) -> APIClient:
    client = APIClient()
    if person is not None:
        client.force_authenticate(person)
    return client


def body_of(draft: VerdictDraft, **changes) -> dict:
    text = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in TEXT.items()}
    placed = [
        {"evidence": piece.pk, "stance": "refutes", "weight": weight}
        for weight, piece in enumerate(draft.claim.evidence.order_by("pk"), start=1)
    ]
    return {"version": draft.version, **text, "evidence": placed, **changes}


class TestTheRoad:
    def test_from_a_settled_claim_to_a_published_verdict(self):
        reviewer = PersonFactory()
        claim = make_settled_claim(reviewers=[reviewer, PersonFactory()])
        claim.rounds.update(reasons_agree=True)
        vouch_for(claim)
        writer, editor = client_of(reviewer), client_of(AdminFactory())

        begun = writer.post(f"/api/v1/claims/{claim.pk}/draft/")
        assert begun.status_code == 201
        draft = VerdictDraft.objects.get()
        assert begun["Location"].endswith(f"/api/v1/drafts/{draft.pk}/")
        assert begun.json()["rating"] == "mostly-false"

        written = writer.put(f"/api/v1/drafts/{draft.pk}/", body_of(draft), format="json").json()
        assert (written["version"], written["found_words"]) == (2, 13)
        assert [item["key"] for item in written["gate"] if item["state"] == "not_met"] == ["sign_off"]

        handed_in = writer.post(f"/api/v1/drafts/{draft.pk}/hand_in/", {"version": 2}, format="json").json()
        assert handed_in["status"] == "ready"

        signed = editor.post(
            f"/api/v1/drafts/{draft.pk}/sign_off/", {"draft_hash": handed_in["draft_hash"]}, format="json"
        )
        assert signed.status_code == 201

        published = editor.post(f"/api/v1/drafts/{draft.pk}/publish/")
        assert published.status_code == 201
        assert published.json()["number"] == 1
        assert published["Location"] == published.json()["url"]

    def test_signing_and_publishing_may_be_one_request(self):
        draft = make_ready_draft()

        answer = client_of(AdminFactory()).post(
            f"/api/v1/drafts/{draft.pk}/publish/", {"draft_hash": hash_of(draft)}, format="json"
        )

        assert answer.status_code == 201
        assert PublicVerdict.objects.count() == 1

    def test_sends_back(self):
        draft = make_ready_draft()

        answer = client_of(AdminFactory()).post(
            f"/api/v1/drafts/{draft.pk}/send_back/", {"note": "Name the year."}, format="json"
        )

        assert (answer.json()["status"], answer.json()["sent_back_note"]) == ("sent_back", "Name the year.")


class TestRefusals:
    def test_a_stale_version_names_the_present_one(self):
        draft = make_draft()

        answer = client_of(draft.writer).put(f"/api/v1/drafts/{draft.pk}/", body_of(draft, version=1), format="json")

        problem = answer.json()
        assert answer.status_code == 409
        assert (problem["code"], problem["version"]) == ("conflict", 2)

    @pytest.mark.parametrize(
        ("change", "field", "code"),
        [
            ({"found": "word " * 61}, "found", "too_many_words"),
            ({"rating": "true"}, "rating", "unknown_field"),
            ({"title": "a\x00b"}, "title", "nul_character"),
            ({"title": "\ud800"}, "title", "bad_unicode"),
            ({"rated_as_of": "9999-12-31"}, "rated_as_of", "date_in_future"),
            ({"reply_outcome": "shrugged"}, "reply_outcome", "invalid_choice"),
        ],
    )
    def test_bad_input_names_its_field(self, change, field, code):
        draft = make_draft()

        body = json.dumps(body_of(draft, **change))
        answer = client_of(draft.writer).put(f"/api/v1/drafts/{draft.pk}/", body, content_type="application/json")

        assert answer.status_code == 400
        assert [(fault["field"], fault["code"]) for fault in answer.json()["errors"]] == [(field, code)]

    def test_a_draft_is_never_published_past_its_sign_off(self):
        draft = make_draft()

        answer = client_of(AdminFactory()).post(f"/api/v1/drafts/{draft.pk}/publish/")

        assert (answer.status_code, answer.json()["code"]) == (409, "invalid_transition")

    def test_the_gate_names_each_thing_that_is_missing(self):
        draft = make_signed_draft(explanation="", reply_outcome="")

        answer = client_of(AdminFactory()).post(f"/api/v1/drafts/{draft.pk}/publish/")

        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (409, "gate_not_met")
        assert [fault["field"] for fault in problem["errors"]] == ["explanation", "reply"]

    def test_writers_and_reviewers_may_not_sign(self):
        reviewing_editor = AdminFactory()
        draft = make_ready_draft(claim=make_settled_claim(reviewers=[reviewing_editor, PersonFactory()]))

        for person in (draft.writer, reviewing_editor):
            answer = client_of(person).post(
                f"/api/v1/drafts/{draft.pk}/sign_off/", {"draft_hash": hash_of(draft)}, format="json"
            )
            assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")

    @pytest.mark.parametrize("path", ["drafts/{}/", "drafts/{}/publish/", "drafts/{}/hand_in/", "claims/{}/draft/"])
    def test_nothing_is_for_strangers(self, path):
        draft = make_ready_draft()
        address = f"/api/v1/{path.format(draft.pk if 'drafts' in path else draft.claim_id)}"

        assert client_of().post(address).status_code == 401

    def test_an_unknown_draft_is_not_found(self):
        assert client_of(AdminFactory()).get("/api/v1/drafts/77777/").status_code == 404


class TestPublishedVerdicts:
    def test_are_for_anyone_without_asking_who(self):
        revision = make_published()

        listed = client_of().get("/api/public/v1/verdicts/", headers={"authorization": "Token nonsense"}).json()
        whole = client_of().get("/api/public/v1/verdicts/1/").json()

        line = listed["results"][0]
        assert listed["next"] is None
        assert (line["number"], line["title"], line["claimant"]) == (1, TEXT["title"], revision.claimant)
        assert line["rating"] == {
            "key": "mostly-false",
            "name": "Mostly false",
            "position": 4,
            "of": 5,
            "definition": "The claim holds an element of truth, but its main point is wrong.",
        }
        assert whole["claim_review"]["@type"] == "ClaimReview"
        assert whole["evidence"][0]["stance"] == "refutes"
        assert whole["versions"] == [
            {"version": 1, "kind": "first", "published_at": "2026-05-05T09:30:00Z", "note": ""}
        ]

    def test_are_searched_and_paged_by_key(self, monkeypatch):
        monkeypatch.setattr("factcheck.web.paging.PAGE", 2)
        for label in ("false", "true", "false"):
            make_published(claim=make_settled_claim(label=label))

        assert len(client_of().get("/api/public/v1/verdicts/?rating=false").json()["results"]) == 2
        assert len(client_of().get("/api/public/v1/verdicts/?q=tunnel&language=en").json()["results"]) == 3
        assert client_of().get("/api/public/v1/verdicts/?language=de").json()["results"] == []
        older = client_of().get("/api/public/v1/verdicts/?older=3").json()["results"]
        assert [line["number"] for line in older] == [2, 1]

    def test_withheld_and_retracted_tell_their_state(self):
        make_published()
        PublicVerdict.objects.update(state="withheld")
        answer = client_of().get("/api/public/v1/verdicts/1/")
        assert (answer.status_code, answer.json()["code"]) == (451, "withheld")
        assert TEXT["title"] not in answer.content.decode()

        PublicVerdict.objects.update(state="retracted")
        body = client_of().get("/api/public/v1/verdicts/1/").json()
        assert (body["state"], body["claim_review"]) == ("retracted", None)

    def test_an_unchanged_one_is_not_sent_again(self):
        make_published()
        first = client_of().get("/api/public/v1/verdicts/1/")

        again = client_of().get("/api/public/v1/verdicts/1/", headers={"if-none-match": first["ETag"]})

        assert again.status_code == 304
