"""The workspace: checklists, the shelf, folded ratings, and the ways on."""

import re

import pytest

from claims.models import ClaimMatch, Topic
from factcheck.ledger.models import Entry
from reviews.models import Review, ReviewDraft
from reviews.shelf import pin_source
from tests.factories.claims import ClaimFactory
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def numeric(checked):
    checked.claim.types = ["comparison", "numeric"]
    checked.claim.save(update_fields=["types"])
    return checked


def url(asked, end="") -> str:
    return f"/desk/assignments/{asked.pk}/{end}"


def test_the_checklist_stands_beside_the_passage_and_comes_back_as_ticked(people, numeric):
    client = signed_in(people.lead)
    typed = {"version": 0, "check-numeric.unit": "1", "because-numeric.period": "Once only"}
    client.post(url(numeric.lead, "draft/"), typed)
    page = client.get(url(numeric.lead)).text
    assert re.search(r'name="check-numeric.unit" value="1" checked', page)
    assert not re.search(r'name="check-numeric.latest" value="1" checked', page)
    assert 'value="Once only"' in page


def test_open_items_are_asked_about_once_and_nothing_typed_is_lost(people, numeric):
    client = signed_in(people.lead)
    typed = {"version": 0, "rating": "false", "rationale": "The census.", "note_to_self": "Call Eva"}
    typed |= {"check-numeric.unit": "1", "because-comparison.disproof": "A lone figure"}
    asked = client.post(url(numeric.lead, "review/"), typed)
    assert (asked.status_code, Review.objects.count()) == (200, 0)
    assert "5 of the list are open" in asked.text
    for words in ("The census.", "Call Eva", "A lone figure", 'name="anyway"'):
        assert words in asked.text
    assert re.search(r'value="false"[^>]*checked', asked.text)
    client.post(url(numeric.lead, "review/"), {**typed, "anyway": "1"})
    assert Review.objects.get().checklist == {
        "numeric.unit": {"done": True, "because": ""},
        "comparison.disproof": {"done": False, "because": "A lone figure"},
    }


def test_what_must_be_put_right_comes_before_what_is_open(people, numeric):
    refused = signed_in(people.lead).post(url(numeric.lead, "review/"), {"rating": "false", "rationale": ""})
    assert refused.status_code == 400
    assert "of the list" not in refused.text


def test_an_item_that_is_on_no_list_is_refused(people, numeric):
    typed = {"version": 0, "check-numeric.colour": "1", "rationale": "Half a thought"}
    refused = signed_in(people.lead).post(url(numeric.lead, "draft/"), typed)
    assert refused.status_code == 400
    assert "Half a thought" in refused.text
    assert not ReviewDraft.objects.exists()


def test_the_api_takes_ticks_and_warns_of_what_is_open(people, numeric):
    client, base = signed_in(people.lead), f"/api/v1/assignments/{numeric.lead.pk}/"
    ticks = {"numeric.unit": {"done": True}}
    draft = {"version": 0, "checklist": ticks}
    saved = client.post(base + "draft/", draft, content_type="application/json").json()
    assert saved["checklist"] == {"numeric.unit": {"done": True, "because": ""}}
    lists = client.get(base).json()["checklists"]
    assert [one["title"] for one in lists] == ["First, most, more than", "A number"]
    review = {"rating": "false", "rationale": "The census."}
    handed_in = client.post(base + "review/", review, content_type="application/json")
    assert handed_in.status_code == 201
    assert handed_in.json()["warnings"] == ["6 of the list are open."]


def test_the_shelf_of_the_topic_searches_for_the_words(people, checked, now):
    topic = Topic.objects.create(name="Roads", slug="roads")
    pin_source(
        topic_id=topic.pk, title="Traffic census", url="https://stats.example/", good_for="counts of cars",
        search_url="https://stats.example/?q={words}", by=people.admin, at=now,
    )  # fmt: skip
    assert "Traffic census" not in signed_in(people.lead).get(url(checked.lead)).text
    checked.claim.topic = topic
    checked.claim.save(update_fields=["topic"])
    page = signed_in(people.lead).get(url(checked.lead)).text
    assert "Good for counts of cars" in page
    first = checked.round.wording.text.split()[0]
    assert f'href="https://stats.example/?q={first}' in page


def test_what_earlier_checks_found_is_folded_until_asked_for_and_it_is_noted(people, checked):
    other = ClaimFactory(status="published", text="It was said before", outcome_rating="Pants", outcome_url="/v/1")
    ClaimMatch.objects.create(claim=checked.claim, other=other, score=0.9, state="confirmed")
    client = signed_in(people.lead)
    page = client.get(url(checked.lead)).text
    assert "It was said before" in page
    assert "Pants" not in page
    client.post(url(checked.lead, "ratings/"))
    assert "Pants" in client.get(url(checked.lead)).text
    assert Entry.objects.filter(verb="look_at_ratings", by=people.lead).count() == 1
    assert "Pants" not in signed_in(people.second).get(url(checked.second)).text


def test_a_match_nobody_confirmed_is_not_shown(people, checked):
    other = ClaimFactory(status="published", text="It was said before", outcome_rating="Pants", outcome_url="/v/1")
    ClaimMatch.objects.create(claim=checked.claim, other=other, score=0.9)
    assert "It was said before" not in signed_in(people.lead).get(url(checked.lead)).text


def test_every_key_of_the_workspace_is_on_the_page_once(people, numeric):
    page = signed_in(people.lead).get(url(numeric.lead)).text
    for key in ("n", "e", "r", "c", "s", "d", "h", *"1234567890"):
        assert page.count(f'data-key="{key}"') == 1, key
    assert page.count('data-key-open="o"') == 1


def test_the_shelf_page_is_kept_by_editors_and_read_by_all(people):
    topic = Topic.objects.create(name="Roads", slug="roads")
    editor, reader = signed_in(people.admin), signed_in(people.lead)
    pinned = {"title": "Traffic census", "url": "https://stats.example/", "order": "1"}
    taken = editor.post(f"/desk/topics/{topic.pk}/shelf/", pinned, follow=True)
    assert "Traffic census" in taken.text
    refused = editor.post(f"/desk/topics/{topic.pk}/shelf/", {**pinned, "url": "javascript:x", "good_for": "Roads"})
    assert refused.status_code == 400
    assert "must begin with http:// or https://" in refused.text
    assert 'value="Roads"' in refused.text
    page = reader.get("/desk/shelf/").text
    assert "Traffic census" in page
    assert "Pin a source" not in page
