"""What other programs are told of claims and verdicts: numbers, codes, times and addresses, never a text."""

import json

import pytest

from factcheck.webhooks.models import Message
from factcheck.webhooks.registry import KINDS
from reviews.assignment.pulling import pull_next
from reviews.models import Assignment, PublicVerdict
from reviews.publication.publishing import publish_verdict
from reviews.reviewing import submit_review
from tests.factories.changes import make_changed
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.removals import remove
from tests.factories.reviews import make_closed_round, make_open_round, plan
from tests.factories.webhooks import ReceiverFactory
from tests.factories.writing import WRITTEN_AT, make_published, make_signed_draft

pytestmark = pytest.mark.django_db
STAMP = WRITTEN_AT.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(autouse=True)
def listening():
    return ReceiverFactory(kinds=sorted(KINDS))


def told() -> list[tuple[str, dict]]:
    """All that was told, the oldest first."""
    return [(one.kind, json.loads(one.body)["data"]) for one in Message.objects.order_by("pk")]


def last() -> tuple[str, dict]:
    return told()[-1]


def where(number: int) -> dict[str, object]:
    origin = "http://127.0.0.1:8000"
    return {
        "number": number,
        "url": f"{origin}/verdicts/{number}/",
        "api_url": f"{origin}/api/public/v1/verdicts/{number}/",
    }


def test_publishing_tells_the_number_and_where_to_look():
    revision = make_published()
    first = {"version": 1, "change": "first", "published_at": STAMP}
    assert last() == ("verdict.published", {**where(revision.verdict.number), **first})


@pytest.mark.parametrize(
    ("change", "kind", "more"),
    [
        ("correction", "verdict.corrected", {"severity": "substantial"}),
        ("update", "verdict.updated", {}),
        ("addition", "verdict.updated", {}),
    ],
)
def test_a_change_tells_its_kind_and_its_version(change, kind, more):
    changed = make_changed(make_published(), change)
    name, data = last()
    assert name == kind
    assert data == {
        **where(changed.verdict.number),
        "version": 2,
        "change": change,
        "published_at": changed.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        **more,
    }


def test_a_retraction_and_a_redaction_are_told_as_the_versions_they_are():
    verdict = make_published().verdict
    remove(verdict, "redaction")
    assert last() == (
        "verdict.updated",
        {**where(verdict.number), "version": 2, "change": "redaction", "published_at": STAMP},
    )
    remove(verdict, "retraction")
    name, data = last()
    assert (name, data["version"], data["change"]) == ("verdict.retracted", 3, "retraction")


def test_withheld_tells_that_it_is_and_no_more_until_it_is_shown_again():
    verdict = make_published().verdict
    remove(verdict, "withholding")
    assert last() == ("verdict.withheld", where(verdict.number))
    before = len(told())
    remove(verdict, "redaction")
    assert len(told()) == before
    remove(verdict, "return")
    name, data = last()
    assert (name, data["change"], data["version"]) == ("verdict.returned", "return", 2)


def test_a_settled_claim_is_told_by_its_number_and_not_how_it_was_settled():
    lead, second = PersonFactory(), PersonFactory()
    round_ = make_open_round(lead, second)
    submit(round_, lead)
    assert told() == []  # one of two is in, which nobody is told
    submit(round_, second)
    claim = round_.claim_id
    origin = "http://127.0.0.1:8000"
    data = {
        "claim": claim,
        "round": 1,
        "url": f"{origin}/desk/claims/{claim}/",
        "api_url": f"{origin}/api/v1/claims/{claim}/",
    }
    assert told() == [("claim.settled", data)]


def submit(round_, person) -> None:
    asked = Assignment.objects.get(round=round_, reviewer=person)
    said = {"rating_key": "false", "rationale": "I looked.", "readings": {}}
    submit_review(assignment_id=asked.pk, **said, by=person, at=WRITTEN_AT)


def test_ratings_that_differ_tell_nobody():
    lead, second = PersonFactory(), PersonFactory()
    round_ = make_open_round(lead, second)
    submit(round_, lead)
    asked = Assignment.objects.get(round=round_, reviewer=second)
    submit_review(assignment_id=asked.pk, rating_key="true", rationale="No.", readings={}, by=second, at=WRITTEN_AT)
    assert told() == []


def test_a_second_look_that_confirms_is_an_update():
    closed = make_closed_round("false", reviewers=(PersonFactory(),), settled="false")
    type(closed).objects.filter(pk=closed.pk).update(plan=plan("fast"))
    closed.claim.language = "en"
    closed.claim.save(update_fields=["language"])
    publish_verdict(draft_id=make_signed_draft(claim=closed.claim).pk, by=AdminFactory(), at=WRITTEN_AT)
    before = len(told())
    other = PersonFactory()
    pulled = pull_next(by=other, at=WRITTEN_AT).assignment
    said = {"rating_key": "false", "rationale": "I looked.", "readings": {}}
    submit_review(assignment_id=pulled.pk, **said, by=other, at=WRITTEN_AT)
    [(name, data)] = told()[before:]
    assert (name, data["change"], data["version"]) == ("verdict.updated", "second_look", 1)
    assert PublicVerdict.objects.get().is_early is False


def test_no_message_holds_a_word_of_the_texts():
    revision = make_changed(make_published(), "correction")
    remove(revision.verdict, "retraction")
    sent = " ".join(Message.objects.values_list("body", flat=True))
    words = [revision.title, revision.claim_text, revision.claimant, revision.verdict.slug, revision.rating_key]
    assert len(words) == 5
    assert [word for word in words if word and word in sent] == []


def test_nothing_is_written_when_nobody_listens(listening):
    listening.delete()
    make_published()
    assert Message.objects.count() == 0
