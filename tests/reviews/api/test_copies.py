"""Copies over HTTP for programs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from reviews.models import Snapshot
from tests.factories.copies import SnapshotFactory, make_captured
from tests.factories.people import PersonFactory
from tests.factories.reviews import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    client = APIClient()
    client.force_authenticate(PersonFactory())
    return client


def test_a_copy_is_read_with_its_state_and_where_its_words_and_its_file_are(api):
    captured = make_captured(title="Census", pages=[0])
    told = api.get(f"/api/v1/copies/{captured.pk}/").json()
    assert (told["status"], told["media_type"], told["kind"], told["title"]) == (
        "captured",
        "text/html",
        "web page",
        "Census",
    )
    assert told["text"] == f"/api/v1/copies/{captured.pk}/text/"
    assert told["file"] == f"/desk/copies/{captured.pk}/file/"
    assert "asked_by" not in told
    words = api.get(told["text"]).json()
    told = {"id": captured.pk, "text": captured.text, "main_length": None, "pages": [0], "sha256": captured.sha256}
    assert words == told


def test_a_failed_copy_says_why_and_is_tried_again(api):
    failed = SnapshotFactory(status="failed", fault="dead", fault_detail="Check the address.")
    told = api.get(f"/api/v1/copies/{failed.pk}/").json()
    assert (told["fault"], told["fault_detail"]) == ("dead", "Check the address.")
    assert (told["file"], told["text"]) == (None, None)
    again = api.post(f"/api/v1/copies/{failed.pk}/retry/")
    assert (again.status_code, again.json()["status"]) == (202, "waiting")
    twice = api.post(f"/api/v1/copies/{failed.pk}/retry/")
    assert (twice.status_code, twice.json()["code"]) == (409, "invalid_transition")


def test_a_file_is_handed_in_and_its_copies_are_listed_newest_first(api):
    source = SourceFactory()
    older = make_captured(source)
    taken = api.post(
        f"/api/v1/sources/{source.pk}/copies/",
        {"file": SimpleUploadedFile("census.txt", b"17,310 vehicles", "text/plain")},
        format="multipart",
    )
    assert taken.status_code == 202
    newer = Snapshot.objects.get(origin="uploaded")
    assert taken.headers["Location"] == f"/api/v1/copies/{newer.pk}/"
    listed = api.get(f"/api/v1/sources/{source.pk}/copies/").json()["results"]
    assert [one["id"] for one in listed] == [newer.pk, older.pk]


@pytest.mark.parametrize(
    ("sent", "code"), [({"file": SimpleUploadedFile("a.zip", b"PK\x03\x04")}, "unsupported_type"), ({}, "required")]
)
def test_what_cannot_be_kept_is_refused_with_its_field(api, sent, code):
    refused = api.post(f"/api/v1/sources/{SourceFactory().pk}/copies/", sent, format="multipart")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "file"
    assert refused.json()["errors"][0]["code"] == code


def test_what_is_not_there_is_not_found(api):
    for path in ("copies/0/", "copies/0/text/", "sources/0/copies/"):
        assert api.get(f"/api/v1/{path}").status_code == 404
