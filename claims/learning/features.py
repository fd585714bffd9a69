"""A claim as numbers: the prior, its traits, and its words hashed into a few hundred columns.

The columns are: always 1; the log odds of the prior; one per trait; one per bucket of words.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SCHEME = "2026.1"
"""Moves whenever the same claim may become other numbers. Weights of another scheme are not used."""

ALWAYS, PRIOR, FIRST_TRAIT = 0, 1, 2
BUCKETS = 256
MOST_WORDS = 200
LONGEST = 4_000  # characters of a claim that are looked at
SURE = 0.001  # a prior is taken to be at least as far from 0 and from 1
FARTHEST = 30.0  # log odds beyond which a probability is as good as certain

_WORD = re.compile(r"[^\W\d_]+|\d+")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim as it was proposed: its words, its traits, and the prior's opinion of it from 0 to 1."""

    words: str
    prior: float
    traits: tuple[str, ...] = ()


def read_matrix(claims: Sequence[Seen], names: Sequence[str]) -> Floats:
    """One row per claim. Traits that are not among `names` are left out."""
    matrix = np.zeros((len(claims), FIRST_TRAIT + len(names) + BUCKETS))
    columns = {name: FIRST_TRAIT + place for place, name in enumerate(names)}
    matrix[:, ALWAYS] = 1
    matrix[:, PRIOR] = log_odds([claim.prior for claim in claims])
    for row, claim in zip(matrix, claims, strict=True):
        row[[columns[trait] for trait in set(claim.traits) if trait in columns]] = 1
        buckets = bucket_words(claim.words)
        if buckets:
            # Each claim's words weigh the same together, so that a long one does not count for more.
            np.add.at(row, np.array(buckets) + FIRST_TRAIT + len(names), len(buckets) ** -0.5)
    return matrix


def log_odds(values: Sequence[float]) -> Floats:
    """log(p / (1 − p)), of values kept away from 0 and 1."""
    odds = np.clip(np.asarray(values, dtype=np.float64), SURE, 1 - SURE)
    return np.log(odds / (1 - odds))


def sigmoid(score: Floats) -> Floats:
    """From log odds to a value between 0 and 1."""
    clipped: Floats = np.clip(score, -FARTHEST, FARTHEST)
    return 1 / (1 + np.exp(-clipped))


def bucket_words(words: str) -> list[int]:
    """The bucket of each different word, any number being one word. Stable across processes and machines.

    >>> bucket_words("In 2019 rents rose") == bucket_words("Rents rose in 1998")
    True
    """
    found = _WORD.findall(words[:LONGEST].lower())[:MOST_WORDS]
    different = {"0" if word.isdigit() else word for word in found}
    return sorted(zlib.crc32(word.encode("utf-8", "replace")) % BUCKETS for word in different)


def name_traits(claims: Sequence[Seen]) -> list[str]:
    """Every trait that some of these claims have, in order."""
    return sorted({trait for claim in claims for trait in claim.traits})
