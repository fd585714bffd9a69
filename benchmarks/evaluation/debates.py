"""Transcripts of debates whose picked lines are known, and a ranker fitted to them while measuring.

The ranker is never shipped: the transcripts are for research only. It adds three rankings: the shipped prior's; trees
over what a line and its neighbours show; a regression over its words as well. Of a line's neighbours it knows the line
before and behind, how often the speaker asks, and how far into the debate it stands.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack, vstack
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from benchmarks.train_prior import as_matrix
from claims.splitting.prior import score, shipped_prior
from claims.splitting.prior.features import describe
from claims.splitting.prior.hashing import bag_pieces, bag_words
from claims.splitting.signs import read_signs

Scores = NDArray[np.float64]
NEAR = 9
"""Lines over which the prior is averaged."""


@dataclass
class Transcript:
    """The lines of one debate, who spoke them, and which were picked."""

    name: str
    speakers: list[str]
    texts: list[str]
    picked: NDArray[np.int64]

    @cached_property
    def by_prior(self) -> Scores:
        return score(self.texts, [read_signs(text) for text in self.texts], prior=shipped_prior()).totals

    @cached_property
    def words(self) -> csr_matrix:
        return hstack([as_matrix(bag_words(self.texts)), as_matrix(bag_pieces(self.texts))]).tocsr()

    @cached_property
    def shown(self) -> Scores:
        """What each line and its neighbours show, one row a line."""
        own = np.array([describe(text, read_signs(text)) for text in self.texts])
        return np.hstack([own, self._surroundings()])

    def _surroundings(self) -> Scores:
        prior, count = self.by_prior, len(self.texts)
        lengths = np.array([len(text.split()) for text in self.texts])
        place = np.arange(count) / count
        smooth = np.convolve(prior, np.ones(NEAR) / NEAR)[NEAR // 2 : NEAR // 2 + count]
        rank = np.argsort(np.argsort(prior)) / count
        columns = [
            *self._speaking(),
            np.append(0, prior[:-1]) / 3,
            np.append(prior[1:], 0) / 3,
            smooth / 3,
            prior / 3,
            rank,
            rank > 0.9,
            place,
            np.minimum(lengths, 40) / 20,
        ]
        return np.column_stack(columns).astype(float)

    def _speaking(self) -> Iterator[NDArray[np.float64]]:
        """For each line: whether nobody speaks, how often its speaker asks, how much they say, whether they go on."""
        lines = Counter(self.speakers)
        asked = Counter(who for who, text in zip(self.speakers, self.texts, strict=True) if text.rstrip().endswith("?"))
        yield np.array([float(who.upper() in {"SYSTEM", "QUESTION"}) for who in self.speakers])
        yield np.array([asked[who] / lines[who] for who in self.speakers])
        yield np.array([lines[who] / len(self.speakers) for who in self.speakers])
        yield np.array([float(who == before) for who, before in zip(self.speakers, ["", *self.speakers], strict=False)])


def read_transcript(file: Path) -> Transcript:
    """The lines of a TSV file of line number, speaker, text and label."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) >= 4]
    rows = [row for row in rows if row[3].strip() in {"0", "1"}]
    picked = np.array([int(row[3]) for row in rows], dtype=np.int64)
    return Transcript(file.stem, [row[1] for row in rows], [row[2] for row in rows], picked)


def average_precision(picked: NDArray[np.int64], scores: Scores) -> float | None:
    """Average precision of the ranking; None when no line was picked."""
    hits = picked[np.argsort(-scores, kind="stable")]
    if not hits.any():
        return None
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1) * hits).sum() / hits.sum())


def mean_average_precision(transcripts: Sequence[Transcript], scores: Sequence[Scores]) -> float:
    """Averaged over the transcripts that have a picked line."""
    each = [average_precision(one.picked, scored) for one, scored in zip(transcripts, scores, strict=True)]
    return float(np.mean([value for value in each if value is not None]))


def rank(learned_from: Sequence[Transcript], tested: Sequence[Transcript]) -> list[Scores]:
    """Scores of each tested transcript's lines, by a ranker fitted to the others."""
    by_prior = np.concatenate([one.by_prior for one in tested])
    parts = (by_prior, _by_trees(learned_from, tested), _by_words(learned_from, tested))
    total = sum((part - part.mean()) / (part.std() or 1.0) for part in parts)
    return np.split(np.asarray(total), np.cumsum([len(one.texts) for one in tested])[:-1])


def _by_trees(learned_from: Sequence[Transcript], tested: Sequence[Transcript]) -> Scores:
    model = HistGradientBoostingClassifier(
        max_iter=80,
        learning_rate=0.05,
        max_leaf_nodes=8,
        min_samples_leaf=40,
        l2_regularization=5,
        max_features=0.5,
        class_weight="balanced",
        random_state=0,
    )
    model.fit(np.vstack([one.shown for one in learned_from]), _picked(learned_from))
    return np.asarray(model.decision_function(np.vstack([one.shown for one in tested])))


def _by_words(learned_from: Sequence[Transcript], tested: Sequence[Transcript]) -> Scores:
    words = vstack([one.words for one in learned_from]).tocsr()
    frequency = np.asarray((words > 0).sum(axis=0)).ravel()
    rarity = diags((np.log((1 + words.shape[0]) / (1 + frequency)) + 1) / 5 * (frequency > 1))
    model = LogisticRegression(C=0.2, class_weight="balanced", solver="liblinear", random_state=0)
    model.fit(_joined(words @ rarity, learned_from), _picked(learned_from))
    tested_words = vstack([one.words for one in tested]).tocsr() @ rarity
    return np.asarray(model.decision_function(_joined(tested_words, tested)))


def _joined(words: csr_matrix, transcripts: Sequence[Transcript]) -> csr_matrix:
    return hstack([words, csr_matrix(np.vstack([one.shown for one in transcripts]))]).tocsr()


def _picked(transcripts: Sequence[Transcript]) -> NDArray[np.int64]:
    return np.concatenate([one.picked for one in transcripts])
