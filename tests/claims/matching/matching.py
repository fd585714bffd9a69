"""Sentences of our own, and short ways to match them."""

from claims import kinds
from claims.models import Claim, ClaimMatch
from factcheck.jobs import queue
from tests.factories.claims import AcceptedClaimFactory, CandidateFactory, make_split_article
from tests.working import run_waiting_jobs

RENTS = "Rents in Ostrand rose by 9 per cent in 2023, the city council said."
FERRY = "The night ferry to Holm carried 31,000 passengers last winter."
BRIDGE = "The old bridge was closed to lorries in 1998 by the Ministry of Transport."


def match_article(article) -> list[ClaimMatch]:
    queue.enqueue(kinds.MATCH, subject_id=article.pk)
    return done()


def match_claim(claim: Claim) -> list[ClaimMatch]:
    queue.enqueue(kinds.MATCH_CLAIM, subject_id=claim.pk)
    return done()


def done() -> list[ClaimMatch]:
    """Every match there is once no work waits."""
    assert set(run_waiting_jobs()) <= {"done"}
    return list(ClaimMatch.objects.order_by("-score", "pk"))


def article_with(*sentences: str, **about):
    return make_split_article(text="\n\n".join(sentences), **about)


def candidate(text: str, **about) -> Claim:
    """A proposal in an article of its own."""
    return CandidateFactory(text=text, **about)


def kept(text: str, **about) -> Claim:
    """A claim the desk has taken on, in an article of its own."""
    return AcceptedClaimFactory(text=text, **about)
