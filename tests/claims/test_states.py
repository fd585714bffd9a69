"""The tables that articles and claims move along, and the one writer of statuses."""

import itertools
import re
from pathlib import Path

import pytest
from django.conf import settings

from claims import triage
from claims.models import Claim
from claims.states import (
    ARTICLE_TRANSITIONS,
    CLAIM_TRANSITIONS,
    DESK_MODEL_TRANSITIONS,
    ArticleStatus,
    ClaimStatus,
    DeskModelStatus,
)
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.ledger.models import Entry
from tests.factories.claims import ArticleFactory, CandidateFactory, ClaimFactory
from tests.factories.learning import DeskModelFactory
from tests.factories.people import AdminFactory

pytestmark = pytest.mark.django_db

CLAIM_VERBS = sorted({verb for _, verb in CLAIM_TRANSITIONS})
ARTICLE_VERBS = sorted({verb for _, verb in ARTICLE_TRANSITIONS})


def make_claim(status: str) -> Claim:
    canonical = CandidateFactory() if status == ClaimStatus.DUPLICATE else None
    return ClaimFactory(status=status, canonical=canonical)


def make_article(status: str):
    same_as = ArticleFactory() if status == ArticleStatus.SAME else None
    return ArticleFactory(status=status, same_as=same_as)


@pytest.mark.parametrize(("status", "verb"), list(itertools.product(ClaimStatus.values, CLAIM_VERBS)))
def test_a_claim_moves_along_its_table_and_nowhere_else(status, verb, now):
    claim = make_claim(status)
    if verb in ("merge", "fold"):
        Claim.objects.filter(pk=claim.pk).update(canonical=CandidateFactory())
    advance(claim, verb, CLAIM_TRANSITIONS, now)


@pytest.mark.parametrize(("status", "verb"), list(itertools.product(ArticleStatus.values, ARTICLE_VERBS)))
def test_an_article_moves_along_its_table_and_nowhere_else(status, verb, now):
    article = make_article(status)
    if verb == "recognise":
        type(article).objects.filter(pk=article.pk).update(same_as=ArticleFactory())
    advance(article, verb, ARTICLE_TRANSITIONS, now)


@pytest.mark.parametrize(
    ("status", "verb"),
    list(itertools.product(DeskModelStatus.values, sorted({verb for _, verb in DESK_MODEL_TRANSITIONS}))),
)
def test_a_desk_model_moves_along_its_table_and_nowhere_else(status, verb, now):
    advance(DeskModelFactory(status=status, promoted_at=now), verb, DESK_MODEL_TRANSITIONS, now)


def advance(row, verb, table, now) -> None:
    before, entries = row.status, Entry.objects.count()
    after = table.get((before, verb))
    if after is None:
        with pytest.raises(InvalidTransition) as refused, ledger.act(verb, subject=row, by=None, at=now):
            row.advance(verb, by=None, at=now)
        assert refused.value.extra == {"status_now": before}
        assert type(row).objects.get(pk=row.pk).status == before
        assert Entry.objects.count() == entries
        return
    with ledger.act(verb, subject=row, by=None, at=now):
        row.advance(verb, by=None, at=now)
    assert type(row).objects.get(pk=row.pk).status == after
    assert Entry.objects.count() == entries + 1


TRIAGE_VERBS = {
    "accept": lambda claim, **who: triage.accept_claim(claim_id=claim.pk, because="harm", **who),
    "dismiss": lambda claim, **who: triage.dismiss_claim(claim_id=claim.pk, reason="vague", **who),
    "reconsider": lambda claim, **who: triage.reconsider_claim(claim_id=claim.pk, **who),
    "merge": lambda claim, **who: triage.merge_claims(claim_id=claim.pk, canonical_id=CandidateFactory().pk, **who),
}


@pytest.mark.parametrize(("status", "verb"), list(itertools.product(ClaimStatus.values, TRIAGE_VERBS)))
def test_triage_does_what_the_table_allows_and_refuses_the_rest(status, verb, now):
    claim = make_claim(status)
    who = {"by": AdminFactory(), "at": now}
    after = CLAIM_TRANSITIONS.get((status, verb))
    if after is None:
        with pytest.raises(InvalidTransition):
            TRIAGE_VERBS[verb](claim, **who)
    else:
        TRIAGE_VERBS[verb](claim, **who)
    assert Claim.objects.get(pk=claim.pk).status == (after or status)


@pytest.mark.parametrize("status", ClaimStatus.values)
def test_finishing_passes_over_proposals_only(status, now):
    claim = make_claim(status)
    triage.finish_article(article_id=claim.article_id, by=AdminFactory(), at=now)
    passed_over = status in (ClaimStatus.CANDIDATE, ClaimStatus.NOT_PICKED)
    assert Claim.objects.get(pk=claim.pk).status == (ClaimStatus.NOT_PICKED if passed_over else status)


def test_many_rows_move_together_or_not_at_all(now):
    rows = [make_claim(ClaimStatus.CANDIDATE), make_claim(ClaimStatus.ACCEPTED)]
    article = rows[0].article
    with pytest.raises(InvalidTransition), ledger.act("try", by=None, at=now):
        Claim.advance_all(rows, "pass_over", about=article, by=None, at=now)
    assert Claim.objects.filter(status=ClaimStatus.NOT_PICKED).count() == 0


def test_a_status_does_not_change_outside_an_act(now):
    claim = make_claim(ClaimStatus.CANDIDATE)
    with pytest.raises(RuntimeError):
        claim.advance("pass_over", by=None, at=now)


# An assignment begins its line; a comparison inside a statement of SQL does not.
WRITES = re.compile(
    r"^\s*(?:[\w.]+, )*[\w.]+\.status\s*=(?!=)|\.update\([^)]*\bstatus=|bulk_update\([^)]*[\"']status[\"']",
    re.MULTILINE,
)
ITS_WRITER = "factcheck/ledger/status.py"
# The HTTP status of a refusal; the status word of Google's.
NOT_OURS = {"factcheck/web/problems.py", "reviews/public_api/fact_check_tools/refusals.py"}


def test_only_the_one_writer_assigns_a_status():
    found = {
        str(path.relative_to(settings.BASE_DIR)): WRITES.findall(path.read_text())
        for room in ("claims", "reviews", "factcheck")
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py")
        if "migrations" not in path.parts
    }
    assert found[ITS_WRITER]
    assert [name for name, writes in found.items() if writes and name not in {ITS_WRITER, *NOT_OURS}] == []
