"""What is kept of a round when its seal is lifted, and how long things took."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from factcheck.core.errors import InvalidTransition
from reviews.adjudication import adjudicate, move_rating, send_to_adjudication
from reviews.assignment.by_hand import decline_assignment, take_back_assignment
from reviews.models import Review, RoundRecord
from reviews.reviewing import open_assignment, submit_review, take_back_review
from reviews.selectors.history import history_of
from reviews.selectors.times import times_in_states
from tests.factories.reviews import EvidenceFactory, make_open_round

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def hand_in(asked, label, *, at) -> Review:
    return submit_review(
        assignment_id=asked.pk, rating_key=label, rationale="The census.", readings={}, by=asked.reviewer, at=at
    )


class TestRecord:
    def test_is_written_when_the_seal_is_lifted_and_not_before(self, people, checked, now):
        EvidenceFactory(claim=checked.claim)
        hand_in(checked.second, "false", at=now)
        assert not RoundRecord.objects.exists()
        hand_in(checked.lead, "mixed", at=now + 3 * HOUR)
        record = RoundRecord.objects.get()
        assert (record.plan.key, record.number, record.closed_early) == ("lead-and-second", 2, False)
        assert (record.first_in_at, record.last_in_at, record.closed_at) == (now, now + 3 * HOUR, now + 3 * HOUR)
        assert (record.seconds_waiting, record.distance, record.evidence_count, record.changes) == (10800, 2, 1, 0)
        assert [(one["rating"], one["position"], one["is_lead"]) for one in record.ratings] == [
            ("false", 5, False),
            ("mixed", 3, True),
        ]
        assert (record.settled_at, record.settled_how, record.second_changed) == (None, "", None)

    @pytest.mark.parametrize(("label", "changed"), [("mixed", False), ("mostly-false", True)])
    def test_tells_whether_the_second_changed_the_outcome(self, people, checked, now, label, changed):
        hand_in(checked.lead, "mixed", at=now)
        hand_in(checked.second, "false", at=now)
        adjudicate(round_id=checked.round.pk, rating_key=label, note="So", by=people.admin, at=now + HOUR)
        record = RoundRecord.objects.get()
        assert (record.settled_how, record.settled_on, record.settled_at) == ("adjudicated", label, now + HOUR)
        assert record.second_changed is changed

    def test_keeps_the_ratings_as_they_were_before_anybody_moved(self, people, checked, now):
        hand_in(checked.lead, "false", at=now)
        hand_in(checked.second, "mostly-false", at=now)
        move_rating(round_id=checked.round.pk, note="Convinced.", by=people.lead, at=now)
        record = RoundRecord.objects.get()
        assert {one["rating"] for one in record.ratings} == {"false", "mostly-false"}
        assert (record.settled_how, record.settled_on, record.second_changed) == ("moved", "mostly-false", True)

    def test_agreement_one_reviewer_and_labels_outside_the_order(self, people, checked, now):
        for asked in (checked.lead, checked.second):
            hand_in(asked, "unproven", at=now)
        assert (RoundRecord.objects.get().settled_how, RoundRecord.objects.get().distance) == ("agreement", None)
        alone = make_open_round(people.stranger, plan_key="single")
        hand_in(alone.assignments.get(), "true", at=now)
        record = RoundRecord.objects.get(round=alone)
        assert (record.settled_how, record.second_changed, record.seconds_waiting) == ("alone", None, 0)

    def test_settled_again_by_somebody_else_is_written_over(self, people, checked, now):
        for asked in (checked.lead, checked.second):
            hand_in(asked, "false", at=now)
        send_to_adjudication(round_id=checked.round.pk, because="Boats.", by=people.lead, at=now)
        adjudicate(round_id=checked.round.pk, rating_key="mixed", note="Boats.", by=people.admin, at=now)
        assert RoundRecord.objects.get().settled_how == "adjudicated"

    def test_the_database_refuses_to_change_what_was_at_closing(self, checked, now):
        for asked in (checked.lead, checked.second):
            hand_in(asked, "false", at=now)
        for change in ({"ratings": []}, {"distance": 4}, {"first_in_at": now}):
            with pytest.raises(DatabaseError), transaction.atomic():
                RoundRecord.objects.update(**{**change, "number": 9})


class TestTimes:
    def test_are_read_from_the_ledger(self, people, checked, now):
        open_assignment(assignment_id=checked.lead.pk, by=people.lead, at=now)
        hand_in(checked.lead, "false", at=now + HOUR)
        hand_in(checked.second, "false", at=now + 2 * HOUR)
        stays = {(stay.kind, stay.id, stay.state): stay for stay in times_in_states(checked.claim, people.lead)}
        lead = stays["assignment", checked.lead.pk, "in_progress"]
        assert (lead.since, lead.until, lead.seconds) == (now, now + HOUR, 3600)
        assert stays["claim", checked.claim.pk, "settled"].seconds is None
        assert stays["round", checked.round.pk, "comparing"].seconds == 0

    def test_of_an_open_round_only_editors_see_who_is_how_far(self, people, checked, now):
        hand_in(checked.lead, "false", at=now)

        def seen_by(person):
            return {(one.kind, one.id) for one in times_in_states(checked.claim, person)}

        assert ("assignment", checked.lead.pk) in seen_by(people.admin)
        assert ("assignment", checked.lead.pk) in seen_by(people.lead)
        assert ("assignment", checked.lead.pk) not in seen_by(people.second)
        assert ("assignment", checked.lead.pk) not in seen_by(people.stranger)


class TestWithdrawal:
    def lines(self, claim, user) -> list[str]:
        return [line.words for line in history_of(claim, user)]

    def test_leaves_a_trace_with_its_reason_for_editors_and_for_all_after_the_close(self, people, checked, now):
        decline_assignment(assignment_id=checked.second.pk, because="My cousin works there.", by=people.second, at=now)
        checked.claim.refresh_from_db()
        assert checked.claim.open_slots == 1, "the seat is free again"
        trace = "declined: My cousin works there."
        assert trace in self.lines(checked.claim, people.admin)
        assert trace in self.lines(checked.claim, people.second)
        assert not any("declined" in line for line in self.lines(checked.claim, people.lead))
        hand_in(checked.lead, "false", at=now)
        type(checked.round).objects.filter(pk=checked.round.pk).update(status="settled", closed_at=now, rating=1)
        assert trace in self.lines(checked.claim, people.lead)

    def test_an_editor_who_takes_it_back_is_named_with_whom_and_why(self, people, checked, now):
        take_back_assignment(assignment_id=checked.second.pk, because="Ill.", by=people.admin, at=now)
        assert "took an assignment back (Chi Okafor): Ill." in self.lines(checked.claim, people.admin)

    def test_what_somebody_handed_in_and_gave_up_stays_theirs_after_the_close(self, people, checked, now):
        handed_in = hand_in(checked.second, "true", at=now)
        take_back_review(assignment_id=checked.second.pk, by=people.second, at=now)
        decline_assignment(assignment_id=checked.second.pk, because="A conflict.", by=people.second, at=now)
        type(checked.round).objects.filter(pk=checked.round.pk).update(closed_at=now)
        assert not Review.objects.visible_to(people.lead).filter(pk=handed_in.pk).exists()
        assert not Review.objects.visible_to(people.admin).filter(pk=handed_in.pk).exists()
        assert Review.objects.visible_to(people.second).filter(pk=handed_in.pk).exists()

    def test_who_withdrew_hands_nothing_in_any_more(self, people, checked, now):
        decline_assignment(assignment_id=checked.second.pk, because="A conflict.", by=people.second, at=now)
        with pytest.raises(InvalidTransition):
            hand_in(checked.second, "true", at=now)
