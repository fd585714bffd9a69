"""How claims are checked, over HTTP."""

import pytest

from tests.factories.claims import AcceptedClaimFactory
from tests.factories.reviews import plan
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


def post(person, path, body):
    return signed_in(person).post(f"/api/v1/{path}", body, content_type="application/json")


def test_an_open_round_is_changed_and_says_why_to_editors(people, checked):
    path = f"rounds/{checked.round.pk}/"
    answer = post(people.admin, f"{path}plan/", {"plan": "panel", "because": "Risky."})
    assert (answer.status_code, answer.json()["plan"]) == (200, "panel")
    record = signed_in(people.admin).get(f"/api/v1/{path}record/").json()
    assert (record["reviews_wanted"], record["because"], record["record"]) == (3, "editor", None)
    assert [(one["verb"], one["because"]) for one in record["changes"]] == [("change_plan", "Risky.")]
    assert signed_in(people.lead).get(f"/api/v1/{path}record/").json()["changes"] == []


def test_a_refusal_names_the_field(people, checked):
    answer = post(people.admin, f"rounds/{checked.round.pk}/number/", {"number": 1, "because": "Ill."})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "people_at_work"
    answer = post(
        people.admin, f"rounds/{checked.round.pk}/adjudicator/", {"adjudicator": people.lead.pk, "because": "x"}
    )
    assert answer.json()["errors"][0]["field"] == "adjudicator"


def test_risks_answer_with_the_plan_they_lead_to(people):
    claim = AcceptedClaimFactory(accepted_because="reach")
    answer = post(people.admin, f"claims/{claim.pk}/risks/", {"risks": ["legal"]}).json()
    assert (answer["plan"], answer["because"]) == ("panel", "risk:legal")
    assert post(people.admin, f"claims/{claim.pk}/risks/", {"risks": ["rain"]}).status_code == 400


def test_plans_are_listed_and_changed_with_their_version(people):
    listed = signed_in(people.lead).get("/api/v1/plans/").json()
    assert next(one["key"] for one in listed) == "lead-and-second"
    panel = next(one for one in listed if one["key"] == "panel")
    fields = ("version", "name", "description", "reviewers", "lead_points", "points", "chosen_for")
    body = {name: panel[name] for name in fields} | {"points": 4}
    path = f"/api/v1/plans/{panel['id']}/"
    answer = signed_in(people.admin).put(path, body, content_type="application/json")
    assert (answer.status_code, answer.json()["points"], plan("panel").version) == (200, 4, 2)
    stale = signed_in(people.admin).put(path, body, content_type="application/json")
    assert (stale.status_code, stale.json()["version"]) == (409, 2)
