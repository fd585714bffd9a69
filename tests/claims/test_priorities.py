"""The place of a claim in the queue: its parts, and who moves it."""

from datetime import timedelta

import pytest

from claims import priorities
from claims.models import Appearance, Claim
from claims.states import ClaimStatus
from claims.triage import accept_claim, merge_claims
from claims.triage.priorities import boost_claim, set_reach
from factcheck.core.errors import Invalid, InvalidTransition, NotAllowed
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from tests.factories.claims import AT, AppearanceFactory, ArticleFactory, CandidateFactory, SubmissionFactory
from tests.factories.people import AdminFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return AdminFactory()


def accepted(by, **fields) -> Claim:
    claim = CandidateFactory(**fields)
    return accept_claim(claim_id=claim.pk, because="reach", by=by, at=AT)


def appears_in(claim: Claim, articles: int) -> None:
    for _ in range(articles):
        AppearanceFactory(claim=claim, article=ArticleFactory())


def parts(claim: Claim) -> dict[str, int]:
    claim.refresh_from_db()
    return claim.priority_parts


def test_the_parts_add_up_to_the_priority(ana):
    claim = accepted(ana, checkworthiness=0.4)
    assert sum(parts(claim).values()) == claim.priority
    assert parts(claim)["worth"] == 400


def test_a_claim_that_came_in_more_often_goes_first(ana):
    once, often = accepted(ana, checkworthiness=0.4), CandidateFactory(checkworthiness=0.4)
    appears_in(often, 3)
    often = accept_claim(claim_id=often.pk, because="reach", by=ana, at=AT)
    assert often.priority > once.priority
    assert parts(often)["demand"] >= 100


def test_waiting_a_day_outweighs_a_tenth_of_worth(ana):
    worth = accepted(ana, checkworthiness=0.59)
    waits = CandidateFactory(checkworthiness=0.5)
    accept_claim(claim_id=waits.pk, because="reach", by=ana, at=AT - timedelta(days=1))
    waits.refresh_from_db()
    assert waits.priority > worth.priority


def test_an_editor_moves_a_claim_with_a_reason_and_moving_again_replaces_it(ana):
    claim = accepted(ana)
    before = claim.priority
    boost_claim(claim_id=claim.pk, points=300, because="The vote is on Friday", by=ana, at=AT)
    boost_claim(claim_id=claim.pk, points=200, because="The vote is on Sunday", by=ana, at=AT)
    claim.refresh_from_db()
    assert claim.priority == before + 200
    assert claim.boost_because == "The vote is on Sunday"
    assert Entry.objects.filter(verb="boost").count() == 2


def test_reach_counts_by_powers_of_ten(ana):
    claim = accepted(ana)
    before = claim.priority
    set_reach(claim_id=claim.pk, people=99_999, by=ana, at=AT)
    claim.refresh_from_db()
    assert claim.priority == before + 500
    set_reach(claim_id=claim.pk, people=None, by=ana, at=AT)
    claim.refresh_from_db()
    assert claim.priority == before


@pytest.mark.parametrize(
    ("points", "because", "field"),
    [(2_001, "why", "points"), (-2_001, "why", "points"), (5, " ", "because"), (5, "x" * 201, "because")],
)
def test_a_move_out_of_range_or_without_a_reason_is_refused(ana, points, because, field):
    claim = accepted(ana)
    with pytest.raises(Invalid) as refusal:
        boost_claim(claim_id=claim.pk, points=points, because=because, by=ana, at=AT)
    assert [one.field for one in refusal.value.errors] == [field]


@pytest.mark.parametrize("people", [-1, 2_000_000_001])
def test_a_reach_out_of_range_is_refused(ana, people):
    with pytest.raises(Invalid):
        set_reach(claim_id=accepted(ana).pk, people=people, by=ana, at=AT)


def test_only_an_editor_moves_a_claim_and_only_one_that_waits(ana):
    with pytest.raises(NotAllowed):
        boost_claim(claim_id=accepted(ana).pk, points=1, because="why", by=PersonFactory(), at=AT)
    with pytest.raises(InvalidTransition):
        boost_claim(claim_id=CandidateFactory().pk, points=1, because="why", by=ana, at=AT)


def test_an_article_that_comes_in_again_has_its_claims_counted_again(ana):
    claim = accepted(ana)
    before = claim.priority
    article = ArticleFactory()
    AppearanceFactory(claim=claim, article=article)
    SubmissionFactory(article=article)
    priorities.count_claims_of(article)
    job = Job.objects.get(kind="prioritise", subject_id=claim.pk)
    run(job)
    claim.refresh_from_db()
    assert claim.priority > before


def run(job: Job) -> None:
    """The job as a worker runs it."""
    priorities.prioritise(job=queue.take(job.pk))
    assert Job.objects.get(pk=job.pk).state == "done"


def test_a_claim_that_takes_in_another_gains_its_appearances(ana):
    canonical, other = accepted(ana), CandidateFactory()
    appears_in(other, 3)
    before = canonical.priority
    merge_claims(claim_id=other.pk, canonical_id=canonical.pk, by=ana, at=AT)
    canonical.refresh_from_db()
    assert Appearance.objects.filter(claim=canonical).count() >= 3
    assert canonical.priority > before


def test_the_parts_are_told_in_words_and_age_as_points_gained_by_waiting(ana):
    claim = accepted(ana, checkworthiness=0.5)
    told = {part.key: part.points for part in priorities.explain_priority(claim, at=AT + timedelta(days=2))}
    assert told == {"worth": 500, "age": 200}


def test_a_claim_nobody_waits_for_keeps_its_place():
    claim = CandidateFactory(status=ClaimStatus.CANDIDATE, priority=7)
    priorities.reprioritise(claim)
    assert claim.priority == 7
