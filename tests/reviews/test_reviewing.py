"""Opening, typing, submitting, taking back."""

import json
from datetime import timedelta

import pytest

from claims.states import ClaimStatus
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from reviews.models import Review, ReviewDraft, Round
from reviews.recording import sealed_commitment
from reviews.reviewing import open_assignment, save_draft, submit_review, take_back_review
from reviews.states import AssignmentStatus, RoundStatus
from tests.factories.reviews import EvidenceFactory, make_open_round

pytestmark = pytest.mark.django_db


def submit(asked, *, at, label="mostly-false", rationale="The census says so.", readings=None, by=None):
    return submit_review(
        assignment_id=asked.pk,
        rating_key=label,
        rationale=rationale,
        readings=readings or {},
        by=by or asked.reviewer,
        at=at,
    )


def save(asked, *, at, version, by=None, **typed):
    return save_draft(assignment_id=asked.pk, by=by or asked.reviewer, at=at, version=version, **typed)


def test_opening_begins_the_work_once(checked, now):
    for moment in (now, now + timedelta(hours=1)):
        opened = open_assignment(assignment_id=checked.lead.pk, by=checked.lead.reviewer, at=moment)
        assert (opened.status, opened.opened_at) == (AssignmentStatus.IN_PROGRESS, now)
    assert Entry.objects.filter(verb="begin").count() == 1


def test_a_review_keeps_rating_reasons_readings_and_the_wording_it_judged(checked, now):
    piece = EvidenceFactory(claim=checked.claim)
    review = submit(checked.lead, at=now, readings={piece.pk: {"stance": "refutes", "note": "Half as many"}})
    assert (review.rating.key, review.rationale, review.version) == ("mostly-false", "The census says so.", 1)
    assert review.wording == checked.round.wording
    assert review.stances() == {piece.pk: {"stance": "refutes", "note": "Half as many", "weight": None}}
    checked.lead.refresh_from_db()
    assert (checked.lead.status, checked.lead.submitted_at) == (AssignmentStatus.SUBMITTED, now)


def test_one_review_of_two_leaves_the_round_sealed(checked, now):
    submit(checked.lead, at=now)
    checked.round.refresh_from_db()
    assert (checked.round.status, checked.round.closed_at) == (RoundStatus.OPEN, None)


def test_the_last_review_lifts_the_seal(checked, now):
    submit(checked.lead, at=now)
    submit(checked.second, at=now)
    checked.round.refresh_from_db()
    assert checked.round.closed_at == now


def test_the_ledger_holds_a_commitment_that_proves_the_review_and_tells_nothing(checked, now):
    piece = EvidenceFactory(claim=checked.claim)
    readings = {piece.pk: {"stance": "refutes", "note": "Half as many"}}
    review = submit(checked.lead, at=now, readings=readings)
    [entry] = Entry.objects.filter(verb="submit")
    assert json.loads(entry.payload)["sealed"] == sealed_commitment(review, readings)
    for sealed in ("mostly-false", "census", "refutes", "Half as many"):
        assert sealed not in entry.payload


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"label": ""}, "rating_missing"),
        ({"label": "no-such-label"}, "unknown_rating"),
        ({"rationale": ""}, "rationale_missing"),
        ({"rationale": " \n\u200b"}, "rationale_missing"),
        ({"rationale": "a\x00b"}, "nul_character"),
        ({"rationale": "x" * 50_001}, "too_long"),
        ({"readings": {"own": {"stance": "hates"}}}, "unknown_stance"),
        ({"readings": {"foreign": {"stance": "refutes"}}}, "not_in_the_file"),
        ({"readings": {"removed": {"stance": "refutes"}}}, "not_in_the_file"),
        ({"readings": {"words": {"stance": "refutes"}}}, "not_in_the_file"),
    ],
)
def test_a_review_that_cannot_be_taken_is_refused_and_leaves_no_row(checked, now, wrong, code):
    ids = {
        "own": EvidenceFactory(claim=checked.claim).pk,
        "foreign": EvidenceFactory().pk,
        "removed": EvidenceFactory(claim=checked.claim, removed_at=now).pk,
        "words": "words",
    }
    if "readings" in wrong:
        wrong = {"readings": {ids[name]: reading for name, reading in wrong["readings"].items()}}
    with pytest.raises(Invalid) as refusal:
        submit(checked.lead, at=now, **wrong)
    assert refusal.value.code == code
    assert not Review.objects.exists()
    assert not Entry.objects.exists()
    checked.lead.refresh_from_db()
    assert checked.lead.status == AssignmentStatus.ASSIGNED


def test_a_second_review_by_the_same_person_is_refused(checked, now):
    submit(checked.lead, at=now)
    with pytest.raises(InvalidTransition):
        submit(checked.lead, at=now, label="true")
    assert Review.objects.count() == 1


def test_only_the_person_asked_submits(people, checked, now):
    with pytest.raises(NotFound):
        submit(checked.lead, at=now, by=people.second)
    with pytest.raises(NotAllowed):
        submit(checked.lead, at=now, by=people.admin)


def test_somebody_deactivated_meanwhile_finds_nothing(people, checked, now):
    people.lead.is_active = False
    people.lead.save(update_fields=["is_active"])
    with pytest.raises(NotFound):
        submit(checked.lead, at=now, by=people.lead)


def test_a_review_is_taken_back_while_the_round_is_open_and_both_versions_are_kept(checked, now):
    first = submit(checked.lead, at=now, label="true")
    take_back_review(assignment_id=checked.lead.pk, by=checked.lead.reviewer, at=now)
    checked.lead.refresh_from_db()
    assert checked.lead.status == AssignmentStatus.IN_PROGRESS
    second = submit(checked.lead, at=now, label="false")
    first.refresh_from_db()
    assert (first.version, first.taken_back_at, first.rating.key) == (1, now, "true")
    assert (second.version, second.taken_back_at) == (2, None)


def test_what_was_taken_back_can_be_worked_on_from_where_it_stood(checked, now):
    save(checked.lead, at=now, version=0, note_to_self="Ask Eva")
    submit(checked.lead, at=now, label="true", rationale="Because")
    take_back_review(assignment_id=checked.lead.pk, by=checked.lead.reviewer, at=now)
    draft = ReviewDraft.objects.get(assignment=checked.lead)
    assert (draft.rating.key, draft.rationale, draft.note_to_self) == ("true", "Because", "Ask Eva")


def test_a_review_is_not_taken_back_once_the_seal_is_lifted(checked, now):
    submit(checked.lead, at=now)
    submit(checked.second, at=now)
    with pytest.raises(InvalidTransition):
        take_back_review(assignment_id=checked.lead.pk, by=checked.lead.reviewer, at=now)


def test_a_draft_is_kept_as_typed_and_counts_its_versions(checked, now):
    piece = EvidenceFactory(claim=checked.claim)
    typed = {
        "rating_key": "mixed",
        "rationale": "Half a thought ",
        "readings": {piece.pk: {"stance": "", "note": "Unsure"}},
        "note_to_self": "Call them",
    }
    draft = save(checked.lead, at=now, version=0, **typed)
    assert (draft.version, draft.rating.key, draft.rationale, draft.note_to_self) == (
        1,
        "mixed",
        "Half a thought ",
        "Call them",
    )
    assert draft.readings == {str(piece.pk): {"stance": "", "note": "Unsure", "weight": None}}
    assert save(checked.lead, at=now, version=1, rationale="More").version == 2


def test_the_first_save_begins_the_work_and_is_no_act_itself(checked, now):
    save(checked.lead, at=now, version=0, rationale="A")
    save(checked.lead, at=now, version=1, rationale="AB")
    checked.lead.refresh_from_db()
    assert checked.lead.status == AssignmentStatus.IN_PROGRESS
    assert list(Entry.objects.values_list("verb", flat=True)) == ["begin"]


def test_a_stale_tab_gets_the_saved_text_and_its_version_and_changes_nothing(checked, now):
    save(checked.lead, at=now, version=0, rationale="From the first tab")
    with pytest.raises(Conflict) as refusal:
        save(checked.lead, at=now, version=0, rationale="From the second tab")
    assert refusal.value.extra["version"] == 1
    assert refusal.value.extra["saved"]["rationale"] == "From the first tab"
    assert ReviewDraft.objects.get().rationale == "From the first tab"


def test_a_reading_of_evidence_removed_meanwhile_does_not_stop_a_draft(checked, now):
    piece = EvidenceFactory(claim=checked.claim, removed_at=now)
    assert save(checked.lead, at=now, version=0, readings={piece.pk: {"stance": "context", "note": ""}}).version == 1


def test_nothing_more_is_typed_into_work_that_is_over(checked, now):
    submit(checked.lead, at=now)
    with pytest.raises(InvalidTransition):
        save(checked.lead, at=now, version=1, rationale="Too late")


def test_nobody_else_reads_or_writes_a_draft(people, checked, now):
    save(checked.lead, at=now, version=0, rationale="Mine")
    with pytest.raises(NotFound):
        save(checked.lead, at=now, version=1, by=people.second, rationale="Yours")
    with pytest.raises(NotAllowed):
        save(checked.lead, at=now, version=1, by=people.admin, rationale="Yours")
    for other in (people.admin, people.second, people.stranger):
        assert not ReviewDraft.objects.visible_to(other).exists()
    assert ReviewDraft.objects.visible_to(people.lead).get().rationale == "Mine"


def test_a_plan_with_one_reviewer_settles_with_that_review(people, now):
    alone = make_open_round(people.lead, plan_key="single")
    submit(alone.assignments.get(), at=now, label="true")
    settled = Round.objects.select_related("claim").get(pk=alone.pk)
    assert (settled.status, settled.rating.key, settled.claim.status) == (
        RoundStatus.SETTLED,
        "true",
        ClaimStatus.SETTLED,
    )
