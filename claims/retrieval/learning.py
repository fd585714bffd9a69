"""Weights learned from matches that people confirmed or refused.

Logistic regression by Newton's method, drawn towards the shipped weights: a handful of decisions moves them a
little, some hundreds decide (a normal prior around the shipped weights; Bishop 2006, section 4.5).
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from claims.retrieval.scoring import BY_MEANING, BY_WORDS, PARTS, Weights

LEAST = 20  # examples of either kind, before which nothing is learned
PULL = 3.0  # how strongly the shipped weights hold; people judge only what scored high, which tells little of the rest
STEPS = 30
PRECISION = 0.95
FOLDS = 5
UNSURE = 0.5  # people judge what scores high: that nearly all of it was confirmed says little about low scores
NEVER = 1.1  # a score none reaches: too few examples are clear enough to call two claims the same

PARTS_KNOWN = frozenset(PARTS)

Table = npt.NDArray[np.float64]


def fit_weights(*, examples: Sequence[tuple[Mapping[str, float], bool]]) -> Weights | None:
    """Weights from the parts of matches and whether a person confirmed them; None while there are too few.

    When any example has a ``meaning`` part, only those that have one are learned from. Where what was learned does
    not put left-out examples in a better order, the shipped weights stay and only the mark is moved: ``likely_from``
    is the lowest score from which 95 of 100 examples were confirmed. Equal examples give equal weights. What has none
    of the parts was found in another way than by what it says, and teaches nothing.
    """
    examples = [one for one in examples if not PARTS_KNOWN.isdisjoint(one[0])]
    with_meaning = [one for one in examples if "meaning" in one[0]]
    used = with_meaning or list(examples)
    answers = np.array([confirmed for _, confirmed in used], dtype=np.float64)
    if min(answers.sum(), len(answers) - answers.sum()) < LEAST:
        return None
    shipped = BY_MEANING if with_meaning else BY_WORDS
    names = [name for name in PARTS if with_meaning or not name.startswith("meaning")]
    table = np.array([[1.0, *(parts.get(name, 0.0) for name in names)] for parts, _ in used])
    prior = np.array([shipped.base, *(shipped.parts.get(name, 0.0) for name in names)])
    weights, scores = _better(table, answers, prior)
    parts = {name: round(float(weight), 6) for name, weight in zip(names, weights[1:], strict=True)}
    likely_from = max(precise_from(scores, answers), UNSURE)
    return Weights(parts, round(float(weights[0]), 6), likely_from, len(answers))


def _better(table: Table, answers: Table, prior: Table) -> tuple[Table, Table]:
    """The learned or the shipped weights, whichever put examples in the better order; and the examples' scores."""
    shipped, learned = _logistic(table @ prior), _left_out(table, answers, prior)
    if _order(learned, answers) > _order(shipped, answers):
        return _fit(table, answers, prior), learned
    return prior, shipped


def _order(scores: Table, answers: Table) -> float:
    """The mean precision at each confirmed example, the highest score first; 1 when all confirmed ones come first."""
    confirmed = answers[np.argsort(-scores, kind="stable")]
    precision = np.cumsum(confirmed) / np.arange(1, len(confirmed) + 1)
    return float((precision * confirmed).sum() / confirmed.sum())


def precise_from(scores: npt.NDArray[np.float64], answers: npt.NDArray[np.float64], wanted: float = PRECISION) -> float:
    """The lowest score from which at least this share of the answers is yes.

    Above 1 when there is none, or when fewer than 20 answers reach it: of so few nothing can be said.
    """
    order = np.argsort(-scores, kind="stable")
    precision = np.cumsum(answers[order]) / np.arange(1, len(order) + 1)
    last_of_equals = np.append(np.diff(scores[order]) != 0, True)
    enough = np.arange(1, len(order) + 1) >= LEAST
    good = np.flatnonzero((precision >= wanted) & last_of_equals & enough)
    return math.floor(float(scores[order][good[-1]]) * 1e6) / 1e6 if len(good) else NEVER


def _left_out(table: Table, answers: Table, prior: Table) -> Table:
    """The score of each example by weights that were learned without it."""
    folds = np.arange(len(answers)) % FOLDS
    scores = np.zeros(len(answers))
    for fold in range(FOLDS):
        rest = folds != fold
        scores[~rest] = _logistic(table[~rest] @ _fit(table[rest], answers[rest], prior))
    return scores


def _fit(table: Table, answers: Table, prior: Table) -> Table:
    weights = prior.copy()
    for _ in range(STEPS):
        expected = _logistic(table @ weights)
        slope = table.T @ (answers - expected) - PULL * (weights - prior)
        bend = (table * (expected * (1 - expected))[:, None]).T @ table + PULL * np.eye(len(prior))
        step = np.linalg.solve(bend, slope)
        weights = weights + step * min(1.0, 4.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-6:
            break
    return weights


def _logistic(values: Table) -> Table:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -50, 50))))
