"""The notices page: one's own, newest first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.notices import seeing
from factcheck.notices.mailing import notify
from factcheck.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(ana, ben, now):
    """One notice for each."""
    return {
        person: notify(to=person, kind="assigned", text=f"Work for {person}", url=reverse("account"), at=now)
        for person in (ana, ben)
    }


def test_people_see_their_own(as_ben, told):
    page = as_ben.get(reverse("notices")).content.decode()
    assert "Work for Ben" in page
    assert "Work for Ana" not in page


def test_opening_one_marks_it_and_leads_to_its_page(as_ben, ben, told):
    answer = as_ben.post(reverse("notice_seen", args=[told[ben].pk]))
    assert (answer.status_code, answer.url) == (303, reverse("account"))
    assert not Notice.objects.visible_to(ben).unseen().exists()


def test_nobody_opens_or_marks_anothers(as_ben, ana, told, now):
    answer = as_ben.post(reverse("notice_seen", args=[told[ana].pk]))
    assert answer.url == reverse("notices")
    assert seeing.mark_seen(by=ana, at=now) == 1


def test_all_are_marked_at_once(as_ben, ben, told, now):
    notify(to=ben, kind="assigned", text="More", url="/", at=now)
    as_ben.post(reverse("notices_seen"))
    assert not Notice.objects.visible_to(ben).unseen().exists()
    assert Notice.objects.unseen().count() == 1


def test_looking_alone_marks_nothing(as_ben, ben, told):
    as_ben.get(reverse("notices"))
    assert as_ben.get(reverse("notices_seen")).status_code == 405
    assert Notice.objects.visible_to(ben).unseen().exists()


def test_the_page_asks_the_same_for_two_and_for_twenty(as_ben, ben, now):
    def count(more: int) -> int:
        for number in range(more):
            notify(to=ben, kind="assigned", text=f"Work {number}", url="/", at=now)
        with CaptureQueriesContext(connection) as asked:
            as_ben.get(reverse("notices"))
        return len(asked)

    assert count(2) == count(18)


def test_long_lists_page_by_key(as_ben, ben, now):
    for number in range(60):
        notify(to=ben, kind="assigned", text=f"Work no. {number:02}", url="/", at=now)
    first = as_ben.get(reverse("notices")).content.decode()
    assert "Work no. 59" in first
    assert "Work no. 34" not in first
    key = first.partition("?older=")[2].partition('"')[0]
    second = as_ben.get(reverse("notices"), {"older": key}).content.decode()
    assert "Work no. 34" in second
    assert "Work no. 35" not in second


def test_strangers_are_asked_to_sign_in(client, db):
    assert client.get(reverse("notices")).status_code == 302
