"""Sources on the desk: recognised while somebody types, searched, described, withheld; the form that links them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.models import Evidence, PublicVerdict, Snapshot, Source
from reviews.selectors.sources import published_uses
from tests.factories.copies import make_captured
from tests.factories.reviews import EvidenceFactory, ReviewFactory, SourceFactory, make_settled_claim
from tests.factories.writing import make_draft, make_published
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
SCRIPT = "<script>alert(1)</script>"


def html(response) -> str:
    return response.content.decode()


@pytest.fixture
def cited() -> Source:
    """A source that one published check reads as against its claim."""
    claim = make_settled_claim(evidence=1)
    make_published(claim=claim, title="The tunnel carries 17,000 cars a day")
    return claim.evidence.get().source


def test_a_page_that_is_typed_is_recognised_with_what_published_checks_made_of_it(people, cited):
    typed = {"url": f"  {cited.url}?utm_source=mail#top "}
    shown = html(signed_in(people.lead).get(reverse("source_known"), typed, **HTMX))
    assert "We know this page" in shown
    assert "used in 1 published check." in shown
    assert "The tunnel carries 17,000 cars a day" in shown
    assert "Mostly false" in shown
    assert "Read there against the claim" in shown


def test_what_is_not_published_is_told_to_nobody(people, checked):
    claim = make_settled_claim(evidence=1)
    make_draft(claim=claim, title="canary-draft")
    source = claim.evidence.get().source
    piece = EvidenceFactory(claim=checked.claim, source=source)
    ReviewFactory(assignment=checked.lead, readings={piece: "supports"})
    for person in (people.second, people.admin):
        browser = signed_in(person)
        known = html(browser.get(reverse("source_known"), {"url": source.url}, **HTMX))
        page = html(browser.get(reverse("source", args=[source.pk])))
        assert "No published check cites it." in known
        assert not [word for word in ("canary", "Read there", "for the claim") if word in known + page]


def test_a_withheld_check_is_not_told_and_a_retracted_one_says_so(people, cited):
    PublicVerdict.objects.update(state="retracted")
    assert [use.is_retracted for use in published_uses(cited, people.lead)] == [True]
    PublicVerdict.objects.update(state="withheld")
    assert published_uses(cited, people.lead) == []


@pytest.mark.parametrize(
    "url", ["", "https://roads.example/unknown", "javascript:alert(1)", "https://[", "a\x00", "é" * 3000]
)
def test_what_is_unknown_or_no_address_says_nothing(people, url):
    browser = signed_in(people.lead)
    answer = browser.get(reverse("source_known"), {"url": url}, **HTMX)
    assert (answer.status_code, html(answer).strip()) == (200, "")
    assert browser.get(reverse("source_known"), {"url": url}).status_code == 302


def test_linking_without_javascript_says_that_the_source_is_known(people, checked, cited):
    typed = {"url": cited.url, "excerpt": "Other words"}
    answer = signed_in(people.lead).post(reverse("claim_evidence", args=[checked.claim.pk]), typed, follow=True)
    assert "We know this source: used in 1 published check." in html(answer)
    refused = signed_in(people.lead).post(reverse("claim_evidence", args=[checked.claim.pk]), {"url": cited.url})
    assert refused.status_code == 400
    assert "We know this page" in html(refused)


def test_a_file_is_handed_in_by_the_same_form_with_a_hostile_name(people, checked):
    file = SimpleUploadedFile(f'"{SCRIPT}.pdf', b"<html><body><p>17,310 a day</p></body></html>", "application/pdf")
    url = reverse("claim_evidence", args=[checked.claim.pk])
    answer = signed_in(people.lead).post(url, {"excerpt": "17,310 a day", "file": file}, **HTMX)
    assert answer.status_code == 200
    assert SCRIPT not in html(answer)
    assert Snapshot.objects.get().media_type == "text/html"
    again = signed_in(people.lead).post(url, {"excerpt": "a day", "source": Source.objects.get().pk})
    assert again.status_code == 303
    assert Evidence.objects.filter(source=Source.objects.get()).count() == 2


def test_the_form_offers_the_sources_of_the_file_and_keeps_what_was_typed(people, checked):
    piece = EvidenceFactory(claim=checked.claim)
    browser, url = signed_in(people.lead), reverse("claim_evidence", args=[checked.claim.pk])
    refused = browser.post(url, {"source": piece.source_id, "interest": "Paid by the owner"}, **HTMX)
    assert refused.status_code == 400
    assert f'<option value="{piece.source_id}" selected>' in html(refused)
    assert "Paid by the owner" in html(refused)


def test_the_list_is_searched_by_every_word_anywhere(people):
    found = SourceFactory(title="Traffic census", publisher="Roads Office", author="Ines Moor")
    SourceFactory(title="Harbour minutes", publisher="Council", url="https://council.example/minutes")
    browser = signed_in(people.lead)
    for words in ("census", "MOOR roads", "roads.example/census"):
        shown = html(browser.get(reverse("sources"), {"q": words}))
        assert reverse("source", args=[found.pk]) in shown
        assert "Harbour minutes" not in shown
    assert "No source is found" in html(browser.get(reverse("sources"), {"q": "nothing"}))
    for hostile in ("%", "_", "a\x00", "'" * 500, SCRIPT):
        answer = browser.get(reverse("sources"), {"q": hostile})
        assert answer.status_code == 200
        assert SCRIPT not in html(answer)


def test_the_page_of_a_source_shows_its_addresses_copy_and_archive_apart(people):
    source = SourceFactory(
        canonical_url="https://ministry.example/real", archived_url="https://archive.example/1", title=SCRIPT
    )
    make_captured(source)
    shown = html(signed_in(people.lead).get(reverse("source", args=[source.pk])))
    assert SCRIPT not in shown
    for words in ("Our own copy", "A public archive’s copy", "Only noted", "https://archive.example/1", "Not watched"):
        assert words in shown
    assert 'href="https://ministry.example/real"' not in shown
    assert "says what it is. Or ask an editor." in shown


def test_a_stale_description_shows_both_and_saves_when_sent_again(people, checked):
    source = EvidenceFactory(claim=checked.claim, added_by=people.lead).source
    browser, url = signed_in(people.lead), reverse("source_describe", args=[source.pk])
    assert browser.post(url, {"version": 1, "title": "First", "kind": "record"}).status_code == 303
    stale = browser.post(url, {"version": 1, "title": "Second", "kind": "record"})
    assert stale.status_code == 409
    assert "Somebody saved this meanwhile" in html(stale)
    assert 'value="Second"' in html(stale)
    assert '<input type="hidden" name="version" value="2"' in html(stale)
    assert browser.post(url, {"version": 2, "title": "Second", "kind": "record"}).status_code == 303
    assert Source.objects.get(pk=source.pk).title == "Second"


def test_withholding_is_asked_for_and_approved_on_the_page(people, checked):
    source = EvidenceFactory(claim=checked.claim, added_by=people.lead).source
    page = reverse("source", args=[source.pk])
    asks = signed_in(people.lead)
    assert asks.post(reverse("source_withhold", args=[source.pk]), {"because": " "}).status_code == 400
    assert asks.post(reverse("source_withhold", args=[source.pk]), {"because": "Her job"}).status_code == 303
    assert "Identity withheld, because Her job" in html(asks.get(page))
    assert "Ben Lind" not in html(signed_in(people.second).get(page)), "who works on it is not told"
    assert source.title in html(signed_in(people.admin).get(f"{reverse('sources')}?withheld=on"))
    assert signed_in(people.admin).post(reverse("source_approve", args=[source.pk])).status_code == 303
    assert "Approved by" in html(asks.get(page))
    assert asks.post(reverse("source_name", args=[source.pk]), {"because": "She agreed"}).status_code == 403
