"""What somebody must not judge: only they read it, and what they hold of it goes back."""

import pytest

from claims.models import Claim
from factcheck.core.errors import Invalid, NotFound
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.models import Assignment, DeclaredInterest
from reviews.people.cards import card_of
from reviews.people.interests import declare_interest, names_met, withdraw_interest
from tests.factories.claims import EditionFactory, TopicFactory
from tests.factories.reviews import ReviewFactory, make_open_round

pytestmark = pytest.mark.django_db

SECRET = "canary-interest-44d1"


def declare(person, name, *, at, kind="person"):
    return declare_interest(kind=kind, name=name, by=person, at=at)


def test_only_the_owner_reads_an_interest_and_others_see_that_there_is_one(people, now):
    declare(people.lead, f"  {SECRET}  Ltd ", kind="organisation", at=now)
    [mine] = DeclaredInterest.objects.visible_to(people.lead)
    assert (mine.kind, mine.name) == ("organisation", f"{SECRET} Ltd")
    assert not DeclaredInterest.objects.visible_to(people.admin).exists()
    assert card_of(people.lead, today=now.date()).conflicts == 1


def test_neither_ledger_nor_notices_hold_the_name(people, checked, now):
    declare(people.lead, SECRET, at=now)
    declare(people.lead, str(checked.claim.claimant), at=now)
    withdraw_interest(interest_id=DeclaredInterest.objects.get(name=SECRET).pk, by=people.lead, at=now)
    told = [*Entry.objects.values_list("payload", flat=True), *Notice.objects.values_list("text", flat=True)]
    assert len(told) >= 4
    assert [text for text in told if SECRET in text or str(checked.claim.claimant) in text] == []


@pytest.mark.parametrize("name", ["Harrow Water", "HARROW water", "  Harrow   Water "])
def test_the_same_interest_is_declared_once(people, now, name):
    declare(people.lead, "Harrow Water", at=now)
    with pytest.raises(Invalid) as refused:
        declare(people.lead, name, at=now)
    assert refused.value.code == "declared_already"
    declare(people.lead, name, kind="publisher", at=now)
    declare(people.second, name, at=now)
    assert DeclaredInterest.objects.count() == 3


@pytest.mark.parametrize(
    ("kind", "name", "field", "code"),
    [
        ("person", "", "name", "required"),
        ("person", " \u200b ", "name", "required"),
        ("person", "a" * 201, "name", "too_long"),
        ("person", "a\x00", "name", "nul_character"),
        ("king", "Ada", "kind", "unknown_kind"),
    ],
)
def test_what_cannot_be_declared_is_refused_beside_its_field(people, now, kind, name, field, code):
    with pytest.raises(Invalid) as refused:
        declare(people.lead, name, kind=kind, at=now)
    assert [(one.field, one.code) for one in refused.value.errors] == [(field, code)]


def test_open_work_it_touches_goes_back_and_the_rest_stays(people, checked, now):
    other = make_open_round(people.lead, people.second)
    declared = declare(people.lead, str(checked.claim.claimant).upper(), at=now)
    assert declared.given_back == 1
    held = dict(Assignment.objects.filter(reviewer=people.lead).values_list("round", "status"))
    assert held == {checked.round.pk: "declined", other.pk: "assigned"}
    assert Claim.objects.get(pk=checked.claim.pk).open_slots == 1
    assert Assignment.objects.get(pk=checked.second.pk).status == "assigned", "the other reviewer keeps theirs"


def test_what_was_handed_in_already_is_not_undone(people, checked, now):
    ReviewFactory(assignment=checked.lead)
    assert declare(people.lead, str(checked.claim.claimant), at=now).given_back == 0


def test_nobody_withdraws_another_s_interest(people, now):
    declared = declare(people.lead, SECRET, at=now).interest
    for person in (people.second, people.admin):
        with pytest.raises(NotFound):
            withdraw_interest(interest_id=declared.pk, by=person, at=now)
    withdraw_interest(interest_id=declared.pk, by=people.lead, at=now)
    assert not DeclaredInterest.objects.exists()
    assert Entry.objects.get(verb="withdraw_interest").subject_id == people.lead.pk


def test_a_name_the_desk_never_met_is_told_from_one_it_knows(checked):
    TopicFactory(name="Rents")
    EditionFactory(article=checked.claim.article, outlet="The Quay Times")
    claimant = str(checked.claim.claimant)
    met = names_met([claimant.upper(), "rents", "THE QUAY TIMES", "Nobody at all"])
    assert met == {claimant.lower(), "rents", "the quay times"}
