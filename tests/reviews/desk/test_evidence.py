"""A claim's file in place: a piece just added, taken out, a copy made first, sources chosen from elsewhere."""

import pytest
from django.urls import reverse

from reviews.models import Evidence, Snapshot
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.copies import make_captured
from tests.factories.reviews import EvidenceFactory, SourceFactory
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db

NEW = {"url": "https://roads.example/new", "excerpt": "New words"}


@pytest.fixture
def workspace(checked) -> str:
    return f"/desk/assignments/{checked.lead.pk}/"


@pytest.fixture
def in_place(workspace) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{workspace}"}


@pytest.fixture
def own(people, checked) -> Evidence:
    return EvidenceFactory(claim=checked.claim, added_by=people.lead)


def test_a_piece_just_added_is_read_and_taken_out_like_any_other(people, checked, in_place):
    part = signed_in(people.lead).post(reverse("claim_evidence", args=[checked.claim.pk]), NEW, headers=in_place).text
    added = Evidence.objects.get()
    assert f'id="piece-{added.pk}"' in part
    assert f'name="stance-{added.pk}"' in part
    assert f'hx-post="/desk/evidence/{added.pk}/remove/"' in part


def test_a_piece_is_taken_out_in_place(people, own, in_place):
    client = signed_in(people.lead)
    refused = client.post(f"/desk/evidence/{own.pk}/remove/", {"because": ""}, headers=in_place)
    assert refused.status_code == 400
    assert refused.headers["HX-Retarget"] == f"#take-out-{own.pk}"
    assert "<html" not in refused.text
    part = client.post(f"/desk/evidence/{own.pk}/remove/", {"because": "Another tunnel"}, headers=in_place).text
    assert "Taken out of the file." in part
    assert "0 pieces of evidence" in part
    assert not Evidence.objects.in_file().exists()


def test_a_refusal_stands_at_its_piece_without_javascript_too(people, own):
    page = signed_in(people.lead).post(f"/desk/evidence/{own.pk}/remove/", {"because": ""})
    before, _, after = page.text.partition(f'id="take-out-{own.pk}"')
    assert page.status_code == 400
    assert "problem-summary" not in before
    assert "problem-summary" in after


def test_the_claim_tells_what_was_taken_out_and_why(people, checked, own):
    client, page = signed_in(people.lead), f"/desk/claims/{checked.claim.pk}/"
    assert "Taken out (" not in client.get(page).text
    client.post(f"/desk/evidence/{own.pk}/remove/", {"because": "Another tunnel"})
    shown = client.get(page).text
    assert "Taken out (1)" in shown
    assert "taken out by you" in shown
    assert "Another tunnel" in shown


def test_a_page_is_copied_first_and_its_words_chosen_there(people, checked):
    client, address = signed_in(people.lead), reverse("claim_copy_first", args=[checked.claim.pk])
    answer = client.post(address, {"url": NEW["url"]})
    asked = Snapshot.objects.get()
    assert asked.source.url == NEW["url"]
    assert (answer.status_code, answer.url) == (303, f"/desk/claims/{checked.claim.pk}/read/{asked.pk}/")
    assert "making our copy" in client.get(answer.url).text
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("how", ["plain", "in place"])
def test_what_cannot_be_copied_is_said_beside_the_address(people, checked, in_place, how):
    headers = in_place if how == "in place" else {}
    address = reverse("claim_copy_first", args=[checked.claim.pk])
    answer = signed_in(people.lead).post(address, {"url": "", "excerpt": "Half a thought"}, headers=headers)
    assert answer.status_code == 400
    assert "Half a thought" in answer.text
    assert ("<html" in answer.text) == (how == "plain")


def test_what_we_hold_of_a_known_page_can_be_read_beside_the_claim(people, checked, in_place):
    copy = make_captured()
    asked = {"url": copy.source.url, "claim": checked.claim.pk}
    part = signed_in(people.lead).get(reverse("source_known"), asked, headers=in_place).text
    assert f'href="/desk/claims/{checked.claim.pk}/read/{copy.pk}/"' in part
    del asked["claim"]
    assert "/read/" not in signed_in(people.lead).get(reverse("source_known"), asked, headers=in_place).text


def test_sources_of_other_claims_are_found_beside_the_form(people, in_place):
    client = signed_in(people.lead)
    for n in range(10):
        SourceFactory(title=f"<b>Census</b> {n}")
    part = client.get(reverse("sources"), {"q": "census"}, headers=in_place).text
    assert part.count("data-use-source=") == 8
    assert "<b>" not in part
    assert client.get(reverse("sources"), {"q": ""}, headers=in_place).text.strip() == ""
    assert "No source is found." in client.get(reverse("sources"), {"q": "harbour"}, headers=in_place).text


@pytest.mark.parametrize("who", ["lead", "stranger"])
def test_without_javascript_a_source_is_chosen_from_the_list_of_all(people, checked, workspace, who):
    source, client = SourceFactory(title="Census of 1990"), signed_in(getattr(people, who))
    back = workspace if who == "lead" else f"/desk/claims/{checked.claim.pk}/"
    page = client.get(reverse("sources"), {"claim": checked.claim.pk}).text
    assert f'href="{back}?source={source.pk}#evidence-form"' in page
    assert "Use it for this claim" not in client.get(reverse("sources")).text


def test_a_source_chosen_elsewhere_stands_in_the_form(people, checked, workspace):
    source, client = SourceFactory(title="Census of 1990"), signed_in(people.lead)
    for page in (workspace, f"/desk/claims/{checked.claim.pk}/"):
        shown = client.get(page, {"source": source.pk}).text
        assert f'<option value="{source.pk}" selected>Census of 1990</option>' in shown
        assert 'value="https://a.example/x"' in client.get(page, {"url": "https://a.example/x"}).text
    refused = client.post(reverse("claim_evidence", args=[checked.claim.pk]), {"source": source.pk})
    assert refused.status_code == 400
    assert f'<option value="{source.pk}" selected>Census of 1990</option>' in refused.text


@pytest.mark.parametrize("asked", [{"source": "x"}, {"source": "9" * 40}, {"source": "0"}, {"url": "\x00"}])
def test_nonsense_in_the_address_chooses_nothing(people, workspace, asked):
    assert signed_in(people.lead).get(workspace, asked).status_code == 200


def test_the_words_of_a_published_claim_are_not_offered_to_be_taken_out(people):
    claim = AcceptedClaimFactory()
    EvidenceFactory(claim=claim, added_by=people.stranger)
    assert "Take it out" not in signed_in(people.stranger).get(f"/desk/claims/{claim.pk}/").text
    assert "Take it out" in signed_in(people.admin).get(f"/desk/claims/{claim.pk}/").text
