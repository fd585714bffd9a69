"""The ledger page: read only, for editors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.ledger import acts as ledger
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def act(verb: str, subject=None, by=None, at=None, **facts) -> None:
    with ledger.act(verb, subject=subject, by=by, at=at, **facts):
        pass


def test_it_shows_who_did_what_to_what(as_ana, ana, ben, now):
    act("change_role", subject=ben, by=ana, at=now, role="<admin>")
    page = as_ana.get(reverse("ledger")).content.decode()
    assert "change_role" in page
    assert f"user {ben.pk}" in page
    assert "&lt;admin&gt;" in page


def test_it_can_be_narrowed_to_one_subject_or_act(as_ana, ana, ben, now):
    act("invite", subject=ana, at=now)
    act("deactivate", subject=ben, at=now)

    def shown(**asked) -> list[str]:
        page = as_ana.get(reverse("ledger"), asked).content.decode()
        return [verb for verb in ("invite", "deactivate") if f">{verb}<" in page]

    assert shown() == ["invite", "deactivate"]
    assert shown(subject="user", id=ben.pk) == ["deactivate"]
    assert shown(verb="invite") == ["invite"]
    assert shown(subject="user'; --") == []


@pytest.mark.parametrize(
    "asked", [{"id": "x"}, {"id": 2**70}, {"subject": "\x00"}, {"older": "-1"}, {"older": "9" * 30}]
)
def test_nonsense_in_the_address_does_no_harm(as_ana, asked):
    assert as_ana.get(reverse("ledger"), asked).status_code == 200


def test_it_asks_the_same_for_two_and_for_twenty(as_ana, now):
    def count(more: int) -> int:
        for _ in range(more):
            act("note", by=PersonFactory(), at=now)
        with CaptureQueriesContext(connection) as asked:
            as_ana.get(reverse("ledger"))
        return len(asked)

    assert count(2) == count(18)


@pytest.mark.parametrize(("who", "status"), [("as_ben", 403), ("client", 302)])
def test_it_is_for_editors(request, ben, who, status):
    assert request.getfixturevalue(who).get(reverse("ledger")).status_code == status
