"""One desk pulls what another desk of this kind publishes: its search of claims, page by page."""

import pytest
from django.conf import settings as present
from django.db import connections
from django.test import Client, override_settings

from claims.imports import claim_searches
from claims.imports.feeds import pull_now
from claims.models import ImportedCheck, ImportRun
from reviews.models import PublicVerdict
from tests.claims.imports.conftest import work_off
from tests.claims.imports.publishers import Answer
from tests.factories.writing import make_published

pytestmark = pytest.mark.django_db
OTHER = "https://other-desk.example"


@pytest.fixture
def other_desk(publisher):
    """Its search, answered by this same code under another address, out of the rows of this test."""
    shared = connections["default"]
    shared.inc_thread_sharing()

    def answer(query, head):
        connections["default"] = shared
        with override_settings(PUBLIC_ORIGIN=OTHER, ALLOWED_HOSTS=[*present.ALLOWED_HOSTS, "other-desk.example"]):
            said = Client().get("/v1alpha1/claims:search", query, headers={"Host": "other-desk.example"})
            return Answer(said.content, status=said.status_code)

    with override_settings(PUBLIC_ORIGIN=OTHER):
        for _ in range(3):
            make_published()
    publisher.pages["/v1alpha1/claims:search"] = answer
    yield publisher
    shared.dec_thread_sharing()


def test_what_another_desk_published_is_known_here(other_desk, add, editor, now, monkeypatch):
    monkeypatch.setattr(claim_searches, "PAGE_SIZE", 2)
    feed = add(other_desk.url(""), kind="fact_check_tools", query="", publisher="other-desk.example")
    assert work_off() == ["done"]
    run = ImportRun.objects.get()
    assert (run.fault, run.added, run.pages) == ("", 3, 2)
    checks = ImportedCheck.objects.filter(feed=feed, publisher_site="other-desk.example")
    published = {f"{OTHER}/verdicts/{one.number}-" for one in PublicVerdict.objects.all()}
    assert {one.url.partition("-desk")[0] for one in checks} == {"https://other"}
    assert all(any(one.url.startswith(start) for start in published) for one in checks)
    assert {(bool(one.claim_text), bool(one.outcome_rating), one.truth is not None) for one in checks} == {
        (True, True, True)
    }

    pull_now(feed_id=feed.pk, by=editor, at=now)
    work_off()
    assert ImportRun.objects.latest("pk").unchanged == 3
