"""What a re-ranker learned from annotated queries adds. Measured only: the answers' licence is for research."""

from collections.abc import Callable, Collection, Sequence

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from claims.retrieval import Hit
from claims.retrieval.scoring import PARTS

HARD = 25  # hits of each query that are learned from
TREES = 200
Rerank = Callable[[Sequence[Hit]], list[str]]


def fit(learned: Sequence[tuple[Sequence[Hit], Collection[str]]]) -> Rerank:
    """A function that puts hits in order, learned from hits and which of them were right.

    The mean of a linear model, many trees and the shipped score: each errs elsewhere.
    """
    table = np.concatenate([features(hits)[:HARD] for hits, _ in learned if hits])
    answers = np.array([hit.id in right for hits, right in learned for hit in hits[:HARD]])
    linear = make_pipeline(StandardScaler(), LogisticRegression(C=0.02, max_iter=500)).fit(table, answers)
    trees = ExtraTreesClassifier(TREES, min_samples_leaf=5, max_features=0.5, random_state=1).fit(table, answers)

    def rerank(hits: Sequence[Hit]) -> list[str]:
        if not hits:
            return []
        rows = features(hits)
        said = [model.predict_proba(rows)[:, 1] for model in (linear, trees)]
        scores = np.round(sum(said) + np.array([hit.score for hit in hits]), 6)
        return [
            hits[place].id for place in sorted(range(len(hits)), key=lambda place: (-scores[place], hits[place].id))
        ]

    return rerank


def features(hits: Sequence[Hit]) -> np.ndarray:
    """Of each hit its parts, and for the score and the chief parts its place and its lead over the next best."""
    alone = np.array([[*(hit.parts.get(name, 0.0) for name in PARTS), hit.score] for hit in hits])
    chief = alone[:, [PARTS.index("words"), PARTS.index("characters"), PARTS.index("meaning"), -1]]
    return np.hstack([alone, 1.0 / (1.0 + places(chief)), leads(chief)])


def places(values: np.ndarray) -> np.ndarray:
    """How many rows have more, column by column."""
    return (values[None, :, :] > values[:, None, :]).sum(axis=1)


def leads(values: np.ndarray) -> np.ndarray:
    """What the best has more than the second, and the others less than the best, column by column."""
    ordered = -np.sort(-values, axis=0)
    second = ordered[1] if len(ordered) > 1 else np.zeros(values.shape[1])
    return values - np.where(values == ordered[0], second, ordered[0])
