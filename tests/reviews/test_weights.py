"""How much a piece counts for a reviewer: typed, handed in, compared; sealed like the rest of the reading."""

import pytest
from django.urls import reverse

from factcheck.core.errors import Invalid
from reviews.models import EvidenceReading
from reviews.recording import sealed_commitment
from reviews.reviewing import save_draft, submit_review
from tests.factories.reviews import EvidenceFactory, make_closed_round
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(checked):
    return EvidenceFactory(claim=checked.claim)


def hand_in(asked, piece, *, at, weight, stance="refutes"):
    reading = {"stance": stance, "note": "Half as many", "weight": weight}
    said = {"rating_key": "false", "rationale": "The census.", "readings": {piece.pk: reading}}
    return submit_review(assignment_id=asked.pk, by=asked.reviewer, at=at, **said)


@pytest.mark.parametrize(("typed", "kept"), [(3, 3), ("2", 2), ("", None), (None, None)])
def test_a_weight_is_handed_in_or_left_out(checked, piece, now, typed, kept):
    review = hand_in(checked.lead, piece, at=now, weight=typed)
    assert EvidenceReading.objects.get().weight == kept
    assert review.stances()[piece.pk] == {"stance": "refutes", "note": "Half as many", "weight": kept}


@pytest.mark.parametrize("wrong", [0, 4, "much", "٣", 1.5, -1, True, "999999999999", [1]])
def test_what_is_no_weight_is_refused(checked, piece, now, wrong):
    with pytest.raises(Invalid) as refusal:
        hand_in(checked.lead, piece, at=now, weight=wrong)
    assert refusal.value.code == "unknown_weight"


def test_a_draft_keeps_a_weight_before_there_is_a_stance(people, checked, piece, now):
    reading = {piece.pk: {"stance": "", "note": "", "weight": "1"}}
    draft = save_draft(assignment_id=checked.lead.pk, by=people.lead, at=now, version=0, readings=reading)
    assert draft.readings == {str(piece.pk): {"stance": "", "note": "", "weight": 1}}


def test_the_commitment_proves_the_weight_and_is_as_before_without_one(checked, piece, now):
    review = hand_in(checked.lead, piece, at=now, weight=2)
    before = {piece.pk: {"stance": "refutes", "note": "Half as many"}}
    heavy, heavier = ({piece.pk: {**before[piece.pk], "weight": weight}} for weight in (2, 3))
    assert len({sealed_commitment(review, one) for one in (before, heavy, heavier)}) == 3
    unsaid = {piece.pk: {**before[piece.pk], "weight": None}}
    assert sealed_commitment(review, unsaid) == sealed_commitment(review, before)


def test_the_workspace_keeps_the_weight_that_was_chosen(people, checked, piece):
    browser, url = signed_in(people.lead), reverse("assignment", args=[checked.lead.pk])
    typed = {"version": 0, f"counts-{piece.pk}": "3", f"stance-{piece.pk}": "refutes", "rationale": "Why"}
    assert browser.post(reverse("assignment_draft", args=[checked.lead.pk]), typed).status_code == 303
    shown = browser.get(url).content.decode()
    assert '<option value="3" selected>decides it</option>' in shown
    browser.post(reverse("assignment_review", args=[checked.lead.pk]), {**typed, "rating": "false", "anyway": "1"})
    assert "<b>against</b>, decides it" in browser.get(url).content.decode()


def test_the_round_shows_where_they_weigh_differently(people):
    closed = make_closed_round("true", "false", evidence=1)
    for weight, reading in enumerate(EvidenceReading.objects.order_by("pk"), start=1):
        EvidenceReading.objects.filter(pk=reading.pk).update(weight=weight)
    shown = signed_in(people.admin).get(reverse("round", args=[closed.pk])).content.decode()
    assert "weighed differently" in shown
    assert "read differently" not in shown
    assert "counts a little" in shown


def test_the_api_takes_and_gives_weights(people, checked, piece):
    browser, url = signed_in(people.lead), reverse("api_assignment_review", args=[checked.lead.pk])
    body = {"rating": "false", "rationale": "Why", "readings": {str(piece.pk): {"stance": "refutes", "weight": 4}}}
    assert browser.post(url, body, content_type="application/json").status_code == 400
    body["readings"][str(piece.pk)]["weight"] = 3
    answer = browser.post(url, body, content_type="application/json")
    assert answer.json()["readings"] == [{"evidence": piece.pk, "stance": "refutes", "note": "", "weight": 3}]
