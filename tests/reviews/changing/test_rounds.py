"""An editor changes how a claim is checked while it is."""

from datetime import timedelta

import pytest

from claims.states import ClaimStatus
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.adjudication import adjudicate
from reviews.assignment.by_hand import reassign
from reviews.changing.rounds import (
    change_number,
    change_plan,
    close_with_one,
    name_adjudicator,
    replace_late_second,
)
from reviews.models import Assignment, ReviewDraft, Round, RoundChange, RoundRecord
from reviews.reviewing import save_draft, submit_review
from reviews.states import AssignmentStatus, RoundStatus
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.reviews import make_open_round

pytestmark = pytest.mark.django_db
WHY = "Breaking."


def hand_in(asked: Assignment, *, at, label="false") -> None:
    submit_review(
        assignment_id=asked.pk, rating_key=label, rationale="The census.", readings={}, by=asked.reviewer, at=at
    )


def fresh(row):
    return type(row).objects.get(pk=row.pk)


class TestPlan:
    def test_another_plan_asks_for_its_number_and_keeps_who_is_asked(self, people, checked, now):
        change_plan(round_id=checked.round.pk, plan_key="panel", because=WHY, by=people.admin, at=now)
        claim, changed = fresh(checked.claim), fresh(checked.round)
        assert (changed.plan.key, changed.reviews_wanted, changed.chosen_because) == ("panel", 3, "editor")
        assert (claim.reviews_wanted, claim.open_slots) == (3, 1)
        assert not Assignment.objects.live().filter(is_lead=True).exists(), "nobody leads a panel"
        assert RoundChange.objects.get().because == changed.changed_because == WHY

    def test_a_plan_with_a_lead_gives_the_lead_to_whoever_was_asked_first(self, people, now):
        opened = make_open_round(people.lead, people.second, plan_key="double")
        change_plan(round_id=opened.pk, plan_key="lead-and-second", because=WHY, by=people.admin, at=now)
        assert Assignment.objects.get(is_lead=True).reviewer == people.lead

    def test_those_at_work_are_told_and_nobody_learns_how_far_the_other_is(self, people, checked, now):
        hand_in(checked.second, at=now)
        change_plan(round_id=checked.round.pk, plan_key="panel", because="Chi is slow.", by=people.admin, at=now)
        told = Notice.objects.filter(kind="plan_changed")
        assert set(told.values_list("to", flat=True)) == {people.lead.pk, people.second.pk}
        assert not any("Chi" in notice.text or " in" in notice.text.split("“")[0] for notice in told)

    def test_the_same_plan_is_refused(self, people, checked, now):
        with pytest.raises(Invalid) as refusal:
            change_plan(round_id=checked.round.pk, plan_key="lead-and-second", because=WHY, by=people.admin, at=now)
        assert refusal.value.code == "same_plan"

    def test_it_takes_a_reason_and_an_editor(self, people, checked, now):
        with pytest.raises(Invalid):
            change_plan(round_id=checked.round.pk, plan_key="panel", because=" ", by=people.admin, at=now)
        with pytest.raises(NotAllowed):
            change_plan(round_id=checked.round.pk, plan_key="panel", because=WHY, by=people.lead, at=now)
        assert fresh(checked.round).plan.key == "lead-and-second"
        assert not RoundChange.objects.exists()

    def test_the_ledger_holds_codes_and_no_reason(self, people, checked, now):
        change_plan(round_id=checked.round.pk, plan_key="panel", because="Chi is slow.", by=people.admin, at=now)
        entry = Entry.objects.get(verb="change_plan")
        assert '"plan":"panel"' in entry.payload
        assert "Chi" not in entry.payload
        assert first_break(Entry.objects.order_by("seq")) is None


class TestNumber:
    def test_more_reviews_are_more_free_seats(self, people, checked, now):
        change_number(round_id=checked.round.pk, number=4, because=WHY, by=people.admin, at=now)
        claim = fresh(checked.claim)
        assert (claim.reviews_wanted, claim.open_slots, fresh(checked.round).reviews_wanted) == (4, 2, 4)

    def test_as_many_as_are_in_closes_the_round(self, people, checked, now):
        hand_in(checked.lead, at=now)
        change_number(round_id=checked.round.pk, number=1, because=WHY, by=people.admin, at=now)
        claim = fresh(checked.claim)
        assert (fresh(checked.round).status, claim.status) == (RoundStatus.SETTLED, ClaimStatus.SETTLED)
        assert (claim.reviews_wanted, claim.open_slots) == (1, 0)
        assert fresh(checked.second).status == AssignmentStatus.ENDED

    def test_nobody_at_work_loses_a_seat_by_it(self, people, checked, now):
        with pytest.raises(Invalid) as refusal:
            change_number(round_id=checked.round.pk, number=1, because=WHY, by=people.admin, at=now)
        assert refusal.value.code == "people_at_work"
        assert not Entry.objects.filter(verb="change_number").exists()

    @pytest.mark.parametrize(
        ("number", "code"), [(0, "number_out_of_range"), (6, "number_out_of_range"), (2, "same_number")]
    )
    def test_numbers_that_make_no_sense(self, people, checked, now, number, code):
        with pytest.raises(Invalid) as refusal:
            change_number(round_id=checked.round.pk, number=number, because=WHY, by=people.admin, at=now)
        assert refusal.value.code == code

    def test_fewer_than_are_in_is_refused(self, people, now):
        panel = make_open_round(people.lead, people.second, people.stranger, plan_key="panel")
        for asked in panel.assignments.order_by("pk")[:2]:
            hand_in(asked, at=now)
        with pytest.raises(Invalid) as refusal:
            change_number(round_id=panel.pk, number=1, because=WHY, by=people.admin, at=now)
        assert refusal.value.code == "reviews_are_in"


class TestClosingWithOne:
    def test_what_is_in_settles_and_the_other_is_told_and_keeps_their_words(self, people, checked, now):
        hand_in(checked.lead, at=now)
        save_draft(assignment_id=checked.second.pk, by=people.second, at=now, version=0, rationale="Half a thought")
        close_with_one(round_id=checked.round.pk, because="Chi fell ill.", by=people.admin, at=now)
        closed = fresh(checked.round)
        assert (closed.status, closed.rating.key, closed.changed_because) == ("settled", "false", "Chi fell ill.")
        assert Notice.objects.filter(to=people.second, kind="taken_back").count() == 1
        assert ReviewDraft.objects.visible_to(people.second).get().rationale == "Half a thought"
        assert not ReviewDraft.objects.visible_to(people.admin).exists()
        assert "Chi fell ill" not in fresh(checked.second).ended_because, "one reason may tell of somebody else"
        record = RoundRecord.objects.get()
        assert (record.settled_how, record.closed_early, record.number, record.changes) == (
            "closed_with_one",
            True,
            1,
            1,
        )

    def test_two_of_three_are_compared(self, people, now):
        panel = make_open_round(people.lead, people.second, people.stranger, plan_key="panel")
        first, second, _ = panel.assignments.order_by("pk")
        hand_in(first, at=now, label="true")
        hand_in(second, at=now, label="false")
        close_with_one(round_id=panel.pk, because=WHY, by=people.admin, at=now)
        assert fresh(panel).status == RoundStatus.ADJUDICATION

    def test_nothing_in_is_nothing_to_close_with(self, people, checked, now):
        with pytest.raises(InvalidTransition):
            close_with_one(round_id=checked.round.pk, because=WHY, by=people.admin, at=now)
        assert fresh(checked.round).status == RoundStatus.OPEN

    def test_a_closed_round_changes_no_more(self, people, checked, now):
        for asked in (checked.lead, checked.second):
            hand_in(asked, at=now)
        for verb, typed in (
            (close_with_one, {}),
            (change_number, {"number": 3}),
            (change_plan, {"plan_key": "panel"}),
            (name_adjudicator, {"adjudicator_id": people.admin.pk}),
            (replace_late_second, {"assignment_id": checked.lead.pk}),
        ):
            with pytest.raises(InvalidTransition):
                verb(round_id=checked.round.pk, because=WHY, by=people.admin, at=now, **typed)


class TestAdjudicator:
    def test_who_was_named_settles_it_and_nobody_else(self, people, checked, now):
        chosen, other = AdminFactory(), AdminFactory()
        name_adjudicator(
            round_id=checked.round.pk, adjudicator_id=chosen.pk, because="Knows it.", by=people.admin, at=now
        )
        assert not Notice.objects.filter(kind="to_settle").exists()
        hand_in(checked.lead, at=now, label="true")
        hand_in(checked.second, at=now, label="false")
        assert Notice.objects.get(kind="to_settle").to == chosen
        with pytest.raises(NotAllowed):
            adjudicate(round_id=checked.round.pk, rating_key="mixed", note="Mine", by=other, at=now)
        assert adjudicate(round_id=checked.round.pk, rating_key="mixed", note="So", by=chosen, at=now).by == chosen

    def test_a_reviewer_of_the_claim_and_somebody_without_the_standing_cannot_be_named(self, people, checked, now):
        for person in (people.lead, people.stranger, PersonFactory(is_active=False)):
            with pytest.raises(Invalid) as refusal:
                name_adjudicator(
                    round_id=checked.round.pk, adjudicator_id=person.pk, because=WHY, by=people.admin, at=now
                )
            assert refusal.value.errors[0].field == "adjudicator"

    def test_somebody_else_may_be_named_while_it_waits_to_be_settled(self, people, checked, now):
        hand_in(checked.lead, at=now, label="true")
        hand_in(checked.second, at=now, label="false")
        chosen = AdminFactory()
        name_adjudicator(round_id=checked.round.pk, adjudicator_id=chosen.pk, because=WHY, by=people.admin, at=now)
        assert Notice.objects.get(kind="to_settle").to == chosen
        name_adjudicator(round_id=checked.round.pk, adjudicator_id=None, because="Away", by=people.admin, at=now)
        assert fresh(checked.round).adjudicator is None

    def test_who_is_then_asked_to_review_it_is_no_longer_named(self, people, checked, now):
        chosen = AdminFactory()
        name_adjudicator(round_id=checked.round.pk, adjudicator_id=chosen.pk, because=WHY, by=people.admin, at=now)
        reassign(assignment_id=checked.second.pk, reviewer_id=chosen.pk, because="Ill", by=people.admin, at=now)
        assert fresh(checked.round).adjudicator is None


class TestReplacingTheLate:
    def test_the_seat_goes_to_somebody_else(self, people, checked, now):
        late = checked.second.due_at + timedelta(hours=1)
        replace_late_second(
            round_id=checked.round.pk,
            assignment_id=checked.second.pk,
            reviewer_id=people.stranger.pk,
            because="Overdue.",
            by=people.admin,
            at=late,
        )
        assert fresh(checked.second).status == AssignmentStatus.REASSIGNED
        assert Assignment.objects.live().filter(round=checked.round, reviewer=people.stranger).exists()

    def test_or_back_to_the_queue(self, people, checked, now):
        late = checked.second.due_at + timedelta(hours=1)
        replace_late_second(
            round_id=checked.round.pk, assignment_id=checked.second.pk, because="Overdue.", by=people.admin, at=late
        )
        assert (fresh(checked.claim).open_slots, fresh(checked.round).status) == (1, RoundStatus.OPEN)

    def test_not_who_is_in_time_who_waits_or_who_handed_in(self, people, checked, now):
        late = checked.second.due_at + timedelta(hours=1)
        with pytest.raises(InvalidTransition):
            replace_late_second(
                round_id=checked.round.pk, assignment_id=checked.second.pk, because=WHY, by=people.admin, at=now
            )
        Assignment.objects.filter(pk=checked.second.pk).update(status=AssignmentStatus.WAITING)
        hand_in(checked.lead, at=now)
        for asked in (checked.second, checked.lead):
            with pytest.raises(InvalidTransition):
                replace_late_second(
                    round_id=checked.round.pk, assignment_id=asked.pk, because=WHY, by=people.admin, at=late
                )

    def test_not_somebody_of_another_round(self, people, checked, now):
        other = make_open_round(people.stranger).assignments.get()
        with pytest.raises(Invalid) as refusal:
            replace_late_second(round_id=checked.round.pk, assignment_id=other.pk, because=WHY, by=people.admin, at=now)
        assert refusal.value.code == "unknown_assignment"


def test_why_it_was_changed_is_the_editors_while_the_round_is_open(people, checked, now):
    change_number(round_id=checked.round.pk, number=3, because="Chi is late.", by=people.admin, at=now)
    assert RoundChange.objects.visible_to(people.admin).count() == 1
    assert not RoundChange.objects.visible_to(people.lead).exists()
    Round.objects.filter(pk=checked.round.pk).update(closed_at=now)
    assert RoundChange.objects.visible_to(people.lead).count() == 1
