"""The question to the claimant begins with the lead, once per claim, and follows the lead."""

import pytest

from factcheck.accounts.models import User
from factcheck.core.errors import NotAllowed
from reviews.assignment.by_hand import assign_claim, decline_assignment, reassign, take_back_assignment
from reviews.changing.merging import merge_under_work
from reviews.changing.rounds import change_plan
from reviews.changing.splitting import split_claim
from reviews.contacts.closing import close_contact, reopen_contact
from reviews.models import Assignment, ClaimantContact, ContactLetter
from reviews.selectors.contacts import contact_on
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.people import PersonFactory
from tests.factories.reviews import make_open_round
from tests.reviews.contacts.steps import ask, begin, close, version_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db):
    return AcceptedClaimFactory(claimant=None)


def assign(claim, *people: User, by: User, at, plan: str = "lead-and-second"):
    ids = [one.pk for one in people]
    return assign_claim(claim_id=claim.pk, reviewer_ids=ids, plan_key=plan, due_at=None, by=by, at=at)


def owner_of(claim) -> User | None:
    return ClaimantContact.objects.get(claim=claim).owner


def test_it_begins_with_the_lead_though_nobody_is_named_as_claimant(people, claim, now):
    assign(claim, people.lead, people.second, by=people.admin, at=now)

    contact = ClaimantContact.objects.get(claim=claim)
    assert (contact.owner, contact.status, contact.begun_at) == (people.lead, "to_ask", now)


def test_a_plan_without_a_lead_gives_it_to_the_first(people, claim, now):
    assign(claim, people.second, people.lead, by=people.admin, at=now, plan="double")

    assert owner_of(claim) == people.second


def test_it_follows_the_lead_while_it_is_open(people, claim, now):
    opened = assign(claim, people.lead, people.second, by=people.admin, at=now)
    lead = opened.assignments.get(reviewer=people.lead)

    reassign(assignment_id=lead.pk, reviewer_id=people.stranger.pk, because="Ill", by=people.admin, at=now)

    assert owner_of(claim) == people.stranger


@pytest.fixture
def ended(people, claim, now) -> Assignment:
    """The lead of a claim whose claimant is not asked."""
    opened = assign(claim, people.lead, people.second, by=people.admin, at=now)
    close(claim, people.lead, now, "not_asked", because="Dead since 1990")
    return opened.assignments.get(reviewer=people.lead)


def test_what_was_closed_goes_to_the_next_lead_too(people, claim, ended, now):
    reassign(assignment_id=ended.pk, reviewer_id=people.stranger.pk, because="Ill", by=people.admin, at=now)

    assert owner_of(claim) == people.stranger


def test_who_was_taken_off_neither_reads_the_letters_nor_opens_it_again(people, claim, ended, now):
    take_back_assignment(assignment_id=ended.pk, because="They know her", by=people.admin, at=now)

    assert owner_of(claim) is None
    with pytest.raises(NotAllowed):
        reopen_contact(claim_id=claim.pk, version=version_of(claim), by=people.lead, at=now)
    claim.refresh_from_db()
    assert not contact_on(claim, people.lead, at=now).shows_letters


@pytest.mark.parametrize("leave", ["decline", "take_back"])
def test_whoever_leaves_asks_no_more_and_the_next_lead_does(people, claim, now, leave):
    opened = assign(claim, people.lead, people.second, by=people.admin, at=now)
    lead = opened.assignments.get(reviewer=people.lead)
    if leave == "decline":
        decline_assignment(assignment_id=lead.pk, because="Busy", by=people.lead, at=now)
    else:
        take_back_assignment(assignment_id=lead.pk, because="Ill", by=people.admin, at=now)
    assert owner_of(claim) is None

    assign(claim, people.stranger, by=people.admin, at=now)

    assert owner_of(claim) == people.stranger
    assert ClaimantContact.objects.filter(claim=claim).count() == 1


def test_a_plan_that_gets_a_lead_gives_it_to_them(people, claim, now):
    opened = assign(claim, people.lead, people.second, by=people.admin, at=now, plan="double")
    Assignment.objects.filter(round=opened, reviewer=people.lead).update(is_lead=False)
    ClaimantContact.objects.update(owner=None)

    change_plan(round_id=opened.pk, plan_key="lead-and-second", because="Enough", by=people.admin, at=now)

    assert owner_of(claim) == people.lead


PARTS = ["Forty thousand cars go through it.", "Lorries go through it."]


def test_each_part_of_a_split_claim_has_what_was_asked_and_its_letters(people, now):
    claim = make_open_round(people.lead, people.second).claim
    begin(claim, people.lead, at=now)
    letter = ask(claim, people.lead, now)

    divided = split_claim(claim_id=claim.pk, parts=PARTS, by=people.admin, at=now)

    for child in divided.children:
        there = ClaimantContact.objects.get(claim=child)
        assert (there.status, there.asked_at, there.how) == ("asked", now, "by mail")
        copied = there.letters.get()
        assert (copied.copied_from, copied.body, copied.state) == (letter, letter.body, "waiting")
    assert ContactLetter.objects.count() == 3


def test_whoever_leads_a_part_asks_about_it(people, now):
    opened = make_open_round(people.lead, people.second)
    begin(opened.claim, people.lead, at=now)
    second = opened.assignments.get(reviewer=people.second)

    divided = split_claim(claim_id=opened.claim_id, parts=PARTS, follows={second.pk: 1}, by=people.admin, at=now)

    assert [owner_of(child) for child in divided.children] == [people.lead, people.second]


@pytest.mark.parametrize(("outcome", "status"), [("", "asked"), ("answered", "closed")])
def test_a_merged_claim_brings_what_was_asked_unless_it_was_asked_here(people, now, outcome, status):
    claim = make_open_round(people.lead, PersonFactory()).claim
    stays = make_open_round(people.second, PersonFactory()).claim
    begin(claim, people.lead, at=now)
    begin(stays, people.second, at=now)
    ask(claim, people.lead, now)
    if outcome:
        close(claim, people.lead, now, outcome)

    merge_under_work(claim_id=claim.pk, canonical_id=stays.pk, because="Same", by=people.admin, at=now)

    there = ClaimantContact.objects.get(claim=stays)
    assert (there.status, there.outcome, there.owner) == (status, outcome, people.second)
    assert there.letters.count() == 1


def test_what_was_asked_here_is_not_replaced_by_a_merge(people, now):
    claim = make_open_round(people.lead, PersonFactory()).claim
    stays = make_open_round(people.second, PersonFactory()).claim
    for one, person in ((claim, people.lead), (stays, people.second)):
        begin(one, person, at=now)
        ask(one, person, now)
    close_contact(claim_id=claim.pk, outcome="declined", version=2, by=people.lead, at=now)

    merge_under_work(claim_id=claim.pk, canonical_id=stays.pk, because="Same", by=people.admin, at=now)

    assert ClaimantContact.objects.get(claim=stays).status == "asked"
