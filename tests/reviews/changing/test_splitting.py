"""One claim becomes several, and each child keeps what the desk knew."""

import pytest

from claims.models import Appearance, Claim
from claims.states import FoundAs
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed
from factcheck.notices.models import Notice
from reviews.changing.holds import place_hold
from reviews.changing.splitting import split_claim
from reviews.models import ClaimantContact, Evidence, Hold, Review, Round
from tests.factories.claims import AcceptedClaimFactory, ArticleFactory, ClaimFactory
from tests.factories.reviews import (
    EvidenceFactory,
    ReviewDraftFactory,
    ReviewFactory,
    make_closed_round,
    make_open_round,
)
from tests.factories.writing import make_ready_draft
from tests.reviews.changing.test_rewording import seats_agree

pytestmark = pytest.mark.django_db

PARTS = ["Rents rose by 9 per cent in 2023", "The council built no flats"]


def split(claim: Claim, people, now, parts=PARTS, **more) -> list[Claim]:
    return split_claim(claim_id=claim.pk, parts=parts, by=people.admin, at=now, **more).children


def test_children_keep_what_the_desk_knew_of_their_parent(people, now):
    parent = AcceptedClaimFactory(priority=40, accepted_because="harm")

    children = split(parent, people, now)

    assert [str(one) for one in children] == PARTS
    for child in children:
        child.refresh_from_db()
        assert (child.status, child.split_from, child.priority) == ("accepted", parent, 40)
        assert (child.claimant, child.claim_date, child.topic) == (parent.claimant, parent.claim_date, parent.topic)
        assert (child.accepted_because, child.language, child.open_slots) == ("harm", parent.language, 2)
        assert child.appearances.count() == parent.appearances.count()
    assert "numeric" in children[0].types
    assert "numeric" not in children[1].types
    parent.refresh_from_db()
    assert (parent.status, parent.open_slots) == ("divided", 0)


def test_a_child_stands_in_the_article_where_its_words_do(people, now):
    article = ArticleFactory(text="Lind said: Rents rose by 9 per cent in 2023. The council built no flats.")
    parent = AcceptedClaimFactory(article=article)
    parent.appearances.all().delete()
    Appearance.objects.create(
        claim=parent, article=article, start=0, end=len(article.text), found_as=FoundAs.SPLITTER, text_hash="x"
    )

    first, second = split(parent, people, now)

    places = [one.appearances.get() for one in (first, second)]
    assert [article.text[place.start : place.end] for place in places] == PARTS
    assert first.position == places[0].start


def test_each_child_gets_the_file_the_answer_and_the_holds(people, now):
    parent = make_open_round(people.lead, people.second).claim
    piece = EvidenceFactory(claim=parent)
    EvidenceFactory(claim=parent, removed_at=now, removed_by=people.admin)
    ClaimantContact.objects.create(claim=parent, outcome="declined", recorded_by=people.lead)
    place_hold(claim_id=parent.pk, kind="legal", reason="Letter", by=people.admin, at=now)

    for child in split(parent, people, now):
        copied = Evidence.objects.get(claim=child)
        assert (copied.source, copied.excerpt, copied.added_by) == (piece.source, piece.excerpt, piece.added_by)
        assert ClaimantContact.objects.get(claim=child).outcome == "declined"
        assert Hold.objects.standing().get(claim=child).kind == "legal"
    assert Evidence.objects.filter(claim=parent).count() == 2


def test_work_follows_the_part_the_editor_says_with_its_draft(checked, people, now):
    piece = EvidenceFactory(claim=checked.claim)
    ReviewDraftFactory(assignment=checked.lead, rationale="Half", readings={str(piece.pk): {"stance": "refutes"}})

    first, second = split(checked.claim, people, now, follows={checked.lead.pk: 1})

    opened = Round.objects.get(claim=second)
    asked = opened.assignments.get()
    assert (asked.reviewer, asked.is_lead, asked.draft.rationale) == (people.lead, True, "Half")
    assert asked.draft.readings == {str(Evidence.objects.get(claim=second).pk): {"stance": "refutes"}}
    assert not Round.objects.filter(claim=first).exists()
    checked.round.refresh_from_db()
    checked.second.refresh_from_db()
    assert (checked.round.status, checked.second.status) == ("closed_unread", "ended")
    assert Notice.objects.filter(to=people.second, kind="claim_changed", text__contains="ended").exists()
    assert all(seats_agree(one) for one in (checked.claim, first, second))


def test_two_may_follow_two_parts(checked, people, now):
    children = split(checked.claim, people, now, follows={checked.lead.pk: 0, checked.second.pk: 1})

    assert [Round.objects.get(claim=one).assignments.get().is_lead for one in children] == [True, True]
    assert [Claim.objects.get(pk=one.pk).open_slots for one in children] == [1, 1]


def test_a_sealed_review_becomes_its_authors_draft_and_is_never_read(checked, people, now):
    review = ReviewFactory(assignment=checked.second, rationale="Whole")

    children = split(checked.claim, people, now, follows={checked.second.pk: 0})

    assert Round.objects.get(claim=children[0]).assignments.get().draft.rationale == "Whole"
    assert not Review.objects.visible_to(people.admin).exists()
    assert list(Review.objects.visible_to(people.second)) == [review]


def test_a_settled_claim_may_be_split_and_its_text_stays_with_its_writer(people, now):
    draft = make_ready_draft()

    split(draft.claim, people, now)

    draft.refresh_from_db()
    assert draft.status == "drafting"
    assert Round.objects.get(claim=draft.claim).status == "settled"


def test_a_disagreement_that_is_split_is_set_aside(people, now):
    old = make_closed_round("true", "false")

    split(old.claim, people, now)

    old.refresh_from_db()
    assert old.status == "set_aside"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (["One thing"], "wrong_number_of_parts"),
        (["a"] * 7, "wrong_number_of_parts"),
        (["Rents rose", "  "], "empty_text"),
        (["Rents rose", "rents  rose"], "same_part_twice"),
    ],
)
def test_parts_are_two_to_six_and_none_empty_or_twice(people, now, parts, code):
    with pytest.raises(Invalid) as refused:
        split(AcceptedClaimFactory(), people, now, parts=parts)
    assert (refused.value.code, refused.value.errors[0].field) == (code, "parts")


def test_only_work_of_the_open_round_follows(checked, people, now):
    elsewhere = make_open_round().assignments.first()
    for follows, code in (({elsewhere.pk: 0}, "unknown_assignment"), ({checked.lead.pk: 2}, "unknown_part")):
        with pytest.raises(Invalid) as refused:
            split(checked.claim, people, now, follows=follows)
        assert refused.value.code == code
    assert Claim.objects.get(pk=checked.claim.pk).status == "in_review"


def test_a_reviewer_may_not_split_and_a_published_claim_is_not(checked, people, now):
    with pytest.raises(NotAllowed):
        split_claim(claim_id=checked.claim.pk, parts=PARTS, by=people.lead, at=now)
    with pytest.raises(InvalidTransition):
        split(ClaimFactory(status="published"), people, now)
