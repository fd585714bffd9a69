"""Evidence and sources over HTTP."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reviews.models import Source
from tests.factories.copies import PAGE, make_captured
from tests.factories.reviews import EvidenceFactory, make_settled_claim
from tests.factories.writing import make_published
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db


def post(browser, url: str, body: dict):
    return browser.post(f"/api/v1/{url}", body, content_type="application/json")


def test_a_page_a_known_source_and_a_file_are_linked_by_one_address(people, checked):
    browser, url = signed_in(people.lead), f"claims/{checked.claim.pk}/evidence/"
    about = {"author": "Ines Moor", "interest": "Paid by the owner", "kind": "record"}
    page = post(browser, url, {"url": "https://roads.example/a", "excerpt": "17,310", **about})
    assert page.status_code == 201
    assert {name: page.json()[name] for name in about} == about
    assert page.json()["quotation"] == "unchecked"
    make_captured(Source.objects.get(), text="It was 17,310 in 2025.")
    known = post(browser, url, {"source": page.json()["source"], "excerpt": "in 2025"})
    assert (known.status_code, known.json()["quotation"]) == (201, "exact")
    file = SimpleUploadedFile("census.pdf", PAGE.encode(), "application/pdf")
    sent = browser.post(f"/api/v1/{url}", {"file": file, "excerpt": "17,310 vehicles"})
    assert (sent.status_code, sent.json()["url"], sent.json()["title"]) == (201, "", "census.pdf")
    assert len(browser.get(f"/api/v1/{url}").json()["results"]) == 3


def test_a_file_with_an_address_as_well_or_of_no_kind_is_refused(people, checked):
    browser, url = signed_in(people.lead), f"/api/v1/claims/{checked.claim.pk}/evidence/"

    def send(**more):
        return browser.post(url, {"file": SimpleUploadedFile("a.pdf", b"MZ\x00\x01"), "excerpt": "x", **more})

    assert send(url="https://roads.example/").json()["errors"][0]["code"] == "unknown_field"
    assert send().json()["errors"][0] | {"detail": ""} == {"field": "file", "code": "unsupported_type", "detail": ""}


def test_a_source_is_found_recognised_and_described(people, checked):
    claim = make_settled_claim(evidence=1)
    make_published(claim=claim)
    source = claim.evidence.get().source
    EvidenceFactory(claim=checked.claim, source=source)
    browser = signed_in(people.lead)
    known = browser.get("/api/v1/sources/known/", {"url": f"{source.url}#top"}).json()
    assert known == browser.get(f"/api/v1/sources/{source.pk}/").json()
    assert (known["source"]["id"], known["checks"]) == (source.pk, 1)
    assert [(use["claim"], use["stance"], use["rating"]) for use in known["uses"]] == [
        (claim.pk, "refutes", "Mostly false")
    ]
    assert browser.get("/api/v1/sources/known/", {"url": "https://roads.example/none"}).status_code == 404
    assert browser.get("/api/v1/sources/known/", {"url": "javascript:1"}).status_code == 400
    listed = browser.get("/api/v1/sources/", {"q": "census traffic"}).json()["results"]
    assert [one["id"] for one in listed] == [source.pk]
    said = post(browser, f"sources/{source.pk}/", {"version": 1, "author": "Ines Moor"}).json()
    assert (said["author"], said["title"], said["version"]) == ("Ines Moor", source.title, 2)
    stale = post(browser, f"sources/{source.pk}/", {"version": 1, "author": "Else"})
    assert (stale.status_code, stale.json()["version"]) == (409, 2)


def test_withholding_takes_two(people, checked):
    source = EvidenceFactory(claim=checked.claim).source
    asked = post(signed_in(people.lead), f"sources/{source.pk}/withhold/", {"because": "Her job"}).json()
    assert (asked["withheld"], asked["is_approved"]) == (True, False)
    assert post(signed_in(people.second), f"sources/{source.pk}/approve/", {}).status_code == 403
    assert post(signed_in(people.admin), f"sources/{source.pk}/approve/", {}).json()["is_approved"] is True


def test_the_file_tells_what_was_taken_out_and_what_was_not_taken_over(people, checked):
    browser, url = signed_in(people.lead), f"claims/{checked.claim.pk}/evidence/"
    first = post(browser, url, {"url": "https://roads.example/a", "excerpt": "17,310", "kind": "record"}).json()
    assert (first["not_taken"], first["copy"], first["copy_status"], first["withheld"]) == ([], None, "waiting", False)
    more = {"source": first["source"], "excerpt": "Other words", "kind": "dataset"}
    assert post(browser, url, more).json()["not_taken"] == ["kind"]
    out = post(browser, f"evidence/{first['id']}/remove/", {"because": "Wrong year"}).json()
    assert (out["removed_by"], out["removed_because"], bool(out["removed_at"])) == ("you", "Wrong year", True)
    seen = signed_in(people.second).get(f"/api/v1/{url}", {"removed": "1"}).json()["results"]
    assert [(one["id"], one["removed_by"]) for one in seen] == [(first["id"], "a colleague")]
    assert [one["excerpt"] for one in browser.get(f"/api/v1/{url}").json()["results"]] == ["Other words"]


def test_whether_evidence_came_after_a_review_is_not_told_while_that_is_sealed(people, checked):
    EvidenceFactory(claim=checked.claim, after_reviews=True)

    def told(person):
        answer = signed_in(person).get(f"/api/v1/claims/{checked.claim.pk}/evidence/").json()
        return answer["results"][0]["after_reviews"]

    assert [told(person) for person in (people.lead, people.stranger, people.admin)] == [None, None, True]


def test_a_page_is_copied_first_and_later_afresh(people, checked):
    browser = signed_in(people.lead)
    first = post(browser, f"claims/{checked.claim.pk}/evidence/copy/", {"url": "https://roads.example/a"})
    assert (first.status_code, first.json()["status"]) == (202, "waiting")
    assert first.headers["Location"] == f"/api/v1/copies/{first.json()['id']}/"
    held = make_captured()
    again = post(browser, f"sources/{held.source_id}/copies/again/", {})
    assert (again.status_code, again.json()["status"]) == (202, "waiting")
    assert post(browser, f"sources/{held.source_id}/copies/again/", {}).status_code == 409
