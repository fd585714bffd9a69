"""The source shelf: pinning, changing, unpinning, and the search for a claim's words."""

import pytest

from claims.models import Topic
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from reviews.models import ShelfSource
from reviews.selectors.shelf import shelf_for
from reviews.shelf import change_pinned, pin_source, unpin_source
from tests.factories.claims import AcceptedClaimFactory

SEARCH = "https://stats.example/search?q={words}&lang=en"


@pytest.fixture
def topic(db):
    return Topic.objects.create(name="Roads", slug="roads")


def pin(people, topic, now, **said):
    said = {"title": "Traffic census", "url": "https://stats.example/", **said}
    return pin_source(topic_id=topic.pk, by=people.admin, at=now, **said)


def test_an_editor_pins_changes_and_unpins_and_the_ledger_knows(people, topic, now):
    pinned = pin(people, topic, now, good_for="counts of cars", search_url=SEARCH)
    change_pinned(source_id=pinned.pk, version=1, title="The census", by=people.admin, at=now)
    unpin_source(source_id=pinned.pk, by=people.admin, at=now)
    pinned.refresh_from_db()
    assert (pinned.title, pinned.good_for, pinned.version, pinned.removed_at) == (
        "The census",
        "counts of cars",
        2,
        now,
    )
    about = Entry.objects.filter(subject_type="shelfsource", subject_id=pinned.pk)
    assert list(about.order_by("seq").values_list("verb", flat=True)) == [
        "pin_source", "change_pinned", "unpin_source",
    ]  # fmt: skip
    assert not any("census" in payload.lower() for payload in about.values_list("payload", flat=True))


def test_reviewers_read_the_shelf_and_do_not_keep_it(people, topic, now):
    pinned = pin(people, topic, now)
    assert ShelfSource.objects.visible_to(people.lead).get() == pinned
    for verb in (
        lambda: pin_source(topic_id=topic.pk, title="x", url="https://a.example", by=people.lead, at=now),
        lambda: change_pinned(source_id=pinned.pk, version=1, title="x", by=people.lead, at=now),
        lambda: unpin_source(source_id=pinned.pk, by=people.lead, at=now),
    ):
        with pytest.raises(NotAllowed):
            verb()


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"title": " "}, "title", "title_missing"),
        ({"title": "x" * 201}, "title", "too_long"),
        ({"url": "javascript:alert(1)"}, "url", "not_a_web_address"),
        ({"search_url": "javascript:{words}"}, "search_url", "not_a_web_address"),
        ({"search_url": "https://stats.example/search"}, "search_url", "no_place_for_words"),
        ({"search_url": "https://{words}.example/"}, "search_url", "no_place_for_words"),
        ({"order": 0}, "order", "order_out_of_range"),
    ],
)
def test_what_cannot_be_pinned_is_refused_beside_its_field(people, topic, now, said, field, code):
    with pytest.raises(Invalid) as refusal:
        pin(people, topic, now, **said)
    assert (refusal.value.errors[0].field, refusal.value.code) == (field, code)
    assert not ShelfSource.objects.exists()


def test_an_unknown_topic_and_an_unknown_source_are_refused(people, topic, now):
    with pytest.raises(Invalid):
        pin_source(topic_id=topic.pk + 1, title="x", url="https://a.example", by=people.admin, at=now)
    with pytest.raises(NotFound):
        unpin_source(source_id=1, by=people.admin, at=now)


def test_a_stale_form_and_a_source_off_the_shelf_change_nothing(people, topic, now):
    pinned = pin(people, topic, now)
    with pytest.raises(Conflict) as refusal:
        change_pinned(source_id=pinned.pk, version=0, title="x", by=people.admin, at=now)
    assert refusal.value.extra == {"version": 1}
    unpin_source(source_id=pinned.pk, by=people.admin, at=now)
    for verb in (
        lambda: change_pinned(source_id=pinned.pk, version=1, title="x", by=people.admin, at=now),
        lambda: unpin_source(source_id=pinned.pk, by=people.admin, at=now),
    ):
        with pytest.raises(InvalidTransition):
            verb()


def test_a_claim_gets_its_topics_sources_in_order_with_its_words_in_the_search(people, topic, now):
    other = Topic.objects.create(name="Health", slug="health")
    last = pin(people, topic, now, order=2)
    first = pin(people, topic, now, order=1, search_url=SEARCH)
    pin(people, other, now)
    unpin_source(source_id=pin(people, topic, now).pk, by=people.admin, at=now)
    found = shelf_for(AcceptedClaimFactory(topic=topic), "40,000 cars & more", people.lead)
    assert [one.source for one in found] == [first, last]
    assert [one.search for one in found] == ["https://stats.example/search?q=40%2C000+cars+%26+more&lang=en", ""]
    assert shelf_for(AcceptedClaimFactory(topic=None), "x", people.lead) == []
