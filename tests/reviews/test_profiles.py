"""What a person takes on, who may say so, and what the ledger keeps of it."""

import json

import pytest

from factcheck.core.errors import Conflict, Invalid, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from reviews.models import Reviewer, ReviewerTopic
from reviews.people.profiles import set_profile, set_topics
from tests.factories.claims import AcceptedClaimFactory, TopicFactory

pytestmark = pytest.mark.django_db


def save(person, *, by, at, **typed):
    known = {"version": person.reviewer.version, "languages": ["en"], "working_days": []}
    return set_profile(user_id=person.pk, by=by, at=at, **known | typed)


def give(person, levels, *, by, at, version=1):
    return set_topics(user_id=person.pk, version=version, levels=levels, by=by, at=at)


def levels_of(person) -> dict[str, str]:
    return dict(ReviewerTopic.objects.filter(reviewer__user=person).values_list("topic__slug", "level"))


def facts(verb) -> dict[str, object]:
    return json.loads(Entry.objects.get(verb=verb).payload)


def test_a_reviewer_says_their_own_languages_and_days(people, now):
    saved = save(people.lead, languages=[" PT-BR", "en", "en"], working_days=[4, 0, 0], by=people.lead, at=now)
    assert (saved.languages, saved.working_days) == (["en", "pt-br"], [0, 4])
    assert facts("set_profile") == {"languages": ["en", "pt-br"], "working_days": [0, 4]}
    assert Entry.objects.get(verb="set_profile").subject_id == people.lead.pk


def test_capacity_is_an_editor_s_to_set(people, now):
    with pytest.raises(NotAllowed):
        save(people.lead, capacity=17, by=people.lead, at=now)
    save(people.lead, capacity=16, by=people.lead, at=now)  # as it is
    people.lead.reviewer.refresh_from_db()
    save(people.lead, capacity=0, by=people.admin, at=now)
    assert Reviewer.objects.get(user=people.lead).capacity == 0


def test_nobody_else_s_profile_can_be_seen_or_changed_but_by_an_editor(people, now):
    with pytest.raises(NotFound):
        save(people.lead, by=people.second, at=now)
    assert not Entry.objects.filter(verb="set_profile").exists()
    assert save(people.lead, languages=["de"], by=people.admin, at=now).languages == ["de"]


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ({"capacity": 201}, "capacity", "not_a_capacity"),
        ({"capacity": -1}, "capacity", "not_a_capacity"),
        ({"working_days": [7]}, "working_days", "not_a_weekday"),
        ({"working_days": [-1]}, "working_days", "not_a_weekday"),
        ({"languages": ["xx"]}, "languages", "unknown_language"),
        ({"languages": ["e\x00n"]}, "languages", "unknown_language"),
        ({"languages": [f"a{n}" for n in range(41)]}, "languages", "too_many"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(people, now, typed, field, code):
    with pytest.raises(Invalid) as refused:
        save(people.lead, by=people.admin, at=now, **typed)
    assert [(one.field, one.code) for one in refused.value.errors] == [(field, code)]
    assert Reviewer.objects.get(user=people.lead).version == 1


def test_a_language_that_the_desk_met_in_a_claim_is_known(people, now):
    with pytest.raises(Invalid):
        save(people.lead, languages=["zh"], by=people.lead, at=now)
    AcceptedClaimFactory(language="zh")
    assert save(people.lead, languages=["zh"], by=people.lead, at=now).languages == ["zh"]


def test_a_stale_form_is_answered_with_the_present_version(people, now):
    save(people.lead, languages=["de"], by=people.admin, at=now)
    with pytest.raises(Conflict) as refused:
        save(people.lead, version=1, by=people.lead, at=now)
    assert refused.value.extra == {"version": 2}
    with pytest.raises(Conflict):
        give(people.lead, {}, by=people.lead, at=now, version=1)


def test_somebody_who_never_reviewed_gets_a_profile(people, now):
    Reviewer.objects.filter(user=people.stranger).delete()
    set_profile(user_id=people.stranger.pk, version=1, languages=[], working_days=[], by=people.admin, at=now)
    assert Reviewer.objects.get(user=people.stranger).version == 2


def test_an_editor_gives_levels_and_what_is_left_out_is_gone(people, now):
    health, roads = TopicFactory(slug="health"), TopicFactory(slug="roads")
    give(people.lead, {"health": "expert", "roads": "able"}, by=people.admin, at=now)
    assert levels_of(people.lead) == {"health": "expert", "roads": "able"}
    give(people.lead, {"health": "able"}, by=people.admin, at=now, version=2)
    assert levels_of(people.lead) == {"health": "able"}
    last = Entry.objects.filter(verb="set_topics").order_by("-seq").first()
    assert json.loads(last.payload) == {"levels": {str(health.pk): "able", str(roads.pk): ""}}


def test_a_reviewer_may_begin_to_learn_a_topic_and_leave_one(people, now):
    TopicFactory(slug="health"), TopicFactory(slug="roads"), TopicFactory(slug="rents")
    give(people.lead, {"health": "expert", "roads": "able"}, by=people.admin, at=now)
    give(people.lead, {"health": "expert", "rents": "learning"}, by=people.lead, at=now, version=2)
    assert levels_of(people.lead) == {"health": "expert", "rents": "learning"}


@pytest.mark.parametrize("level", ["able", "expert"])
def test_a_reviewer_does_not_make_themselves_able_or_expert(people, now, level):
    TopicFactory(slug="health")
    with pytest.raises(NotAllowed):
        give(people.lead, {"health": level}, by=people.lead, at=now)
    assert levels_of(people.lead) == {}


@pytest.mark.parametrize(
    ("levels", "code"), [({"none": "able"}, "unknown_topic"), ({"health": "king"}, "unknown_level")]
)
def test_unknown_topics_and_levels_are_refused(people, now, levels, code):
    TopicFactory(slug="health")
    with pytest.raises(Invalid) as refused:
        give(people.lead, levels, by=people.admin, at=now)
    assert refused.value.code == code
