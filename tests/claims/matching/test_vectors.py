"""Vectors: made where an encoder is installed, kept in the database, made anew when it changes; optional."""

import numpy as np
import pytest

from claims import kinds
from claims.matching import vectors
from claims.matching.building import build_index_files, embed_claims
from claims.models import ClaimMatch, ImportedCheck, TextVector
from claims.retrieval import semantic_available
from factcheck.jobs.models import Job
from tests.claims.matching.matching import BRIDGE, FERRY, RENTS, candidate, kept, match_claim
from tests.factories.claims import ClaimFactory

pytestmark = pytest.mark.django_db

TOLD_OTHERWISE = "Tenants of Ostrand paid nearly a tenth more for their homes that year."
with_encoder = pytest.mark.skipif(not semantic_available(), reason="the `semantic` extra is not installed")


@with_encoder
def test_words_with_the_same_meaning_are_near(now):
    same, other = kept(TOLD_OTHERWISE), kept(BRIDGE)
    embed_claims()
    [meaning] = vectors.vectors_of(type(same).objects.filter(pk=candidate(RENTS).pk)).values()
    near = vectors.nearest(meaning, limit=5, beside=[])
    assert near[f"wording-{same.wording_id}"] > near[f"wording-{other.wording_id}"]
    assert vectors.cosines_with(meaning, list(near)) == pytest.approx(near)


@with_encoder
def test_the_meaning_is_part_of_the_score():
    old = kept(RENTS)
    embed_claims()
    [match] = [one for one in match_claim(candidate(f"{RENTS} It rained.")) if one.other == old]
    assert match.parts["meaning"] > 0.7


@with_encoder
def test_what_has_no_vector_gets_one_by_a_job():
    row = {"url": "https://checks.example/1", "publisher": "Checks", "url_hash": "0" * 64}
    check = ImportedCheck.objects.create(**row, claim_text=RENTS, imported_at="2026-05-04T00:00Z")
    old, gone = kept(FERRY), ClaimFactory(text=BRIDGE, status="dismissed")
    match_claim(candidate(RENTS))
    assert Job.objects.get(kind=kinds.EMBED).state == "done"
    made = set(TextVector.objects.values_list("wording", "imported"))
    assert {(None, check.pk), (old.wording_id, None)} <= made
    assert (gone.wording_id, None) not in made
    assert not vectors.are_missing()


@with_encoder
def test_another_encoder_makes_every_vector_anew():
    old = kept(RENTS)
    embed_claims()
    right = TextVector.objects.get().vector
    TextVector.objects.update(encoder="another", vector=np.zeros(3))
    assert vectors.are_missing()
    assert vectors.nearest(right, limit=5, beside=[]) == {}
    embed_claims()
    made = TextVector.objects.get()
    assert (made.wording_id, made.encoder) == (old.wording_id, vectors.encoder().name)
    assert made.vector == pytest.approx(right)


@with_encoder
def test_a_long_backlog_goes_on_in_another_job(settings, monkeypatch):
    monkeypatch.setattr(vectors, "BATCH", 1)
    settings.JOB_TIME_LIMIT = 0
    for text in (RENTS, FERRY, BRIDGE):
        kept(text)
    embed_claims()
    assert TextVector.objects.count() == 1
    assert Job.objects.get(kind=kinds.EMBED).state == "queued"


@with_encoder
def test_vectors_that_nothing_is_matched_by_are_dropped(now):
    old, gone = kept(RENTS), candidate(FERRY)
    embed_claims()
    type(gone).objects.filter(pk=gone.pk).update(status="dismissed")
    build_index_files(at=now)
    assert [one.wording_id for one in TextVector.objects.all()] == [old.wording_id]


def test_without_an_encoder_the_desk_matches_by_words(without_encoder, now):
    old = kept(RENTS)
    [match] = match_claim(candidate(RENTS, claimant=old.claimant))
    assert (match.other, match.score, "meaning" in match.parts) == (old, 1, False)
    embed_claims()
    build_index_files(at=now)
    assert not TextVector.objects.exists()
    assert not Job.objects.filter(kind=kinds.EMBED).exists()


def test_vectors_of_a_past_encoder_are_not_used_without_one(without_encoder):
    old = kept(RENTS)
    TextVector.objects.create(wording=old.wording, encoder="another", vector=np.ones(384))
    assert vectors.nearest(np.ones(384, dtype=np.float32), limit=5, beside=[]) == {}
    assert ClaimMatch.objects.count() == 0
