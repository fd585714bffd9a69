"""Two requests for the same thing at the same moment: one is done, the other is told so, and there is one row."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone

from claims.models import Claim, TriageDecision
from factcheck.accounts.models import DeskToken, User
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from reviews.models import Assignment, Complaint, PublicRevision, PublicVerdict, Recheck, Review, Round, VerdictDraft
from tests.factories.changes import make_signed_change
from tests.factories.claims import AcceptedClaimFactory, CandidateFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.readers import make_complaint
from tests.factories.removals import ask
from tests.factories.reviews import make_open_round, make_settled_claim
from tests.factories.tokens import make_token
from tests.factories.writing import hash_of, make_published, make_ready_draft, make_signed_draft
from tests.scene import browser, days_from_now

pytestmark = pytest.mark.django_db(transaction=True)

DONE = {200, 201, 303}


def at_once(*requests: tuple[User, str, dict]) -> list[HttpResponse]:
    """Each person's POST from a thread of its own, all released together; `/api/` gets JSON."""
    start, answers = Barrier(len(requests)), []
    ready = [(browser(person), url, sent) for person, url, sent in requests]

    def send(client, url: str, sent: dict) -> None:
        how = {"content_type": "application/json"} if url.startswith("/api/") else {}
        start.wait(timeout=10)
        try:
            answers.append(client.post(url, sent, **how))
        finally:
            connection.close()

    threads = [Thread(target=send, args=one) for one in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def one_was_done(answers: list[HttpResponse], *, of: int) -> None:
    statuses = sorted(answer.status_code for answer in answers)
    assert len(statuses) == of
    assert sum(status in DONE for status in statuses) == 1, statuses
    assert {status for status in statuses if status not in DONE} <= {400, 409}, statuses
    assert first_break(Entry.objects.order_by("seq")) is None


@pytest.mark.parametrize("road", ["/desk/", "/api/v1/"])
def test_publishing_twice_at_once_makes_one_verdict(road):
    draft = make_signed_draft()
    url = f"{road}drafts/{draft.pk}/publish/"
    one_was_done(at_once(*[(AdminFactory(), url, {}) for _ in range(3)]), of=3)
    assert PublicVerdict.objects.get().current == PublicRevision.objects.get()


def test_publishing_while_it_is_signed_off_and_published_makes_one_verdict():
    draft = make_ready_draft()
    both = {"draft_hash": hash_of(draft)}
    url = f"/desk/drafts/{draft.pk}/publish/"
    one_was_done(at_once(*[(AdminFactory(), url, both) for _ in range(3)]), of=3)
    assert PublicVerdict.objects.get().number == 1


def test_handing_in_twice_at_once_makes_one_review():
    opened = make_open_round()
    asked = opened.assignments.order_by("pk").first()
    review = {"rating": "false", "rationale": "Why"}
    by_form = (asked.reviewer, f"/desk/assignments/{asked.pk}/review/", {**review, "anyway": "1"})
    by_program = (asked.reviewer, f"/api/v1/assignments/{asked.pk}/review/", review)
    one_was_done(at_once(by_form, by_program), of=2)
    assert Review.objects.count() == 1


def test_the_last_two_reviews_handed_in_at_once_close_the_round_once():
    opened = make_open_round()
    review = {"rating": "false", "rationale": "Why"}
    seats = list(opened.assignments.order_by("pk"))
    answers = at_once(*[(seat.reviewer, f"/api/v1/assignments/{seat.pk}/review/", review) for seat in seats])
    assert [answer.status_code for answer in answers] == [201, 201]
    opened.refresh_from_db()
    assert (opened.status, opened.rating.key, Entry.objects.filter(verb="settle").count() > 0) == (
        "settled",
        "false",
        True,
    )


def test_two_editors_deciding_a_recheck_at_once_decide_it_once():
    claim_id = make_published().verdict.claim_id
    recheck = Recheck.objects.create(claim_id=claim_id, because="complaint", opened_at=timezone.now())
    url = f"/api/v1/rechecks/{recheck.pk}/decide/"
    ways = [{"decision": decision, "because": "So"} for decision in ("keep", "new_round", "new_round")]
    one_was_done(at_once(*[(AdminFactory(), url, way) for way in ways]), of=3)
    recheck.refresh_from_db()
    assert Round.objects.filter(claim=claim_id).count() == (2 if recheck.decision == "new_round" else 1)


def test_deciding_one_proposal_twice_at_once_has_one_winner():
    claim = CandidateFactory()
    paths = [("accept", {"because": "reach"}), ("dismiss", {"reason": "opinion"})]
    answers = at_once(*[(AdminFactory(), f"/api/v1/claims/{claim.pk}/{verb}/", sent) for verb, sent in paths])
    one_was_done(answers, of=2)
    assert TriageDecision.objects.filter(claim=claim).count() == 1
    assert Claim.objects.get(pk=claim.pk).status in ("accepted", "dismissed")


def test_assigning_a_claim_twice_at_once_fills_its_seats_once():
    claim = AcceptedClaimFactory()
    people = [PersonFactory() for _ in range(4)]
    sent = [
        {"reviewers": [one.pk for one in pair], "due_at": days_from_now(1) + "Z"} for pair in (people[:2], people[2:])
    ]
    one_was_done(at_once(*[(AdminFactory(), f"/api/v1/claims/{claim.pk}/assign/", one) for one in sent]), of=2)
    assert Assignment.objects.filter(round__claim=claim).count() == 2


def test_beginning_to_write_twice_at_once_makes_one_draft():
    claim = make_settled_claim()
    url = f"/api/v1/claims/{claim.pk}/draft/"
    one_was_done(at_once(*[(AdminFactory(), url, {}) for _ in range(2)]), of=2)
    assert VerdictDraft.objects.filter(claim=claim).count() == 1


def test_two_editors_agreeing_to_a_removal_at_once_do_it_once():
    verdict = make_published().verdict
    removal = ask(verdict, "redaction")
    url = f"/api/v1/removals/{removal.pk}/agree/"

    answers = at_once((AdminFactory(), url, {}), (AdminFactory(), url, {}))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert PublicRevision.objects.filter(verdict=verdict, kind="redaction").count() == 1
    assert first_break(Entry.objects.order_by("seq")) is None


def test_two_editors_answering_a_complaint_at_once_answer_it_once():
    complaint = make_complaint(by=AdminFactory())
    said = {"outcome": "It was 17,310.", "version": complaint.version}
    url = f"/api/v1/complaints/{complaint.pk}/"

    one_was_done(at_once((AdminFactory(), f"{url}uphold/", said), (AdminFactory(), f"{url}reject/", said)), of=2)

    assert Complaint.objects.get().closed_at is not None
    assert (
        Entry.objects.filter(verb__in=["uphold", "reject"], subject_id=complaint.pk).values("verb").distinct().count()
        == 1
    )


def test_a_change_and_a_retraction_at_once_leave_one_of_them():
    published = make_published()
    draft = make_signed_change(published)
    removal = ask(published.verdict, "retraction")
    change = (AdminFactory(), f"/api/v1/drafts/{draft.pk}/publish/", {})

    answers = at_once(change, (AdminFactory(), f"/api/v1/removals/{removal.pk}/agree/", {}))

    assert {answer.status_code for answer in answers} <= DONE | {409}
    verdict = PublicVerdict.objects.select_related("current").get()
    numbers = list(PublicRevision.objects.order_by("number").values_list("number", flat=True))
    assert (verdict.state, verdict.current.kind) == ("retracted", "retraction")
    assert numbers == list(range(1, len(numbers) + 1))
    assert first_break(Entry.objects.order_by("seq")) is None


def test_an_eleventh_token_is_not_made_by_asking_twice_at_once():
    ben = PersonFactory()
    for _ in range(9):
        make_token(ben)
    answers = at_once(*[(ben, "/api/v1/tokens/", {"name": name, "scopes": ["read"]}) for name in ("One", "Two")])
    one_was_done(answers, of=2)
    assert DeskToken.objects.count() == 10
