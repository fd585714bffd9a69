"""The pages on how a claim is checked."""

import pytest
from django.urls import reverse

from reviews.changing.later_evidence import points_against
from reviews.models import Assignment, ReviewPlan, RoundChange
from reviews.reviewing import submit_review
from tests.factories.reviews import EvidenceFactory, make_settled_claim, plan
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


def page_of(person, name, *args) -> str:
    return signed_in(person).get(reverse(name, args=args)).content.decode()


def hand_in(asked, *, at, label="false") -> None:
    submit_review(
        assignment_id=asked.pk, rating_key=label, rationale="The census.", readings={}, by=asked.reviewer, at=at
    )


def test_the_claim_page_says_how_it_is_checked_and_why(people, checked):
    type(checked.round).objects.filter(pk=checked.round.pk).update(chosen_because="risk:legal")
    for person in (people.admin, people.lead):
        page = page_of(person, "claim", checked.claim.pk)
        assert "Lead and second opinion" in page
        assert "carries legal risk" in page
    assert "Change how it is checked" in page_of(people.admin, "claim", checked.claim.pk)
    assert "Change how it is checked" not in page_of(people.lead, "claim", checked.claim.pk)


def test_only_editors_read_how_many_are_in_and_what_was_changed(people, checked, now):
    hand_in(checked.lead, at=now)
    RoundChange.objects.create(
        round=checked.round, verb="change_number", because="Chi is slow.", by=people.admin, at=now
    )
    page = page_of(people.admin, "round_plan", checked.round.pk)
    assert "1 of 2 in" in page
    assert "Chi is slow." in page
    for name, key in (("claim", checked.claim.pk), ("round", checked.round.pk)):
        assert "Chi is slow." not in page_of(people.second, name, key)


def test_a_form_that_is_refused_stands_there_with_what_was_typed(people, checked):
    browser = signed_in(people.admin)
    answer = browser.post(reverse("round_number", args=[checked.round.pk]), {"number": 1, "because": "Ill"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Take an assignment back first" in page
    assert 'value="Ill"' in page


def test_an_editor_closes_it_with_what_is_in_and_the_round_page_says_so(people, checked, now):
    hand_in(checked.lead, at=now)
    browser = signed_in(people.admin)
    answer = browser.post(reverse("round_close", args=[checked.round.pk]), {"because": "Chi fell ill."})
    assert answer.status_code == 302 or answer.status_code == 303
    page = page_of(people.second, "round", checked.round.pk)
    assert "Closed with one review" in page
    assert "Chi fell ill." in page


def test_somebody_late_is_replaced_from_the_page(people, checked):
    page = page_of(people.admin, "round_plan", checked.round.pk)
    assert "Chi Okafor is late" in page
    name = f"late-{checked.second.pk}"
    typed = {
        f"{name}-assignment": checked.second.pk, f"{name}-reviewers": people.stranger.pk, f"{name}-because": "Late",
    }  # fmt: skip
    signed_in(people.admin).post(reverse("round_replace", args=[checked.round.pk]), typed)
    assert Assignment.objects.live().filter(round=checked.round, reviewer=people.stranger).exists()


def test_a_plan_is_edited_for_rounds_to_come_and_a_stale_form_keeps_its_words(people):
    panel = plan("panel")
    browser = signed_in(people.admin)
    typed = {
        "version": 1, "name": "Three heads", "description": "Three.", "reviewers": 3, "lead_points": 3, "points": 2,
        "risks": ["legal"], "types": ["causal"],
    }  # fmt: skip
    assert browser.post(reverse("plan", args=[panel.pk]), typed).status_code in (302, 303)
    assert ReviewPlan.objects.get(pk=panel.pk).chosen_for == {"risks": ["legal"], "types": ["causal"]}
    answer = browser.post(reverse("plan", args=[panel.pk]), {**typed, "name": "Three hats"})
    assert answer.status_code == 409
    assert "Three hats" in answer.content.decode()
    assert "Three heads" in page_of(people.lead, "plans")


def test_no_label_fits_is_offered_to_reviewers_only(people, checked, now):
    assert "No label fits" in page_of(people.lead, "assignment", checked.lead.pk)
    hand_in(checked.lead, at=now, label="true")
    hand_in(checked.second, at=now, label="false")
    page = page_of(people.admin, "round", checked.round.pk)
    assert "Settle the disagreement" in page
    assert "No label fits" not in page


def test_the_round_page_asks_each_reviewer_about_what_came_later(people, now):
    claim = make_settled_claim(reviewers=(people.lead, people.second))
    checked = claim.rounds.get()
    piece = EvidenceFactory(claim=claim, after_reviews=True)
    assert "It points against the rating" in page_of(people.admin, "round", checked.pk)
    points_against(evidence_id=piece.pk, because="39,800.", by=people.admin, at=now)
    assert "I stay with my rating" in page_of(people.lead, "round", checked.pk)
    assert "I stay with my rating" not in page_of(people.admin, "round", checked.pk)
    signed_in(people.lead).post(reverse("round_confirm_rating", args=[checked.pk]))
    assert "I stay with my rating" not in page_of(people.lead, "round", checked.pk)
    signed_in(people.second).post(reverse("round_reopen", args=[checked.pk]), {"because": "It does."})
    claim.refresh_from_db()
    assert (claim.status, claim.rounds.count()) == ("in_review", 2)
