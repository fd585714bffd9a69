"""Weights learned from what people confirmed and refused."""

import numpy as np
import pytest

from claims.retrieval import fit_weights
from claims.retrieval.learning import LEAST, NEVER, precise_from
from claims.retrieval.scoring import BY_MEANING, BY_WORDS


def examples(count, *, telling, seed=1, meaning=True):
    """Matches of which people confirm those with much of one part; the other parts tell nothing."""
    random = np.random.default_rng(seed)
    names = ["words", "characters", "names", "numbers", "of_row", *(["meaning"] if meaning else [])]
    for _ in range(count):
        parts = {name: float(random.random()) for name in names}
        yield parts, parts[telling] + random.normal(0, 0.05) > 0.5


def right(weights, held_out):
    return np.mean([(weights.score(parts) > 0.5) == confirmed for parts, confirmed in held_out])


def test_nothing_is_learned_from_too_few_decisions():
    assert fit_weights(examples=[]) is None
    assert fit_weights(examples=[({"words": 1.0}, True)] * 500 + [({"words": 0.0}, False)] * (LEAST - 1)) is None


@pytest.mark.parametrize("telling", ["words", "numbers", "of_row", "meaning"])
def test_what_people_go_by_is_learned(telling):
    weights = fit_weights(examples=list(examples(2000, telling=telling)))
    held_out = list(examples(400, telling=telling, seed=2))
    assert max(weights.parts, key=weights.parts.get) == telling
    assert right(weights, held_out) > max(0.85, right(BY_MEANING, held_out) + 0.1)
    assert weights.learned_from == 2000


def test_without_vectors_the_weights_of_words_are_learned():
    weights = fit_weights(examples=list(examples(2000, telling="numbers", meaning=False)))
    held_out = list(examples(300, telling="numbers", meaning=False, seed=2))
    assert "meaning" not in weights.parts
    assert right(weights, held_out) > max(0.85, right(BY_WORDS, held_out) + 0.1)


def test_decisions_that_teach_no_better_order_only_move_the_mark():
    random = np.random.default_rng(5)
    parts = [{"words": float(value), "characters": float(value)} for value in random.random(400)]
    weights = fit_weights(examples=[(one, one["words"] > 0.5) for one in parts])
    assert {name: weight for name, weight in weights.parts.items() if weight} == dict(BY_WORDS.parts)
    assert weights.base == BY_WORDS.base
    assert weights.score({"words": 0.51, "characters": 0.51}) >= weights.likely_from > BY_WORDS.likely_from


def test_a_few_decisions_move_the_shipped_weights_only_a_little():
    few = fit_weights(examples=list(examples(60, telling="numbers", meaning=False)))
    many = fit_weights(examples=list(examples(2000, telling="numbers", meaning=False)))
    moved = [abs(one.parts["words"] - BY_WORDS.parts["words"]) for one in (few, many)]
    assert moved[0] < moved[1]
    assert few.parts["words"] > 0


def test_decisions_on_matches_with_vectors_are_preferred():
    mixed = [*examples(100, telling="words"), *examples(900, telling="numbers", meaning=False)]
    weights = fit_weights(examples=mixed)
    assert weights.learned_from == 100
    assert set(weights.parts) == {*BY_MEANING.parts, "names", "numbers", "of_row"}


def test_equal_decisions_give_equal_weights():
    some = list(examples(200, telling="words"))
    assert fit_weights(examples=some) == fit_weights(examples=some)


def test_the_mark_is_set_where_95_of_100_were_confirmed():
    weights = fit_weights(examples=list(examples(1500, telling="meaning")))
    fresh = [(weights.score(parts), confirmed) for parts, confirmed in examples(1500, telling="meaning", seed=3)]
    marked = [confirmed for score, confirmed in fresh if score >= weights.likely_from]
    assert len(marked) > 200
    assert np.mean(marked) > 0.92


def test_when_decisions_cannot_be_told_apart_nothing_is_marked():
    random = np.random.default_rng(4)
    noise = [({"words": float(random.random())}, bool(random.random() < 0.5)) for _ in range(400)]
    assert fit_weights(examples=noise).likely_from == NEVER


def test_decisions_told_apart_without_fail_leave_finite_weights():
    clear = [({"words": 1.0}, True)] * 500 + [({"words": 0.0}, False)] * 500
    weights = fit_weights(examples=clear)
    assert all(np.isfinite(list(weights.parts.values())))
    assert right(weights, clear) == 1.0


def test_the_precise_point_counts_equal_scores_together():
    scores = np.array([0.9] * 30 + [0.5] * 40)
    answers = np.array([1.0] * 30 + [1.0] * 20 + [0.0] * 20)
    assert precise_from(scores, answers) == pytest.approx(0.9)
    assert precise_from(scores, np.zeros(70)) == NEVER
