"""A source whose identity is withheld: what readers get instead, and what the gate asks for."""

import json

import pytest
from django.test import Client

from reviews.composing import compose
from reviews.drafting import sign_off
from reviews.gate import check_gate
from reviews.models import DraftEvidence, Evidence, Source
from reviews.publication.publishing import publish_verdict
from reviews.published import PublishedEvidence
from tests.factories.copies import make_captured
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.writing import WRITTEN_AT, hash_of, make_draft, make_ready_draft

pytestmark = pytest.mark.django_db

NAMING = {
    "url": "https://canary.example/her-page",
    "title": "canary-title",
    "publisher": "canary-publisher",
    "author": "canary-author",
    "archived_url": "https://archive.example/canary",
}
WHY = "she would lose her job"


def withhold(*, approved: bool) -> None:
    about = {"withheld": True, "withheld_because": WHY, "withheld_by": PersonFactory(), "kind": "expert"}
    if approved:
        about |= {"withheld_approved_by": AdminFactory(), "withheld_approved_at": WRITTEN_AT}
    Source.objects.update(**NAMING, **about, interest="canary-interest", published_on="2019-07-31")
    Evidence.objects.update(location="canary-location")


def links(draft):
    return next(item for item in check_gate(draft) if item.key == "links")


def test_nothing_that_names_it_is_composed_and_the_reason_is():
    draft = make_draft()
    withhold(approved=False)
    composed = json.dumps(compose(draft).to_json())
    assert "canary" not in composed
    assert compose(draft).evidence[0].withheld == WHY
    assert compose(draft).evidence[0].kind == "expert"
    assert compose(draft).evidence[0].published_on is None


def test_the_gate_blocks_until_an_editor_approved():
    draft = make_draft()
    withhold(approved=False)
    assert links(draft).blocks
    assert "no editor has approved" in links(draft).detail
    withhold(approved=True)
    assert not links(draft).blocks


def test_readers_and_machines_learn_the_reason_and_not_the_name():
    draft = make_ready_draft(primary_note="Nobody else was there.")
    withhold(approved=True)
    sign_off(draft_id=draft.pk, draft_hash=hash_of(draft), by=AdminFactory(), at=WRITTEN_AT)
    revision = publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)
    page = Client().get(f"/verdicts/{revision.verdict.number}-{revision.verdict.slug}/").content.decode()
    told = Client().get(f"/api/public/v1/verdicts/{revision.verdict.number}/").content.decode()
    for text in (page, told):
        assert WHY in text
        assert "canary" not in text
    assert "2019" not in page


def test_a_file_we_hold_needs_no_link():
    draft = make_draft()
    Source.objects.update(media="file", url="", title="Minutes of 4 May")
    assert links(draft).blocks, "nobody holds it"
    for row in DraftEvidence.objects.select_related("evidence__source"):
        row.evidence.snapshot = make_captured(row.evidence.source)
        row.evidence.save(update_fields=["snapshot"])
    assert not links(draft).blocks


def test_what_was_published_before_is_read_as_it_is():
    old = {"stance": "refutes", "excerpt": "17,310", "url": "https://roads.example/", "published_on": "2026-01-02"}
    read = PublishedEvidence.from_json(old)
    assert (read.withheld, read.author, read.interest, read.kind) == ("", "", "", "")
