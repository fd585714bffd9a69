"""Topics: who adds and renames them, under which names, and what the ledger keeps of it."""

import pytest

from claims.models import Topic
from claims.topics import add_topic, rename_topic
from factcheck.core.errors import Invalid, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from tests.factories.claims import AT
from tests.factories.people import AdminFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return AdminFactory()


def test_an_editor_adds_a_topic_and_the_slug_is_made_of_its_name(ana):
    topic = add_topic(name="  Crime  and justice ", by=ana, at=AT)
    assert (topic.name, topic.slug) == ("Crime and justice", "crime-and-justice")
    entry = Entry.objects.get(verb="add_topic")
    assert (entry.subject_type, entry.subject_id) == ("topic", topic.pk)
    assert "crime" not in entry.payload.lower()


def test_a_renamed_topic_keeps_the_slug_that_review_plans_know_it_by(ana):
    topic = add_topic(name="Roads", by=ana, at=AT)
    rename_topic(topic_id=topic.pk, name="ROADS and rails", by=ana, at=AT)
    topic.refresh_from_db()
    assert (topic.name, topic.slug) == ("ROADS and rails", "roads")
    assert Entry.objects.filter(verb="rename_topic", subject_id=topic.pk).exists()


@pytest.mark.parametrize("name", ["Roads", "ROADS", " roads "])
def test_a_name_is_given_once_whatever_its_case(ana, name):
    add_topic(name="Roads", by=ana, at=AT)
    other = add_topic(name="Rails", by=ana, at=AT)
    for verb in (
        lambda: add_topic(name=name, by=ana, at=AT),
        lambda: rename_topic(topic_id=other.pk, name=name, by=ana, at=AT),
    ):
        with pytest.raises(Invalid) as refusal:
            verb()
        assert [(one.field, one.code) for one in refusal.value.errors] == [("name", "topic_exists")]
    assert Topic.objects.count() == 2


def test_a_topic_may_be_renamed_to_its_own_name_in_other_letters(ana):
    topic = add_topic(name="Roads", by=ana, at=AT)
    assert rename_topic(topic_id=topic.pk, name="ROADS", by=ana, at=AT).name == "ROADS"


def test_two_names_that_share_a_slug_are_one_topic(ana):
    add_topic(name="Crime & justice", by=ana, at=AT)
    with pytest.raises(Invalid) as refusal:
        add_topic(name="Crime justice", by=ana, at=AT)
    assert refusal.value.code == "topic_exists"


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "name_missing"), ("\u200b ", "name_missing"), ("!!!", "name_missing"), ("x" * 81, "too_long"),
     ("a\x00b", "nul_character")],
)  # fmt: skip
def test_a_name_nobody_could_read_is_refused(ana, name, code):
    with pytest.raises(Invalid) as refusal:
        add_topic(name=name, by=ana, at=AT)
    assert refusal.value.code == code
    assert not Topic.objects.exists()


def test_a_topic_may_have_a_name_in_any_script(ana):
    assert add_topic(name="Здоровье", by=ana, at=AT).slug == "здоровье"
    assert add_topic(name="x" * 80, by=ana, at=AT).slug == "x" * 80


def test_only_editors_keep_topics_and_an_unknown_one_is_not_found(ana):
    with pytest.raises(NotAllowed):
        add_topic(name="Roads", by=PersonFactory(), at=AT)
    with pytest.raises(NotAllowed):
        rename_topic(topic_id=1, name="Roads", by=PersonFactory(), at=AT)
    with pytest.raises(NotFound):
        rename_topic(topic_id=1, name="Roads", by=ana, at=AT)
