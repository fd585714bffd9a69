"""Two claims under work turn out to be one."""

import pytest

from claims.models import Claim, Tip
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed
from factcheck.notices.models import Notice
from reviews.changing.merging import merge_under_work
from reviews.changing.shelving import shelve
from reviews.models import Evidence, Hold, Round
from tests.factories.claims import AcceptedClaimFactory, AppearanceFactory, ClaimFactory
from tests.factories.people import PersonFactory
from tests.factories.readers import make_tip
from tests.factories.reviews import (
    EvidenceFactory,
    ReviewDraftFactory,
    ReviewFactory,
    make_closed_round,
    make_open_round,
    make_settled_claim,
)
from tests.reviews.changing.test_rewording import seats_agree

pytestmark = pytest.mark.django_db


def merge(claim: Claim, canonical: Claim, people, now, **more) -> Claim:
    return merge_under_work(
        claim_id=claim.pk, canonical_id=canonical.pk, because="The same words", by=people.admin, at=now, **more
    )


def test_evidence_appearances_holds_and_tips_join_the_claim_that_stays(checked, people, now):
    canonical = AcceptedClaimFactory()
    there = EvidenceFactory(claim=canonical)
    EvidenceFactory(claim=checked.claim, source=there.source, excerpt=there.excerpt)
    EvidenceFactory(claim=checked.claim, excerpt="Only here")
    AppearanceFactory(claim=checked.claim)
    tip = make_tip(at=now)
    Tip.objects.filter(pk=tip.pk).update(claim=checked.claim)
    places = canonical.appearances.count() + checked.claim.appearances.count()
    Hold.objects.create(claim=checked.claim, kind="legal", reason="x", placed_by=people.admin, placed_at=now)

    merge(checked.claim, canonical, people, now)

    checked.claim.refresh_from_db()
    assert (checked.claim.status, checked.claim.canonical, checked.claim.open_slots) == ("duplicate", canonical, 0)
    assert Evidence.objects.filter(claim=canonical).count() == 2
    assert canonical.appearances.count() == places
    assert Hold.objects.standing().filter(claim=canonical).exists()
    assert list(canonical.tips.all()) == [tip]


def test_open_assignments_end_with_a_notice(checked, people, now):
    merge(checked.claim, AcceptedClaimFactory(), people, now)

    for one in (checked.lead, checked.second):
        one.refresh_from_db()
        assert one.status == "ended"
        assert Notice.objects.filter(to=one.reviewer, kind="claim_changed").count() == 1
    checked.round.refresh_from_db()
    assert checked.round.status == "closed_unread"


def test_work_follows_into_a_free_seat_with_its_draft(checked, people, now):
    other = make_open_round(PersonFactory(), claim=None)
    piece = EvidenceFactory(claim=checked.claim)
    ReviewDraftFactory(assignment=checked.lead, rationale="Half", readings={str(piece.pk): {"stance": "refutes"}})

    merge(checked.claim, other.claim, people, now, move=[checked.lead.pk])

    moved = other.assignments.get(reviewer=people.lead)
    assert (moved.is_lead, moved.draft.rationale) == (False, "Half")
    assert list(moved.draft.readings) == [str(Evidence.objects.get(claim=other.claim).pk)]
    assert seats_agree(other.claim)
    assert Claim.objects.get(pk=other.claim_id).open_slots == 0


def test_nobody_follows_where_there_is_no_seat_or_they_sit_already(checked, people, now):
    full = make_open_round()
    shared = make_open_round(people.lead)
    for canonical, code in ((full, "no_free_seat"), (shared, "cannot_be_asked")):
        with pytest.raises(Invalid) as refused:
            merge(checked.claim, canonical.claim, people, now, move=[checked.lead.pk])
        assert (refused.value.code, refused.value.errors[0].field) == (code, "move")
    with pytest.raises(Invalid) as refused:
        merge(checked.claim, AcceptedClaimFactory(), people, now, move=[checked.lead.pk])
    assert refused.value.code == "no_open_round"


def test_a_sealed_review_on_either_side_stops_it(checked, people, now):
    ReviewFactory(assignment=checked.lead)

    for pair in ((checked.claim, AcceptedClaimFactory()), (AcceptedClaimFactory(), checked.claim)):
        with pytest.raises(InvalidTransition):
            merge(*pair, people, now)


def test_once_shelved_it_may_be_merged(checked, people, now):
    ReviewFactory(assignment=checked.lead)
    shelve(claim_id=checked.claim.pk, because="overtaken", note="Found twice", by=people.admin, at=now)

    merge(checked.claim, AcceptedClaimFactory(), people, now)

    assert Claim.objects.get(pk=checked.claim.pk).status == "duplicate"


def test_what_joins_a_judged_file_is_marked_as_coming_after_the_reviews(people, now):
    canonical = make_settled_claim()
    claim = AcceptedClaimFactory()
    EvidenceFactory(claim=claim, excerpt="Late")

    merge(claim, canonical, people, now)

    late = Evidence.objects.get(claim=canonical, excerpt="Late")
    assert (late.after_reviews, late.added_at) == (True, now)
    assert Round.objects.get(claim=canonical).status == "settled"


def test_a_disagreement_that_is_merged_is_set_aside(people, now):
    old = make_closed_round("true", "false")

    merge(old.claim, AcceptedClaimFactory(), people, now)

    old.refresh_from_db()
    assert old.status == "set_aside"


def test_duplicates_of_the_merged_claim_go_with_it(people, now):
    claim, canonical = AcceptedClaimFactory(), AcceptedClaimFactory()
    older = ClaimFactory(status="duplicate", canonical=claim)

    merge(claim, canonical, people, now)

    older.refresh_from_db()
    assert older.canonical == canonical


def test_what_is_published_gone_or_itself_takes_nothing_in(people, now):
    claim = AcceptedClaimFactory()
    for other in (ClaimFactory(status="published"), ClaimFactory(status="dismissed"), claim):
        with pytest.raises(Invalid):
            merge(claim, other, people, now)
    with pytest.raises(InvalidTransition):
        merge(ClaimFactory(status="published"), claim, people, now)


def test_only_an_editor_merges(checked, people, now):
    with pytest.raises(NotAllowed):
        merge_under_work(
            claim_id=checked.claim.pk, canonical_id=AcceptedClaimFactory().pk, because="x", by=people.lead, at=now
        )
