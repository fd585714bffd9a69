"""Which rows hold which terms, and how much each says: BM25 over arrays that lie in memory or in mapped files.

Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", in Lucene's form: the weight of
a term in a row is idf * tf / (tf + K1 * (1 - B + B * length / average length)). The weights are reckoned when the
arrays are made, so that a search only adds them up (Lù 2024, "BM25S").
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from claims.retrieval.reading import Hashes

K1, B = 1.2, 0.75
COMMON_FROM = 2_000  # a term of more rows than this may be too common to be looked up
COMMON_SHARE = 0.05  # …and is, when it is in more than this share of all rows
PORTION = 30_000  # pairs that are added up at once
WEIGHED_AT_ONCE = 500_000  # pairs
MOST_TIMES = 65_535  # a row is cut after 10,000 characters

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
        worth[known] = self._worth_of(self.counts[slots[known]].astype(np.float64))
        return worth

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


@dataclass(frozen=True)
class Counts:
    """How often each term occurs in each row, before anything is weighed.

    Term number i occurs ``times[starts[i]:starts[i + 1]]`` times in the ``rows`` there, which ascend. ``lengths``: how
    many terms each row has. ``terms`` ascends.
    """

    terms: Hashes
    starts: Numbers
    rows: npt.NDArray[np.uint32]
    times: npt.NDArray[np.uint16]
    lengths: Floats


class Counting:
    """Takes the terms of row after row, and holds only how often each occurs."""

    def __init__(self) -> None:
        self._terms: list[Hashes] = [np.zeros(0, dtype=np.uint64)]
        self._times: list[npt.NDArray[np.uint16]] = [np.zeros(0, dtype=np.uint16)]
        self._lengths: list[int] = []

    def add(self, text: Hashes) -> None:
        """The next row, as the hashes of its terms, one for each time a term occurs."""
        terms, times = np.unique(text, return_counts=True)
        self._terms.append(terms)
        self._times.append(np.minimum(times, MOST_TIMES).astype(np.uint16))
        self._lengths.append(len(text))

    def counts(self) -> Counts:
        """All rows so far."""
        sizes = np.array([len(terms) for terms in self._terms[1:]], dtype=np.int64)
        terms = np.concatenate(self._terms)
        order = np.argsort(terms, kind="stable")
        terms = terms[order]
        firsts = np.flatnonzero(np.concatenate(([True], terms[1:] != terms[:-1]))[: len(terms)])
        return Counts(
            terms=terms[firsts],
            starts=np.append(firsts, len(terms)).astype(np.int64),
            rows=np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)[order],
            times=np.concatenate(self._times)[order],
            lengths=np.array(self._lengths, dtype=np.float32),
        )


class Tally:
    """How many rows hold each term, added up over counts that need not be in memory together."""

    def __init__(self) -> None:
        self._terms: Hashes = np.zeros(0, dtype=np.uint64)
        self._held = np.zeros(0, dtype=np.uint32)
        self._lengths: list[Floats] = [np.zeros(0, dtype=np.float32)]

    def add(self, counts: Counts) -> None:
        terms = np.union1d(self._terms, counts.terms)
        held = np.zeros(len(terms), dtype=np.uint32)
        held[np.searchsorted(terms, self._terms)] += self._held
        held[np.searchsorted(terms, counts.terms)] += np.diff(counts.starts).astype(np.uint32)
        self._terms, self._held = terms, held
        self._lengths.append(np.array(counts.lengths))

    def statistics(self) -> Statistics:
        lengths = np.concatenate(self._lengths)
        average = float(lengths.mean()) if len(lengths) else 1.0
        return Statistics(len(lengths), max(average, 1.0), self._terms, self._held)


def statistics_of(counts: Counts) -> Statistics:
    """The statistics of rows that stand alone."""
    tally = Tally()
    tally.add(counts)
    return tally.statistics()


def weigh(counts: Counts, statistics: Statistics) -> Postings:
    """What each term says of each row. Terms weigh what the statistics say, whichever rows those are of."""
    worth = statistics.worth(counts.terms)
    sizes = np.diff(counts.starts)
    starts = np.append(0, np.cumsum(np.where(worth > 0, sizes, 0))).astype(np.int64)
    pairs = np.empty((int(starts[-1]), 2), dtype=np.uint32)
    mass = np.zeros(len(counts.lengths))
    damping = K1 * (1 - B + B * counts.lengths / statistics.average)
    for first, last in _spans(counts.starts):
        span = slice(counts.starts[first], counts.starts[last])
        rows, times = counts.rows[span], counts.times[span].astype(np.float32)
        each = np.repeat(worth[first:last], sizes[first:last])
        mass += np.bincount(rows, weights=each, minlength=len(mass))
        kept = each > 0
        said = pairs[starts[first] : starts[last]]
        said[:, 0] = rows[kept]
        said[:, 1] = (each * times / (times + damping[rows]))[kept].astype(np.float32).view(np.uint32)
    return Postings(statistics, counts.terms, starts, pairs, mass.astype(np.float32))


def _spans(starts: Numbers) -> Iterator[tuple[int, int]]:
    """All terms, some hundred thousand pairs at a time: temporary arrays of all pairs would fill memory."""
    first, terms = 0, len(starts) - 1
    while first < terms:
        last = max(first + 1, int(np.searchsorted(starts, starts[first] + WEIGHED_AT_ONCE)))
        yield first, min(last, terms)
        first = last


def gather(texts: Iterable[Hashes], *, like: Statistics | None = None) -> Postings:
    """Postings of rows given as the hashes of their terms, one for each time a term occurs.

    With ``like`` the terms weigh what they weigh there: rows that came later are scored as if they had been in it,
    their own terms aside.
    """
    counting = Counting()
    for text in texts:
        counting.add(text)
    counts = counting.counts()
    return weigh(counts, like or statistics_of(counts))


def locate(
    ascending: npt.NDArray[np.unsignedinteger], wanted: npt.NDArray[np.unsignedinteger]
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Where each of the wanted numbers stands in an ascending array, and whether it does."""
    if not len(ascending):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=np.bool_)
    slots = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return slots, np.asarray(ascending[slots] == wanted)
