"""The pages and the API of rechecks: what happened, the page as published, the two copies, the decision."""

import pytest
from django.utils import timezone

from reviews.models import Evidence, Recheck, Snapshot, SourceWatch
from reviews.watching.rechecks import open_recheck
from tests.factories.writing import make_published
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db
QUOTE = "17,310 vehicles a day went through"
BEFORE = f"Traffic census.\nThe office counts. {QUOTE} the tunnel.\nThe end."
AFTER = "Traffic census.\nThe office counts. <script>39,800</script> vehicles a day crossed the bridge.\nThe end."


def copy(source, text: str) -> Snapshot:
    made = Snapshot(source=source, text=text, origin="watched", taken_at=timezone.now())
    made.save()
    return made


@pytest.fixture
def recheck(people) -> Recheck:
    claim_id = make_published().verdict.claim_id
    evidence = Evidence.objects.filter(claim=claim_id).first()
    Evidence.objects.filter(pk=evidence.pk).update(excerpt=QUOTE)
    before = copy(evidence.source, BEFORE)
    Snapshot.objects.filter(pk=before.pk).update(status="failed", fault="dead")
    said = {"source": evidence.source, "evidence": evidence, "before": before, "detail": "A quotation is gone."}
    after = copy(evidence.source, AFTER)
    return open_recheck(claim_id=claim_id, because="quote_lost", at=timezone.now(), after=after, **said)


def page(person, recheck) -> str:
    return signed_in(person).get(f"/desk/rechecks/{recheck.pk}/").content.decode()


def test_the_page_shows_the_rating_the_quotation_and_both_dates(people, recheck):
    shown = page(people.admin, recheck)
    assert "Rated: <b>Mostly false</b>" in shown
    assert "no longer there" in shown
    assert shown.count("Our copy from before") == shown.count("Our new copy") == 1


def test_the_difference_is_escaped_and_said_aloud(people, recheck):
    shown = page(people.admin, recheck)
    assert "<script>39,800" not in shown
    assert "39,800" in shown
    assert '<ins><span class="vh"> [new: </span>' in shown
    assert '<del><span class="vh"> [gone: </span>' in shown


def test_the_whole_desk_reads_and_only_editors_are_offered_to_decide(people, recheck):
    assert 'value="new_round"' in page(people.admin, recheck)
    shown = page(people.stranger, recheck)
    assert "An editor decides what follows." in shown
    assert 'value="new_round"' not in shown


def test_a_decision_without_a_reason_keeps_the_page_and_says_so(people, recheck):
    answer = signed_in(people.admin).post(f"/desk/rechecks/{recheck.pk}/decide/", {"decision": "keep", "because": ""})
    assert answer.status_code == 400
    assert "Say why in a few words." in answer.content.decode()


def test_deciding_leads_back_to_the_page(people, recheck):
    client = signed_in(people.admin)
    answer = client.post(f"/desk/rechecks/{recheck.pk}/decide/", {"decision": "correct", "because": "It is wrong"})
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/rechecks/{recheck.pk}/")
    assert "The page is put right" in page(people.admin, recheck)
    assert (
        client.post(f"/desk/rechecks/{recheck.pk}/finish/", {"because": "The figure is put right"}).status_code == 303
    )
    assert "The page is put right" not in page(people.admin, recheck)


def test_a_decision_that_came_too_late_shows_the_form_with_the_refusal(people, recheck):
    client = signed_in(people.admin)
    sent = {"decision": "keep", "because": "Typed with care"}
    client.post(f"/desk/rechecks/{recheck.pk}/decide/", sent)
    answer = client.post(f"/desk/rechecks/{recheck.pk}/decide/", sent)
    assert answer.status_code == 409
    assert "decided already" in answer.content.decode()


def test_the_lists_hold_each_recheck_where_it_stands(people, recheck):
    client = signed_in(people.lead)
    where = f'href="/desk/rechecks/{recheck.pk}/"'

    def found() -> list[str]:
        groups = ("open", "to_do", "done")
        return [one for one in groups if where in client.get("/desk/rechecks/", {"show": one}).content.decode()]

    assert found() == ["open"]
    Recheck.objects.update(decision="correct", decided_at=timezone.now(), decided_by=people.admin)
    assert found() == ["to_do"]
    Recheck.objects.update(done_at=timezone.now())
    assert found() == ["done"]
    assert client.get("/desk/rechecks/", {"show": "other"}).status_code == 404


def test_sources_that_cannot_be_looked_at_stand_on_the_page(people, recheck):
    at = timezone.now()
    SourceWatch.objects.filter(source=recheck.source).update(
        state="trouble", failures=5, looked_at=at, look_at=at, state_detail="The site failed."
    )
    shown = signed_in(people.admin).get("/desk/rechecks/").content.decode()
    assert "5 times in a row" in shown
    assert "The site failed." in shown


def test_the_board_leads_to_the_recheck(people, recheck):
    client = signed_in(people.admin)
    shown = client.get("/desk/board/", {"show": "evidence_changed"}).content.decode()
    assert f'href="/desk/rechecks/{recheck.pk}/">Decide</a>' in shown
    assert "an editor&#x27;s move" in shown
    Recheck.objects.update(decision="correct", decided_at=timezone.now(), decided_by=people.admin)
    shown = client.get("/desk/board/", {"show": "to_put_right"}).content.decode()
    assert f'href="/desk/rechecks/{recheck.pk}/">Put right</a>' in shown


def test_programs_read_the_difference_and_decide(people, recheck):
    client = signed_in(people.admin)
    [listed] = client.get("/api/v1/rechecks/").json()["results"]
    assert (listed["id"], listed["because"]) == (recheck.pk, "quote_lost")
    whole = client.get(f"/api/v1/rechecks/{recheck.pk}/").json()
    assert (whole["rating"], whole["more"]) == ("Mostly false", 0)
    lost = next(one for one in whole["quotations"] if one["excerpt"] == QUOTE)
    assert (lost["was_there"], lost["is_there"]) == (True, False)
    assert {"out", "in", "same"} == {piece["kind"] for piece in whole["paragraphs"][0]}
    sent = {"decision": "correct", "because": "It is wrong"}
    answer = client.post(f"/api/v1/rechecks/{recheck.pk}/decide/", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["decision"]) == (200, "correct")
    answer = client.post(
        f"/api/v1/rechecks/{recheck.pk}/finish/", {"because": "It is put right"}, content_type="application/json"
    )
    assert answer.json()["done_at"] is not None
    assert client.get("/api/v1/rechecks/?show=done").json()["results"][0]["id"] == recheck.pk
    assert client.get("/api/v1/rechecks/?show=nonsense").status_code == 400
