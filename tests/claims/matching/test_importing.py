"""Fact-checks of others, read out of ClaimReview files as they really are, and matched."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from claims import kinds
from claims.matching.claimreviews import UnreadableFeed, read_claim_reviews
from claims.matching.importing import import_checks
from claims.models import ClaimMatch, ImportedCheck
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from tests.claims.matching.matching import BRIDGE, RENTS, article_with, done
from tests.factories.claims import ArticleFactory, CandidateFactory

REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/did-rents-rise-by-9-per-cent",
    "author": {"@type": "Organization", "name": "Ostrand Checks"},
    "claimReviewed": RENTS,
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ida Lund"}},
    "reviewRating": {"@type": "Rating", "ratingValue": "2", "bestRating": "5", "alternateName": "Mostly false"},
    "datePublished": "2026-05-02",
    "inLanguage": "en",
}


def read(document) -> list:
    return list(read_claim_reviews(document if isinstance(document, str) else json.dumps(document)))


def test_a_claim_review_is_read():
    [check] = read(REVIEW)
    assert (check.publisher, check.claim_text, check.claimant) == ("Ostrand Checks", RENTS, "Ida Lund")
    assert (check.rating, check.language, check.url) == ("Mostly false", "en", REVIEW["url"])
    assert check.published_at == datetime(2026, 5, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "document",
    [
        [REVIEW],
        {"@graph": [{"@type": "WebPage"}, REVIEW]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]},
        {**REVIEW, "@type": ["ClaimReview", "Review"]},
        json.dumps(REVIEW) + "\n\n",
    ],
    ids=["list", "graph", "data commons", "two types", "lines"],
)
def test_it_is_found_wherever_it_stands(document):
    assert [one.claim_text for one in read(document)] == [RENTS]


def test_a_file_of_one_document_a_line_is_read():
    assert len(read(f"{json.dumps(REVIEW)}\n{json.dumps({**REVIEW, 'claimReviewed': BRIDGE})}\n")) == 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"reviewRating": {"ratingValue": 2, "bestRating": 5}}, {"rating": "2 of 5"}),
        ({"reviewRating": [{"alternateName": " Pants\non fire "}]}, {"rating": "Pants on fire"}),
        ({"reviewRating": None}, {"rating": ""}),
        ({"author": "Plain Name"}, {"publisher": "Plain Name"}),
        ({"author": [{"name": "First"}, {"name": "Second"}]}, {"publisher": "First"}),
        ({"author": {}, "publisher": {"name": "The House"}}, {"publisher": "The House"}),
        ({"itemReviewed": [{"author": [{"name": "Tom"}]}]}, {"claimant": "Tom"}),
        ({"itemReviewed": "a text"}, {"claimant": ""}),
        ({"datePublished": "2026-05-02T10:00:00+02:00"}, {"published_at": datetime(2026, 5, 2, 8, tzinfo=UTC)}),
        ({"datePublished": "2026-99-99"}, {"published_at": None}),
        ({"datePublished": 17}, {"published_at": None}),
        ({"claimReviewed": "x" * 9_000}, {"claim_text": "x" * 5_000}),
        ({"claimReviewed": None, "itemReviewed": {"name": "Said so"}}, {"claim_text": "Said so"}),
    ],
)
def test_many_hands_write_feeds(changes, expected):
    [check] = read({**REVIEW, **changes})
    assert {name: getattr(check, name) for name in expected} == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "javascript:alert(1)"},
        {"url": ""},
        {"url": {"@id": "x"}},
        {"claimReviewed": "  "},
        {"claimReviewed": "a\x00b"},
        {"claimReviewed": "\ud800"},
        {"author": None},
        {"author": True},
    ],
)
def test_what_lacks_a_claim_a_publisher_or_an_address_is_passed_over(changes):
    assert read({**REVIEW, **changes}) == [None]


@pytest.mark.parametrize("text", ["no json", "{", "[" * 5_000 + "]" * 5_000 + "x", '{"a": 1}\nnot json'])
def test_what_is_no_json_is_refused_with_the_place(text):
    with pytest.raises(UnreadableFeed):
        read(text)


def test_a_deep_document_is_not_followed_to_its_end():
    deep = REVIEW
    for _ in range(200):
        deep = {"a": deep}
    assert read(deep) == []


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(now):
    first = import_checks(read([REVIEW, {**REVIEW, "claimReviewed": BRIDGE}, {**REVIEW, "url": ""}]), at=now)
    again = import_checks(read([REVIEW, REVIEW]), at=now)
    assert (first.added, first.unusable) == (2, 1)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    assert ImportedCheck.objects.count() == 2
    assert Entry.objects.filter(verb="import_checks").count() == 2


@pytest.mark.django_db
def test_a_changed_rating_is_taken_over(now):
    import_checks(read(REVIEW), at=now)
    changed = import_checks(read({**REVIEW, "reviewRating": {"alternateName": "True"}}), at=now)
    assert changed.changed == 1
    assert ImportedCheck.objects.get().outcome_rating == "True"


@pytest.mark.django_db
def test_what_waits_in_triage_is_matched_with_what_came_in(now):
    article, entered = article_with(RENTS), CandidateFactory(text=RENTS, article=None)
    finished = ArticleFactory(triage_finished_at=now)
    import_checks(read(REVIEW), at=now)
    assert set(Job.objects.filter(kind=kinds.MATCH).values_list("subject_id", flat=True)) == {article.pk}
    assert Job.objects.get(kind=kinds.MATCH_CLAIM).subject_id == entered.pk
    done()
    check = ImportedCheck.objects.get()
    assert set(ClaimMatch.objects.filter(imported=check).values_list("claim__article", flat=True)) <= {article.pk, None}
    assert finished.pk != article.pk


@pytest.mark.django_db
def test_the_command_says_what_became_of_a_file(tmp_path, capsys):
    file = tmp_path / "feed.json"
    file.write_text("\ufeff" + json.dumps([REVIEW]), encoding="utf-8")
    call_command("import_checks", str(file))
    assert "1 added, 0 changed" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize("received", [b"\xff\xfe\x00", b"no json", None])
def test_the_command_refuses_in_one_line(tmp_path, received):
    file = tmp_path / "feed.json"
    if received is not None:
        file.write_bytes(received)
    with pytest.raises(CommandError) as refusal:
        call_command("import_checks", str(file))
    assert "\n" not in str(refusal.value)
    assert not ImportedCheck.objects.exists()
