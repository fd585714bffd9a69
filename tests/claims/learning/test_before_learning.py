"""The page on what was learned, before there is anything."""

import pytest

from tests.factories.learning import make_lessons
from tests.factories.people import AdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return AdminFactory(name="Ana Ruiz")


@pytest.fixture
def desk(client, ana):
    client.force_login(ana)
    return client


def test_before_anything_is_learned_the_page_says_what_is_missing(desk, ana):
    make_lessons(2, by=ana)
    page = desk.get("/desk/learning/").content.decode()
    assert "Nothing learned yet" in page
    assert "6 claims were picked so far" in page
    assert "as soon as 5 articles are triaged" in page


def test_the_settings_lead_to_the_page(desk):
    assert 'href="/desk/learning/"' in desk.get("/desk/settings/").content.decode()
