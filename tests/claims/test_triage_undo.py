"""Undo: one's own last decision, as long as nothing later depends on it."""

from datetime import date

import pytest

from claims import triage
from claims.models import Claim, PassageRelation, TriageDecision
from claims.states import ClaimStatus
from factcheck.core.errors import InvalidTransition
from factcheck.ledger import acts as ledger
from factcheck.ledger.models import Entry
from tests.factories.claims import make_split_article
from tests.factories.people import AdminFactory

pytestmark = pytest.mark.django_db

TEXT = """The bridge was closed in 1998 by the Ministry of Transport.
Rents rose by 9 per cent in Ostrand, Ida Lund said. Forty thousand cars went through the tunnel in 2026."""

NOT_STATE = {"version"}  # a wording that was undone was still seen


@pytest.fixture
def ana():
    return AdminFactory(name="Ana Ruiz")


@pytest.fixture
def ben():
    return AdminFactory(name="Ben Okri")


@pytest.fixture
def article():
    return make_split_article(text=TEXT)


@pytest.fixture
def claim(article):
    return article.claims.order_by("position")[1]


def everything_about(article) -> dict:
    """Each column of each claim, where each appears and who is said to say it, each relation, and the article."""
    article.refresh_from_db()
    columns = [field.attname for field in Claim._meta.concrete_fields if field.attname not in NOT_STATE]
    claims = {pk: row for pk, *row in article.claims.order_by("pk").values_list("pk", *columns)}
    places = list(article.appearances.order_by("pk").values_list("pk", "claim", "claimants"))
    relations = list(PassageRelation.objects.order_by("pk").values_list("pk", "state", "kind", "decided_by"))
    return {
        "claims": claims,
        "places": places,
        "relations": relations,
        "article": (article.triage_finished_at, article.triaged_by_id),
    }


def other(claim) -> int:
    return claim.article.claims.exclude(pk=claim.pk).order_by("pk").first().pk


def related(claim) -> dict:
    first, second = claim.article.passages.order_by("ordinal")[:2]
    return {"article_id": claim.article_id, "source_id": first.pk, "target_id": second.pk, "kind": "repeats"}


VERBS = {
    "accept": lambda claim, **who: triage.accept_claim(claim_id=claim.pk, because="harm", **who),
    "dismiss": lambda claim, **who: triage.dismiss_claim(claim_id=claim.pk, reason="vague", **who),
    "merge": lambda claim, **who: triage.merge_claims(claim_id=claim.pk, canonical_id=other(claim), **who),
    "wording": lambda claim, **who: triage.edit_wording(claim_id=claim.pk, text="Other", version=1, **who),
    "particulars": lambda claim, **who: triage.set_particulars(
        claim_id=claim.pk, version=1, claimant="Tom Berg", claim_date=date(2026, 1, 1), language="nb", **who
    ),
    "finish": lambda claim, **who: triage.finish_article(article_id=claim.article_id, **who),
    "relate": lambda claim, **who: triage.relate(**related(claim), **who),
}


@pytest.mark.parametrize("verb", VERBS)
def test_undo_brings_back_what_was(claim, article, ana, now, verb):
    before = everything_about(article)
    VERBS[verb](claim, by=ana, at=now)
    assert everything_about(article) != before
    undone = triage.undo(article_id=article.pk, by=ana, at=now)
    assert undone.undone_at == now
    assert everything_about(article) == before


@pytest.mark.parametrize("decided", ["accept", "dismiss", "merge", "finish"])
def test_taking_up_again_can_be_undone_too(claim, article, ana, now, decided):
    VERBS[decided](claim, by=ana, at=now)
    before = everything_about(article)
    triage.reconsider_claim(claim_id=claim.pk, by=ana, at=now)
    triage.undo(article_id=article.pk, by=ana, at=now)
    after = everything_about(article)
    assert after["claims"] == before["claims"]
    assert after["places"] == before["places"]


def test_what_was_passed_over_before_it_was_accepted_is_passed_over_again(claim, article, ana, now):
    triage.finish_article(article_id=article.pk, by=ana, at=now)
    triage.accept_claim(claim_id=claim.pk, because="harm", by=ana, at=now)
    triage.undo(article_id=article.pk, by=ana, at=now)
    assert Claim.objects.get(pk=claim.pk).status == ClaimStatus.NOT_PICKED
    article.refresh_from_db()
    assert article.triage_finished_at == now


def test_a_claim_from_selected_words_is_passed_over(article, ana, now):
    selected = triage.claim_words(article_id=article.pk, spans=[[4, 10]], by=ana, at=now)
    triage.undo(article_id=article.pk, by=ana, at=now)
    assert Claim.objects.get(pk=selected.pk).status == ClaimStatus.NOT_PICKED


def test_undo_goes_back_step_by_step(claim, article, ana, now):
    before = everything_about(article)
    for verb in ("wording", "accept", "finish"):
        VERBS[verb](claim, by=ana, at=now)
    verbs = [triage.undo(article_id=article.pk, by=ana, at=now).verb for _ in range(3)]
    assert verbs == ["finish_triage", "accept", "edit_wording"]
    assert everything_about(article) == before
    with pytest.raises(InvalidTransition):
        triage.undo(article_id=article.pk, by=ana, at=now)


def test_finishing_undone_leaves_what_was_decided_since(claim, article, ana, ben, now):
    triage.finish_article(article_id=article.pk, by=ana, at=now)
    triage.accept_claim(claim_id=claim.pk, because="harm", by=ben, at=now)
    triage.undo(article_id=article.pk, by=ana, at=now)
    statuses = dict(article.claims.values_list("pk", "status"))
    assert statuses.pop(claim.pk) == ClaimStatus.ACCEPTED
    assert set(statuses.values()) == {ClaimStatus.CANDIDATE}


def test_only_ones_own_decisions_are_undone(claim, article, ana, ben, now):
    triage.accept_claim(claim_id=claim.pk, because="harm", by=ana, at=now)
    with pytest.raises(InvalidTransition):
        triage.undo(article_id=article.pk, by=ben, at=now)
    assert Claim.objects.get(pk=claim.pk).status == ClaimStatus.ACCEPTED


def test_a_claim_in_review_is_not_pulled_back(claim, article, ana, now):
    triage.accept_claim(claim_id=claim.pk, because="harm", by=ana, at=now)
    claim.refresh_from_db()
    with ledger.act("start", subject=claim, by=ana, at=now):
        claim.advance("start", by=ana, at=now)
    with pytest.raises(InvalidTransition) as refused:
        triage.undo(article_id=article.pk, by=ana, at=now)
    assert "in review by now" in refused.value.detail
    assert TriageDecision.objects.get().undone_at is None


def test_what_somebody_else_has_gone_on_from_is_not_undone(claim, article, ana, ben, now):
    triage.edit_wording(claim_id=claim.pk, text="Ana’s words", version=1, by=ana, at=now)
    triage.edit_wording(claim_id=claim.pk, text="Ben’s words", version=2, by=ben, at=now)
    with pytest.raises(InvalidTransition) as refused:
        triage.undo(article_id=article.pk, by=ana, at=now)
    assert "Ben Okri" in refused.value.detail
    assert Claim.objects.get(pk=claim.pk).wording.text == "Ben’s words"


def test_a_duplicate_of_the_merged_claim_comes_back_with_it(article, ana, now):
    one, two, three = article.claims.order_by("pk")[:3]
    triage.merge_claims(claim_id=three.pk, canonical_id=two.pk, by=ana, at=now)
    triage.merge_claims(claim_id=two.pk, canonical_id=one.pk, by=ana, at=now)
    triage.undo(article_id=article.pk, by=ana, at=now)
    assert Claim.objects.get(pk=three.pk).canonical == two
    assert two.appearances.count() == 2


def test_undo_is_recorded_with_every_move(claim, article, ana, now):
    triage.dismiss_claim(claim_id=claim.pk, reason="vague", by=ana, at=now)
    triage.undo(article_id=article.pk, by=ana, at=now)
    assert list(Entry.objects.order_by("seq").values_list("verb", flat=True)) == ["dismiss", "undo", "reconsider"]
