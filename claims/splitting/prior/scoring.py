"""Sentences against the weights, many at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claims.splitting.prior.features import NAMES, describe
from claims.splitting.prior.hashing import MOST_CHARACTERS, Bags, bag_pieces, bag_words
from claims.splitting.prior.weights import Prior

AT_ONCE = 400
"""Sentences weighed in one go: enough to pay for the arrays, few enough to keep them small."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """One row a sentence. ``totals`` are log odds, 0 the line between worth checking and not.

    ``from_words`` and ``from_features`` say by how much the words and each feature moved a sentence away from the
    average one.
    """

    totals: NDArray[np.float64]
    from_words: NDArray[np.float64]
    from_features: NDArray[np.float64]


def score(
    sentences: Sequence[str], signs: Sequence[Collection[str]], *, prior: Prior, words_known: bool = True
) -> Scores:
    """Weigh sentences whose signs are known; ``words_known`` false leaves their words out (another language)."""
    parts = list(score_in_parts(sentences, signs, prior=prior, words_known=words_known))
    if not parts:
        return Scores(np.zeros(0), np.zeros(0), np.zeros((0, len(NAMES))))
    return Scores(
        np.concatenate([part.totals for part in parts]),
        np.concatenate([part.from_words for part in parts]),
        np.concatenate([part.from_features for part in parts]),
    )


def score_in_parts(
    sentences: Sequence[str], signs: Sequence[Collection[str]], *, prior: Prior, words_known: bool = True
) -> Iterator[Scores]:
    """The same, ``AT_ONCE`` sentences after another, so that a text of any length needs little memory."""
    for start in range(0, len(sentences), AT_ONCE):
        some = [sentence[:MOST_CHARACTERS] for sentence in sentences[start : start + AT_ONCE]]
        rows = [describe(sentence, shown) for sentence, shown in zip(some, signs[start : start + AT_ONCE], strict=True)]
        yield _score_some(some, np.array(rows), prior, words_known)


def _score_some(sentences: list[str], rows: NDArray[np.float64], prior: Prior, words_known: bool) -> Scores:
    weights, base = (prior.shown, prior.start) if words_known else (prior.plain, prior.plain_start)
    words = _weigh_words(sentences, prior) - prior.bag_mean if words_known else np.zeros(len(sentences))
    features = (rows - prior.means) * weights
    return Scores(base + words + features.sum(axis=1), words, features)


def _weigh_words(sentences: list[str], prior: Prior) -> NDArray[np.float64]:
    words = _weigh_bags(bag_words(sentences), prior.words, prior.words_step)
    return words + _weigh_bags(bag_pieces(sentences), prior.pieces, prior.pieces_step)


def _weigh_bags(bags: Bags, table: NDArray[np.int8], step: float) -> NDArray[np.float64]:
    """The sum of the weights of a sentence's features, over the root of their number: long sentences gain nothing."""
    sums = np.bincount(bags.rows, weights=table[bags.buckets], minlength=len(bags.sizes))
    return sums * step / np.sqrt(np.maximum(1, bags.sizes))
