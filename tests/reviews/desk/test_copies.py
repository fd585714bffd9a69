"""Copies on the desk's pages: their state live, trying again, handing in, and files nobody's browser opens."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reviews.models import Snapshot
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.copies import SnapshotFactory, make_captured, make_picture
from tests.factories.people import PersonFactory
from tests.factories.reviews import SourceFactory
from tests.working import run_waiting_jobs

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(client):
    client.force_login(PersonFactory())
    return client


@pytest.fixture
def failed():
    return SnapshotFactory(status="failed", fault="dead", fault_detail="It answered 404. Check the address.")


def upload(desk, source, body, name="census.html", **how):
    return desk.post(f"/desk/sources/{source.pk}/copy/", {"file": SimpleUploadedFile(name, body)}, **how)


def test_a_copy_that_is_waited_for_asks_again_by_itself_until_it_is_there(desk):
    waiting = SnapshotFactory()
    part = desk.get(f"/desk/copies/{waiting.pk}/", headers=HTMX)
    assert f'hx-get="/desk/copies/{waiting.pk}/" hx-trigger="every 2s"' in part.text
    assert "<html" not in part.text
    assert "HX-Trigger" not in part.headers

    captured = make_captured()
    part = desk.get(f"/desk/copies/{captured.pk}/", headers=HTMX)
    assert "every 2s" not in part.text
    assert f"web page, {captured.size}\xa0bytes" in part.text
    assert part.headers["HX-Trigger"] == "copy-done"


def test_without_javascript_the_same_address_is_a_page(desk):
    waiting = SnapshotFactory()
    page = desk.get(f"/desk/copies/{waiting.pk}/")
    assert page.status_code == 200
    assert "Our copies of Traffic census, table 4.2" in page.text
    assert "Look again" in page.text
    assert "Hand in a copy" in page.text


def test_a_failed_copy_says_why_and_offers_both_ways_on(desk, failed):
    page = desk.get(f"/desk/copies/{failed.pk}/", headers=HTMX).text
    assert "There is no such page." in page
    assert "It answered 404. Check the address." in page
    assert f'action="/desk/copies/{failed.pk}/retry/"' in page
    assert f'action="/desk/sources/{failed.source_id}/copy/"' in page
    assert '<input type="file" name="file" required>' in page


def test_who_asked_for_a_copy_is_not_told(desk):
    asked = SnapshotFactory(asked_by=PersonFactory(name="Chi Okafor"))
    assert "Okafor" not in desk.get(f"/desk/copies/{asked.pk}/").text


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_trying_again_is_one_button_with_and_without_javascript(desk, failed, headers):
    answer = desk.post(f"/desk/copies/{failed.pk}/retry/", headers=headers)
    failed.refresh_from_db()
    assert failed.status == "waiting"
    if headers:
        assert "every 2s" in answer.text
    else:
        assert (answer.status_code, answer.url) == (303, f"/desk/copies/{failed.pk}/")


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_copy_that_has_not_failed_is_not_tried_again_and_the_page_says_so(desk, headers):
    captured = make_captured()
    answer = desk.post(f"/desk/copies/{captured.pk}/retry/", headers=headers)
    assert answer.status_code == 409
    assert "is not possible" in answer.text


def test_a_copy_is_handed_in_and_its_page_follows(desk, failed):
    answer = upload(desk, failed.source, b"<p>The census counted 17,310 vehicles.</p>")
    handed_in = Snapshot.objects.get(origin="uploaded")
    assert (answer.status_code, answer.url) == (303, f"/desk/copies/{handed_in.pk}/")
    assert handed_in.filename == "census.html"


@pytest.mark.parametrize(
    ("body", "words"), [(b"", "The file is empty."), (b"PK\x03\x04", "Send a web page, a text, a PDF or a picture")]
)
def test_a_file_that_cannot_be_kept_is_refused_beside_its_field(desk, failed, body, words):
    answer = upload(desk, failed.source, body)
    assert answer.status_code == 400
    assert words in answer.text
    assert Snapshot.objects.count() == 1


def test_nothing_chosen_is_said_so(desk, failed):
    assert desk.post(f"/desk/sources/{failed.source_id}/copy/").status_code == 400


def test_a_file_is_taken_away_and_never_opened_by_the_browser(desk):
    captured = make_captured(body=b"<script>alert(1)</script>")
    answer = desk.get(f"/desk/copies/{captured.pk}/file/")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="copy-{captured.pk}.html"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ('a "b".html', 'attachment; filename="a \\"b\\".html"'),
        ("дождь.html", "attachment; filename*=utf-8''%D0%B4%D0%BE%D0%B6%D0%B4%D1%8C.html"),
        ("report.pdf", 'attachment; filename="report.pdf.html"'),
    ],
)
def test_the_name_of_a_file_is_written_as_browsers_read_it_and_ends_as_its_content_does(desk, name, disposition):
    captured = make_captured(filename=name)
    answer = desk.get(f"/desk/copies/{captured.pk}/file/")
    assert answer.headers["Content-Disposition"] == disposition


def test_a_picture_is_shown_drawn_anew(desk):
    hidden = make_picture(kind="JPEG") + b"<script>canary</script>"
    upload(desk, SourceFactory(), hidden, "photo.jpg")
    run_waiting_jobs()
    captured = Snapshot.objects.get(status="captured")
    answer = desk.get(f"/desk/copies/{captured.pk}/picture/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert b"canary" not in answer.content
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert shown.size == (120, 80)
    assert f'src="/desk/copies/{captured.pk}/picture/"' in desk.get(f"/desk/copies/{captured.pk}/").text


def test_what_is_no_picture_or_has_no_file_is_not_there(desk, failed):
    page, broken = make_captured(), make_captured(body=b"\x89PNG\r\n\x1a\nbroken")
    Snapshot.objects.filter(pk=broken.pk).update(media_type="image/png")  # no drawing was made of it
    for path in (f"{page.pk}/picture", f"{broken.pk}/picture", f"{failed.pk}/picture", f"{failed.pk}/file", "0/file"):
        assert desk.get(f"/desk/copies/{path}/").status_code == 404, path


def test_a_file_the_storage_lost_is_told_as_such(desk):
    lost = make_captured(body=b"lost words")
    lost.kept.file.storage.delete(lost.kept.file.name)
    assert desk.get(f"/desk/copies/{lost.pk}/file/").status_code == 503


def test_what_a_page_says_is_shown_as_words(desk):
    captured = make_captured(title="<script>alert(1)</script>", notes=["<b>note</b>"])
    page = desk.get(f"/desk/copies/{captured.pk}/").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;note" in page


def test_copies_are_for_people_of_the_desk_alone(client, failed):
    captured = make_captured()
    for path in (f"copies/{captured.pk}", f"copies/{captured.pk}/file", f"sources/{failed.source_id}/copy"):
        assert client.get(f"/desk/{path}/").status_code == 302


def test_a_source_without_a_copy_has_a_page_to_hand_one_in(desk):
    assert "We have no copy" not in desk.get(f"/desk/sources/{SourceFactory().pk}/copy/").text
    assert desk.get("/desk/sources/0/copy/").status_code == 404


# --- beside a claim ---------------------------------------------------------------------------------------------------


def test_a_copy_is_handed_in_within_the_part_that_failed(desk, failed):
    claim = AcceptedClaimFactory()
    sent = {"file": SimpleUploadedFile("census.html", b"<p>17,310 vehicles</p>"), "claim": claim.pk}
    part = desk.post(f"/desk/sources/{failed.source_id}/copy/", sent, headers=HTMX).text
    handed_in = Snapshot.objects.get(origin="uploaded")
    assert "<html" not in part
    assert f'hx-get="/desk/copies/{handed_in.pk}/?claim={claim.pk}" hx-trigger="every 2s"' in part

    sent["file"] = SimpleUploadedFile("census.html", b"")
    refused = desk.post(f"/desk/sources/{failed.source_id}/copy/", sent, headers=HTMX)
    assert refused.status_code == 400
    assert "The file is empty." in refused.text


def test_without_javascript_the_way_back_is_to_the_claim_one_came_from(desk, failed):
    claim = AcceptedClaimFactory()
    sent = {"file": SimpleUploadedFile("census.html", b"<p>17,310 vehicles</p>"), "claim": claim.pk}
    answer = desk.post(f"/desk/sources/{failed.source_id}/copy/", sent)
    assert (answer.status_code, answer.url) == (303, f"/desk/claims/{claim.pk}/")
    page = desk.get(f"/desk/sources/{failed.source_id}/copy/?claim={claim.pk}").text
    assert f'href="/desk/claims/{claim.pk}/"' in page
    assert f'href="/desk/sources/{failed.source_id}/"' in page


@pytest.mark.parametrize("claim", ["", "0", "x", "9" * 30, "-1"])
def test_a_claim_that_is_not_there_leads_nowhere(desk, failed, claim):
    assert "Back to" not in desk.get(f"/desk/sources/{failed.source_id}/copy/", {"claim": claim}).text


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_page_is_copied_again_by_one_button(desk, headers):
    captured = make_captured()
    assert f'action="/desk/sources/{captured.source_id}/copy/again/"' in desk.get(f"/desk/copies/{captured.pk}/").text
    answer = desk.post(f"/desk/sources/{captured.source_id}/copy/again/", headers=headers)
    made = Snapshot.objects.get(status="waiting")
    if headers:
        assert f'hx-get="/desk/copies/{made.pk}/"' in answer.text
    else:
        assert (answer.status_code, answer.url) == (303, f"/desk/copies/{made.pk}/")
    again = desk.post(f"/desk/sources/{captured.source_id}/copy/again/", headers=headers)
    assert again.status_code == 409
    assert "A copy of this is being made right now." in again.text
