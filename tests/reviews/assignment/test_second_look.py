"""The second opinion a fast plan owes: opened at publication, sealed, and compared with what was published."""

from datetime import timedelta

import pytest

from claims.states import ClaimStatus
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from reviews.adjudication import adjudicate
from reviews.assignment.by_hand import decline_assignment
from reviews.assignment.pulling import pull_next
from reviews.assignment.second_look import second_look_of
from reviews.gate import check_gate
from reviews.models import DraftEvidence, PublicRevision, PublicVerdict, Review, RoundRecord, Source
from reviews.publication.publishing import publish_verdict
from reviews.reviewing import submit_review
from reviews.selectors.board import read_groups
from tests.factories.people import AdminFactory
from tests.factories.reviews import make_closed_round, plan
from tests.factories.writing import WRITTEN_AT, make_ready_draft, make_signed_draft
from tests.reviews.people import signed_in

pytestmark = pytest.mark.django_db
EARLY = "Early check"


@pytest.fixture
def fast(people):
    """A claim settled by the fast plan on the lead's word."""
    closed = make_closed_round("false", reviewers=(people.lead,), settled="false")
    type(closed).objects.filter(pk=closed.pk).update(plan=plan("fast"))
    closed.claim.language = "en"
    closed.claim.save(update_fields=["language"])
    return closed.claim


@pytest.fixture
def published(fast):
    draft = make_signed_draft(claim=fast)
    publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)
    fast.refresh_from_db()
    return fast


def look(person, label, *, at=WRITTEN_AT) -> Review:
    pulled = pull_next(by=person, at=at)
    return submit_review(
        assignment_id=pulled.assignment.pk, rating_key=label, rationale="I looked.", readings={}, by=person, at=at
    )


def test_publishing_opens_it_with_a_seat_in_the_queue_due_the_next_working_day(published):
    opened = second_look_of(published)
    assert (published.status, published.open_slots, published.reviews_wanted) == (ClaimStatus.PUBLISHED, 1, 1)
    assert (opened.number, opened.status, opened.chosen_because) == (2, "open", "second_look")
    assert 0 < (opened.due_by - WRITTEN_AT).total_seconds() < 3 * 24 * 3600
    assert Entry.objects.get(verb="look_again").by is None


def test_other_plans_owe_nothing():
    draft = make_signed_draft()
    publish_verdict(draft_id=draft.pk, by=AdminFactory(), at=WRITTEN_AT)
    assert second_look_of(draft.claim) is None


def page(client) -> str:
    verdict = PublicVerdict.objects.get()
    return client.get(f"/verdicts/{verdict.number}-{verdict.slug}/").content.decode()


def test_readers_are_told_that_the_check_is_early_until_the_second_opinion_agrees(client, people, published):
    assert EARLY in page(client)
    assert EARLY in client.get("/").content.decode()
    assert client.get("/api/public/v1/verdicts/1/").json()["is_early"] is True
    before = client.get("/", headers={"host": "testserver"})["ETag"]
    look(people.second, "false")
    shown = page(client)
    assert EARLY not in shown
    assert "A second opinion, made without knowing the first, agreed on" in shown
    assert client.get("/")["ETag"] != before
    assert client.get("/api/public/v1/verdicts/1/").json()["is_early"] is False


def test_a_reader_who_has_the_early_page_is_given_the_confirmed_one(client, people, published):
    path = f"/verdicts/1-{PublicVerdict.objects.get().slug}/"
    first = client.get(path)
    look(people.second, "false", at=WRITTEN_AT + timedelta(hours=3))
    again = client.get(path, headers={"if-none-match": first["ETag"], "if-modified-since": first["Last-Modified"]})
    assert again.status_code == 200
    assert again["Last-Modified"] != first["Last-Modified"]


def test_the_page_stays_early_while_the_second_opinion_differs(client, people, published):
    look(people.second, "true")
    assert EARLY in page(client)
    adjudicate(round_id=second_look_of(published).pk, rating_key="true", note="So", by=people.admin, at=WRITTEN_AT)
    assert EARLY in page(client)


def test_whoever_settles_it_on_the_published_rating_confirms_the_page(client, people, published):
    look(people.second, "true")
    adjudicate(round_id=second_look_of(published).pk, rating_key="false", note="So", by=people.admin, at=WRITTEN_AT)
    assert EARLY not in page(client)


def waiting_on_the_board(at) -> list[int]:
    [group] = [one for one in read_groups(at=at) if one.key == "early_checks"]
    return list(group.ids)


def test_the_board_shows_it_while_its_seat_is_free_or_its_reviewer_late(people, published):
    assert waiting_on_the_board(WRITTEN_AT) == [published.pk]
    asked = pull_next(by=people.second, at=WRITTEN_AT).assignment
    assert waiting_on_the_board(WRITTEN_AT) == []
    assert waiting_on_the_board(asked.due_at + timedelta(minutes=1)) == [published.pk]


def test_the_board_counts_it_and_its_row_offers_to_assign(people, published):
    found = signed_in(people.admin).get("/desk/board/", {"show": "early_checks"}).content.decode()
    assert "<b>1</b> early check without a second opinion" in found
    assert "1 seat free" in found


def test_who_made_the_first_review_is_not_given_it(people, published):
    assert pull_next(by=people.lead, at=WRITTEN_AT).__class__.__name__ == "Nothing"
    pulled = pull_next(by=people.second, at=WRITTEN_AT)
    assert (pulled.round.claim, pulled.round.is_second_look) == (published, True)
    assert pulled.assignment.due_at <= pulled.round.due_by


def test_when_it_agrees_the_claim_stays_published(people, published):
    look(people.second, "false")
    published.refresh_from_db()
    opened = second_look_of(published)
    assert (opened.status, published.status) == ("settled", ClaimStatus.PUBLISHED)
    assert RoundRecord.objects.get(round=opened).settled_how == "second_look"
    assert PublicRevision.objects.count() == 1


@pytest.mark.parametrize("label", ["mostly-false", "true", "no-label-fits"])
def test_when_it_differs_somebody_else_settles_it_and_editors_are_told(people, published, label):
    look(people.second, label)
    published.refresh_from_db()
    opened = second_look_of(published)
    assert (opened.status, published.status) == ("adjudication", ClaimStatus.PUBLISHED)
    assert "differs" in Notice.objects.get(kind="second_look", to=people.admin).text
    adjudicate(round_id=opened.pk, rating_key="mostly-false", note="So", by=people.admin, at=WRITTEN_AT)
    published.refresh_from_db()
    assert published.status == ClaimStatus.PUBLISHED


def test_it_waits_for_somebody_else_when_declined(people, published):
    pulled = pull_next(by=people.second, at=WRITTEN_AT)
    decline_assignment(assignment_id=pulled.assignment.pk, because="No.", by=people.second, at=WRITTEN_AT)
    published.refresh_from_db()
    assert (second_look_of(published).status, published.open_slots) == ("open", 1)
    assert pull_next(by=people.stranger, at=WRITTEN_AT).round == second_look_of(published)


def test_a_fast_check_needs_a_primary_source(fast):
    draft = make_ready_draft(claim=fast)
    assert DraftEvidence.objects.filter(draft=draft).exists()

    def primary():
        return {item.key: item.state for item in check_gate(draft)}["primary"]

    assert primary() == "met"
    Source.objects.update(kind="secondary")
    assert primary() == "not_met"
