"""BM25 as the libraries reckon it."""

import numpy as np
import pytest

from claims.retrieval.postings import COMMON_FROM, K1, B, gather, locate
from claims.retrieval.reading import hash_of

TEXTS = [
    "the dam broke in the night",
    "the night train was late",
    "a dam a dam a dam",
    "nobody saw the train",
]


def hashed(text):
    return np.array([hash_of(word) for word in text.split()], dtype=np.uint64)


@pytest.fixture(scope="module")
def postings():
    return gather([hashed(text) for text in TEXTS])


def test_scores_are_those_of_bm25s(postings):
    bm25s = pytest.importorskip("bm25s")
    peer = bm25s.BM25(method="lucene", k1=K1, b=B)
    peer.index([text.split() for text in TEXTS], show_progress=False)
    for query in ("dam night", "train", "a the", "night dam train nobody"):
        assert postings.scores(np.unique(hashed(query))) == pytest.approx(peer.get_scores(query.split()), abs=1e-5)


def test_unknown_terms_score_nothing(postings):
    assert not postings.scores(hashed("xylophone")).any()
    assert not postings.scores(hashed("")).any()


def test_later_rows_score_as_if_they_had_been_there(postings):
    later = gather([hashed(TEXTS[0]), hashed("a whale")], like=postings.statistics)
    query = np.unique(hashed("dam night whale"))
    assert later.scores(query)[0] == pytest.approx(postings.scores(query)[0])
    assert later.scores(query)[1] > 0


def test_a_term_most_rows_hold_is_not_looked_up():
    rows = gather([hashed(f"everywhere row{number}") for number in range(COMMON_FROM + 1)])
    assert not rows.scores(hashed("everywhere")).any()
    assert np.count_nonzero(rows.scores(hashed("row7"))) == 1


def test_it_is_told_which_rows_hold_which_terms(postings):
    held = postings.holders(hashed("dam train zebra"), np.array([2, 0, 3]))
    assert held.tolist() == [[True, True, False], [False, False, True], [False, False, False]]


def test_nothing_at_all_can_be_gathered():
    empty = gather([])
    assert empty.scores(hashed("dam")).shape == (0,)
    assert gather([hashed("")]).scores(hashed("dam")).tolist() == [0.0]


def test_numbers_are_located_in_ascending_arrays():
    slots, known = locate(np.array([2, 5, 9], dtype=np.uint64), np.array([9, 1, 5, 10], dtype=np.uint64))
    assert known.tolist() == [True, False, True, False]
    assert slots[known].tolist() == [2, 1]
