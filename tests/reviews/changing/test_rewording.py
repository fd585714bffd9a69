"""New words for a claim under work: what happens to rounds, reviews, drafts and seats."""

import pytest

from claims.models import Claim
from factcheck.core.errors import Conflict, Invalid, InvalidTransition, NotAllowed
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.changing.flags import flag_claim
from reviews.changing.rewording import reword
from reviews.changing.spelling import what_else_changed
from reviews.models import Assignment, Review, ReviewDraft, Round
from tests.factories.claims import AcceptedClaimFactory, ClaimFactory
from tests.factories.reviews import EvidenceFactory, ReviewDraftFactory, ReviewFactory, make_closed_round
from tests.factories.writing import make_signed_draft

pytestmark = pytest.mark.django_db

BEFORE = "Lind said that 40,000 cars go thruogh the harbour tunnel every day."
SPELT = "Lind said that 40,000 cars go through the harbour tunnel every day."
MEANT = "Lind said that 14,000 cars go through the harbour tunnel every day."


def put_words(claim: Claim, text: str = BEFORE) -> Claim:
    type(claim.wording).objects.filter(pk=claim.wording_id).update(text=text)
    claim.refresh_from_db()
    return claim


def change(claim: Claim, text: str, kind: str, *, by, at, **more):
    return reword(claim_id=claim.pk, text=text, kind=kind, version=claim.version, by=by, at=at, **more).wording


def seats_agree(claim: Claim) -> bool:
    claim.refresh_from_db()
    under_way = Round.objects.filter(claim=claim, status="open").first()
    if under_way is None:
        return claim.status == "accepted" or claim.open_slots == 0
    live = Assignment.objects.live().filter(round=under_way).count()
    return claim.open_slots == under_way.reviews_wanted - live


class TestSpelling:
    def test_reviews_stand_and_the_round_follows_the_new_words(self, checked, people, now):
        review = ReviewFactory(assignment=checked.lead)

        added = change(put_words(checked.claim), SPELT, "spelling", by=people.admin, at=now)

        checked.round.refresh_from_db()
        assert (checked.round.status, checked.round.wording_id) == ("open", added.pk)
        assert Review.objects.standing().filter(pk=review.pk).exists()
        assert set(Assignment.objects.live().filter(round=checked.round)) == {checked.lead, checked.second}
        assert Notice.objects.filter(kind="claim_changed", to=people.lead).count() == 1

    def test_a_signed_text_goes_back_to_its_writer(self, people, now):
        draft = make_signed_draft()

        change(put_words(draft.claim), SPELT, "spelling", by=people.admin, at=now)

        draft.refresh_from_db()
        draft.claim.refresh_from_db()
        assert (draft.status, draft.claim.status) == ("drafting", "settled")

    def test_more_than_spelling_is_refused_with_the_other_way_named(self, checked, people, now):
        with pytest.raises(Invalid) as refused:
            change(put_words(checked.claim), MEANT, "spelling", by=people.admin, at=now)

        assert (refused.value.code, refused.value.errors[0].field) == ("not_spelling_only", "kind")
        assert "Meaning changed" in refused.value.detail

    def test_a_claim_nobody_checks_yet_just_gets_its_words(self, people, now):
        claim = put_words(AcceptedClaimFactory())

        change(claim, SPELT, "spelling", by=people.admin, at=now)

        assert str(Claim.objects.get(pk=claim.pk)) == SPELT


class TestMeaning:
    def test_an_open_round_closes_unread_and_the_same_people_go_on(self, checked, people, now):
        piece = EvidenceFactory(claim=checked.claim)
        ReviewDraftFactory(assignment=checked.lead, rationale="Half", readings={str(piece.pk): {"stance": "context"}})
        ReviewFactory(assignment=checked.second, rationale="Whole", readings={piece: "refutes"})

        change(put_words(checked.claim), MEANT, "meaning", by=people.admin, at=now)

        old, new = Round.objects.filter(claim=checked.claim).order_by("number")
        assert (old.status, old.closed_at, new.status, str(new.wording)) == ("closed_unread", None, "open", MEANT)
        asked = {one.reviewer: one for one in new.assignments.select_related("draft__rating")}
        assert set(asked) == {people.lead, people.second}
        assert asked[people.lead].is_lead
        assert not asked[people.second].is_lead
        assert asked[people.lead].draft.rationale == "Half"
        assert asked[people.lead].draft.readings == {str(piece.pk): {"stance": "context"}}
        assert asked[people.second].draft.rationale == "Whole"
        assert asked[people.second].draft.rating.key == "mostly-false"
        assert all(one.due_at > now and one.status == "assigned" for one in asked.values())
        assert seats_agree(checked.claim)

    def test_nobody_but_its_author_ever_reads_a_review_closed_unread(self, checked, people, now):
        review = ReviewFactory(assignment=checked.second)

        change(put_words(checked.claim), MEANT, "meaning", by=people.admin, at=now)

        assert list(Review.objects.visible_to(people.second)) == [review]
        for person in (people.admin, people.lead, people.stranger):
            assert not Review.objects.visible_to(person).exists()
            assert not ReviewDraft.objects.visible_to(person).filter(assignment__reviewer=people.second).exists()

    def test_a_free_seat_stays_free(self, checked, people, now):
        Assignment.objects.filter(pk=checked.second.pk).update(status="declined")
        Claim.objects.filter(pk=checked.claim.pk).update(open_slots=1)

        change(put_words(checked.claim), MEANT, "meaning", by=people.admin, at=now)

        assert seats_agree(checked.claim)
        assert Claim.objects.get(pk=checked.claim.pk).open_slots == 1

    @pytest.mark.parametrize(("how", "after"), [({}, "set_aside"), ({"comparing": True}, "set_aside")])
    def test_a_round_that_was_read_stays_as_history_and_the_claim_reopens(self, people, now, how, after):
        old = make_closed_round("true", "false", **how)

        change(put_words(old.claim), MEANT, "meaning", by=people.admin, at=now)

        old.refresh_from_db()
        new = Round.objects.get(claim=old.claim, status="open")
        assert (old.status, new.number, new.plan) == (after, old.number + 1, old.plan)
        assert Review.objects.visible_to(people.admin).filter(round=old).count() == 2
        assert Claim.objects.get(pk=old.claim_id).status == "in_review"
        assert seats_agree(old.claim)

    def test_a_settled_round_stays_settled_and_a_new_one_opens(self, people, now):
        old = make_closed_round("true", "true", settled="true")

        change(put_words(old.claim), MEANT, "meaning", by=people.admin, at=now)

        assert [one.status for one in Round.objects.filter(claim=old.claim).order_by("number")] == ["settled", "open"]
        assert Claim.objects.get(pk=old.claim_id).open_slots == 2

    def test_the_ledger_tells_it_in_codes_and_ids(self, checked, people, now):
        change(put_words(checked.claim), MEANT, "meaning", by=people.admin, at=now, because="They meant the bypass")

        entries = Entry.objects.filter(at=now)
        assert {"reword", "close_unread", "renew", "open_round", "end", "assign"} <= {one.verb for one in entries}
        assert not any("bypass" in one.payload or "tunnel" in one.payload for one in entries)

    def test_a_flag_on_the_wording_is_settled_with_it(self, checked, people, now):
        flag = flag_claim(claim_id=checked.claim.pk, kind="unfair_wording", note="Loaded", by=people.lead, at=now)

        change(put_words(checked.claim), MEANT, "meaning", by=people.admin, at=now)

        flag.refresh_from_db()
        assert (flag.outcome, flag.settled_by) == ("done", people.admin)


def test_a_reviewer_may_not(checked, people, now):
    with pytest.raises(NotAllowed):
        change(checked.claim, MEANT, "meaning", by=people.lead, at=now)


@pytest.mark.parametrize("status", ["candidate", "published", "shelved", "dismissed", "divided"])
def test_only_a_claim_under_work_is_reworded(people, now, status):
    with pytest.raises(InvalidTransition):
        change(ClaimFactory(status=status), MEANT, "meaning", by=people.admin, at=now)


def test_words_typed_over_newer_ones_are_refused(checked, people, now):
    with pytest.raises(Conflict):
        reword(
            claim_id=checked.claim.pk, text=MEANT, kind="meaning", version=checked.claim.version - 1,
            by=people.admin, at=now,
        )  # fmt: skip


def test_the_same_words_change_nothing(checked, people, now):
    wording = change(checked.claim, str(checked.claim), "meaning", by=people.admin, at=now)

    assert (wording.pk, Round.objects.get(claim=checked.claim).status) == (checked.claim.wording_id, "open")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The goverment said so", "The government said so."),
        ("the mayor of london said", "The mayor of London said"),
        ("Any one may go", "Anyone may go"),
        ("He adressed it", "He addressed it"),
        ("Well known fact", "Well-known fact"),
        ("Teh road is shut", "The road is shut"),
    ],
)
def test_is_spelling(before, after):
    assert what_else_changed(before, after) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It cost 5 million", "It cost 5 billion"),
        ("It cost 5,000", "It cost 50,000"),
        ("It rose by 5", "It rose by 5 %"),
        ("It was legal", "It was illegal"),
        ("He did it", "He didn't do it"),
        ("Exports rose", "Imports rose"),
        ("They increased it", "They decreased it"),
        ("Mayor Lind said", "Mayor Lund said"),
        ("Lind said", "Lund said"),
        ("Prices rose", "Prices nearly rose"),
        ("Prices rose sharply", "Prices rose"),
        ("The bridge fell", "The tunnel fell"),
        ("Nobody came", "Everybody came"),
    ],
)
def test_is_more_than_spelling(before, after):
    assert what_else_changed(before, after) is not None
