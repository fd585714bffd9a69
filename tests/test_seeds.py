"""The sample articles, their gold annotation and the model fact-check fit each other and the splitter."""

import json
import threading
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from claims.reading import detect_language, read_text
from claims.reading.copies import read_copy
from claims.splitting import split_article
from claims.states import AcceptReason, ClaimantKind
from factcheck.road.sources_site import SourcesSite, address_on, pages_of
from reviews.finding_words import find_words
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


SITE = "http://127.0.0.1:9000"
MEANT_TO_FAIL = ("http://127.0.0.1:9000/lornemercury/archive/2009/market-graves",)
FINDABLE = [(case, source) for case in CASES for source in case["sources"]]


def text_at(url: str, *, visit: int = 1) -> str:
    """What the sample source at an address says, as the desk reads it."""
    pages = pages_of(SITE, visit=visit)
    page = pages[urlsplit(address_on(SITE, url)).path]
    page = pages[page.leads_to] if page.leads_to else page
    return read_copy(page.body, page.media_type.partition(";")[0]).text


@pytest.mark.parametrize(("case", "source"), FINDABLE, ids=[source["title"][:30] for _, source in FINDABLE])
def test_every_excerpt_stands_in_its_source_at_the_first_visit(case, source):
    found = find_words(source["excerpt"], text_at(source["url"]))
    assert found is not None


def test_one_quotation_is_gone_at_the_second_visit_and_no_other():
    lost = [
        source["url"]
        for _, source in FINDABLE
        if find_words(source["excerpt"], text_at(source["url"], visit=2)) is None
    ]
    assert lost == ["https://portlorne.example/council/2025-03-06/item-7"]
    assert lost[0] in [source["url"] for source in FACT_CHECK["sources"]]


def test_open_work_holds_a_wrong_quotation_and_a_dead_link():
    case = FACT_CHECK["open"]
    misquoted, dead = case["sources"]
    assert case["claim"] in [one.text for one in split(case["article"]).candidates]
    assert find_words(misquoted["excerpt"], text_at(misquoted["url"])) is None
    assert address_on(SITE, dead["url"]) in MEANT_TO_FAIL
    assert urlsplit(MEANT_TO_FAIL[0]).path not in pages_of(SITE)


def test_a_source_says_itself_what_the_list_says_of_it():
    for _, source in FINDABLE:
        page = pages_of(SITE)[urlsplit(address_on(SITE, source["url"])).path]
        if page.media_type.startswith("text/html") and page.body:
            said = read_text(page.body, media_type="text/html")
            assert (said.title, said.published_on.isoformat()) == (source["title"], source["published_on"])


def test_one_page_is_reached_by_a_redirect_and_names_its_own_address():
    [(path, page)] = [(path, page) for path, page in pages_of(SITE).items() if page.leads_to]
    url = next(one["url"] for _, one in FINDABLE if address_on(SITE, one["url"]) == SITE + path)
    assert read_copy(pages_of(SITE)[page.leads_to].body, "text/html").canonical_url == SITE + page.leads_to
    assert url.startswith("https://saltram.example/")


def test_the_site_says_the_same_bytes_at_every_start():
    assert pages_of(SITE) == pages_of(SITE)


@pytest.fixture
def site():
    site = SourcesSite(0)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield site
    site.shutdown()
    site.server_close()


def ask(site, path: str, **headers: str):
    """Status, headers and body, redirects not followed."""
    connection = HTTPConnection("127.0.0.1", site.server_port, timeout=5)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    told = (answer.status, dict(answer.getheaders()), answer.read())
    connection.close()
    return told


def test_the_site_answers_as_sites_do(site):
    path = "/portlorne/council/2025-03-06/item-7"
    status, headers, body = ask(site, path)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert site.origin.encode() in body
    assert ask(site, path, **{"If-None-Match": headers["ETag"]})[0] == 304
    assert ask(site, "/saltram/public-safety/working-papers/counting-the-seasons")[0] == 301
    assert ask(site, "/../sources.json")[0] == 404
    assert path.encode() in ask(site, "/")[2]

    site.turn_to(2)

    assert ask(site, path, **{"If-None-Match": headers["ETag"]})[0] == 200
