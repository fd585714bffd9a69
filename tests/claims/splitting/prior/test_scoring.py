"""Sentences weighed together weigh what they weigh alone, whatever they hold."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.splitting.prior import score, shipped_prior
from claims.splitting.prior.features import NAMES, describe
from claims.splitting.prior.hashing import BUCKETS, MOST_CHARACTERS, bag_pieces, bag_words
from claims.splitting.prior.scoring import AT_ONCE
from claims.splitting.signs import read_signs

SENTENCES = ["Rents rose by 9 per cent.", "Thank you.", "", "The mayor’s car cost £3.2 million in 2019, he said."]
ANY_TEXT = st.text(st.characters(), max_size=60)


def totals(sentences, **options):
    return score(sentences, [read_signs(one) for one in sentences], prior=shipped_prior(), **options).totals


def test_a_sentence_weighs_the_same_alone_and_among_others():
    together = totals(SENTENCES)
    assert [totals([one])[0] for one in SENTENCES] == pytest.approx(together.tolist())


def test_more_sentences_than_are_weighed_at_once_keep_their_order():
    many = [f"The mill burned {number} tonnes." for number in range(AT_ONCE + 7)]
    assert totals(many)[-1] == pytest.approx(totals(many[-1:])[0])
    assert len(totals(many)) == len(many)


def test_nothing_to_weigh_is_no_error():
    assert totals([]).tolist() == []


def test_the_total_is_the_average_and_what_moved_a_sentence_away_from_it():
    prior = shipped_prior()
    scores = score(SENTENCES, [read_signs(one) for one in SENTENCES], prior=prior)
    assert scores.totals == pytest.approx(prior.start + scores.from_words + scores.from_features.sum(axis=1))


def test_words_of_another_language_do_not_count():
    scores = score(SENTENCES, [read_signs(one) for one in SENTENCES], prior=shipped_prior(), words_known=False)
    assert not scores.from_words.any()
    assert scores.totals[0] > scores.totals[1]


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=5))
def test_any_text_is_weighed(sentences):
    assert np.isfinite(totals(sentences)).all()


@pytest.mark.parametrize("bag", [bag_words, bag_pieces], ids=["words", "pieces"])
@given(sentences=st.lists(ANY_TEXT, max_size=5))
@settings(max_examples=60, deadline=None)
def test_every_feature_lies_in_a_bucket_of_its_own_sentence(bag, sentences):
    bags = bag(sentences)
    assert len(bags.rows) == len(bags.buckets)
    assert np.bincount(bags.rows, minlength=len(sentences)).tolist() == bags.sizes.tolist()
    assert (bags.buckets < BUCKETS).all()


@pytest.mark.parametrize("bag", [bag_words, bag_pieces], ids=["words", "pieces"])
def test_figures_capitals_and_apostrophes_make_no_difference(bag):
    first, second = (set(bag([one]).buckets.tolist()) for one in ("The mayor’s 35 cars", "the mayor's 84 CARS"))
    assert first == second


@pytest.mark.parametrize("bag", [bag_words, bag_pieces], ids=["words", "pieces"])
def test_a_feature_counts_once(bag):
    once, twice = bag(["mill"]), bag(["mill mill"])
    assert set(once.buckets.tolist()) - set(twice.buckets.tolist()) == set()
    assert len(set(twice.buckets.tolist())) == len(twice.buckets)


@pytest.mark.parametrize("bag", [bag_words, bag_pieces], ids=["words", "pieces"])
def test_what_stands_behind_the_first_thousand_characters_is_not_read(bag):
    start = "The mill burned. ".ljust(MOST_CHARACTERS, "a")
    assert bag([start]).buckets.tolist() == bag([start + " 14 tonnes of coal" * 1_000]).buckets.tolist()


def test_features_have_one_figure_each():
    assert len(describe("Rents rose.", set())) == len(NAMES) == len(set(NAMES))


def test_three_thousand_sentences_take_seconds_not_minutes():
    many = [f"{one} ({number})" for number in range(750) for one in SENTENCES]
    started = time.process_time()
    totals(many)
    assert time.process_time() - started < 10
