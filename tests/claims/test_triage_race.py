"""Two people deciding at the same moment."""

import threading

import pytest
from django.db import connection

from claims import triage
from claims.models import Claim, TriageDecision
from claims.states import ClaimStatus
from factcheck.core.errors import Conflict, DomainError, InvalidTransition
from tests.factories.claims import make_split_article
from tests.factories.people import AdminFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Rents rose by 9 per cent in 2023, the council said. The bridge was closed in 1998 by Ida Lund. Trains ran late."
PATIENCE = 20  # seconds


def at_once(*verbs) -> list:
    """What each verb gave or raised, all started at the same moment."""
    start = threading.Barrier(len(verbs))
    results = [None] * len(verbs)

    def run(place, verb):
        try:
            start.wait(PATIENCE)
            results[place] = verb()
        except DomainError as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return results


@pytest.fixture
def article():
    return make_split_article(text=TEXT)


@pytest.mark.parametrize("attempt", range(5))
def test_two_deciding_at_once_end_with_one_winner(article, now, attempt):
    claim = article.claims.first()
    ana, ben = AdminFactory(), AdminFactory()
    results = at_once(
        lambda: triage.accept_claim(claim_id=claim.pk, because="harm", by=ana, at=now),
        lambda: triage.dismiss_claim(claim_id=claim.pk, reason="vague", by=ben, at=now),
    )
    refused = [one for one in results if isinstance(one, InvalidTransition)]
    [won] = [one for one in results if isinstance(one, Claim)]
    assert len(refused) == 1
    assert Claim.objects.get(pk=claim.pk).status == won.status
    assert TriageDecision.objects.count() == 1


def test_two_wordings_at_once_are_one_wording_and_one_conflict(article, now):
    claim = article.claims.first()
    people = [AdminFactory(), AdminFactory()]
    results = at_once(
        *(
            lambda by=by: triage.edit_wording(claim_id=claim.pk, text=f"Words of {by}", version=1, by=by, at=now)
            for by in people
        )
    )
    assert [type(one) for one in results].count(Conflict) == 1
    assert Claim.objects.get(pk=claim.pk).version == 2


def test_accepting_while_somebody_finishes_never_locks_up_and_loses_nothing(article, now):
    claim = article.claims.first()
    ana, ben = AdminFactory(), AdminFactory()
    results = at_once(
        lambda: triage.accept_claim(claim_id=claim.pk, because="harm", by=ana, at=now),
        lambda: triage.finish_article(article_id=article.pk, by=ben, at=now),
    )
    assert not any(isinstance(one, DomainError) for one in results)
    assert Claim.objects.get(pk=claim.pk).status == ClaimStatus.ACCEPTED
    others = set(article.claims.exclude(pk=claim.pk).values_list("status", flat=True))
    assert others == {ClaimStatus.NOT_PICKED}


def test_merging_each_other_at_once_never_locks_up(article, now):
    one, two = article.claims.order_by("pk")[:2]
    by = AdminFactory()
    results = at_once(
        lambda: triage.merge_claims(claim_id=one.pk, canonical_id=two.pk, by=by, at=now),
        lambda: triage.merge_claims(claim_id=two.pk, canonical_id=one.pk, by=by, at=now),
    )
    assert sum(isinstance(result, DomainError) for result in results) == 1
    assert article.claims.filter(status=ClaimStatus.DUPLICATE).count() == 1


def test_selecting_the_same_words_at_once_makes_one_claim(article, now):
    by = AdminFactory()
    results = at_once(
        *(lambda: triage.claim_words(article_id=article.pk, spans=[[0, 10]], by=by, at=now) for _ in range(2))
    )
    assert results[0] == results[1]
