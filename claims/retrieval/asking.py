"""A text as indexes are asked about it, and what the words tell that a row holds of it."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from claims.retrieval.postings import Floats
from claims.retrieval.reading import Hashes, Reading, Word
from claims.retrieval.weighing import Weighing


@dataclass(frozen=True)
class Asked:
    """``words`` and ``runs``: its different terms. ``whole_…``: what all of them weigh. ``worth``: of word by word."""

    reading: Reading
    words: Hashes
    runs: Hashes
    whole_words: float
    whole_runs: float
    worth: Floats

    @classmethod
    def of(cls, text: str, weighing: Weighing) -> "Asked":
        reading = Reading(text, language=weighing.language)
        words, runs = np.unique(reading.word_hashes), np.unique(reading.run_hashes)
        whole_words = float(weighing.words.worth(words).sum()) or 1.0
        whole_runs = float(weighing.runs.worth(runs).sum()) or 1.0
        return cls(reading, words, runs, whole_words, whole_runs, weighing.words.worth(reading.word_hashes))


def best_of(scores: Floats, limit: int) -> list[int]:
    """The numbers of the highest scores above 0, the highest first; of equals the first."""
    if limit <= 0:
        return []
    lowest = float(np.partition(scores, -limit)[-limit]) if limit < len(scores) else 0.0
    candidates = np.flatnonzero((scores > 0) & (scores >= lowest)).tolist()
    return heapq.nsmallest(limit, candidates, key=lambda at: (-scores[at], at))


def parts_of_row(
    words: Sequence[Word], held: npt.NDArray[np.bool_], worth: Floats, mass: Floats
) -> dict[str, npt.NDArray[Any]]:
    """The shares that are told from the words of the text each row holds."""
    first = _firsts([word.term for word in words])
    names = first & np.array([word.is_name for word in words], dtype=np.bool_)
    amounts = first & np.array([word.is_amount for word in words], dtype=np.bool_)
    numbers = amounts if amounts.any() else first & np.array([word.is_number for word in words], dtype=np.bool_)
    return {
        "names": _share(held, np.where(names, worth, 0)),
        "numbers": _share(held, numbers.astype(np.float32)),
        "of_row": np.minimum(np.where(first, worth, 0) @ held / np.maximum(mass, 1e-6), 1.0),
    }


def _firsts(terms: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which of them did not come before."""
    first = {term: number for number, term in reversed(list(enumerate(terms)))}
    return np.array([first[term] == number for number, term in enumerate(terms)], dtype=np.bool_)


def _share(held: npt.NDArray[np.bool_], weights: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return weights @ held / max(float(weights.sum()), 1e-6)
