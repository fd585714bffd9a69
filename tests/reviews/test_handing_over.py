"""The hand-over note: who writes it, who reads it."""

import pytest

from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from reviews.assignment import by_hand
from reviews.handing_over import write_hand_over
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db
NOTE = "The guild answers on Mondays only."


def write(asked, by, at, text=NOTE):
    return write_hand_over(assignment_id=asked.pk, text=text, by=by, at=at)


def test_only_the_reviewer_writes_it_and_the_ledger_has_no_word_of_it(people, checked, now):
    assert write(checked.lead, people.lead, now).hand_over == NOTE
    with pytest.raises(NotAllowed):
        write(checked.lead, people.admin, now)
    with pytest.raises(NotFound):
        write(checked.lead, people.second, now)
    assert "guild" not in Entry.objects.get(verb="write_hand_over").payload


def test_it_is_short_and_written_while_the_work_is_open(people, checked, now):
    with pytest.raises(Invalid):
        write(checked.lead, people.lead, now, "x" * 5_001)
    by_hand.decline_assignment(assignment_id=checked.lead.pk, because="Ill", by=people.lead, at=now)
    with pytest.raises(InvalidTransition):
        write(checked.lead, people.lead, now)


def test_whoever_gets_the_seat_reads_it_and_the_other_reviewer_does_not(people, checked, now):
    write(checked.lead, people.lead, now)
    given = by_hand.reassign(
        assignment_id=checked.lead.pk, reviewer_id=people.stranger.pk, because="Ill", by=people.admin, at=now
    )
    assert given.takes_over == checked.lead
    assert NOTE in signed_in(people.stranger).get(f"/desk/assignments/{given.pk}/").text
    assert NOTE not in signed_in(people.second).get(f"/desk/assignments/{checked.second.pk}/").text
    for page in (f"/desk/rounds/{checked.round.pk}/", f"/desk/claims/{checked.claim.pk}/"):
        assert NOTE not in signed_in(people.second).get(page).text
    assert NOTE in signed_in(people.admin).get(f"/desk/claims/{checked.claim.pk}/").text


def test_the_page_keeps_a_refused_note(people, checked):
    client = signed_in(people.lead)
    refused = client.post(f"/desk/assignments/{checked.lead.pk}/hand-over/", {"hand_over": "y" * 5_001})
    assert refused.status_code == 400
    assert "y" * 5_001 in refused.text
    kept = client.post(f"/desk/assignments/{checked.lead.pk}/hand-over/", {"hand_over": NOTE}, follow=True)
    assert kept.redirect_chain == [(f"/desk/assignments/{checked.lead.pk}/", 303)]
    assert NOTE in kept.text


def test_the_api_takes_it_and_gives_it_to_the_next_person(people, checked, now):
    url = f"/api/v1/assignments/{checked.lead.pk}/hand_over/"
    taken = signed_in(people.lead).post(url, {"hand_over": NOTE}, content_type="application/json")
    assert (taken.status_code, taken.json()["hand_over"]) == (200, NOTE)
    given = by_hand.reassign(
        assignment_id=checked.lead.pk, reviewer_id=people.stranger.pk, because="Ill", by=people.admin, at=now
    )
    assert signed_in(people.stranger).get(f"/api/v1/assignments/{given.pk}/").json()["handed_over"] == NOTE
