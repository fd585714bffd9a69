"""Which rows hold which terms, and how much each says: BM25 over arrays that lie in memory or in mapped files.

Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", in Lucene's form: the weight of
a term in a row is idf * tf / (tf + K1 * (1 - B + B * length / average length)). The weights are reckoned when the
arrays are made, so that a search only adds them up (Lù 2024, "BM25S").
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from claims.retrieval.reading import Hashes

K1, B = 1.2, 0.75
COMMON_FROM = 2_000  # a term of more rows than this may be too common to be looked up
COMMON_SHARE = 0.05  # …and is, when it is in more than this share of all rows
PORTION = 30_000  # pairs that are added up at once

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Pairs = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Statistics:
    """How many rows hold each term, of how many. ``terms`` ascends."""

    rows: int
    average: float
    terms: Hashes
    counts: npt.NDArray[np.uint32]

    def worth(self, terms: Hashes) -> Floats:
        """How much each term tells apart (inverse document frequency); 0 for one that is too common to look up."""
        slots, known = locate(self.terms, terms)
        worth = np.full(len(terms), self._worth_of(np.zeros(1))[0], dtype=np.float32)
        worth[known] = self._known_worth[slots[known]]
        return worth

    @cached_property
    def _known_worth(self) -> Floats:
        return self._worth_of(self.counts.astype(np.float64))

    def _worth_of(self, counts: npt.NDArray[np.float64]) -> Floats:
        worth = np.log1p((max(self.rows, 1) - counts + 0.5) / (counts + 0.5))
        worth[counts > max(COMMON_FROM, COMMON_SHARE * self.rows)] = 0.0
        return worth.astype(np.float32)


@dataclass(frozen=True)
class Postings:
    """For term number i, ``pairs[starts[i]:starts[i + 1]]`` are rows, ascending, each beside the weight it gets.

    A pair is a row's number and the bits of a float: they are read together, and so they lie together.
    """

    statistics: Statistics
    terms: Hashes
    starts: Numbers
    pairs: Pairs
    mass: Floats  # of each row: the worth of all its different terms

    def scores(self, terms: Hashes) -> Floats:
        """The BM25 score of every row; each term counts once."""
        slots, known = locate(self.terms, terms)
        firsts, lasts = self.starts[slots[known]].tolist(), self.starts[slots[known] + 1].tolist()
        scores = np.zeros(len(self.mass))
        for pairs in _in_portions(self.pairs, zip(firsts, lasts, strict=True)):
            scores += np.bincount(pairs[:, 0], weights=pairs[:, 1].view(np.float32), minlength=len(scores))
        return scores.astype(np.float32)

    def holders(self, terms: Hashes, rows: Numbers) -> npt.NDArray[np.bool_]:
        """Whether each of the rows (across) holds each of the terms (down)."""
        held = np.zeros((len(terms), len(rows)), dtype=np.bool_)
        slots, known = locate(self.terms, terms)
        for number in np.flatnonzero(known).tolist():
            first, last = self.starts[slots[number]], self.starts[slots[number] + 1]
            held[number] = locate(self.pairs[first:last, 0], rows.astype(np.uint32))[1]
        return held


def _in_portions(pairs: Pairs, spans: Iterable[tuple[int, int]]) -> Iterator[Pairs]:
    """All of these spans, some thousands of pairs at a time: larger arrays are slow to come by."""
    portion, size = [pairs[:0]], 0
    for first, last in spans:
        portion.append(pairs[first:last])
        size += last - first
        if size > PORTION:
            yield np.concatenate(portion)
            portion, size = [pairs[:0]], 0
    yield np.concatenate(portion)


def gather(texts: Sequence[Hashes], *, like: Statistics | None = None) -> Postings:
    """Postings of rows given as the hashes of their terms, one for each time a term occurs.

    With ``like`` the terms weigh what they weigh there: rows that came later are scored as if they had been in it,
    their own terms aside.
    """
    counted = [np.unique(text, return_counts=True) for text in texts]
    sizes = np.array([len(terms) for terms, _ in counted], dtype=np.int64)
    terms = np.concatenate([np.zeros(0, dtype=np.uint64), *(terms for terms, _ in counted)])
    times = np.concatenate([np.zeros(0), *(times for _, times in counted)]).astype(np.float32)
    rows = np.repeat(np.arange(len(texts), dtype=np.uint32), sizes)
    lengths = np.array([len(text) for text in texts], dtype=np.float32)
    statistics = like or _statistics(terms, lengths)
    worth = statistics.worth(terms)
    damping = K1 * (1 - B + B * lengths[rows] / statistics.average)
    weights = (worth * times / (times + damping)).astype(np.float32)
    mass = np.bincount(rows, weights=worth, minlength=len(texts)).astype(np.float32)
    kept = np.flatnonzero(worth > 0)
    order = kept[np.argsort(terms[kept], kind="stable")]
    known = np.unique(terms) if like else statistics.terms
    starts = np.append(np.searchsorted(terms[order], known), len(order)).astype(np.int64)
    pairs = np.stack([rows[order], weights[order].view(np.uint32)], axis=1)
    return Postings(statistics, known, starts, pairs, mass)


def _statistics(terms: Hashes, lengths: Floats) -> Statistics:
    known, counts = np.unique(terms, return_counts=True)
    average = float(lengths.mean()) if len(lengths) else 1.0
    return Statistics(len(lengths), max(average, 1.0), known, counts.astype(np.uint32))


def locate(
    ascending: npt.NDArray[np.unsignedinteger], wanted: npt.NDArray[np.unsignedinteger]
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Where each of the wanted numbers stands in an ascending array, and whether it does."""
    if not len(ascending):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=np.bool_)
    slots = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return slots, np.asarray(ascending[slots] == wanted)
