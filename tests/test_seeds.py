"""The sample articles, their gold annotation and the model fact-check fit each other and the splitter."""

import json
from datetime import date
from pathlib import Path

import pytest

from claims.reading import detect_language, read_text
from claims.splitting import split_article
from claims.states import AcceptReason, ClaimantKind
from reviews.states import ReplyOutcome, SourceKind, Stance

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
DATA = Path(__file__).resolve().parents[1] / "reviews" / "data"
MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".html": "text/html"}
ARTICLES = json.loads((SEEDS / "articles.json").read_text(encoding="utf-8"))
NAMES = [one["file"] for one in ARTICLES]
KINDS = {"headline", "body", "caption", "boilerplate", "artifact"}
TYPES = {"event", "numeric", "historical", "causal", "comparison", "prediction", "opinion", "attribution", "none"}


def read(name: str):
    file = SEEDS / name
    return read_text(file.read_bytes(), media_type=MEDIA_TYPES[file.suffix])


def gold(name: str) -> list[dict]:
    lines = (SEEDS / name).with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def split(name: str):
    article = read(name)
    return split_article(article.text, language="en", captions=article.captions)


def test_every_article_of_the_folder_is_listed_and_annotated():
    files = {file.name for file in SEEDS.iterdir() if file.suffix in MEDIA_TYPES and file.name != "README.md"}
    assert files == set(NAMES)
    assert all((SEEDS / name).with_suffix(".gold.jsonl").exists() for name in NAMES)


@pytest.mark.parametrize("particulars", ARTICLES, ids=NAMES)
def test_particulars_are_those_a_person_would_type(particulars):
    assert set(particulars) == {"title", "outlet", "author", "published_on", "url", "language", "file"}
    assert date.fromisoformat(particulars["published_on"]) < date.today()
    assert ".example/" in particulars["url"]
    article = read(particulars["file"])
    assert article.text.startswith(particulars["title"])
    assert detect_language(article.text) == particulars["language"]
    assert 400 <= len(article.text.split()) <= 900


def test_the_page_says_itself_what_the_list_says():
    particulars = next(one for one in ARTICLES if one["file"].endswith(".html"))
    article = read(particulars["file"])
    said = (article.title, article.author, article.published_on.isoformat(), article.language)
    assert said == (particulars["title"], particulars["author"], particulars["published_on"], "en")
    assert len(article.captions) == 2
    assert "newsletter" not in article.text
    assert "Sport" not in article.text


@pytest.mark.parametrize("name", NAMES)
def test_gold_offsets_are_exact_and_cover_the_text(name):
    text = read(name).text
    end = 0
    for at, row in enumerate(gold(name)):
        assert row["i"] == at
        assert text[row["start"] : row["end"]] == row["text"]
        assert not text[end : row["start"]].strip()
        end = row["end"]
    assert not text[end:].strip()


@pytest.mark.parametrize("name", NAMES)
def test_gold_rows_use_the_words_of_the_format(name):
    rows = gold(name)
    for row in rows:
        assert row["kind"] in KINDS
        assert row["claim_type"] in TYPES
        assert row["checkworthy"] in {0, 1, 2, 3}
        assert row["duplicate_of"] is None or rows[row["duplicate_of"]]["duplicate_of"] is None
        assert row["speaker_surface"] is None or row["speaker_surface"] in row["text"]
        assert all(quote["text"] in row["text"] for quote in row["quotes"])


@pytest.mark.parametrize("name", NAMES)
def test_the_splitter_finds_every_sentence_and_its_kind(name):
    found = {(one.start, one.end): one.kind for one in split(name).passages}
    assert found == {(row["start"], row["end"]): row["kind"] for row in gold(name)}


@pytest.mark.parametrize("name", NAMES)
def test_the_splitter_finds_every_direct_quotation_and_its_speaker(name):
    text = read(name).text
    quotations = split(name).quotations
    for row in gold(name):
        for quote in row["quotes"]:
            start = text.index(quote["text"], row["start"])
            around = [one for one in quotations if one.start <= start and one.end >= start + len(quote["text"])]
            assert around, quote
            assert not around[0].unclosed
            if quote["type"] == "direct":
                assert around[0].speaker.name == quote["speaker"], quote


@pytest.mark.parametrize("name", NAMES)
def test_what_deserves_a_check_is_proposed_and_ranked_high(name):
    rows = {(row["start"], row["end"]): row["checkworthy"] for row in gold(name)}
    candidates = [one for one in split(name).candidates if one.part_of is None]
    assert {span for span, worth in rows.items() if worth == 3} <= {(one.start, one.end) for one in candidates}
    best = sorted(candidates, key=lambda one: -one.checkworthiness)[:10]
    assert sum(rows[one.start, one.end] >= 2 for one in best) >= 8


def test_the_articles_between_them_hold_every_trap():
    rows = [row for name in NAMES for row in gold(name)]
    assert {row["kind"] for row in rows} == KINDS
    assert {row["claim_type"] for row in rows} == TYPES
    assert any(quote.get("continues_next") for row in rows for quote in row["quotes"])
    assert any(row["duplicate_of"] is not None for row in rows)


FACT_CHECK = json.loads((SEEDS / "sources.json").read_text(encoding="utf-8"))
RATINGS = {one["key"]: one for one in json.loads((DATA / "scale.json").read_text(encoding="utf-8"))["ratings"]}
CASES = [FACT_CHECK, FACT_CHECK["disputed"]]


@pytest.mark.parametrize("case", CASES, ids=["published", "disputed"])
def test_a_claim_of_the_demo_is_a_candidate_of_its_article(case):
    candidates = {one.text: one for one in split(case["article"]).candidates}
    assert candidates[case["claim"]].claimant == case["claimant"]
    assert case["claimant_kind"] in ClaimantKind.values
    assert case["because"] in AcceptReason.values


@pytest.mark.parametrize("case", CASES, ids=["published", "disputed"])
def test_evidence_and_reviews_of_the_demo_fit_the_desk(case):
    for source in case["sources"]:
        assert ".example/" in source["url"]
        assert source["stance"] in Stance.values
        assert source["kind"] in SourceKind.values
        assert source["excerpt"]
    for review in case["reviews"]:
        assert review["rating"] in RATINGS
        assert review["rationale"]
        assert {one["source"] for one in review["readings"]} == set(range(len(case["sources"])))
        assert {one["stance"] for one in review["readings"]} <= set(Stance.values)


def test_the_disputed_claim_is_rated_two_steps_apart():
    first, second = (RATINGS[one["rating"]]["position"] for one in FACT_CHECK["disputed"]["reviews"])
    assert abs(first - second) >= 2


def test_the_published_text_is_complete():
    verdict = FACT_CHECK["verdict"]
    assert {one["rating"] for one in FACT_CHECK["reviews"]} == {verdict["rating"]}
    assert len(verdict["found"].split()) <= 60
    assert len(verdict["title"]) <= 110
    assert verdict["explanation"]
    assert verdict["not_established"]
    assert verdict["reply_outcome"] in ReplyOutcome.values
    assert verdict["reply"]
    assert date.fromisoformat(verdict["rated_as_of"]) <= date.fromisoformat(verdict["evidence_until"]) < date.today()
