"""Finding rows by words and characters."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.retrieval import Index, IndexUnusable, Row, build_index, content_hash, find_among

ROWS = [
    Row("claim-1", "The harbour bridge was opened in 1932."),
    Row("claim-2", "Wages fell by 4% last year.", title="Did wages fall last year?"),
    Row("claim-3", "The front line moved 70 miles since May."),
    Row("claim-4", "Die Brücke über den Fluss wurde gesperrt."),
    Row("claim-5", "Мост открыли в мае."),
    Row("claim-6", "三峡大坝于五月开始蓄水。"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    build_index(folder=folder, rows=ROWS)
    return Index.open(folder=folder)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Bridges in the harbour open, they say", "claim-1"),
        ("falling wages", "claim-2"),
        ("They advanced by 113 kilometres", "claim-3"),
        ("gesperrte Brücke", "claim-4"),
        ("мост открыт", "claim-5"),
        ("三峡大坝", "claim-6"),
        ("WAGES FELL #LastYear https://example.org/x", "claim-2"),
    ],
)
def test_the_row_that_shares_most_comes_first(index, text, key):
    assert index.find(text=text)[0].id == key


def test_a_row_in_the_same_words_shares_nearly_everything(index):
    best = index.find(text=ROWS[0].text)[0]
    assert best.id == "claim-1"
    assert best.parts["of_row"] == pytest.approx(1.0)
    assert best.parts["numbers"] == 1.0
    assert set(best.shared) == {"harbour", "bridge", "opened", "1932"}


def test_the_shared_words_are_shown_as_the_text_writes_them(index):
    assert index.find(text="Two BRIDGES in a Harbour")[0].shared == ("BRIDGES", "Harbour")


def test_all_parts_lie_between_0_and_1(index):
    for text in ("bridge " * 50, ROWS[1].text * 3, "1932", "a the of"):
        for found in index.find(text=text, also=[row.id for row in ROWS]):
            assert all(0.0 <= value <= 1.0 for value in found.parts.values())


def test_rows_asked_for_are_described_though_they_share_nothing(index):
    wanted = ["claim-5", "claim-2", "nobody", "", "x" * 999]
    found = {one.id: one for one in index.find(text="wages", limit=1, also=wanted)}
    assert found["claim-5"].parts["words"] == 0.0
    assert sorted(found) == ["claim-2", "claim-5"]
    assert [one.id for one in index.find(text="wages", limit=0)] == []


def test_no_more_rows_are_found_than_wanted(index):
    assert len(index.find(text="bridge wages front Brücke мост 大坝", limit=2)) == 2


def test_rows_are_known_by_their_id(index):
    assert "claim-3" in index
    assert "claim-33" not in index
    assert "claim-" not in index
    assert 3 not in index
    assert len(index) == 6


def test_newer_rows_are_measured_as_the_older_ones(index):
    text = "The harbour bridge opened in 1932, wages fell"
    old = index.find(text=text)[0]
    new = index.find_among(text=text, rows=[Row("later", ROWS[0].text)])[0]
    assert new.parts == pytest.approx(old.parts)
    assert new.shared == old.shared


def test_rows_can_be_searched_without_an_index():
    assert find_among(text="wages fell", rows=ROWS)[0].id == "claim-2"
    assert find_among(text="wages fell", rows=[]) == []


def test_of_two_rows_with_one_id_the_later_counts():
    index = Index.of_rows(rows=[Row("a", "old words"), Row("a", "new words")])
    assert len(index) == 1
    assert index.find(text="new")[0].parts["words"] > 0
    assert all(one.parts["words"] == 0.0 for one in index.find(text="old"))


@pytest.mark.parametrize("key", ["", "a\0b", "x" * 201, "é" * 101])
def test_an_id_that_cannot_be_kept_is_refused(key):
    with pytest.raises(ValueError, match="an id has"):
        Index.of_rows(rows=[Row(key, "text")])


def test_an_empty_index_finds_nothing(tmp_path):
    build_index(folder=tmp_path, rows=[])
    index = Index.open(folder=tmp_path)
    assert len(index) == 0
    assert index.find(text="anything", also=["claim-1"]) == []
    assert "claim-1" not in index


def test_the_content_hash_depends_on_rows_and_not_on_their_order():
    assert content_hash(ROWS) == content_hash(ROWS[::-1])
    assert content_hash([Row("a", "b", "c")]) != content_hash([Row("a", "bc", "")])
    assert Index.of_rows(rows=ROWS).manifest.content_hash == content_hash(ROWS)


def test_a_language_other_than_english_is_kept_in_the_files(tmp_path):
    build_index(folder=tmp_path, rows=[Row("a", "les ponts"), Row("b", "rien")], language="fr")
    index = Index.open(folder=tmp_path)
    assert index.manifest.language == "fr"
    assert index.find(text="pont")[0].parts["words"] == 0.0  # by characters alone
    assert index.find(text="ponts")[0].parts["words"] > 0.0


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.text(st.characters(), max_size=40), max_size=8), text=st.text(st.characters(), max_size=60))
def test_any_rows_can_be_searched_for_any_text(rows, text):
    index = Index.of_rows(rows=[Row(f"{number}", row) for number, row in enumerate(rows)])
    found = index.find(text=text, also=["0"])
    assert all(0.0 <= value <= 1.0 for one in found for value in one.parts.values())
    assert len({one.id for one in found}) == len(found)


@pytest.mark.parametrize("text", ["a", "’", "\n", "a.", "1", "\u0301", "\u202e", "😀", "\r\n", "\ufdfa"], ids=ascii)
def test_ten_megabytes_of_one_thing_are_searched_for_in_no_time(index, text):
    hostile = text * (10_000_000 // len(text))
    started = time.perf_counter()
    index.find(text=hostile)
    Index.of_rows(rows=[Row("hostile", hostile)])
    assert time.perf_counter() - started < 5


def test_a_folder_without_an_index_says_so(tmp_path):
    with pytest.raises(IndexUnusable) as missing:
        Index.open(folder=tmp_path / "nowhere")
    assert missing.value.code == "missing"
