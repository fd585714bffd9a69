"""Who goes on with a claim that was changed, who does not, and what is kept of the reason."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.models import Claim
from factcheck.core.errors import Invalid, NotAllowed
from factcheck.notices.models import Notice
from reviews.adjudication import adjudicate
from reviews.assignment.by_hand import decline_assignment, set_due_date, take_back_assignment
from reviews.assignment.pulling import pull_next
from reviews.changing.merging import merge_under_work
from reviews.changing.rounds import change_plan
from reviews.changing.shelving import shelve, unshelve
from reviews.changing.splitting import split_claim
from reviews.handing_over import write_hand_over
from reviews.models import Assignment, Round
from reviews.people.interests import declare_interest
from reviews.reviewing import submit_review, take_back_review
from reviews.selectors.history import history_of
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import ReviewFactory, make_closed_round
from tests.reviews.changing.test_rewording import MEANT, SPELT, change, put_words, seats_agree
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db

PARTS = ["Rents rose by 9 per cent in 2023", "The council built no flats"]


def go_away(person, now):
    person.reviewer.away.create(from_on=now.date(), until_on=now.date() + timedelta(days=3))


def leave(person, now):
    type(person).objects.filter(pk=person.pk).update(is_active=False)


def get_a_conflict(person, now):
    claimant = Claim.objects.latest("pk").claimant
    person.reviewer.interests.create(kind="person", name=claimant.name)


CANNOT = [go_away, leave, get_a_conflict]


@pytest.mark.parametrize("happens", CANNOT)
def test_another_meaning_leaves_the_seat_free_of_who_may_not_be_asked(checked, people, now, happens):
    happens(people.lead, now)

    change(put_words(checked.claim), MEANT, "meaning", by=people.admin, at=now)

    opened = Round.objects.get(claim=checked.claim, status="open")
    assert [one.reviewer for one in opened.assignments.all()] == [people.second]
    assert Claim.objects.get(pk=checked.claim.pk).open_slots == 1
    assert seats_agree(checked.claim)
    assert Notice.objects.filter(to=people.lead, text__contains="ended").exists()


@pytest.mark.parametrize("happens", CANNOT)
def test_a_part_gets_nobody_who_may_not_be_asked(checked, people, now, happens):
    happens(people.lead, now)

    divided = split_claim(
        claim_id=checked.claim.pk,
        parts=PARTS,
        follows={checked.lead.pk: 0, checked.second.pk: 0},
        by=people.admin,
        at=now,
    )

    [left] = divided.left_out
    assert (left.asked, left.claim) == (checked.lead, divided.children[0])
    asked = Round.objects.get(claim=divided.children[0]).assignments.get()
    assert (asked.reviewer, asked.is_lead) == (people.second, True), "somebody leads"
    assert seats_agree(divided.children[0])


def test_the_page_and_the_api_say_whose_seat_is_free(checked, people, now):
    go_away(people.lead, now)
    put_words(checked.claim)
    body = {"text": MEANT, "kind": "meaning", "version": checked.claim.version, "because": "They meant the bypass"}

    answer = signed_in(people.admin).post(f"/api/v1/claims/{checked.claim.pk}/reword/", body, "application/json")

    # The clock of a request is today's, when nobody is away any more.
    assert (answer.status_code, answer.json()["warnings"]) == (200, [])
    leave(people.second, now)
    body = {**body, "text": SPELT, "version": answer.json()["version"]}
    page = signed_in(people.admin).post(reverse("claim_reword", args=[checked.claim.pk]), body, follow=True)
    assert "account is closed. The seat is free." in page.content.decode()


def test_somebody_left_out_with_a_review_is_told_that_nobody_reads_it(checked, people, now):
    ReviewFactory(assignment=checked.second)
    go_away(people.second, now)

    change(put_words(checked.claim), MEANT, "meaning", by=people.admin, at=now)

    assert Notice.objects.filter(to=people.second, text__contains="closed unread").exists()


def test_whose_work_ended_by_shelving_may_get_the_claim_from_the_queue_again(checked, people, now):
    shelve(claim_id=checked.claim.pk, because="overtaken", note="So", by=people.admin, at=now)
    unshelve(claim_id=checked.claim.pk, by=people.admin, at=now)

    assert pull_next(by=people.lead, at=now).assignment.round.claim_id == checked.claim.pk


@pytest.mark.parametrize("verb", [decline_assignment, take_back_assignment])
def test_whom_the_desk_took_it_from_and_who_declined_never_do(checked, people, now, verb):
    by = people.lead if verb is decline_assignment else people.admin
    verb(assignment_id=checked.lead.pk, because="Too near", by=by, at=now)
    shelve(claim_id=checked.claim.pk, because="overtaken", note="So", by=people.admin, at=now)
    unshelve(claim_id=checked.claim.pk, by=people.admin, at=now)

    assert pull_next(by=people.lead, at=now).code == "none_for_you"
    assert pull_next(by=people.second, at=now).queue == "new"


class TestReasons:
    def told_to(self, claim, person) -> str:
        return " / ".join(line.words for line in history_of(claim, person))

    def test_why_it_was_reworded_is_kept_and_told_to_editors_alone(self, checked, people, now):
        added = change(put_words(checked.claim), SPELT, "spelling", by=people.admin, at=now, because=" A slip ")

        assert added.because == "A slip"
        assert "changed the wording: A slip" in self.told_to(checked.claim, people.admin)
        assert "A slip" not in self.told_to(checked.claim, people.lead)

    def test_each_wording_has_its_own_reason(self, checked, people, now):
        change(put_words(checked.claim), SPELT, "spelling", by=people.admin, at=now, because="A slip")
        checked.claim.refresh_from_db()
        change(checked.claim, MEANT, "meaning", by=people.admin, at=now)

        assert self.told_to(checked.claim, people.admin).count("A slip") == 1

    def test_why_it_was_split(self, checked, people, now):
        split_claim(claim_id=checked.claim.pk, parts=PARTS, because="Two things", by=people.admin, at=now)

        checked.claim.refresh_from_db()
        assert "split it into several claims: Two things" in self.told_to(checked.claim, people.admin)
        assert "Two things" not in self.told_to(checked.claim, people.lead)

    def test_why_it_was_merged(self, checked, people, now):
        into = AcceptedClaimFactory()
        merge_under_work(
            claim_id=checked.claim.pk, canonical_id=into.pk, because="Word for word", by=people.admin, at=now
        )

        checked.claim.refresh_from_db()
        assert "Word for word" in self.told_to(checked.claim, people.admin)


def test_a_review_taken_back_does_not_lapse(people, now):
    """What was pulled and handed in without a draft is somebody's work."""
    claim, person = AcceptedClaimFactory(), PersonFactory()
    pulled = pull_next(by=person, at=now).assignment
    submit_review(assignment_id=pulled.pk, rating_key="true", rationale="So", readings={}, by=person, at=now)
    taken = take_back_review(assignment_id=pulled.pk, by=person, at=now)

    assert (taken.status, Assignment.objects.get(pk=pulled.pk).pulled_until) == ("in_progress", None)
    assert claim.pk == pulled.round.claim_id


def test_a_conflict_keeps_somebody_from_settling(people, now):
    split = make_closed_round("true", "false")
    declare_interest(kind="person", name=split.claim.claimant.name.upper(), by=people.admin, at=now)
    with pytest.raises(NotAllowed):
        adjudicate(round_id=split.pk, rating_key="mixed", note="I decide", by=people.admin, at=now)


def test_who_was_named_to_settle_and_declares_a_conflict_is_not_named_any_more(people, now):
    split = make_closed_round("true", "false")
    Round.objects.filter(pk=split.pk).update(adjudicator=people.admin)
    declare_interest(kind="person", name="Somebody else", by=people.admin, at=now)
    assert Round.objects.get(pk=split.pk).adjudicator == people.admin
    declare_interest(kind="person", name=split.claim.claimant.name, by=people.admin, at=now)
    assert Round.objects.get(pk=split.pk).adjudicator is None


def test_a_note_for_whoever_takes_it_on_keeps_a_pulled_claim(people, now):
    AcceptedClaimFactory()
    pulled = pull_next(by=people.lead, at=now).assignment
    write_hand_over(assignment_id=pulled.pk, text="Ask the ministry", by=people.lead, at=now)
    assert Assignment.objects.get(pk=pulled.pk).pulled_until is None


def test_nobody_is_told_of_their_own_refusal(people, now):
    AcceptedClaimFactory()
    pulled = pull_next(by=people.lead, at=now).assignment
    decline_assignment(assignment_id=pulled.pk, because="Ill", by=people.lead, at=now)
    assert not Notice.objects.filter(to=people.lead).exists()


def test_a_second_opinion_is_not_put_off_beyond_what_readers_were_told(checked, people, now):
    Round.objects.filter(pk=checked.round.pk).update(due_by=now + timedelta(days=1))
    how = {"assignment_id": checked.lead.pk, "by": people.admin, "at": now, "because": "So"}
    with pytest.raises(Invalid) as refused:
        set_due_date(due_at=now + timedelta(days=2), **how)
    assert refused.value.code == "due_after_the_round"
    assert set_due_date(due_at=now + timedelta(hours=20), **how).due_at == now + timedelta(hours=20)


def test_a_seat_weighs_what_the_new_plan_says(checked, people, now):
    change_plan(round_id=checked.round.pk, plan_key="double", because="So", by=people.admin, at=now)
    plan = Round.objects.get(pk=checked.round.pk).plan
    assert {one.points for one in Assignment.objects.filter(round=checked.round)} == {plan.points}
