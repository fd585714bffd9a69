"""My work: its sections, the load, and the next claim."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Topic
from reviews.models import Assignment, Reviewer, ReviewerTopic, Round
from reviews.selectors.queue import in_sections, my_work, role, to_settle
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import make_closed_round, make_open_round
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


def give(person, *, due, status="assigned", **fields):
    asked = make_open_round(person, PersonFactory()).assignments.get(reviewer=person)
    Assignment.objects.filter(pk=asked.pk).update(due_at=due, status=status, **fields)
    return asked


def test_work_is_due_in_progress_or_waiting(people, now):
    later = give(people.lead, due=now + timedelta(days=9))
    waits = give(people.lead, due=now - timedelta(days=1), status="waiting", waiting_for="reply")
    late = give(people.lead, due=now - timedelta(hours=3), status="in_progress")
    soon = give(people.lead, due=now + timedelta(hours=30))
    found = in_sections(my_work(people.lead, at=now, soon=now + timedelta(hours=30)))
    assert [(part.key, [item.assignment for item in part.items]) for part in found] == [
        ("due", [late, soon]), ("in_progress", [later]), ("waiting", [waits]),
    ]  # fmt: skip


def test_the_page_has_a_section_for_each_and_says_the_load(people):
    now = timezone.now()
    give(people.lead, due=now - timedelta(hours=3))
    give(people.lead, due=now + timedelta(days=20))
    give(people.lead, due=now, status="waiting", waiting_for="records", wake_at=now + timedelta(days=2))
    page = signed_in(people.lead).get("/desk/work/").text
    places = [page.index(f'id="{key}"') for key in ("due", "in_progress", "waiting", "done")]
    assert places == sorted(places)
    carried = sum(
        Assignment.objects.filter(reviewer=people.lead).exclude(status="waiting").values_list("points", flat=True)
    )
    assert f"{carried} of 16 points" in page
    assert "Waiting for records" in page
    assert "Take up again" in page
    assert page.count("Not now") == 2


def test_an_empty_desk_says_that_all_is_done(people):
    assert "Nothing waits for a reviewer. All done." in signed_in(people.lead).get("/desk/work/").text


def test_somebody_full_is_told_so(people):
    AcceptedClaimFactory(reviews_wanted=2, open_slots=2)
    Reviewer.objects.update_or_create(user=people.lead, defaults={"capacity": 1})
    give(people.lead, due=timezone.now() + timedelta(days=1))
    assert "Finish or hand back something first." in signed_in(people.lead).get("/desk/work/").text


def test_somebody_whose_languages_do_not_wait_is_told_so(people):
    AcceptedClaimFactory(language="en", reviews_wanted=2, open_slots=2)
    Reviewer.objects.update_or_create(user=people.lead, defaults={"languages": ["fr"]})
    assert "none in your languages (fr)" in signed_in(people.lead).get("/desk/work/").text


def test_disagreements_are_shown_to_those_who_may_settle_them(people):
    topic = Topic.objects.create(name="Roads", slug="roads")
    split = make_closed_round("true", "false", reviewers=(people.lead, people.second))
    split.claim.topic = topic
    split.claim.save(update_fields=["topic"])
    assert [to_settle(one) for one in (people.admin, people.lead, people.stranger)] == [[split], [], []]
    reviewer, _ = Reviewer.objects.get_or_create(user=people.stranger)
    ReviewerTopic.objects.create(reviewer=reviewer, topic=topic, level="expert")
    assert to_settle(people.stranger) == [split]
    assert "Disagreements you may settle" in signed_in(people.stranger).get("/desk/work/").text
    split.adjudicator = people.admin
    split.save(update_fields=["adjudicator"])
    assert to_settle(people.stranger) == []


def test_an_editor_who_reviewed_it_is_not_asked_to_settle(people):
    make_closed_round("true", "false", reviewers=(people.admin, people.second))
    assert to_settle(people.admin) == []


def test_a_long_week_is_cut_and_shown_whole_on_request(people):
    now = timezone.now()
    for _ in range(27):
        give(people.lead, due=now, status="submitted", submitted_at=now)
    client = signed_in(people.lead)
    links = {
        query: client.get(f"/desk/work/{query}").text.count("hidden until all are in") for query in ("", "?done=all")
    }
    assert links == {"": 25, "?done=all": 27}


def test_the_api_says_load_and_why_nothing_comes(people):
    body = signed_in(people.lead).get("/api/v1/work/").json()
    assert (body["load"], body["capacity"], body["nothing"]["code"]) == (0, 16, "all_done")


def test_how_many_are_asked_is_told_by_the_round_not_by_its_plan(people):
    alone = make_open_round(people.lead)
    Round.objects.filter(pk=alone.pk).update(reviews_wanted=1)
    asked = Assignment.objects.select_related("round__plan").get(round=alone)
    assert role(asked) == "You were asked to check it alone."
    page = signed_in(people.lead).get(f"/desk/assignments/{asked.pk}/").content.decode()
    assert "you check it alone; an editor signs off" in page
    assert "Sources are shared with the other reviewer" not in page
    assert signed_in(people.lead).get(f"/api/v1/rounds/{alone.pk}/").json()["reviews_wanted"] == 1
