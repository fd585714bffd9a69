"""The API of this room: shapes, codes, strictness."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import Review, ReviewDraft, Round
from reviews.reviewing import save_draft
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.reviews import EvidenceFactory, make_closed_round
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


def post(person, name, pk, body):
    return signed_in(person).post(reverse(name, args=[pk]), body, content_type="application/json")


def test_assigning_answers_with_the_round_and_what_is_unwise(people):
    claim = AcceptedClaimFactory()
    due = (timezone.now() + timedelta(days=1)).isoformat()
    body = {"reviewers": [people.admin.pk, people.lead.pk], "due_at": due, "plan": "double", "note": "Hurry"}
    answer = post(people.admin, "api_claim_assign", claim.pk, body)
    made = Round.objects.get()
    assert answer.status_code == 201
    assert answer["Location"] == reverse("api_round", args=[made.pk])
    assert answer.json()["plan"] == "double"
    assert answer.json()["warnings"] == ["If these two disagree, nobody is left to settle and sign off."]


def test_the_queue_is_one_s_own_with_reasons(people, checked):
    [item] = signed_in(people.lead).get(reverse("api_work")).json()["results"]
    assert (item["id"], item["claim"], item["is_lead"]) == (checked.lead.pk, checked.claim.pk, True)
    assert item["why"].startswith("You lead: you build the file.")


def test_evidence_is_linked_and_listed(people, checked):
    body = {"url": "https://a.example/x", "excerpt": "Words", "publisher": "Roads", "published_on": "2026-01-02"}
    answer = post(people.lead, "api_claim_evidence", checked.claim.pk, body)
    assert (answer.status_code, answer["Location"]) == (
        201,
        reverse("api_claim_evidence", args=[checked.claim.pk]),
    )
    [listed] = signed_in(people.second).get(answer["Location"]).json()["results"]
    assert (listed["excerpt"], listed["publisher"], listed["published_on"]) == ("Words", "Roads", "2026-01-02")
    assert "added_by" not in listed, "who else works on the claim is not told"


def test_a_draft_is_saved_and_read_back_by_its_writer(people, checked):
    piece = EvidenceFactory(claim=checked.claim)
    body = {"version": 0, "rating": "mixed", "rationale": "Half ", "readings": {str(piece.pk): {"stance": "context"}}}
    answer = post(people.lead, "api_assignment_draft", checked.lead.pk, body)
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    read = signed_in(people.lead).get(reverse("api_assignment", args=[checked.lead.pk])).json()
    assert read["draft"]["rationale"] == "Half "
    assert read["draft"]["readings"] == {str(piece.pk): {"stance": "context", "note": "", "weight": None}}
    assert read["review"] is None


def test_a_stale_draft_gets_the_version_and_the_saved_text(people, checked, now):
    save_draft(assignment_id=checked.lead.pk, by=people.lead, at=now, version=0, rationale="Saved")
    answer = post(people.lead, "api_assignment_draft", checked.lead.pk, {"version": 0, "rationale": "Mine"})
    body = answer.json()
    assert (answer.status_code, body["code"], body["version"], body["saved"]["rationale"]) == (
        409,
        "conflict",
        1,
        "Saved",
    )


def test_a_review_is_handed_in_once(people, checked):
    piece = EvidenceFactory(claim=checked.claim)
    body = {"rating": "false", "rationale": "Why", "readings": {str(piece.pk): {"stance": "refutes", "note": "n"}}}
    first = post(people.lead, "api_assignment_review", checked.lead.pk, body)
    assert first.status_code == 201
    assert first.json()["readings"] == [{"evidence": piece.pk, "stance": "refutes", "note": "n", "weight": None}]
    again = post(people.lead, "api_assignment_review", checked.lead.pk, body)
    assert (again.status_code, again.json()["code"]) == (409, "invalid_transition")
    assert Review.objects.count() == 1


BAD = [
    ("api_assignment_review", {"rating": "false", "rationale": ""}, "rationale_missing"),
    ("api_assignment_review", {"rating": "", "rationale": "x"}, "rating_missing"),
    ("api_assignment_review", {"rating": "sure", "rationale": "x"}, "unknown_rating"),
    ("api_assignment_review", {"rating": "false"}, "required"),
    ("api_assignment_review", {"rating": "false", "rationale": "a\x00"}, "nul_character"),
    ("api_assignment_review", {"rating": "false", "rationale": "x", "status": "submitted"}, "unknown_field"),
    ("api_assignment_review", {"rating": "false", "rationale": "x", "readings": [1]}, "not_a_dict"),
    (
        "api_assignment_review",
        {"rating": "false", "rationale": "x", "readings": {"1": {"stance": "hates"}}},
        "invalid_choice",
    ),
    (
        "api_assignment_review",
        {"rating": "false", "rationale": "x", "readings": {"99999999999999999999": {"stance": "refutes"}}},
        "not_in_the_file",
    ),
    ("api_assignment_draft", {"version": -1}, "min_value"),
    ("api_assignment_draft", {"version": 0, "rationale": 7, "reviewer": 3}, "unknown_field"),
    ("api_assignment_decline", {"because": ""}, "reason_missing"),
    ("api_assignment_decline", {}, "required"),
]


@pytest.mark.parametrize(("name", "body", "code"), BAD)
def test_bad_input_gets_a_problem_body_and_changes_nothing(people, checked, name, body, code):
    answer = post(people.lead, name, checked.lead.pk, body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert code in {fault["code"] for fault in answer.json()["errors"]}
    checked.lead.refresh_from_db()
    assert checked.lead.status == "assigned"
    assert not Review.objects.exists()
    assert not ReviewDraft.objects.exists()


@pytest.mark.parametrize("body", ["[]", "7", '"x"', "{", "null"])
def test_a_body_that_is_no_object_is_refused(people, checked, body):
    answer = post(people.lead, "api_assignment_review", checked.lead.pk, body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_split_is_settled_once(people):
    split = make_closed_round("true", "false")
    body = {"rating": "mixed", "note": "Both have a point."}
    first = post(people.admin, "api_round_adjudicate", split.pk, body)
    assert (first.status_code, first.json()["status"], first.json()["rating"]) == (201, "settled", "mixed")
    again = post(people.admin, "api_round_adjudicate", split.pk, body)
    assert (again.status_code, again.json()["code"]) == (409, "invalid_transition")


def test_reviewers_one_step_apart_talk_and_one_moves(people):
    near = make_closed_round("true", "mostly-true", reviewers=[people.lead, people.second], comparing=True)
    answer = post(people.lead, "api_round_move", near.pk, {"note": "You are right."})
    assert (answer.json()["status"], answer.json()["rating"]) == ("settled", "mostly-true")
    versions = [(one["reviewer"], one["version"], one["rating"]) for one in answer.json()["reviews"]]
    assert ("Ben Lind", 2, "mostly-true") in versions
    assert ("Ben Lind", 1, "true") in versions


@pytest.mark.parametrize("name", ["api_round", "api_assignment", "api_claim_evidence"])
def test_an_unknown_id_is_a_problem_404(people, name):
    answer = signed_in(people.admin).get(reverse(name, args=[10**9]))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
