"""Which plan a claim is checked by, and changing the plans."""

import pytest
from django.core.management import call_command

from claims.states import ClaimStatus
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed
from factcheck.ledger.models import Entry
from reviews.assignment.choosing import choose_plan, count_rounds, sentence_for, why
from reviews.assignment.pulling import pull_next
from reviews.assignment.rounds import plan_for
from reviews.changing.plans import PlanText, edit_plan, set_risks
from reviews.models import Adjudication, Rating, RatingScale, ReviewPlan, Round
from tests.factories.claims import AcceptedClaimFactory, TopicFactory
from tests.factories.reviews import make_closed_round, plan, rating

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "key", "because"),
    [
        ({}, "lead-and-second", "default"),
        ({"check_for": "said"}, "single", "check_for:said"),
        ({"risks": ["official_figure"]}, "single", "risk:official_figure"),
        ({"risks": ["accusation"]}, "double", "risk:accusation"),
        ({"risks": ["election"], "check_for": "said"}, "double", "risk:election"),
        ({"risks": ["legal", "accusation"]}, "panel", "risk:legal"),
        ({"risks": ["breaking"]}, "fast", "risk:breaking"),
        ({"risks": ["breaking", "health"]}, "double", "risk:health"),
        ({"accepted_because": "harm"}, "double", "risk:harm"),
    ],
)
def test_the_plan_follows_from_the_claim_and_says_why(fields, key, because):
    claim = AcceptedClaimFactory(**{"check_for": "truth", "accepted_because": "reach", **fields})
    chosen = choose_plan(claim)
    assert (chosen.plan.key, chosen.because) == (key, because)
    assert sentence_for(chosen.because).endswith(".")


def test_a_topic_and_a_type_choose_a_plan_too():
    claim = AcceptedClaimFactory(topic=TopicFactory(name="Health", slug="health"), accepted_because="reach")
    assert choose_plan(claim).because == "topic:health"
    ReviewPlan.objects.filter(key="panel").update(chosen_for={"types": ["causal"]})
    claim.types = ["causal"]
    assert (choose_plan(claim).plan.key, why(plan("panel"), claim, count_rounds(claim))) == ("panel", "type:causal")


def test_three_look_at_what_was_adjudicated_twice(people, now):
    closed = make_closed_round("true", "false", settled="mixed")
    again = Round.objects.create(
        claim=closed.claim, number=2, plan=closed.plan, wording=closed.wording, scale=closed.scale,
        status="settled", rating=closed.rating, opened_at=now, closed_at=now,
    )  # fmt: skip
    for one in (closed, again):
        assert plan_for(closed.claim).key != "panel"
        Adjudication.objects.create(round=one, by=people.admin, rating=rating("mixed"), note="So", at=now)
    assert choose_plan(closed.claim).because == "risk:adjudicated_twice"


def test_a_claim_from_the_queue_gets_its_plan_and_the_ledger_the_reason(people, now):
    claim = AcceptedClaimFactory(risks=["legal"], reviews_wanted=3, open_slots=3, language="en")
    pulled = pull_next(by=people.stranger, at=now)
    assert (pulled.round.claim, pulled.round.plan.key) == (claim, "panel")
    assert pulled.round.chosen_because == "risk:legal"
    assert '"because":"risk:legal"' in Entry.objects.get(verb="open_round").payload


class TestRisks:
    def test_an_editor_says_what_decides_it(self, people, now):
        claim = AcceptedClaimFactory(accepted_because="reach")
        set_risks(claim_id=claim.pk, risks=["legal", "health"], by=people.admin, at=now)
        claim.refresh_from_db()
        assert claim.risks == ["health", "legal"]
        assert '"risks":["health","legal"]' in Entry.objects.get(verb="set_risks").payload

    def test_nobody_else_no_other_risk_and_not_when_it_is_published(self, people, now):
        claim = AcceptedClaimFactory()
        with pytest.raises(NotAllowed):
            set_risks(claim_id=claim.pk, risks=["legal"], by=people.lead, at=now)
        with pytest.raises(Invalid):
            set_risks(claim_id=claim.pk, risks=["rain"], by=people.admin, at=now)
        published = AcceptedClaimFactory(status=ClaimStatus.PUBLISHED)
        with pytest.raises(InvalidTransition):
            set_risks(claim_id=published.pk, risks=["legal"], by=people.admin, at=now)


class TestEditing:
    def text(self, **changed) -> PlanText:
        usual = {
            "name": "Both dig", "description": "Two.", "reviewers": 3, "lead_points": 3, "points": 2,
            "chosen_for": {"risks": ["legal"], "types": []},
        }  # fmt: skip
        return PlanText(**{**usual, **changed})

    def test_a_plan_changes_for_rounds_to_come(self, people, checked, now):
        edited = edit_plan(plan_id=checked.round.plan_id, text=self.text(), version=1, by=people.admin, at=now)
        assert (edited.name, edited.reviewers, edited.chosen_for, edited.version) == (
            "Both dig", 3, {"risks": ["legal"]}, 2,
        )  # fmt: skip
        checked.round.refresh_from_db()
        assert checked.round.reviews_wanted == 2

    def test_a_stale_form_and_a_reviewer_are_refused(self, people, now):
        with pytest.raises(Conflict):
            edit_plan(plan_id=plan().pk, text=self.text(), version=7, by=people.admin, at=now)
        with pytest.raises(NotAllowed):
            edit_plan(plan_id=plan().pk, text=self.text(), version=1, by=people.lead, at=now)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"name": " "}, "name"),
            ({"reviewers": 6}, "reviewers"),
            ({"points": 0}, "points"),
            ({"chosen_for": {"risks": ["rain"]}}, "chosen_for"),
            ({"chosen_for": {"weather": ["rain"]}}, "chosen_for"),
        ],
    )
    def test_what_makes_no_sense_is_named(self, people, now, wrong, field):
        with pytest.raises(Invalid) as refusal:
            edit_plan(plan_id=plan().pk, text=self.text(**wrong), version=1, by=people.admin, at=now)
        assert refusal.value.errors[0].field == field

    def test_what_an_editor_changed_stays_when_shipped_data_is_loaded_again(self, people, now):
        edit_plan(plan_id=plan("panel").pk, text=self.text(), version=1, by=people.admin, at=now)
        ReviewPlan.objects.filter(key="double").update(chosen_for={})
        call_command("load_defaults")
        assert plan("panel").name == "Both dig"
        assert "accusation" in plan("double").chosen_for["risks"], "an untouched one takes what is shipped"


def test_a_desk_with_an_older_scale_gets_the_label_that_says_none_fits():
    Rating.objects.filter(kind="no_label").delete()
    call_command("load_defaults")
    current = RatingScale.objects.get(is_current=True)
    assert current.ratings.get(kind="no_label").position is None
    assert current.ratings.count() == 14
