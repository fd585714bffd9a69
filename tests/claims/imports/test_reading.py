"""ClaimReview as it really is, read piece by piece."""

import io
import json
import tracemalloc
from datetime import UTC, datetime

import pytest

from claims.imports import checks, streaming
from claims.imports.checks import ReadCheck, UnreadableFeed, usable
from claims.imports.streaming import checks_in, entries
from tests.claims.imports.publishers import RENTS, REVIEW, data_feed, found_claim, review

BRIDGE = "The bridge was closed on Monday"
LONG_HOST = "https://" + "a" * 243 + ".example"
BOTH = ("https://a.example/1", "https://b.example/2")


def read(document) -> list:
    text = document if isinstance(document, str) else json.dumps(document)
    return [one for entry in checks_in(io.BytesIO(text.encode("utf-8", "surrogatepass"))) for one in entry.checks]


def test_a_claim_review_is_read():
    [check] = read(REVIEW)
    assert (check.publisher, check.claim_text, check.claimant) == ("Ostrand Checks", RENTS, "Ida Lund")
    assert (check.publisher_site, check.truth) == ("checks.example", 0.25)
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
        "\ufeff" + json.dumps([REVIEW]),
        {"@type": "DataFeed", "dataFeedElement": [None, {"item": None}, {"item": [None, REVIEW]}, 7, "x", []]},
        {"@type": "DataFeed", "dataFeedElement": [{"item": REVIEW}], "dateModified": "2026-05-02"},
        {"claims": [{"text": RENTS, "claimReview": [{"url": REVIEW["url"], "publisher": {"site": "a.example"}}]}]},
    ],
    ids=["list", "graph", "data commons", "two types", "lines", "marked", "holes", "bare item", "a saved answer"],
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
        ({"reviewRating": None}, {"rating": "", "truth": None}),
        ({"reviewRating": "Nope"}, {"rating": "Nope", "truth": None}),
        ({"reviewRating": {"alternateName": ["False", "Misleading"]}}, {"rating": "False"}),
        ({"reviewRating": {"alternateName": [{"@value": "Faux", "@language": "fr"}]}}, {"rating": "Faux"}),
        ({"reviewRating": {"alternateName": {"en": "False", "fr": "Faux"}}}, {"rating": "False"}),
        ({"reviewRating": {"alternateName": "It is not so. " * 30}}, {"rating": "It is not so. " * 14 + "It…"}),
        ({"reviewRating": {"ratingValue": "-1", "bestRating": "-1", "worstRating": -1}}, {"rating": "", "truth": None}),
        ({"reviewRating": {"ratingValue": "2", "bestRating": "5", "worstRating": "1"}}, {"truth": 0.25}),
        ({"reviewRating": {"ratingValue": 2, "bestRating": 1, "worstRating": 5}}, {"truth": 0.75}),
        (
            {"reviewRating": {"ratingValue": 2, "bestRating": 1, "worstRating": 5}},
            {"rating": "2 (1 is best, 5 worst)"},
        ),
        ({"reviewRating": {"ratingValue": 3}}, {"truth": 0.5}),
        ({"reviewRating": {"ratingValue": "2,5", "bestRating": 5, "worstRating": 0}}, {"truth": 0.5}),
        ({"reviewRating": {"ratingValue": 3, "bestRating": 3, "worstRating": 3}}, {"truth": None}),
        ({"reviewRating": {"ratingValue": "four", "bestRating": 5}}, {"truth": None}),
        ({"claimReviewed": [{"@value": "Déjà", "@language": "fr"}], "inLanguage": None}, {"language": "fr"}),
        ({"datePublished": "9999-12-31T23:59:59-12:00"}, {"published_at": None}),
        ({"datePublished": "0001-01-01"}, {"published_at": None}),
        ({"itemReviewed": {"datePublished": "2026-05-01"}}, {"claim_date": datetime(2026, 5, 1, tzinfo=UTC)}),
        ({"itemReviewed": {"appearance": "https://a.example/1, https://b.example/2"}}, {"appearances": BOTH}),
        (
            {"itemReviewed": {"appearance": ["https://a.example/1", {"url": "https://b.example/2"}]}},
            {"appearances": BOTH},
        ),
        ({"itemReviewed": {"firstAppearance": {"@id": BOTH[0]}, "appearance": BOTH[1]}}, {"appearances": BOTH}),
        ({"itemReviewed": {"url": "https://a.example/1"}}, {"appearances": BOTH[:1]}),
        ({"itemReviewed": {"appearance": ["javascript:alert(1)", None, 7, {"url": []}]}}, {"appearances": ()}),
        ({"itemReviewed": {"appearance": f"https://a.example/{'x' * 3000}"}}, {"appearances": ()}),
        ({"author": "Plain Name"}, {"publisher": "Plain Name"}),
        ({"author": [{"name": "First"}, {"name": "Second"}]}, {"publisher": "First"}),
        ({"author": {}, "publisher": {"name": "The House"}}, {"publisher": "The House"}),
        ({"itemReviewed": [{"author": [{"name": "Tom"}]}]}, {"claimant": "Tom"}),
        ({"itemReviewed": "a text"}, {"claimant": ""}),
        ({"author": None}, {"publisher": "checks.example"}),
        ({"author": {"url": "https://www.ostrand.example/"}}, {"publisher": "ostrand.example"}),
        ({"author": "https://ostrand.example/about"}, {"publisher": "ostrand.example"}),
        ({"author": {"name": {"@value": "Chèques", "@language": "fr"}}}, {"publisher": "Chèques"}),
        ({"author": None, "sdPublisher": {"name": "A compiler"}}, {"publisher": "checks.example"}),
        ({"url": "https://www.checks.example/a"}, {"publisher_site": "checks.example"}),
        ({"url": {"@id": "https://checks.example/a"}}, {"url": "https://checks.example/a"}),
        ({"datePublished": "2026-05-02T10:00:00+02:00"}, {"published_at": datetime(2026, 5, 2, 8, tzinfo=UTC)}),
        ({"datePublished": "2026-99-99"}, {"published_at": None}),
        ({"datePublished": 17}, {"published_at": None}),
        ({"claimReviewed": "x" * 9_000}, {"claim_text": "x" * 5_000}),
        ({"claimReviewed": None, "itemReviewed": {"name": "Said so"}}, {"claim_text": "Said so"}),
        ({"inLanguage": "İ" * 12}, {"language": "i̇" * 6}),
        ({"author": None, "url": LONG_HOST}, {"publisher": LONG_HOST[8:208], "publisher_site": LONG_HOST[8:]}),
        ({"itemReviewed": {"author": LONG_HOST}}, {"claimant": LONG_HOST[8:208]}),
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
    ],
)
def test_what_lacks_a_claim_a_publisher_or_an_address_is_passed_over(changes):
    assert read({**REVIEW, **changes}) == [None]


@pytest.mark.parametrize("text", ["no json", "{", "[" * 5_000 + "]" * 5_000 + "x", '{"a": 1}\nnot json'])
def test_what_is_no_json_is_refused_with_the_place(text):
    with pytest.raises(UnreadableFeed):
        read(text)


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "https://a.example/" + "x" * 2_000},
        {"publisher": "x" * 201},
        {"publisher_site": "x" * 254},
        {"title": "x" * 301},
        {"claimant": "x" * 201},
        {"language": "x" * 13},
        {"rating": "x" * 201},
        {"claim_text": "x" * 5_001},
        {"title": "a\x00b"},
        {"rating": "\ud800"},
        {"appearances": ("https://a.example/\x00",)},
        {"truth": float("nan")},
        {"truth": float("inf")},
        {"truth": -0.1},
        {"published_at": datetime(9999, 12, 31, tzinfo=UTC)},
        {"claim_date": datetime(1, 1, 1, tzinfo=UTC)},
        {"claim_date": datetime(2026, 1, 1)},
    ],
)  # fmt: skip
def test_what_the_database_could_not_keep_is_unusable(changes):
    about = {"url": "https://a.example/1", "publisher": "Ostrand Checks", "claim_text": RENTS}
    assert usable(ReadCheck(**about)) is not None
    assert usable(ReadCheck(**{**about, **changes})) is None


def test_a_deep_document_is_not_followed_to_its_end():
    deep = REVIEW
    for _ in range(200):
        deep = {"a": deep}
    assert read(deep) == []


@pytest.mark.parametrize(
    "document",
    [
        data_feed([review(n, claimReviewed=f"Déjà {n}") for n in range(5)], dateModified="2026-05-02"),
        json.dumps([review(n) for n in range(5)], indent=2).encode(),
        "\ufeff".encode() + b"\n".join(json.dumps(review(n), ensure_ascii=False).encode() for n in range(5)),
        json.dumps({"claims": [found_claim(n) for n in range(5)], "nextPageToken": "x"}).encode(),
        json.dumps({"a": 1, "@graph": [review(n) for n in range(4)], "z": [review(4)]}).encode(),
        b"".join(json.dumps([review(n), None]).encode() for n in range(5)),
    ],
    ids=["feed", "list", "lines", "answer", "graph", "lists"],
)
def test_from_every_entry_on_the_rest_is_read_and_no_more(document):
    read_at_once = list(checks_in(io.BytesIO(document)))
    assert [one.url[-1] for entry in read_at_once for one in entry.checks] == ["0", "1", "2", "3", "4"]
    for done, entry in enumerate(read_at_once, start=1):
        rest = checks_in(io.BytesIO(document), taken=entry.number, position=entry.position)
        expected = [one for one in read_at_once[done:] if one.checks]
        assert [one for one in rest if one.checks] == expected


@pytest.mark.parametrize("buffer", [1, 7, 64])
def test_what_stands_across_two_pieces_is_read_whole(monkeypatch, buffer):
    monkeypatch.setattr(streaming, "BUFFER", buffer)
    document = {"version": 12345, "dataFeedElement": [{"item": [review(1, name="“Déjà”")]}, 1234, None]}
    found = list(entries(io.BytesIO(json.dumps(document, ensure_ascii=False).encode())))
    assert [value for _, value in found] == [*document["dataFeedElement"], {"version": 12345}]


def test_a_number_beyond_all_numbers_is_no_rating():
    [check] = read(json.dumps(REVIEW).replace('"2"', "1e400"))
    assert check.truth is None


def test_what_came_before_the_break_was_read():
    whole = data_feed([review(n) for n in range(50)])
    found = []
    with pytest.raises(UnreadableFeed, match="breaks off"):
        found.extend(checks_in(io.BytesIO(whole[: len(whole) // 2])))
    assert 10 < len(found) < 40


@pytest.mark.parametrize(
    "document",
    [
        b"", b"   ", b'{"a": "\xff"}', b"[" + b"9" * 5_000 + b"]", b"\x00", b"[1]]", b"{}}", b"[1", b'{"a" 1}',
        b"{1: 2}", b'{"dataFeedElement": [', b'["' + b"x" * 100, b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused_in_words(document):
    with pytest.raises(UnreadableFeed):
        list(entries(io.BytesIO(document)))


@pytest.mark.parametrize("document", [b"<!doctype html><title>Checks</title>", b"\xef\xbb\xbf\n <rss>"])
def test_a_web_page_is_called_one(document):
    with pytest.raises(UnreadableFeed, match="a web page, or XML"):
        list(entries(io.BytesIO(document)))


def test_line_breaks_inside_a_text_are_forgiven():
    [check] = read(json.dumps(REVIEW).replace("Rents in", "Rents\nin"))
    assert check.claim_text == RENTS


def test_what_is_larger_than_any_check_ends_the_reading(monkeypatch):
    monkeypatch.setattr(streaming, "LARGEST_ENTRY", 50_000)
    found = []
    with pytest.raises(UnreadableFeed, match="more than any fact-check"):
        found.extend(checks_in(io.BytesIO(json.dumps([review(1), review(2, image="x" * 900_000)]).encode())))
    assert [entry.checks[0].url[-1] for entry in found] == ["1"]


def many(count: int, *, each: int) -> bytes:
    """A document of so many members that no fact-check has."""
    return json.dumps({"@type": "DataFeed", **{f"a{n}": "x" * each for n in range(count)}}).encode()


@pytest.mark.parametrize(
    "document",
    [
        many(3, each=200_000),
        b"{" + b'"a": 7, ' * 100_000 + b'"b": 8}',
        b"[" + b"," * 1_500_000 + b"]",
        b"{}" * 750_000,
        b"[" + b" " * 1_500_000 + b"]",
        b"{" + b'"claims": [], ' * 100_000 + b'"a": 1}',
    ],
    ids=["large members", "many members", "commas", "documents", "blanks", "lists"],
)
def test_what_goes_on_and_on_without_an_entry_is_refused(document):
    with pytest.raises(UnreadableFeed, match="more than any fact-check"):
        list(entries(io.BytesIO(document)))


def test_entries_between_the_members_of_a_document_do_not_make_room_for_more_of_them():
    document = b"{" + (b'"a": "' + b"x" * 300_000 + b'", "claims": [1], ') * 2 + b'"b": 1}'
    found = []
    with pytest.raises(UnreadableFeed, match="more than any fact-check"):
        found.extend(entries(io.BytesIO(document)))
    assert [value for _, value in found] == [1]


def test_what_unfolds_in_memory_is_held_within_bounds():
    entry = b"[" + b"[]," * 160_000 + b"[]]"
    tracemalloc.start()
    try:
        assert len(list(checks_in(io.BytesIO(b"[" + entry + b"]")))) == 1
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
    with pytest.raises(UnreadableFeed):
        list(checks_in(io.BytesIO(b"[[" + b"[]," * 330_000 + b"[]]]")))


def test_an_entry_of_more_checks_than_can_be_held_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "MOST_TOGETHER", 3)
    assert len(read([{"item": [review(n) for n in range(3)]}])) == 3
    with pytest.raises(UnreadableFeed, match="more than 3 fact-checks"):
        read([{"item": [review(n) for n in range(4)]}])


def test_a_feed_is_read_in_the_same_memory_whatever_its_length(monkeypatch):
    monkeypatch.setattr(streaming, "BUFFER", 16 * 1024)

    def peak(reviews: int) -> int:
        text = io.BytesIO(data_feed([review(n) for n in range(reviews)]))
        tracemalloc.start()
        try:
            assert sum(len(entry.checks) for entry in checks_in(text)) == reviews
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(50)
    assert peak(600) < peak(150) + 50_000
