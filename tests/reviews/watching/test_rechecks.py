"""What happened to a published page is put before the editors; one of them decides, and what follows is done."""

import pytest

from claims.states import ClaimStatus
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed, NotFound
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.adjudication import adjudicate
from reviews.assignment.by_hand import decline_assignment
from reviews.assignment.pulling import Nothing, pull_next
from reviews.models import PublicVerdict, Recheck, Round
from reviews.reviewing import submit_review
from reviews.selectors.board import read_groups
from reviews.selectors.history import history_of
from reviews.watching.rechecks import decide_recheck, finish_correction, open_recheck
from tests.factories.people import PersonFactory
from tests.factories.writing import WRITTEN_AT, make_published

pytestmark = pytest.mark.django_db
AT = WRITTEN_AT


@pytest.fixture
def recheck(people) -> Recheck:
    claim_id = make_published().verdict.claim_id
    return open_recheck(claim_id=claim_id, because="source_gone", at=AT, detail="The site says so.")


def decide(recheck, decision, by, *, because="Looked at it") -> Recheck:
    return decide_recheck(recheck_id=recheck.pk, decision=decision, because=because, by=by, at=AT)


def finish(recheck, by, *, because="Rewritten and noted on the page"):
    return finish_correction(recheck_id=recheck.pk, because=because, by=by, at=AT)


def review(person, label):
    pulled = pull_next(by=person, at=AT)
    given = {"rating_key": label, "rationale": "I looked.", "readings": {}}
    return submit_review(assignment_id=pulled.assignment.pk, by=person, at=AT, **given)


def both_review(label, other=None):
    for person, given in zip((PersonFactory(), PersonFactory()), (label, other or label), strict=True):
        review(person, given)


def board(key: str) -> list[int]:
    return list(next(group.ids for group in read_groups(at=AT) if group.key == key))


def test_keeping_ends_it_at_once(people, recheck):
    kept = decide(recheck, "keep", people.admin)
    assert (kept.decision, kept.done_at, kept.decided_by, kept.decided_because) == (
        "keep", AT, people.admin, "Looked at it",
    )  # fmt: skip
    assert Entry.objects.get(verb="decide_recheck").subject_id == recheck.pk


@pytest.mark.parametrize(("decision", "because", "field"), [("keep", " ", "because"), ("delete", "So", "decision")])
def test_a_decision_is_one_of_three_and_has_a_reason(people, recheck, decision, because, field):
    with pytest.raises(Invalid) as refused:
        decide(recheck, decision, people.admin, because=because)
    assert [error.field for error in refused.value.errors] == [field]


def test_only_editors_decide(people, recheck):
    with pytest.raises(NotAllowed):
        decide(recheck, "keep", people.lead)
    with pytest.raises(NotAllowed):
        finish(recheck, people.lead)


def test_what_is_decided_is_not_decided_again(people, recheck):
    decide(recheck, "keep", people.admin)
    with pytest.raises(InvalidTransition):
        decide(recheck, "correct", people.admin)


def test_an_unknown_one_is_not_found(people):
    with pytest.raises(NotFound):
        decide_recheck(recheck_id=999_999, decision="keep", because="So", by=people.admin, at=AT)


def test_a_correction_is_to_be_done_until_somebody_says_that_it_is(people, recheck):
    assert board("evidence_changed") == [recheck.claim_id]
    decide(recheck, "correct", people.admin)
    assert (board("evidence_changed"), board("to_put_right")) == ([], [recheck.claim_id])
    with pytest.raises(Invalid) as refused:
        finish(recheck, people.admin, because=" ")
    assert [error.field for error in refused.value.errors] == ["because"]
    done = finish(recheck, people.admin)
    assert (done.done_at, done.done_because) == (AT, "Rewritten and noted on the page")
    assert board("to_put_right") == []
    with pytest.raises(InvalidTransition):
        finish(recheck, people.admin)


def test_nothing_is_finished_before_it_is_decided(people, recheck):
    with pytest.raises(InvalidTransition):
        finish(recheck, people.admin)


def test_a_new_round_is_sealed_follows_the_same_plan_and_leaves_the_page_published(people, recheck):
    first = Round.objects.get(claim=recheck.claim_id)
    opened = decide(recheck, "new_round", people.admin).round
    assert (opened.number, opened.status, opened.plan, opened.chosen_because) == (2, "open", first.plan, "recheck")
    assert opened.wording == first.wording
    recheck.claim.refresh_from_db()
    assert (recheck.claim.status, recheck.claim.open_slots) == (ClaimStatus.PUBLISHED, opened.reviews_wanted)
    assert board("to_put_right") == [recheck.claim_id]


def test_a_new_round_on_the_published_rating_ends_the_recheck(people, recheck):
    decide(recheck, "new_round", people.admin)
    rating = PublicVerdict.objects.get().current.rating_key
    both_review(rating)
    recheck.refresh_from_db()
    assert (recheck.round.status, recheck.done_at) == ("settled", AT)
    assert recheck.round.claim.status == ClaimStatus.PUBLISHED
    [told] = Notice.objects.filter(kind="checked_again", to=people.admin)
    assert "came to the published rating" in told.text


def test_a_new_round_on_another_rating_leaves_a_correction_to_be_made(people, recheck):
    decide(recheck, "new_round", people.admin)
    both_review("true")
    recheck.refresh_from_db()
    assert (recheck.round.rating.key, recheck.done_at) == ("true", None)
    assert PublicVerdict.objects.get().current.rating_key != "true"
    assert "came to another rating" in Notice.objects.filter(kind="checked_again").first().text
    assert finish(recheck, people.admin).done_at == AT


def test_a_new_round_that_disagrees_is_settled_by_somebody_else(people, recheck):
    opened = decide(recheck, "new_round", people.admin).round
    both_review("true", "false")
    with pytest.raises(InvalidTransition):
        finish(recheck, people.admin)
    rating = PublicVerdict.objects.get().current.rating_key
    adjudicate(round_id=opened.pk, rating_key=rating, note="So", by=people.admin, at=AT)
    recheck.refresh_from_db()
    assert recheck.done_at == AT


def test_those_who_reviewed_it_before_do_not_get_it_again(people, recheck):
    before = [asked.reviewer for asked in Round.objects.get(claim=recheck.claim_id).assignments.all()]
    decide(recheck, "new_round", people.admin)
    assert [isinstance(pull_next(by=person, at=AT), Nothing) for person in before] == [True, True]


def test_a_new_round_that_everybody_left_waits_for_somebody_else(people, recheck):
    opened = decide(recheck, "new_round", people.admin).round
    pulled = pull_next(by=people.lead, at=AT).assignment
    decline_assignment(assignment_id=pulled.pk, because="Ill", by=people.lead, at=AT)
    opened.refresh_from_db()
    opened.claim.refresh_from_db()
    assert (opened.status, opened.claim.status, opened.claim.open_slots) == ("open", ClaimStatus.PUBLISHED, 2)


def test_two_rechecks_of_a_claim_share_a_round_that_nobody_has_read(people, recheck):
    other = open_recheck(claim_id=recheck.claim_id, because="complaint", at=AT)
    rounds = {decide(one, "new_round", people.admin).round.pk for one in (recheck, other)}
    assert len(rounds) == 1
    both_review(PublicVerdict.objects.get().current.rating_key)
    assert Recheck.objects.exclude(done_at=None).count() == 2


def test_no_new_round_while_another_is_being_settled(people, recheck):
    decide(recheck, "new_round", people.admin)
    both_review("true", "false")
    other = open_recheck(claim_id=recheck.claim_id, because="complaint", at=AT)
    with pytest.raises(InvalidTransition):
        decide(other, "new_round", people.admin)
    assert decide(other, "keep", people.admin).done_at == AT


def test_the_ledger_holds_no_words_of_it(people, recheck):
    decide(recheck, "correct", people.admin, because="A secret reason")
    payloads = " ".join(Entry.objects.values_list("payload", flat=True))
    assert "A secret reason" not in payloads
    assert "The site says so" not in payloads


def test_the_page_asks_what_was_done_keeps_what_was_typed_and_shows_it_afterwards(client, people, recheck):
    decide(recheck, "correct", people.admin)
    client.force_login(people.admin)
    address = f"/desk/rechecks/{recheck.pk}/"
    assert "Begin a correction" in client.get(address).content.decode()
    refused = client.post(f"{address}finish/", {"because": " "})
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["because"])
    assert client.post(f"{address}finish/", {"because": "The figure is put right"}).status_code == 303
    assert "The figure is put right" in client.get(address).content.decode()
    answer = client.get(f"/api/v1{address.removeprefix('/desk')}").json()["recheck"]
    assert (answer["decided_by"], answer["done_because"]) == (str(people.admin), "The figure is put right")


def test_the_history_of_the_claim_tells_of_rechecks(people, recheck):
    decide(recheck, "correct", people.admin)
    finish(recheck, people.admin)
    told = [line.words for line in history_of(recheck.claim, people.lead)]
    assert told[:3] == [
        "said that the page is put right",
        "decided what follows for the published page",
        "something asked for another look at the published page",
    ]
