"""Who adds to a file, from the first assignment to long after publication."""

import pytest

from reviews.models import Assignment, Recheck, Reviewer, ReviewerTopic, VerdictDraft
from reviews.policies.file import may_link_evidence, may_remove_evidence
from tests.factories.claims import AT, TopicFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import (
    AssignmentFactory,
    EvidenceFactory,
    InReviewClaimFactory,
    ReviewFactory,
    RoundFactory,
    make_closed_round,
    make_settled_claim,
)
from tests.factories.writing import make_draft, make_published, make_ready_draft

pytestmark = pytest.mark.django_db


def may(people, claim) -> list[bool]:
    claim.refresh_from_db()
    return [bool(may_link_evidence(person, claim)) for person in people]


def test_the_assigned_reviewer_adds_until_the_review_is_in(people, checked):
    asked = [people.lead, people.second, people.stranger, people.admin]
    assert may(asked, checked.claim) == [True, True, False, True]
    ReviewFactory(assignment=checked.lead)
    assert may(asked, checked.claim) == [False, True, False, True]


@pytest.mark.parametrize("status", ["declined", "reassigned", "lapsed", "ended"])
def test_who_left_adds_no_more(people, checked, status):
    Assignment.objects.filter(pk=checked.second.pk).update(status=status)
    assert may([people.second], checked.claim) == [False]


def test_who_was_asked_in_an_earlier_round_is_not_asked_now(people):
    claim = InReviewClaimFactory()
    earlier = RoundFactory(claim=claim, status="closed_unread", closed_at=AT)
    now = RoundFactory(claim=claim)
    AssignmentFactory(round=earlier, reviewer=people.lead)
    AssignmentFactory(round=now, reviewer=people.second)
    assert may([people.lead, people.second], claim) == [False, True]


def test_while_a_disagreement_is_settled_those_who_may_settle_it_add(people):
    claim = make_closed_round("true", "false", reviewers=(people.lead, people.second)).claim
    claim.topic = TopicFactory()
    claim.save(update_fields=["topic"])
    expert = Reviewer.objects.get_or_create(user=people.stranger)[0]
    ReviewerTopic.objects.create(reviewer=expert, topic=claim.topic, level="expert")
    assert may([people.lead, people.second, people.stranger, PersonFactory()], claim) == [False, False, True, False]


def test_the_writer_adds_while_writing():
    writer = PersonFactory()
    claim = make_settled_claim(reviewers=(writer, PersonFactory()))
    assert may([writer], claim) == [False]
    draft = make_draft(claim=claim, writer=writer)
    assert may([writer, PersonFactory()], claim) == [True, False]
    VerdictDraft.objects.filter(pk=draft.pk).update(status="sent_back")
    assert may([writer], claim) == [True]
    VerdictDraft.objects.filter(pk=draft.pk).update(status="ready")
    assert may([writer, AdminFactory()], claim) == [False, True]
    assert make_ready_draft().claim.status == "settled"


def test_what_is_published_is_closed_to_all_but_through_a_correction(now):
    editor, reviewer = AdminFactory(), PersonFactory()
    claim = make_published(claim=(settled := make_settled_claim())).verdict and settled
    assert may([editor, reviewer], claim) == [False, False]
    recheck = Recheck.objects.create(claim=claim, because="source_changed", opened_at=now)
    assert may([editor], claim) == [False], "nobody has decided"
    for decision, opens in (("keep", False), ("correct", True), ("new_round", True)):
        Recheck.objects.filter(pk=recheck.pk).update(decision=decision)
        assert may([editor, reviewer], claim) == [opens, False]
    Recheck.objects.filter(pk=recheck.pk).update(done_at=now)
    assert may([editor], claim) == [False]


def test_an_open_round_on_what_is_published_opens_the_file_to_whom_it_asks(now):
    second = PersonFactory()
    claim = make_settled_claim()
    make_published(claim=claim)
    AssignmentFactory(round=RoundFactory(claim=claim), reviewer=second)
    assert may([second, AdminFactory(), PersonFactory()], claim) == [True, False, False]


# --- taking out again -------------------------------------------------------------------------------------------------


def may_take_out(people, piece) -> list[bool]:
    piece.claim.refresh_from_db()
    return [bool(may_remove_evidence(person, piece)) for person in people]


def test_whoever_added_it_takes_it_out_as_long_as_they_may_add(people, checked):
    piece = EvidenceFactory(claim=checked.claim, added_by=people.lead)
    asked = [people.lead, people.second, people.stranger, people.admin]
    assert may_take_out(asked, piece) == [True, False, False, True]
    ReviewFactory(assignment=checked.lead)
    assert may_take_out(asked, piece) == [False, False, False, True]


@pytest.mark.parametrize("status", ["declined", "reassigned", "lapsed", "ended"])
def test_who_left_takes_nothing_out(people, checked, status):
    piece = EvidenceFactory(claim=checked.claim, added_by=people.second)
    Assignment.objects.filter(pk=checked.second.pk).update(status=status)
    assert may_take_out([people.second], piece) == [False]


def test_what_is_published_keeps_its_file_but_for_a_correction(now):
    writer, editor = PersonFactory(), AdminFactory()
    claim = make_settled_claim(reviewers=(writer, PersonFactory()))
    piece = claim.evidence.first()
    piece.added_by = writer
    piece.save(update_fields=["added_by"])
    make_published(claim=claim)
    assert may_take_out([writer, editor], piece) == [False, False]
    Recheck.objects.create(claim=claim, because="source_changed", opened_at=now, decision="correct")
    assert may_take_out([writer, editor], piece) == [False, True]
