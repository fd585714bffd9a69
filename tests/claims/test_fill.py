"""A desk of any size: the rows hang together as those of the real road do."""

import time

import pytest
from django.core.management import call_command
from django.db import connection

from claims.models import Appearance, Article, Claim, Edition, Passage
from claims.reading import text_hash
from factcheck.ledger.models import Entry
from reviews.models import Assignment, PublicVerdict
from tests.factories.people import AdminFactory, PersonFactory

pytestmark = pytest.mark.django_db


def fill(capsys, **options) -> str:
    call_command("fill", **options)
    return capsys.readouterr().out


def test_as_many_claims_as_asked_for(capsys):
    assert fill(capsys, claims=25).startswith("25 claims in 3 articles")
    assert (Claim.objects.count(), Article.objects.count(), Edition.objects.count()) == (25, 3, 3)


def test_every_claim_stands_where_its_article_has_its_words(capsys):
    fill(capsys, claims=20)
    for one in Appearance.objects.select_related("article", "claim__wording", "claim__claimant"):
        assert one.article.text[one.start : one.end] == one.claim.wording.text
        assert one.text_hash == text_hash(one.claim.wording.text)
        assert list(one.claimants.all()) == [one.claim.claimant]
        assert one.claim.last_run == one.article.current_run
    for article in Article.objects.all():
        assert article.text_hash == text_hash(article.text)
        assert article.current_run.passages_found == Passage.objects.filter(run=article.current_run).count() == 11


def test_accepted_claims_have_free_seats_and_others_none(capsys):
    fill(capsys, claims=200)
    statuses = {"candidate", "accepted", "not_picked", "dismissed", "in_review", "published"}
    assert set(Claim.objects.values_list("status", flat=True)) == statuses
    assert set(Claim.objects.filter(status="accepted").values_list("reviews_wanted", "open_slots")) == {(2, 2)}
    assert not Claim.objects.exclude(status="accepted").filter(open_slots__gt=0).exists()


def test_the_same_seed_gives_the_same_words_and_another_run_adds(capsys):
    for _ in range(2):
        fill(capsys, claims=10)
    words = list(Claim.objects.order_by("pk").values_list("wording__text", flat=True))
    assert words[:10] == words[10:]
    fill(capsys, claims=10, seed=2)
    assert list(Claim.objects.order_by("pk").values_list("wording__text", flat=True))[20:] != words[:10]


def test_the_ledger_says_that_the_desk_was_filled(capsys):
    fill(capsys, claims=10)
    assert Entry.objects.get().verb == "fill"


def test_references_hold(capsys):
    fill(capsys, claims=50)
    connection.check_constraints()


def test_five_thousand_claims_take_seconds(capsys):
    started = time.perf_counter()
    fill(capsys, claims=5_000)
    assert time.perf_counter() - started < 10


def test_claims_in_review_have_their_round_and_published_ones_their_page(capsys, client):
    AdminFactory()
    PersonFactory()
    fill(capsys, claims=200)
    in_review = Claim.objects.filter(status="in_review")
    assert in_review.count() == Assignment.objects.count() / 2 > 2
    published = set(Claim.objects.filter(status="published").values_list("pk", flat=True))
    assert published == set(PublicVerdict.objects.values_list("claim_id", flat=True))
    verdict = PublicVerdict.objects.first()
    assert client.get(f"/verdicts/{verdict.number}-{verdict.slug}/").status_code == 200
