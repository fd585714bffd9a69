"""How likely a predicate reports, from counts on annotated news and a handful of weights.

The counts say how often a word in a construction was annotated as reporting; ``*`` stands for the words that were
met too seldom. The weights of the traits are those of a logistic regression. Both lie in ``shares.json`` beside
this module, made by ``python -m benchmarks.train_reporting``: figures, not text.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import exp, log
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("shares.json")

RARE = 0.02
"""Share of a construction that was never annotated."""


class Shares(NamedTuple):
    """``shares[construction][lemma]`` between 0 and 1, and the weights: ``*`` the constant, ``share``, traits."""

    shares: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, float]

    def share(self, lemma: str, construction: str) -> float:
        """How often such a predicate reports, whatever its traits."""
        known = self.shares.get(construction, {})
        return known.get(lemma, known.get("*", RARE))

    def likelihood(self, lemma: str, construction: str, traits: Iterable[str]) -> float:
        """Between 0 and 1."""
        share = self.share(lemma, construction)
        weights = self.weights
        total = weights["*"] + weights["share"] * log(share / (1 - share))
        return 1 / (1 + exp(-total - sum(weights.get(one, 0.0) for one in traits)))


@cache
def shipped() -> Shares:
    """The figures that come with this version."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return Shares(read["shares"], read["weights"])
