"""What is held back, and what reviewers point out."""

from datetime import timedelta

import pytest

from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.changing.flags import flag_claim, settle_flag
from reviews.changing.holds import place_hold, release_hold, tell_of_run_out
from reviews.models import Flag, Hold
from tests.factories.claims import AcceptedClaimFactory, CandidateFactory
from tests.factories.people import AdminFactory

pytestmark = pytest.mark.django_db


def hold(claim, people, now, kind="editorial", **more) -> Hold:
    return place_hold(claim_id=claim.pk, kind=kind, reason="A letter came", by=people.admin, at=now, **more)


def flag(checked, people, now, kind="two_claims", note="Rents and flats") -> Flag:
    return flag_claim(claim_id=checked.claim.pk, kind=kind, note=note, by=people.lead, at=now)


class TestHolds:
    def test_one_stands_until_somebody_releases_it(self, people, now):
        claim = AcceptedClaimFactory()
        placed = hold(claim, people, now)

        assert list(Hold.objects.standing().filter(claim=claim)) == [placed]
        release_hold(hold_id=placed.pk, because="Answered", by=people.admin, at=now)
        assert not Hold.objects.standing().filter(claim=claim).exists()

    def test_a_legal_one_is_released_by_another_editor(self, people, now):
        placed = hold(AcceptedClaimFactory(), people, now, kind="legal")

        with pytest.raises(NotAllowed):
            release_hold(hold_id=placed.pk, because="Fine", by=people.admin, at=now)
        released = release_hold(hold_id=placed.pk, because="Fine", by=AdminFactory(), at=now)
        assert released.released_at == now

    def test_its_author_is_told_once_when_its_day_has_passed_and_it_stands(self, people, now):
        placed = hold(AcceptedClaimFactory(), people, now, until=now + timedelta(days=1))
        later = now + timedelta(days=1, minutes=1)

        assert tell_of_run_out(at=now) == 0
        assert (tell_of_run_out(at=later), tell_of_run_out(at=later)) == (1, 0)

        assert Notice.objects.get(kind="hold_due").to == people.admin
        placed.refresh_from_db()
        assert placed.released_at is None
        assert placed.has_run_out(later)

    def test_it_is_released_once(self, people, now):
        placed = hold(AcceptedClaimFactory(), people, now)
        release_hold(hold_id=placed.pk, because="Answered", by=people.admin, at=now)

        with pytest.raises(InvalidTransition):
            release_hold(hold_id=placed.pk, because="Answered", by=people.admin, at=now)

    def test_a_double_click_places_one(self, people, now):
        claim = AcceptedClaimFactory()
        hold(claim, people, now)
        with pytest.raises(Invalid):
            hold(claim, people, now)

    def test_a_proposal_is_not_held(self, people, now):
        with pytest.raises(InvalidTransition):
            hold(CandidateFactory(), people, now)

    def test_a_reviewer_asks_for_one_by_a_flag(self, checked, people, now):
        with pytest.raises(NotAllowed):
            place_hold(claim_id=checked.claim.pk, kind="safety", reason="x", by=people.lead, at=now)
        raised = flag(checked, people, now, kind="hold")

        hold(checked.claim, people, now, kind="safety")

        raised.refresh_from_db()
        assert raised.outcome == "done"


class TestFlags:
    def test_the_editors_are_told_and_nobody_else(self, checked, people, now):
        flag(checked, people, now)

        told = {one.to for one in Notice.objects.filter(kind="flagged").select_related("to")}
        assert people.admin in told
        assert all(person.is_admin for person in told)

    def test_one_open_flag_for_each_person_and_kind(self, checked, people, now):
        first = flag(checked, people, now)
        with pytest.raises(Invalid):
            flag(checked, people, now)

        flag(checked, people, now, kind="unfair_wording")
        settle_flag(flag_id=first.pk, outcome="left", by=people.admin, at=now)
        flag(checked, people, now)

        assert Flag.objects.filter(claim=checked.claim).count() == 3

    def test_whoever_raised_it_learns_what_became_of_it(self, checked, people, now):
        settle_flag(flag_id=flag(checked, people, now).pk, outcome="left", by=people.admin, at=now)

        assert "left as it is" in Notice.objects.get(kind="flag_settled", to=people.lead).text

    def test_it_is_settled_once_and_by_an_editor(self, checked, people, now):
        raised = flag(checked, people, now)
        with pytest.raises(NotAllowed):
            settle_flag(flag_id=raised.pk, outcome="done", by=people.lead, at=now)
        settle_flag(flag_id=raised.pk, outcome="done", by=people.admin, at=now)
        with pytest.raises(InvalidTransition):
            settle_flag(flag_id=raised.pk, outcome="done", by=people.admin, at=now)

    def test_only_those_at_work_on_it_and_editors_raise_one(self, checked, people, now):
        with pytest.raises(NotAllowed):
            flag_claim(claim_id=checked.claim.pk, kind="two_claims", by=people.stranger, at=now)
        assert flag_claim(claim_id=checked.claim.pk, kind="two_claims", by=people.admin, at=now).pk

    def test_the_ledger_does_not_repeat_the_note(self, checked, people, now):
        flag(checked, people, now, note="Zanzibar")

        assert not any("Zanzibar" in one.payload for one in Entry.objects.all())
