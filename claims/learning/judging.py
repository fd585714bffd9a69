"""Whether a desk model orders articles it has not learned from at least as well as what it would replace."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from claims.learning.features import Floats, Seen
from claims.learning.fitting import fit_desk
from claims.learning.labels import Label
from claims.learning.weights import DeskWeights

FIRST = 10
MOST_FOLDS = 10
SAME = 1e-9  # differences that are but rounding

Scorer = Callable[[Sequence[Seen]], Floats]


@dataclass(frozen=True)
class Lesson:
    """One article: its claims that the desk decided on or passed over, and what it did."""

    article: int
    claims: tuple[Seen, ...]
    labels: tuple[Label, ...]

    @property
    def picks(self) -> int:
        return sum(label.picked for label in self.labels)

    @property
    def tells(self) -> bool:
        """Whether there is an order to get right: something was picked and something was not."""
        return 0 < self.picks < len(self.labels)


@dataclass(frozen=True)
class Figures:
    """Means over articles: average precision, and how many of the first ten were picked."""

    ap: float
    p10: float

    def is_worse_than(self, other: "Figures") -> bool:
        """Whether either figure is lower."""
        return self.ap < other.ap - SAME or self.p10 < other.p10 - SAME

    def as_dict(self) -> dict[str, float]:
        return {name: round(value, 4) for name, value in asdict(self).items()}


def prior_alone(claims: Sequence[Seen]) -> Floats:
    """The order without any desk model."""
    return np.array([claim.prior for claim in claims], dtype=np.float64)


def judge(lessons: Sequence[Lesson], scorer: Scorer) -> Figures:
    """How well a scorer that never learned from these articles orders each of them."""
    return _mean([_measure(scorer(one.claims), one) for one in lessons])


def judge_candidate(held_out: Sequence[Lesson], known: Sequence[Lesson]) -> Figures:
    """How well a model learned from everything but one held-out article orders that article, over all of them.

    More than ten held-out articles are left out in ten groups.
    """
    folds = [held_out[start::MOST_FOLDS] for start in range(min(MOST_FOLDS, len(held_out)))]
    measured = []
    for fold in folds:
        out = {one.article for one in fold}
        weights = learn_from([one for one in [*known, *held_out] if one.article not in out])
        measured += [_measure(weights.blend(one.claims), one) for one in fold]
    return _mean(measured)


def learn_from(lessons: Sequence[Lesson]) -> DeskWeights:
    """The weights that these articles teach."""
    claims = [claim for one in lessons for claim in one.claims]
    return fit_desk(claims, [label for one in lessons for label in one.labels])


def _mean(measured: Sequence[tuple[float, float]]) -> Figures:
    if not measured:
        return Figures(0.0, 0.0)
    return Figures(*(float(one) for one in np.mean(measured, axis=0)))


def _measure(scores: Floats, lesson: Lesson) -> tuple[float, float]:
    picked = np.array([label.picked for label in lesson.labels], dtype=np.float64)
    return average_precision(scores, picked), precision_at(FIRST, scores, picked)


def average_precision(scores: Floats, picked: Floats) -> float:
    """Mean over the picks of the share of picks among all that stand as high. Equal scores keep their order.

    >>> average_precision(np.array([0.9, 0.8, 0.1]), np.array([1.0, 0.0, 1.0]))
    0.8333333333333333
    """
    places = np.flatnonzero(picked[np.argsort(-scores, kind="stable")]) + 1
    return float(np.mean(np.arange(1, len(places) + 1) / places)) if len(places) else 0.0


def precision_at(most: int, scores: Floats, picked: Floats) -> float:
    """The share of picks among the first `most`, or among all when there are fewer."""
    first = np.argsort(-scores, kind="stable")[:most]
    return float(picked[first].mean()) if len(first) else 0.0
