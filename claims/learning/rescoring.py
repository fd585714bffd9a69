"""Weighing open proposals again when another desk model is in use."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from claims.learning.features import Seen
from claims.learning.lessons import with_prior
from claims.learning.scoring import Scales, scales_in_use
from claims.models import Article, Claim, ClaimWording, TriageDecision
from claims.states import ArticleStatus, ClaimStatus
from factcheck.ledger import acts as ledger

MOST_ARTICLES = 500  # the newest; one that has waited longer keeps its order
AT_ONCE = 20  # articles in one transaction


def rescore(*, at: datetime) -> int:
    """Weigh the open proposals of articles that nobody has begun to triage; how many were moved.

    An article under triage keeps its order, so that nothing jumps under anybody's hands. Harmless to run again.
    """
    scales = scales_in_use()
    moved = sum(_weigh_again(articles, scales) for articles in _batches(_untriaged()))
    if moved:
        with ledger.act("rescore", by=None, at=at, version=scales.version, claims=moved):
            pass
    return moved


def _untriaged() -> list[int]:
    begun = TriageDecision.objects.filter(article=OuterRef("pk"), undone_at=None)
    waiting = Article.objects.filter(status=ArticleStatus.SPLIT, triage_finished_at=None).exclude(Exists(begun))
    return list(waiting.order_by("-pk").values_list("pk", flat=True)[:MOST_ARTICLES])


def _batches(articles: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(articles), AT_ONCE):
        yield articles[start : start + AT_ONCE]


def _weigh_again(articles: Sequence[int], scales: Scales) -> int:
    with transaction.atomic():
        open_ones = Claim.objects.filter(article__in=articles, status=ClaimStatus.CANDIDATE)
        current = open_ones.filter(last_run=F("article__current_run"))
        others = current.exclude(desk_version=scales.version) if scales.version else current.exclude(desk_version=None)
        rows = list(with_prior(others).exclude(known_prior=None).select_for_update(of=("self",)).order_by("pk"))
        first = ClaimWording.objects.filter(claim__in=rows, number=1)
        words = dict(first.values_list("claim", "text"))
        seen = [Seen(words.get(one.pk, ""), one.known_prior, tuple(one.traits)) for one in rows]
        for one, claim, weighed in zip(rows, seen, scales.weigh(seen, [one.reasons for one in rows]), strict=True):
            one.prior, one.checkworthiness = claim.prior, weighed.checkworthiness
            one.reasons, one.desk_version = list(weighed.reasons), weighed.version
        Claim.objects.bulk_update(rows, ["prior", "checkworthiness", "reasons", "desk_version"], batch_size=500)
    return len(rows)
