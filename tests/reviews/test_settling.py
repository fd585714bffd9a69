"""What a closed round means, and how it is settled."""

from datetime import timedelta

import pytest

from claims.states import ClaimStatus
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.adjudication import adjudicate, confirm_reasons_agree, move_rating, send_to_adjudication
from reviews.models import Review, ReviewerTopic, Round, RoundRecord
from reviews.reviewing import submit_review
from reviews.settling import Meaning, meaning_of
from reviews.states import RoundStatus
from tests.factories.claims import TopicFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import EvidenceFactory, make_open_round, rating

pytestmark = pytest.mark.django_db

AGREE, TALK, MOST, DECIDE = Meaning.AGREE, Meaning.ONE_STEP, Meaning.MAJORITY, Meaning.DISAGREE


@pytest.mark.parametrize(
    ("labels", "meaning"),
    [
        (["true"], AGREE),
        (["mixed", "mixed"], AGREE),
        (["unproven", "unproven"], AGREE),
        (["true", "mostly-true"], TALK),
        (["false", "mostly-false"], TALK),
        (["mixed", "mostly-false", "mixed"], MOST),
        (["mixed", "mixed", "mixed"], AGREE),
        (["true", "true", "mostly-true", "mostly-true"], DECIDE),
        (["true", "true", "mixed"], DECIDE),
        (["unproven", "unproven", "false"], DECIDE),
        (["no-label-fits"], DECIDE),
        (["no-label-fits", "no-label-fits"], DECIDE),
        (["false", "false", "no-label-fits"], DECIDE),
        (["true", "mixed"], DECIDE),
        (["true", "false"], DECIDE),
        (["true", "mostly-true", "mixed"], DECIDE),
        (["mostly-false", "misleading"], DECIDE),
        (["unproven", "missing-context"], DECIDE),
        (["said-it", "didnt-say-it"], DECIDE),
        (["false", "no-rating"], DECIDE),
    ],
)
def test_labels_mean(labels, meaning):
    assert meaning_of([rating(label) for label in labels]) is meaning


def hand_in(opened: Round, *labels, at, readings=None) -> Round:
    """All reviews of the round, in the order of its assignments."""
    for asked, label in zip(opened.assignments.select_related("reviewer").order_by("pk"), labels, strict=True):
        submit_review(
            assignment_id=asked.pk,
            rating_key=label,
            rationale=f"Because of {label}.",
            readings=readings or {},
            by=asked.reviewer,
            at=at,
        )
    return Round.objects.select_related("claim", "rating").get(pk=opened.pk)


@pytest.mark.parametrize(
    ("labels", "round_status", "claim_status"),
    [
        (["false", "false"], RoundStatus.SETTLED, ClaimStatus.SETTLED),
        (["false", "mostly-false"], RoundStatus.COMPARING, ClaimStatus.IN_REVIEW),
        (["false", "mixed"], RoundStatus.ADJUDICATION, ClaimStatus.ADJUDICATION),
        (["false", "unproven"], RoundStatus.ADJUDICATION, ClaimStatus.ADJUDICATION),
    ],
)
def test_the_last_review_settles_compares_or_hands_over(checked, now, labels, round_status, claim_status):
    closed = hand_in(checked.round, *labels, at=now)
    assert (closed.status, closed.claim.status, closed.closed_at) == (round_status, claim_status, now)
    assert closed.reasons_agree is None


def test_the_same_label_settles_on_it_and_the_reasons_are_still_to_be_confirmed(people, checked, now):
    closed = hand_in(checked.round, "false", "false", at=now)
    assert closed.rating.key == "false"
    confirmed = confirm_reasons_agree(round_id=closed.pk, by=people.admin, at=now)
    assert confirmed.reasons_agree is True
    with pytest.raises(InvalidTransition):
        confirm_reasons_agree(round_id=closed.pk, by=people.admin, at=now)


def test_moving_to_the_neighbour_settles_and_keeps_the_earlier_version(people, checked, now):
    piece = EvidenceFactory(claim=checked.claim)
    read = {piece.pk: {"stance": "refutes", "note": "", "weight": 2}}
    closed = hand_in(checked.round, "false", "mostly-false", at=now, readings=read)
    moved = move_rating(round_id=closed.pk, note="Ben convinced me.", by=people.second, at=now)
    closed.refresh_from_db()
    closed.claim.refresh_from_db()
    assert (closed.status, closed.rating.key, closed.claim.status) == ("settled", "false", ClaimStatus.SETTLED)
    assert (moved.version, moved.rationale, moved.stances()) == (2, "Ben convinced me.", read)
    old = Review.objects.get(reviewer=people.second, version=1)
    assert (old.rating.key, old.taken_back_at) == ("mostly-false", now)


def test_most_of_a_panel_one_step_apart_settle_it_and_dissent_is_kept(people, now):
    panel = make_open_round(people.lead, people.second, people.stranger, plan_key="panel")
    closed = hand_in(panel, "false", "mostly-false", "mostly-false", at=now)
    assert (closed.status, closed.rating.key, closed.claim.status) == ("settled", "mostly-false", "settled")
    assert RoundRecord.objects.get().settled_how == "majority"
    assert Review.objects.standing().get(rating__key="false").reviewer == people.lead
    send_to_adjudication(round_id=closed.pk, because="I stand by it.", by=people.lead, at=now)
    closed.refresh_from_db()
    assert closed.status == RoundStatus.ADJUDICATION, "whoever dissents may have it settled by somebody else"


def test_a_panel_two_steps_apart_is_settled_by_somebody_else(people, now):
    panel = make_open_round(people.lead, people.second, people.stranger, plan_key="panel")
    assert hand_in(panel, "true", "true", "mixed", at=now).status == RoundStatus.ADJUDICATION


class TestNoLabelFits:
    def test_it_never_settles_a_round_not_even_of_one(self, people, checked, now):
        closed = hand_in(checked.round, "no-label-fits", "no-label-fits", at=now)
        assert (closed.status, closed.rating) == (RoundStatus.ADJUDICATION, None)
        alone = make_open_round(people.stranger, plan_key="single")
        assert hand_in(alone, "no-label-fits", at=now).status == RoundStatus.ADJUDICATION

    def test_it_takes_a_sentence(self, people, checked, now):
        with pytest.raises(Invalid) as refusal:
            submit_review(
                assignment_id=checked.lead.pk,
                rating_key="no-label-fits",
                rationale=" ",
                readings={},
                by=people.lead,
                at=now,
            )
        assert refusal.value.code == "rationale_missing"

    def test_whoever_settles_it_has_to_choose_a_label(self, people, checked, now):
        closed = hand_in(checked.round, "no-label-fits", "false", at=now)
        with pytest.raises(Invalid) as refusal:
            adjudicate(round_id=closed.pk, rating_key="no-label-fits", note="Hm", by=people.admin, at=now)
        assert refusal.value.code == "settles_nothing"

    def test_three_in_a_month_tell_the_editors_once(self, people, now):
        doubts = Notice.objects.filter(kind="scale_doubt", to=people.admin)
        open_round = make_open_round(people.lead, people.second)
        submit_review(
            assignment_id=open_round.assignments.order_by("pk").first().pk,
            rating_key="no-label-fits",
            rationale="It is a rumour.",
            readings={},
            by=people.lead,
            at=now,
        )
        for day in (-40, 0, 1):
            hand_in(make_open_round(PersonFactory(), plan_key="single"), "no-label-fits", at=now + timedelta(days=day))
        assert not doubts.exists(), "forty days ago and sealed ones do not count"
        for day in (2, 3):
            hand_in(make_open_round(PersonFactory(), plan_key="single"), "no-label-fits", at=now + timedelta(days=day))
        assert doubts.count() == 1
        assert "3 reviews" in doubts.get().text


def test_moving_needs_a_note_and_a_review(people, checked, now):
    closed = hand_in(checked.round, "false", "mostly-false", at=now)
    with pytest.raises(Invalid) as refusal:
        move_rating(round_id=closed.pk, note=" ", by=people.second, at=now)
    assert refusal.value.code == "note_missing"
    with pytest.raises(NotAllowed):
        move_rating(round_id=closed.pk, note="I say so", by=people.admin, at=now)


def test_adjudication_settles_round_and_claim_with_a_note(people, checked, now):
    closed = hand_in(checked.round, "true", "false", at=now)
    settled = adjudicate(round_id=closed.pk, rating_key="mixed", note="Both have a point.", by=people.admin, at=now)
    closed.refresh_from_db()
    closed.claim.refresh_from_db()
    assert (closed.status, closed.rating.key, closed.claim.status) == ("settled", "mixed", ClaimStatus.SETTLED)
    assert (settled.by, settled.note) == (people.admin, "Both have a point.")
    assert {review.rating.key for review in Review.objects.standing()} == {"true", "false"}, "dissent is kept"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"note": ""}, "note_missing"), ({"rating_key": ""}, "rating_missing"), ({"rating_key": "x"}, "unknown_rating")],
)
def test_adjudication_needs_a_rating_and_a_note(people, checked, now, wrong, code):
    closed = hand_in(checked.round, "true", "false", at=now)
    with pytest.raises(Invalid) as refusal:
        adjudicate(round_id=closed.pk, **{"rating_key": "mixed", "note": "Why"} | wrong, by=people.admin, at=now)
    assert refusal.value.code == code
    closed.refresh_from_db()
    assert closed.status == RoundStatus.ADJUDICATION


def test_somebody_who_reviewed_it_does_not_settle_it_even_as_an_editor(people, now):
    editor = AdminFactory()
    closed = hand_in(make_open_round(editor, people.lead), "true", "false", at=now)
    with pytest.raises(NotAllowed) as refusal:
        adjudicate(round_id=closed.pk, rating_key="mixed", note="Mine", by=editor, at=now)
    assert refusal.value.detail == "You reviewed this claim, so someone else must settle it."


def test_an_expert_on_the_topic_settles_it_and_a_learner_does_not(people, checked, now):
    checked.claim.topic = TopicFactory()
    checked.claim.save(update_fields=["topic"])
    closed = hand_in(checked.round, "true", "false", at=now)
    expert, learner = PersonFactory(), PersonFactory()
    for person, level in ((expert, "expert"), (learner, "learning")):
        ReviewerTopic.objects.create(reviewer=person.reviewer, topic=checked.claim.topic, level=level)
    with pytest.raises(NotAllowed):
        adjudicate(round_id=closed.pk, rating_key="mixed", note="Why", by=learner, at=now)
    assert adjudicate(round_id=closed.pk, rating_key="mixed", note="Why", by=expert, at=now).rating.key == "mixed"


def test_the_same_label_for_other_reasons_goes_to_someone_else(people, checked, now):
    closed = hand_in(checked.round, "false", "false", at=now)
    send_to_adjudication(round_id=closed.pk, because="One counts boats.", by=people.lead, at=now)
    closed.refresh_from_db()
    closed.claim.refresh_from_db()
    assert (closed.status, closed.reasons_agree, closed.claim.status) == (
        RoundStatus.ADJUDICATION,
        False,
        ClaimStatus.ADJUDICATION,
    )
    adjudicate(round_id=closed.pk, rating_key="false", note="Cars only.", by=people.admin, at=now)
    with pytest.raises(InvalidTransition):
        send_to_adjudication(round_id=closed.pk, because="Again", by=people.lead, at=now)


def test_neighbours_who_will_not_move_go_to_someone_else(people, checked, now):
    closed = hand_in(checked.round, "false", "mostly-false", at=now)
    send_to_adjudication(round_id=closed.pk, because="We disagree.", by=people.second, at=now)
    closed.refresh_from_db()
    assert closed.status == RoundStatus.ADJUDICATION


def test_a_stranger_asks_for_nothing(people, checked, now):
    closed = hand_in(checked.round, "false", "false", at=now)
    with pytest.raises(NotAllowed):
        send_to_adjudication(round_id=closed.pk, because="I differ.", by=people.stranger, at=now)
    with pytest.raises(NotAllowed):
        confirm_reasons_agree(round_id=closed.pk, by=people.lead, at=now)


def test_an_unknown_round_is_not_found(people, now):
    with pytest.raises(NotFound):
        adjudicate(round_id=10**9, rating_key="mixed", note="Why", by=people.admin, at=now)


def test_each_status_moved_through_is_in_the_ledger(people, checked, now):
    hand_in(checked.round, "true", "false", at=now)
    verbs = set(Entry.objects.values_list("subject_type", "verb"))
    assert {("round", "compare"), ("round", "disagree"), ("claim", "disagree")} <= verbs


def test_the_other_reviewer_and_the_editor_are_told_when_the_seal_is_lifted(people, checked, now):
    hand_in(checked.round, "true", "false", at=now)
    told = set(Notice.objects.filter(kind="round_closed").values_list("to", flat=True))
    assert told == {people.lead.pk, checked.lead.assigned_by_id, checked.second.assigned_by_id}
