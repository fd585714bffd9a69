"""From parts to a score, and what is called likely the same."""

import json
import math

import pytest

from claims.retrieval import Found, Index, Row, Weights, rank
from claims.retrieval.scoring import BY_MEANING, BY_WORDS

ARCHIVE = [
    "The harbour bridge was opened to traffic in 1932.",
    "Wages in the public service fell by 4% last year.",
    "The front line has moved 70 miles since May.",
    "A new hospital will be built beside the railway station.",
    "The minister resigned over the sale of the harbour.",
    "Three in ten pupils leave school without a certificate.",
    "The river flooded four villages in the north.",
    "No government since the war has lowered this tax.",
]
INDEX = Index.of_rows(rows=[Row(f"claim-{number}", text) for number, text in enumerate(ARCHIVE)])


def found(key, **parts):
    return Found(key, {"words": 0.1, "characters": 0.1, "names": 0.0, "numbers": 0.0, "of_row": 0.1} | parts, ())


def test_a_claim_in_the_same_words_is_likely_the_same():
    best = rank(found=INDEX.find(text="The harbour bridge was opened to traffic in 1932"))[0]
    assert best.id == "claim-0"
    assert best.likely_same
    assert best.score > 0.95


def test_a_claim_about_the_same_matter_is_not_likely_the_same():
    hits = rank(found=INDEX.find(text="The harbour bridge will be closed for repairs until autumn, the minister said."))
    assert hits
    assert not any(hit.likely_same for hit in hits)


def test_hits_come_best_first_and_no_more_than_wanted():
    hits = rank(found=INDEX.find(text="The minister opened the harbour bridge"), limit=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert rank(found=[], limit=3) == []
    assert rank(found=[found("a")], limit=0) == []


def test_equals_come_in_the_order_of_their_ids():
    assert [hit.id for hit in rank(found=[found("b"), found("a")])] == ["a", "b"]


def test_of_two_with_one_id_the_later_counts():
    (hit,) = rank(found=[found("a", words=0.9), found("a", words=0.2)])
    assert hit.parts["words"] == 0.2


def test_meaning_lifts_a_row_that_shares_few_words():
    rows = [found("said-otherwise"), found("other", words=0.15)]
    assert rank(found=rows)[0].id == "other"
    assert rank(found=rows, cosines={"said-otherwise": 0.9, "other": 0.1})[0].id == "said-otherwise"


@pytest.mark.parametrize("cosine", [math.nan, math.inf, -math.inf])
def test_a_cosine_that_is_no_number_counts_as_none(cosine):
    (hit,) = rank(found=[found("a")], cosines={"a": cosine})
    assert "meaning" not in hit.parts
    assert hit.score == rank(found=[found("a")])[0].score


def test_a_cosine_below_0_counts_as_0():
    (hit,) = rank(found=[found("a")], cosines={"a": -0.4})
    assert hit.parts["meaning"] == 0.0


def test_standing_out_from_the_fifth_best_makes_a_row_likelier():
    crowd = [found(f"other-{number}", words=0.4, characters=0.4) for number in range(5)]
    alone = rank(found=[found("it", words=0.5, characters=0.5), *(found(f"far-{n}") for n in range(5))])[0]
    among = rank(found=[found("it", words=0.5, characters=0.5), *crowd])[0]
    assert alone.id == among.id == "it"
    assert alone.score > among.score


def test_three_copies_do_not_hide_each_other():
    copies = [found(f"copy-{number}", words=0.9, characters=0.9) for number in range(3)]
    hits = rank(found=[*copies, *(found(f"far-{number}") for number in range(5))])
    assert [hit.likely_same for hit in hits[:3]] == [True, True, True]


def test_a_row_that_shares_nothing_scores_nearly_nothing():
    (hit,) = rank(found=[found("a", words=0.0, characters=0.0)])
    assert hit.score < 0.01
    (hit,) = rank(found=[found("a", words=0.0, characters=0.0)], cosines={"a": 0.0})
    assert hit.score < 0.01


def test_weights_survive_being_stored():
    for weights in (BY_WORDS, BY_MEANING):
        assert Weights.from_dict(json.loads(json.dumps(weights.as_dict()))) == weights


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"version": 0, "parts": {}, "base": 0, "likely_from": 1, "learned_from": 0},
        {"version": 1, "parts": {"words": math.nan}, "base": 0, "likely_from": 1, "learned_from": 0},
        {"version": 1, "parts": [], "base": 0, "likely_from": 1, "learned_from": 0},
        {"version": 1, "parts": {}, "base": None, "likely_from": 1, "learned_from": 0},
        {"version": 1, "parts": {}, "base": "x", "likely_from": 1, "learned_from": 0},
    ],
)
def test_stored_things_that_are_no_weights_are_refused(stored):
    with pytest.raises(ValueError):
        Weights.from_dict(stored)


def test_weights_learned_with_vectors_are_not_used_on_rows_without():
    learned = Weights({"meaning": 9.0}, base=0.0, likely_from=0.5)
    (hit,) = rank(found=[found("a")], weights=learned)
    assert hit.score == rank(found=[found("a")])[0].score
    (hit,) = rank(found=[found("a")], cosines={"a": 0.5}, weights=learned)
    assert hit.score == pytest.approx(1 / (1 + math.exp(-4.5)))
    assert hit.likely_same


def test_no_part_however_large_breaks_the_score():
    assert BY_WORDS.score({"words": 1e300}) == pytest.approx(1.0)
    assert BY_WORDS.score({"words": -1e300}) == pytest.approx(0.0)
