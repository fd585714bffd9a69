"""Topics on the page that lists them with their sources, and over the API."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from claims.models import Topic
from factcheck.management.commands import prepare_demo
from tests.reviews.people import signed_in


def test_an_editor_adds_and_renames_a_topic_on_the_page_of_sources(people):
    client = signed_in(people.admin)
    assert "No topics yet" in client.get(reverse("shelf")).content.decode()
    assert client.post(reverse("topic_add"), {"name": "Roads"}).status_code == 303
    topic = Topic.objects.get()
    assert client.post(reverse("topic_rename", args=[topic.pk]), {"name": "Roads & rails"}).status_code == 303
    page = client.get(reverse("shelf")).content.decode()
    assert "<h1>Topics and their sources</h1>" in page
    assert "<h2>Roads &amp; rails</h2>" in page


def test_a_refused_name_stays_in_the_form_it_was_typed_in(people):
    client = signed_in(people.admin)
    Topic.objects.create(name="Roads", slug="roads")
    rails = Topic.objects.create(name="Rails", slug="rails")
    added = client.post(reverse("topic_add"), {"name": "ROADS"})
    assert added.status_code == 400
    assert 'value="ROADS"' in added.content.decode()
    renamed = client.post(reverse("topic_rename", args=[rails.pk]), {"name": "roads"})
    assert renamed.status_code == 400
    assert 'value="roads"' in renamed.content.decode()
    assert renamed.content.decode().count("There is a topic of this name.") == 2  # above the form, and at its field
    assert list(Topic.objects.values_list("name", flat=True)) == ["Rails", "Roads"]
    assert client.post(reverse("topic_add"), {"name": ""}).status_code == 400


def test_a_reviewer_sees_topics_and_no_form_for_them(people):
    Topic.objects.create(name="Roads", slug="roads")
    page = signed_in(people.lead).get(reverse("shelf")).content.decode()
    assert "Roads" in page
    assert reverse("topic_add") + '"' not in page


def test_the_api_lists_adds_and_renames_topics(people):
    client, how = signed_in(people.admin), {"content_type": "application/json"}
    added = client.post(reverse("api_topics"), {"name": "Roads"}, **how)
    assert added.status_code == 201
    topic = added.json()
    assert topic == {"id": topic["id"], "name": "Roads", "slug": "roads"}
    twice = client.post(reverse("api_topics"), {"name": "roads"}, **how)
    assert (twice.status_code, twice.json()["code"]) == (400, "topic_exists")
    renamed = client.post(reverse("api_topic", args=[topic["id"]]), {"name": "Rails"}, **how)
    assert renamed.json() == {"id": topic["id"], "name": "Rails", "slug": "roads"}
    assert signed_in(people.lead).get(reverse("api_topics")).json()["results"] == [renamed.json()]


@pytest.mark.django_db
def test_a_demo_has_eight_topics_however_often_it_is_prepared(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(prepare_demo, "STEPS", ())  # tables and files are there
    for _ in range(2):
        call_command("prepare_demo", stdout=StringIO())
    assert Topic.objects.count() == 8
