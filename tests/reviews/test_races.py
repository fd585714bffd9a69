"""Two at once end with one winner, and with what one after the other would have left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from claims.models import Claim
from claims.states import ClaimStatus
from factcheck.core.errors import Conflict, DomainError, GateNotMet, Invalid, InvalidTransition
from factcheck.ledger.models import Entry
from reviews.adjudication import adjudicate, move_rating
from reviews.assignment.by_hand import assign_claim, decline_assignment
from reviews.evidence.describing import withhold_identity
from reviews.evidence.linking import link_evidence
from reviews.models import Adjudication, Assignment, Evidence, PublicVerdict, Review, ReviewDraft, Round, Source
from reviews.publication.publishing import publish_verdict
from reviews.reviewing import save_draft, submit_review, take_back_review
from reviews.states import AssignmentStatus, RoundStatus
from tests.factories.claims import AcceptedClaimFactory
from tests.factories.people import AdminFactory
from tests.factories.reviews import InReviewClaimFactory, make_closed_round
from tests.factories.writing import WRITTEN_AT, make_signed_draft

pytestmark = pytest.mark.django_db(transaction=True)

WAIT = 30  # seconds, for a machine that is busy otherwise


def at_once(*verbs: Callable[[], object]) -> list[object]:
    """Run the verbs in threads of their own, all from the same moment; what each returned or was refused with."""
    barrier = Barrier(len(verbs))

    def run(verb):
        try:
            barrier.wait(WAIT)
            return verb()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return [future.result(WAIT) for future in [pool.submit(run, verb) for verb in verbs]]


def refusals(results) -> list[DomainError]:
    return [result for result in results if isinstance(result, DomainError)]


def submit(asked, *, at, label="false"):
    return lambda: submit_review(
        assignment_id=asked.pk, rating_key=label, rationale="Why", readings={}, by=asked.reviewer, at=at
    )


def test_the_last_two_reviews_at_once_close_the_round_once(checked, now):
    results = at_once(submit(checked.lead, at=now), submit(checked.second, at=now))
    assert not refusals(results)
    closed = Round.objects.get()
    assert (closed.status, closed.rating.key) == (RoundStatus.SETTLED, "false")
    assert Claim.objects.get(pk=closed.claim_id).status == ClaimStatus.SETTLED
    assert Entry.objects.filter(verb="compare").count() == 1
    assert Entry.objects.filter(verb="settle", subject_type="claim").count() == 1


def test_the_same_person_handing_in_twice_at_once_hands_in_once(checked, now):
    results = at_once(*[submit(checked.lead, at=now, label=label) for label in ("true", "false", "mixed")])
    assert [type(refusal) for refusal in refusals(results)] == [InvalidTransition] * 2
    assert Review.objects.count() == 1


def test_two_editors_settling_at_once_end_with_one_decision(people, now):
    split, other = make_closed_round("true", "false"), AdminFactory()
    results = at_once(
        *[
            lambda by=by, label=label: adjudicate(round_id=split.pk, rating_key=label, note="I decide", by=by, at=now)
            for by, label in ((people.admin, "mixed"), (other, "mostly-true"))
        ]
    )
    [refusal] = refusals(results)
    assert isinstance(refusal, InvalidTransition)
    [decision] = Adjudication.objects.all()
    split.refresh_from_db()
    assert (split.status, split.rating) == (RoundStatus.SETTLED, decision.rating)
    assert Entry.objects.filter(verb="adjudicate").count() == 1


def test_two_reviewers_moving_towards_each_other_at_once_do_not_swap(people, now):
    near = make_closed_round("true", "mostly-true", reviewers=[people.lead, people.second], comparing=True)
    results = at_once(
        *[
            lambda by=by: move_rating(round_id=near.pk, note="You are right", by=by, at=now)
            for by in (people.lead, people.second)
        ]
    )
    assert len(refusals(results)) == 1
    near.refresh_from_db()
    assert near.status == RoundStatus.SETTLED
    assert len({review.rating_id for review in Review.objects.standing()}) == 1


def test_the_last_seat_goes_to_one_of_two_people(people, now):
    claim = AcceptedClaimFactory()
    due = now + timedelta(days=1)

    def assign(*who):
        return assign_claim(
            claim_id=claim.pk, reviewer_ids=[one.pk for one in who], due_at=due, by=people.admin, at=now
        )

    assign(people.lead)
    results = at_once(lambda: assign(people.second), lambda: assign(people.stranger))
    [refusal] = refusals(results)
    assert isinstance(refusal, Invalid | InvalidTransition)
    assert Assignment.objects.live().count() == 2
    assert Claim.objects.get(pk=claim.pk).open_slots == 0


def test_two_editors_opening_the_first_round_at_once_open_one(people, now):
    claim, due = AcceptedClaimFactory(), now + timedelta(days=1)
    results = at_once(
        *[
            lambda who=who: assign_claim(claim_id=claim.pk, reviewer_ids=[who.pk], due_at=due, by=people.admin, at=now)
            for who in (people.lead, people.second)
        ]
    )
    assert not refusals(results)
    assert Round.objects.get().assignments.filter(is_lead=True).count() == 1


def test_taking_back_and_the_last_review_at_once_leave_one_story(checked, now):
    submit(checked.lead, at=now)()
    at_once(
        lambda: take_back_review(assignment_id=checked.lead.pk, by=checked.lead.reviewer, at=now),
        submit(checked.second, at=now),
    )
    status = Round.objects.get().status
    standing = Review.objects.standing().count()
    assert (status, standing) in [(RoundStatus.SETTLED, 2), (RoundStatus.OPEN, 1)]


def test_both_declining_at_once_free_the_claim_once(checked, now):
    results = at_once(
        *[
            lambda one=one: decline_assignment(assignment_id=one.pk, because="No time", by=one.reviewer, at=now)
            for one in (checked.lead, checked.second)
        ]
    )
    assert not refusals(results)
    claim = Claim.objects.get(pk=checked.claim.pk)
    assert (claim.status, claim.open_slots) == (ClaimStatus.ACCEPTED, 2)
    assert Round.objects.get().status == RoundStatus.CLOSED_UNREAD


def test_two_tabs_saving_at_once_keep_one_text_and_tell_the_other(checked, now):
    def save(words):
        return lambda: save_draft(
            assignment_id=checked.lead.pk, by=checked.lead.reviewer, at=now, version=0, rationale=words
        )

    results = at_once(save("one tab"), save("other tab"))
    [refusal] = refusals(results)
    assert isinstance(refusal, Conflict)
    assert refusal.extra["saved"]["rationale"] == ReviewDraft.objects.get().rationale
    assert Assignment.objects.get(pk=checked.lead.pk).status == AssignmentStatus.IN_PROGRESS


def test_one_page_linked_to_many_claims_at_once_is_one_source(people, now):
    claims = [InReviewClaimFactory() for _ in range(4)]
    results = at_once(
        *[
            lambda claim=claim: link_evidence(
                claim_id=claim.pk, url="https://a.example/x", excerpt="Words", by=people.admin, at=now
            )
            for claim in claims
        ]
    )
    assert not refusals(results)
    assert Source.objects.count() == 1
    assert Evidence.objects.count() == 4


def test_a_double_click_links_once(people, now):
    claim = InReviewClaimFactory()
    results = at_once(
        *[lambda: link_evidence(claim_id=claim.pk, url="https://a.example/x", excerpt="Words", by=people.admin, at=now)]
        * 3
    )
    assert len(refusals(results)) == 2
    assert Evidence.objects.count() == 1


def test_a_name_that_is_withheld_at_the_moment_of_publishing_is_not_published():
    draft, editor = make_signed_draft(), AdminFactory()
    source = Source.objects.filter(evidence__in=draft.evidence.values("evidence")).latest("pk")

    def publish():
        try:
            return publish_verdict(draft_id=draft.pk, by=editor, at=WRITTEN_AT)
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            withhold_identity(source_id=source.pk, because="She would lose her job", by=AdminFactory(), at=WRITTEN_AT)
            published = pool.submit(publish)
            while not somebody_waits():
                assert not published.done()
        assert isinstance(published.result(WAIT), GateNotMet)
    assert not PublicVerdict.objects.exists()


def somebody_waits() -> bool:
    """Whether a lock is asked for and not given."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]
