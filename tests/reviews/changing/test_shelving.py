"""Claims put aside and taken up again."""

from datetime import timedelta

import pytest

from claims.models import Claim
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed
from factcheck.notices.models import Notice
from reviews.changing.shelving import shelve, tell_of_due, unshelve
from reviews.models import Evidence, Review, Round
from tests.factories.claims import AcceptedClaimFactory, ClaimFactory
from tests.factories.reviews import EvidenceFactory, ReviewFactory, make_closed_round
from tests.factories.writing import make_ready_draft

pytestmark = pytest.mark.django_db


def put_aside(claim: Claim, people, now, **more) -> Claim:
    return shelve(claim_id=claim.pk, because="overtaken", note="The law passed", by=people.admin, at=now, **more)


def test_open_work_ends_unread_and_the_file_stays(checked, people, now):
    EvidenceFactory(claim=checked.claim)
    ReviewFactory(assignment=checked.second)

    put_aside(checked.claim, people, now)

    claim = Claim.objects.get(pk=checked.claim.pk)
    assert (claim.status, claim.open_slots, claim.shelved_as) == ("shelved", 0, "overtaken")
    checked.round.refresh_from_db()
    checked.lead.refresh_from_db()
    assert (checked.round.status, checked.lead.status) == ("closed_unread", "ended")
    assert Evidence.objects.in_file().filter(claim=claim).count() == 1
    assert not Review.objects.visible_to(people.admin).exists()
    assert Notice.objects.filter(to=people.lead, text__contains="ended").exists()
    assert Notice.objects.filter(to=people.second, text__contains="closed unread").exists()


def test_the_notices_tell_nobody_of_the_other_reviewer(checked, people, now):
    ReviewFactory(assignment=checked.second)

    put_aside(checked.claim, people, now)

    assert not Notice.objects.filter(to=people.lead, text__contains="Chi").exists()
    assert not Notice.objects.filter(to=people.second, text__contains="Ben").exists()


def test_a_text_under_way_stays_its_writers(people, now):
    draft = make_ready_draft()

    put_aside(draft.claim, people, now)

    draft.refresh_from_db()
    assert draft.status == "drafting"


@pytest.mark.parametrize("status", ["accepted", "in_review", "adjudication", "settled"])
def test_from_every_open_state(people, now, status):
    makes = {
        "accepted": AcceptedClaimFactory,
        "in_review": lambda: make_closed_round("true", "mostly-true", comparing=True).claim,
        "adjudication": lambda: make_closed_round("true", "false").claim,
        "settled": lambda: make_closed_round("true", "true", settled="true").claim,
    }
    assert put_aside(makes[status](), people, now).status == "shelved"


@pytest.mark.parametrize("status", ["candidate", "published", "shelved", "duplicate"])
def test_from_no_other(people, now, status):
    canonical = AcceptedClaimFactory() if status == "duplicate" else None
    with pytest.raises(InvalidTransition):
        put_aside(ClaimFactory(status=status, canonical=canonical), people, now)


def test_taken_up_again_it_waits_for_reviewers_with_its_file(checked, people, now):
    EvidenceFactory(claim=checked.claim)
    put_aside(checked.claim, people, now, wake_at=now + timedelta(days=3))

    unshelve(claim_id=checked.claim.pk, by=people.admin, at=now)

    claim = Claim.objects.get(pk=checked.claim.pk)
    assert (claim.status, claim.open_slots, claim.shelved_as, claim.wake_at) == ("accepted", 2, "", None)
    assert Evidence.objects.in_file().filter(claim=claim).exists()
    assert not Round.objects.filter(claim=claim, status="open").exists()


def test_the_editors_are_told_once_when_its_day_comes_and_it_stays_shelved(people, now):
    claim = put_aside(AcceptedClaimFactory(), people, now, wake_at=now + timedelta(days=3))
    day = now + timedelta(days=3, minutes=1)

    assert tell_of_due(at=now + timedelta(days=2)) == 0
    assert (tell_of_due(at=day), tell_of_due(at=day)) == (1, 0)

    assert Notice.objects.filter(kind="shelved_due", to=people.admin).count() == 1
    assert not Notice.objects.filter(kind="shelved_due", to=people.lead).exists()
    assert Claim.objects.get(pk=claim.pk).status == "shelved"


def test_a_claim_taken_up_before_its_day_tells_nobody(people, now):
    claim = put_aside(AcceptedClaimFactory(), people, now, wake_at=now + timedelta(days=3))
    unshelve(claim_id=claim.pk, by=people.admin, at=now)

    assert tell_of_due(at=now + timedelta(days=9)) == 0


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"because": "bored"}, "because"),
        ({"note": "  "}, "note"),
        ({"note": "x" * 301}, "note"),
        ({"wake_at": -1}, "wake_at"),
    ],
)
def test_what_is_missing_is_named(people, now, sent, field):
    sent = {"because": "overtaken", "note": "So", **sent}
    if "wake_at" in sent:
        sent["wake_at"] = now + timedelta(days=sent["wake_at"])
    with pytest.raises(Invalid) as refused:
        shelve(claim_id=AcceptedClaimFactory().pk, by=people.admin, at=now, **sent)
    assert refused.value.errors[0].field == field


def test_only_an_editor_shelves_and_takes_up(checked, people, now):
    with pytest.raises(NotAllowed):
        shelve(claim_id=checked.claim.pk, because="overtaken", note="x", by=people.lead, at=now)
    with pytest.raises(NotAllowed):
        unshelve(claim_id=checked.claim.pk, by=people.lead, at=now)
