"""A sealed review is invisible to everyone but its author until the round closes. One test for each side door.

tests/test_seal.py visits every address of the house with a sealed review in it.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.evidence.linking import link_evidence
from reviews.models import EvidenceReading, Review
from reviews.reviewing import save_draft, submit_review, take_back_review
from reviews.selectors.comparing import who_is_asked
from reviews.selectors.file import file_of
from reviews.selectors.history import history_of
from reviews.selectors.numbers import numbers
from tests.factories.reviews import EvidenceFactory
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db

RATIONALE, READING, NOTE = "canary-rationale-5b1e", "canary-reading-77aa", "canary-note-to-self-90c2"


@pytest.fixture
def piece(checked, people):
    return EvidenceFactory(claim=checked.claim, added_by=people.admin)


def hand_in(checked, piece, *, at, label="misleading", stance="refutes"):
    save_draft(
        assignment_id=checked.lead.pk, by=checked.lead.reviewer, at=at, version=0, rationale="x", note_to_self=NOTE
    )
    return submit_review(
        assignment_id=checked.lead.pk,
        rating_key=label,
        rationale=RATIONALE,
        readings={piece.pk: {"stance": stance, "note": READING}},
        by=checked.lead.reviewer,
        at=at,
    )


def test_once_the_seal_is_lifted_everybody_at_the_desk_reads_it(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    submit_review(
        assignment_id=checked.second.pk, rating_key="true", rationale="Why", readings={}, by=people.second, at=now
    )
    for person in (people.admin, people.second, people.stranger):
        for name in ("round", "api_round"):
            body = signed_in(person).get(reverse(name, args=[checked.round.pk])).content
            assert RATIONALE.encode() in body
            assert READING.encode() in body
            assert NOTE.encode() not in body, "notes to self are nobody else's, ever"


def test_the_ledger_notices_and_jobs_hold_no_sealed_value(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    take_back_review(assignment_id=checked.lead.pk, by=people.lead, at=now)
    written = [
        *Entry.objects.values_list("payload", flat=True),
        *Notice.objects.values_list("text", flat=True),
        *(str(args) for args in Job.objects.values_list("args", flat=True)),
    ]
    assert len(written) >= 3
    for text in written:
        for sealed in (RATIONALE, READING, NOTE, "misleading", "refutes"):
            assert sealed not in text


def test_no_notice_tells_anybody_that_a_review_is_in(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    assert not Notice.objects.exists()


def test_a_reviewer_does_not_learn_who_else_is_asked_nor_how_far_they_are(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    assert who_is_asked(checked.round, people.second) == [checked.second]
    assert who_is_asked(checked.round, people.stranger) == []
    assert len(who_is_asked(checked.round, people.admin)) == 2


def test_a_reviewer_does_not_learn_who_added_to_the_file_nor_that_it_came_after_a_review(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    late = link_evidence(claim_id=checked.claim.pk, url="https://a.example", excerpt="Late", by=people.admin, at=now)
    assert late.after_reviews
    [_, seen] = file_of(checked.claim, people.second)
    assert (seen.added_by, seen.after_reviews) == ("a colleague", False)
    [_, seen] = file_of(checked.claim, people.admin)
    assert (seen.added_by, seen.after_reviews) == ("you", True)


def test_a_reviewer_s_history_of_the_claim_leaves_out_what_others_do_in_an_open_round(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    assert "handed in a review" in {line.words for line in history_of(checked.claim, people.admin)}
    assert "handed in a review" in {line.words for line in history_of(checked.claim, people.lead)}
    assert not {line.words for line in history_of(checked.claim, people.second)} & {"handed in a review", "began"}


def test_versions_taken_back_stay_sealed_with_the_round(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    take_back_review(assignment_id=checked.lead.pk, by=people.lead, at=now + timedelta(hours=1))
    for person in (people.second, people.admin, people.stranger):
        assert not Review.objects.visible_to(person).exists()
    assert Review.objects.visible_to(people.lead).count() == 1


def test_only_editors_learn_how_many_reviews_are_in(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    url = reverse("round", args=[checked.round.pk])
    assert b"1 of 2 in" in signed_in(people.admin).get(url).content
    for person in (people.second, people.stranger):
        assert b" of 2 in" not in signed_in(person).get(url).content


def test_the_numbers_of_the_board_count_no_reviews(people, checked, piece, now):
    before = numbers(at=now)
    hand_in(checked, piece, at=now)
    assert numbers(at=now) == before


def test_readings_are_reached_through_their_review_alone(people, checked, piece, now):
    hand_in(checked, piece, at=now)
    visible = EvidenceReading.objects.filter(review__in=Review.objects.visible_to(people.second))
    assert not visible.exists()
