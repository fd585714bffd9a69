"""Evidence that came after the reviews."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from claims.states import ClaimStatus
from factcheck.core.errors import GateNotMet, Invalid, InvalidTransition, NotAllowed
from factcheck.notices.models import Notice
from reviews.assignment.by_hand import assign_claim, take_back_assignment
from reviews.changing.later_evidence import confirm_rating, points_against, reopen_round
from reviews.evidence.linking import link_evidence
from reviews.gate import check_gate, refuse_unmet
from reviews.models import Assignment, PointsAgainst, Review
from reviews.reviewing import submit_review
from reviews.selectors.later import later_evidence
from tests.factories.people import AdminFactory
from tests.factories.reviews import EvidenceFactory, make_settled_claim
from tests.factories.writing import make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(people, now):
    """A settled claim, reviewed by lead and second, with a piece that an editor added afterwards."""
    claim = make_settled_claim(reviewers=(people.lead, people.second))
    piece = link_evidence(
        claim_id=claim.pk, url="https://roads.example/new", excerpt="39,800 a day.", by=people.admin, at=now
    )
    return SimpleNamespace(claim=claim, round=claim.rounds.get(), piece=piece)


def point(settled, *, by, at) -> PointsAgainst:
    return points_against(evidence_id=settled.piece.pk, because="It counts 39,800.", by=by, at=at)


def gate_says(claim) -> str:
    [item] = [item for item in check_gate(make_draft(claim=claim)) if item.key == "later"]
    return item.state


def test_each_reviewer_is_asked_and_it_is_not_published_meanwhile(people, settled, now):
    point(settled, by=people.admin, at=now)
    told = Notice.objects.filter(kind="points_against").values_list("to", flat=True)
    assert set(told) == {people.lead.pk, people.second.pk}
    draft = make_draft(claim=settled.claim)
    with pytest.raises(GateNotMet) as refusal:
        refuse_unmet(check_gate(draft, signer=AdminFactory()))
    assert "later" in {error.field for error in refusal.value.errors}


def test_once_both_stay_with_it_the_gate_is_met(people, settled, now):
    asked = point(settled, by=people.admin, at=now)
    confirm_rating(round_id=settled.round.pk, by=people.lead, at=now)
    asked.refresh_from_db()
    assert asked.outcome == ""
    with pytest.raises(InvalidTransition):
        confirm_rating(round_id=settled.round.pk, by=people.lead, at=now)
    confirm_rating(round_id=settled.round.pk, by=people.second, at=now)
    asked.refresh_from_db()
    assert (asked.outcome, asked.settled_at) == ("confirmed", now)
    assert gate_says(settled.claim) == "met"


def test_if_one_does_not_it_is_checked_again_in_a_new_sealed_round(people, settled, now):
    point(settled, by=people.admin, at=now)
    confirm_rating(round_id=settled.round.pk, by=people.lead, at=now)
    again = reopen_round(round_id=settled.round.pk, because="She is right.", by=people.second, at=now)
    settled.claim.refresh_from_db()
    settled.round.refresh_from_db()
    assert (settled.claim.status, settled.claim.open_slots) == (ClaimStatus.IN_REVIEW, 0)
    assert (again.number, again.status, again.chosen_because) == (2, "open", "reopened")
    assert settled.round.status == "settled", "the first round stays as it was"
    asked = Assignment.objects.live().filter(round=again).order_by("pk")
    assert [(one.reviewer, one.is_lead) for one in asked] == [(people.lead, True), (people.second, False)]
    assert PointsAgainst.objects.get().outcome == "reopened"
    assert not Review.objects.filter(round=again).exists()


def test_who_is_away_is_not_asked_again_and_their_seat_is_free(people, settled, now):
    people.lead.reviewer.away.create(from_on=now.date(), until_on=now.date())
    point(settled, by=people.admin, at=now)
    again = reopen_round(round_id=settled.round.pk, because="She is right.", by=people.second, at=now)
    settled.claim.refresh_from_db()
    assert settled.claim.open_slots == 1
    assert Assignment.objects.get(round=again).reviewer == people.second


def test_only_those_who_have_to_do_with_it_point_it_out_and_only_reviewers_answer(people, settled, now):
    with pytest.raises(NotAllowed):
        point(settled, by=people.stranger, at=now)
    point(settled, by=people.lead, at=now)
    for verb, typed in ((confirm_rating, {}), (reopen_round, {"because": "I think so."})):
        with pytest.raises(NotAllowed):
            verb(round_id=settled.round.pk, by=people.admin, at=now, **typed)


def test_it_is_said_once(people, settled, now):
    point(settled, by=people.admin, at=now)
    with pytest.raises(InvalidTransition):
        point(settled, by=people.lead, at=now)


def test_what_was_there_when_they_reviewed_it_is_another_matter(people, settled, now):
    settled.piece = settled.claim.evidence.first()
    with pytest.raises(InvalidTransition):
        point(settled, by=people.admin, at=now)


def test_nothing_is_asked_while_there_is_no_rating(people, checked, now):
    piece = EvidenceFactory(claim=checked.claim, after_reviews=True)
    with pytest.raises(InvalidTransition):
        points_against(evidence_id=piece.pk, because="So", by=people.admin, at=now)
    assert later_evidence(checked.round) == [], "an open round does not tell that a review is in"


def test_without_anything_pointed_out_there_is_nothing_to_confirm_or_reopen(people, settled, now):
    with pytest.raises(InvalidTransition):
        confirm_rating(round_id=settled.round.pk, by=people.lead, at=now)
    with pytest.raises(InvalidTransition):
        reopen_round(round_id=settled.round.pk, because="So", by=people.lead, at=now)


def test_what_was_seen_in_the_second_round_no_longer_counts_as_later(people, settled, now):
    point(settled, by=people.admin, at=now)
    again = reopen_round(round_id=settled.round.pk, because="She is right.", by=people.second, at=now)
    for asked in again.assignments.select_related("reviewer"):
        submit_review(
            assignment_id=asked.pk,
            rating_key="mixed",
            rationale="So it is.",
            readings={},
            by=asked.reviewer,
            at=now + timedelta(hours=1),
        )
    again.refresh_from_db()
    assert (again.status, later_evidence(again)) == ("settled", [])
    with pytest.raises(InvalidTransition):
        point(settled, by=people.admin, at=now + timedelta(hours=2))


def test_a_text_that_was_handed_in_is_its_writers_again(people, settled, now):
    draft = make_draft(claim=settled.claim)
    type(draft).objects.filter(pk=draft.pk).update(status="ready")
    point(settled, by=people.admin, at=now)
    reopen_round(round_id=settled.round.pk, because="She is right.", by=people.second, at=now)
    draft.refresh_from_db()
    assert draft.status == "drafting"


def test_the_new_round_says_what_it_reopens_and_nobody_else_reviews_twice(people, settled, now):
    point(settled, by=people.admin, at=now)
    again = reopen_round(round_id=settled.round.pk, because="She is right.", by=people.second, at=now)
    assert again.reopens == settled.round
    asked = again.assignments.get(reviewer=people.lead)
    take_back_assignment(assignment_id=asked.pk, because="Fresh eyes", by=people.admin, at=now)
    with pytest.raises(Invalid, match="has reviewed this claim already"):
        assign_claim(claim_id=settled.claim.pk, reviewer_ids=[people.lead.pk], due_at=None, by=people.admin, at=now)
