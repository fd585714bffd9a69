"""What readers are told of how a claim was checked: the plan, how many looked, how it was settled. Nobody is named."""

from types import SimpleNamespace

import pytest

from reviews.adjudication import adjudicate, confirm_reasons_agree, move_rating, send_to_adjudication
from reviews.changing.rounds import change_number, close_with_one
from reviews.composing import compose
from reviews.models import PublicRevision, ReviewPlan, Round
from reviews.published import Published, PublishedChecking
from reviews.reviewing import submit_review
from reviews.states import ClosedBecause
from tests.factories.people import AdminFactory
from tests.factories.reviews import EvidenceFactory, make_open_round
from tests.factories.writing import WRITTEN_AT, make_draft, make_published

pytestmark = pytest.mark.django_db


def checked_as(*labels: str, plan: str = "lead-and-second", seats: int | None = None) -> Round:
    """A round in which these ratings were handed in, and whatever came of them."""
    opened = make_open_round(*_people(seats or len(labels)), plan_key=plan)
    file = {EvidenceFactory(claim=opened.claim).pk: {"stance": "refutes", "note": ""}}
    for asked, label in zip(opened.assignments.order_by("pk"), labels, strict=False):
        submit_review(
            assignment_id=asked.pk,
            rating_key=label,
            rationale="I looked.",
            readings=file,
            by=asked.reviewer,
            at=WRITTEN_AT,
        )
    opened.refresh_from_db()
    return opened


def _people(count: int):
    return [AdminFactory() for _ in range(count)]


def told(round_: Round) -> SimpleNamespace:
    """What readers will be told once a text on this round is written."""
    round_.refresh_from_db()
    seen = compose(make_draft(claim=round_.claim))
    return SimpleNamespace(how=seen.how, checking=seen.checking)


def test_agreement_of_two_is_told_with_the_plan():
    seen = told(checked_as("false", "false"))
    assert seen.how.startswith("Lead and second opinion: two people reviewed it. One reviewer gathered the evidence;")
    assert seen.how.endswith("They gave the same rating.")
    assert seen.checking == PublishedChecking("Lead and second opinion", 2, "agreement")


def test_one_reviewer_as_the_plan_asks():
    seen = told(checked_as("false", plan="single"))
    assert "one person reviewed it. One reviewer checked it, and an editor who had no part" in seen.how
    assert (seen.checking.settled, seen.checking.closed_early, seen.checking.dissent) == ("alone", "", False)


def test_closed_with_one_opinion_says_so_and_the_kind_of_reason_but_not_the_reason():
    half = checked_as("false", seats=2)
    close_with_one(round_id=half.pk, because="Chi fell ill.", kind=ClosedBecause.LATE, by=AdminFactory(), at=WRITTEN_AT)
    seen = told(half)
    assert "it was closed with one opinion: the others did not answer in time." in seen.how
    assert "Chi" not in str(seen)
    assert (seen.checking.opinions, seen.checking.closed_early) == (1, "late")


def test_asking_for_fewer_in_the_middle_counts_as_closed_early():
    half = checked_as("false", seats=2)
    half.assignments.exclude(status="submitted").update(status="declined")
    change_number(round_id=half.pk, number=1, because="Enough.", by=AdminFactory(), at=WRITTEN_AT)
    assert told(half).checking.closed_early == "other"


def test_a_difference_that_somebody_else_settled_leaves_dissent():
    split = checked_as("true", "false")
    adjudicate(round_id=split.pk, rating_key="false", note="So.", by=AdminFactory(), at=WRITTEN_AT)
    seen = told(split)
    assert "Their ratings differed, and somebody who had not reviewed it settled the difference." in seen.how
    assert (seen.checking.settled, seen.checking.dissent) == ("adjudicated", True)


def test_other_reasons_for_one_rating_are_no_dissent():
    same = checked_as("false", "false")
    send_to_adjudication(round_id=same.pk, because="Other tables.", by=AdminFactory(), at=WRITTEN_AT)
    adjudicate(round_id=same.pk, rating_key="false", note="So.", by=AdminFactory(), at=WRITTEN_AT)
    seen = told(same)
    assert "Their reasons differed" in seen.how
    assert seen.checking.dissent is False


def test_who_moved_is_no_dissent():
    near = checked_as("false", "mostly-false")
    mover = near.assignments.order_by("pk").first().reviewer
    move_rating(round_id=near.pk, note="The yearbook.", by=mover, at=WRITTEN_AT)
    seen = told(near)
    assert "they talked" in seen.how
    assert (seen.checking.settled, seen.checking.dissent) == ("moved", False)


def test_the_minority_of_a_panel_is_dissent():
    seen = told(checked_as("false", "false", "mostly-false", plan="panel"))
    assert "three people reviewed it" in seen.how
    assert (seen.checking.settled, seen.checking.dissent) == ("majority", True)


def test_the_page_says_it_and_the_api_too(client):
    split = checked_as("true", "false")
    adjudicate(round_id=split.pk, rating_key="false", note="So.", by=AdminFactory(), at=WRITTEN_AT)
    split.refresh_from_db()
    revision = make_published(claim=split.claim)
    page = client.get(f"/verdicts/1-{revision.verdict.slug}/").content.decode()
    assert "Lead and second opinion: two people reviewed it." in page
    assert "At least one of those who reviewed it stayed with another rating." in page
    assert "Early check" not in page
    body = client.get("/api/public/v1/verdicts/1/").json()
    assert body["checking"]["dissent"] is True
    assert (body["is_early"], body["confirmed_at"]) == (False, None)


def test_it_is_part_of_what_is_signed_off():
    agreed = checked_as("false", "false")
    confirm_reasons_agree(round_id=agreed.pk, by=AdminFactory(), at=WRITTEN_AT)
    draft = make_draft(claim=agreed.claim)
    before = compose(draft).digest
    ReviewPlan.objects.filter(key="lead-and-second").update(name="Two opinions")
    draft.round.refresh_from_db(fields=["plan"])
    assert compose(draft).digest != before


def test_verdicts_from_before_it_was_kept_are_still_shown(client):
    old = make_published()
    content = {name: value for name, value in old.content.items() if name != "checking"}
    PublicRevision.objects.filter(pk=old.pk).update(content=content)
    assert Published.from_json(content).checking == PublishedChecking()
    assert client.get(f"/verdicts/1-{old.verdict.slug}/").status_code == 200
