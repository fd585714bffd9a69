"""Lists page by key."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from factcheck.accounts.models import User
from factcheck.web.paging import page_by_key, page_links
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[int]:
    """The keys of seven people, newest first."""
    return [person.pk for person in PersonFactory.create_batch(7)][::-1]


def page(**asked):
    return page_by_key(User.objects.all(), RequestFactory().get("/list/", asked), size=3)


def keys(found) -> list[int]:
    return [person.pk for person in found]


def test_the_first_page_is_the_newest_and_leads_to_older_ones(people):
    first = page()
    assert keys(first) == people[:3]
    assert (first.older, first.newer) == (people[2], None)


def test_there_and_back(people):
    second = page(older=people[2])
    assert keys(second) == people[3:6]
    last = page(older=second.older)
    assert keys(last) == people[6:]
    assert (last.older, last.newer) == (None, people[6])
    back = page(newer=last.newer)
    assert keys(back) == people[3:6]
    assert keys(page(newer=back.newer)) == people[:3]
    assert page(newer=back.newer).newer is None


def test_rows_that_come_or_go_meanwhile_shift_nothing(people):
    second = keys(page(older=people[2]))
    PersonFactory.create_batch(2)
    User.objects.filter(pk=people[0]).delete()
    assert keys(page(older=people[2])) == second


def test_an_empty_list_leads_nowhere():
    empty = page_by_key(User.objects.none(), RequestFactory().get("/list/"))
    assert (len(empty), empty.older, empty.newer) == (0, None, None)


@pytest.mark.parametrize("key", ["0", "-1", "NaN", "1e9", "9" * 19, "9" * 5000, "٣", "1 OR 1=1", "\x00", ""])
def test_a_key_that_is_none_gives_a_page_and_no_error(people, key):
    assert page(older=key).rows in (page().rows, [])


def test_links_keep_what_else_was_asked(people):
    request = RequestFactory().get("/list/", {"q": "a&b", "older": people[2]})
    links = page_links(page_by_key(User.objects.all(), request, size=3), request)
    assert links["older_url"] == f"?q=a%26b&older={people[5]}"
    assert links["newer_url"] == f"?q=a%26b&newer={people[3]}"


@pytest.mark.parametrize(("asked", "rows"), [({}, 25), ({"page_size": 3}, 3), ({"page_size": "100"}, 100)])
def test_the_api_gives_at_most_a_hundred_rows(as_ana, asked, rows):
    PersonFactory.create_batch(110)
    answer = as_ana.get(reverse("api_people"), asked).json()
    assert len(answer["results"]) == rows
    assert answer["next"]


@pytest.mark.parametrize("cursor", ["x", "", "cD0x", "\x00", "9" * 3000])
def test_a_tampered_cursor_is_refused_or_ignored(as_ana, cursor):
    assert as_ana.get(reverse("api_people"), {"cursor": cursor}).status_code in {200, 400}
