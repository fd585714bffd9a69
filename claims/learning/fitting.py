"""A logistic regression that starts from the prior: Newton's method, numpy alone.

The penalty pulls every weight to 0 and the weight of the prior's log odds to 1, so that a desk model of few decisions
is the prior with small corrections. Picks and the rest weigh the same together, so that the scores of a desk that
picks one claim in fifty still spread from 0 to 1 as the prior's do.
"""

from collections.abc import Sequence

import numpy as np

from claims.learning.features import ALWAYS, PRIOR, Floats, Seen, name_traits, read_matrix, sigmoid
from claims.learning.labels import Label
from claims.learning.weights import DeskWeights

PENALTY = 3.0
FREE = 1e-3  # the penalty of the constant: just enough that the equations always have an answer
MOST_STEPS = 30
LONGEST_STEP = 2.0
CLOSE = 1e-6


def fit_desk(claims: Sequence[Seen], labels: Sequence[Label]) -> DeskWeights:
    """Weights that tell the desk's picks from what it left. With picks only, or none, they are the prior's own."""
    names = name_traits(claims)
    picked = np.array([label.picked for label in labels], dtype=np.float64)
    importance = np.array([label.weight for label in labels], dtype=np.float64)
    values = _fit(read_matrix(claims, names), picked, _balanced(picked, importance))
    return DeskWeights(values=values, names=tuple(names), picks=int(picked.sum()))


def _balanced(picked: Floats, importance: Floats) -> Floats:
    """Importances with which picks and the rest count the same, as much as there are picks."""
    picks, rest = float(picked @ importance), float((1 - picked) @ importance)
    if not picks or not rest:
        return np.zeros_like(importance)
    return np.where(picked == 1, importance, importance * (picks / rest))


def _fit(matrix: Floats, picked: Floats, importance: Floats) -> Floats:
    start = np.zeros(matrix.shape[1])
    start[PRIOR] = 1
    penalty = np.full(matrix.shape[1], PENALTY)
    penalty[ALWAYS] = FREE
    weights = start.copy()
    loss = _loss(matrix, picked, importance, penalty, weights - start, weights)
    for _ in range(MOST_STEPS):
        odds = sigmoid(matrix @ weights)
        slope = matrix.T @ (importance * (odds - picked)) + penalty * (weights - start)
        bend = (matrix * (importance * odds * (1 - odds))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        # A full Newton step may overshoot where the curve is flat; half of it often enough does not.
        for _ in range(MOST_STEPS):
            tried = weights - step
            lower = _loss(matrix, picked, importance, penalty, tried - start, tried)
            if lower <= loss:
                break
            step = step / 2
        else:
            break
        weights, loss = tried, lower
        if np.abs(step).max() < CLOSE:
            break
    return weights


def _loss(matrix: Floats, picked: Floats, importance: Floats, penalty: Floats, away: Floats, weights: Floats) -> float:
    score = matrix @ weights
    surprise = np.logaddexp(0, score) - picked * score
    return float(importance @ surprise + 0.5 * penalty @ (away * away))
