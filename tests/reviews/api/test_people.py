"""Profiles, absences and interests over HTTP."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.models import AwayPeriod, DeclaredInterest
from tests.factories.claims import TopicFactory
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


def send(person, method, name, *args, body=None):
    client = signed_in(person)
    how = {"content_type": "application/json"} if method != "get" else {}
    return getattr(client, method)(reverse(name, args=args), body or {}, **how)


def dates(first, last):
    return {"from_on": str(timezone.localdate() + timedelta(days=first)),
            "until_on": str(timezone.localdate() + timedelta(days=last))}  # fmt: skip


def test_one_s_own_profile_is_read_and_set(people, checked):
    body = {"version": 1, "languages": ["de"], "working_days": [0, 1]}
    answer = send(people.lead, "put", "api_my_profile", body=body)
    assert answer.status_code == 200
    read = send(people.lead, "get", "api_my_profile").json()
    assert answer.json() == read
    assert read == {
        "person": people.lead.pk,
        "name": "Ben Lind",
        "version": 2,
        "languages": ["de"],
        "working_days": [0, 1],
        "capacity": 16,
        "load": checked.lead.points,
        "open_assignments": 1,
        "topics": [],
        "away": None,
        "is_away": False,
        "conflicts_declared": 0,
    }


def test_capacity_is_an_editor_s(people):
    body = {"version": 1, "languages": [], "working_days": [], "capacity": 20}
    assert send(people.lead, "put", "api_my_profile", body=body).json()["code"] == "not_allowed"
    assert send(people.admin, "put", "api_profile", people.lead.pk, body=body).json()["capacity"] == 20
    assert send(people.second, "get", "api_profile", people.lead.pk).status_code == 404


def test_a_stale_version_is_a_conflict(people):
    body = {"version": 9, "languages": [], "working_days": []}
    answer = send(people.lead, "put", "api_my_profile", body=body)
    assert (answer.status_code, answer.json()["code"], answer.json()["version"]) == (409, "conflict", 1)


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"languages": ["xx"]}, "languages", "unknown_language"),
        ({"working_days": [7]}, "working_days", "max_value"),
        ({"capacity": 201}, "capacity", "max_value"),
        ({"speed": 1}, "speed", "unknown_field"),
    ],
)
def test_a_bad_profile_names_the_field(people, changed, field, code):
    body = {"version": 1, "languages": [], "working_days": []} | changed
    answer = send(people.admin, "put", "api_profile", people.lead.pk, body=body)
    assert answer.status_code == 400
    faults = [(one["field"].partition(".")[0], one["code"]) for one in answer.json()["errors"]]
    assert faults == [(field, code)]


def test_topics_have_levels(people):
    TopicFactory(name="Rents", slug="rents")
    body = {"version": 1, "topics": [{"topic": "rents", "level": "expert"}]}
    assert send(people.lead, "put", "api_my_topics", body=body).status_code == 403
    answer = send(people.admin, "put", "api_topics", people.lead.pk, body=body)
    assert answer.json()["topics"] == [{"topic": "rents", "name": "Rents", "level": "expert"}]
    twice = {"version": 2, "topics": body["topics"] * 2}
    assert send(people.admin, "put", "api_topics", people.lead.pk, body=twice).json()["code"] == "given_twice"


def test_absences_are_set_listed_and_ended(people):
    made = send(people.lead, "post", "api_my_away", body=dates(1, 2))
    assert made.status_code == 201
    assert send(people.lead, "get", "api_my_away").json() == {"results": [made.json()]}
    assert send(people.admin, "get", "api_person_away", people.lead.pk).json() == {"results": [made.json()]}
    assert send(people.second, "delete", "api_away", made.json()["id"]).status_code == 404
    assert send(people.lead, "delete", "api_away", made.json()["id"]).status_code == 204
    assert not AwayPeriod.objects.exists()


def test_an_editor_sets_somebody_as_away(people):
    assert send(people.admin, "post", "api_person_away", people.lead.pk, body=dates(0, 0)).status_code == 201
    assert send(people.lead, "get", "api_my_profile").json()["is_away"] is True
    bad = send(people.admin, "post", "api_person_away", people.lead.pk, body=dates(-1, 0)).json()
    assert [(one["field"], one["code"]) for one in bad["errors"]] == [("from_on", "away_in_the_past")]


def test_interests_are_one_s_own(people):
    body = {"kind": "publisher", "name": "The Quay Times"}
    made = send(people.lead, "post", "api_interests", body=body)
    assert (made.status_code, made.json()["given_back"]) == (201, 0)
    [listed] = send(people.lead, "get", "api_interests").json()["results"]
    assert listed == {"id": made.json()["id"], **body}
    for person in (people.admin, people.second):
        assert send(person, "get", "api_interests").json() == {"results": []}
        assert send(person, "delete", "api_interest", listed["id"]).status_code == 404
    profile = send(people.admin, "get", "api_profile", people.lead.pk)
    assert profile.json()["conflicts_declared"] == 1
    assert b"Quay" not in profile.content
    assert send(people.lead, "delete", "api_interest", listed["id"]).status_code == 204
    assert not DeclaredInterest.objects.exists()
