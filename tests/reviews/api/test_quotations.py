"""Verified quotations over HTTP."""

import pytest

from reviews.evidence.quotations import check_quotation
from reviews.models import Evidence
from tests.factories.claims import AT
from tests.factories.copies import make_captured
from tests.factories.reviews import EvidenceFactory
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db

TEXT = "The office counted 17,310 vehicles a day."


@pytest.fixture
def wrong(people, checked):
    copy = make_captured(text=TEXT)
    about = {"claim": checked.claim, "source": copy.source, "added_by": people.lead}
    evidence = EvidenceFactory(excerpt="The office counted 40,000 vehicles a day.", **about)
    check_quotation(evidence, copy, at=AT)
    return evidence


def test_a_quotation_is_read_and_put_right(people, wrong):
    client = signed_in(people.lead)
    said = client.get(f"/api/v1/evidence/{wrong.pk}/quotation/").json()
    assert (said["quotation"], said["nearest"], said["copy"]) == ("not_found", TEXT[:-1], wrong.snapshot_id)
    assert (said["selector"], said["fragment_url"]) == (None, "")

    replace = f"/api/v1/evidence/{wrong.pk}/replace/"
    answer = client.post(replace, {"excerpt": TEXT}, content_type="application/json")
    assert answer.status_code == 201
    new = Evidence.objects.in_file().get()
    assert answer.headers["Location"] == f"/api/v1/evidence/{new.pk}/quotation/"
    said = client.get(answer.headers["Location"]).json()
    assert (said["quotation"], said["selector"][0]["exact"]) == ("exact", TEXT)
    assert said["selector"][1] == {"type": "TextPositionSelector", "start": 0, "end": len(TEXT)}
    assert ":~:text=The%20office" in said["fragment_url"]


@pytest.mark.parametrize("body", [{}, {"excerpt": 5}, {"excerpt": "a", "more": 1}, {"excerpt": "a\x00"}])
def test_what_is_no_excerpt_is_refused(people, wrong, body):
    replace = f"/api/v1/evidence/{wrong.pk}/replace/"
    assert signed_in(people.lead).post(replace, body, content_type="application/json").status_code == 400


def test_words_that_were_never_looked_for_say_so(people, checked):
    evidence = EvidenceFactory(claim=checked.claim)
    said = signed_in(people.second).get(f"/api/v1/evidence/{evidence.pk}/quotation/").json()
    assert (said["quotation"], said["copy"], said["copy_taken_at"]) == ("unchecked", None, None)
