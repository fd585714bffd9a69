"""The libraries the matching is compared with, each fed the text and title as they are."""

import importlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.evaluation.retrieval_sets import FIRST, Task, average_precision
from benchmarks.evaluation.rows import Row, not_installed

FEW = 60  # queries for a library that takes tens of milliseconds for each
Scores = Callable[[str], Any]


def measure(task: Task) -> Iterator[Row]:
    """MAP@5 and the time of one search, for BM25 (bm25s with PyStemmer) and rapidfuzz."""
    texts = [f"{row.title} {row.text}" for row in task.rows]
    for tool, make, most in (("bm25s", _bm25s, len(task.asked)), ("rapidfuzz token_set_ratio", _rapidfuzz, FEW)):
        try:
            scores = make(texts)
        except ImportError:
            yield not_installed(task.name, f"MAP@{FIRST}", tool)
            continue
        yield from _rows(task, tool, scores, spread(task.asked, most))


def spread(numbers: Sequence[int], most: int) -> Sequence[int]:
    """So many of them, evenly taken from all."""
    return [numbers[place * len(numbers) // most] for place in range(most)] if len(numbers) > most else numbers


def _rows(task: Task, tool: str, scores: Scores, asked: Sequence[int]) -> Iterator[Row]:
    started = time.process_time()
    ranked = {number: _first(task, scores(task.queries[number].text)) for number in asked}
    seconds = time.process_time() - started
    note = "" if len(asked) == len(task.asked) else f"on {len(asked)} queries"
    yield Row(task.name, f"MAP@{FIRST}", tool, _mean(task, ranked), note=note)
    yield Row(task.name, "one search, ms", tool, 1000 * seconds / len(asked))


def _first(task: Task, scores: Any) -> list[str]:
    """The ids of the highest scores; of equals the first in the file."""
    return [task.rows[place].id for place in np.argsort(-np.asarray(scores), kind="stable")[:FIRST]]


def _mean(task: Task, ranked: Mapping[int, Sequence[str]]) -> float:
    return float(np.mean([average_precision(keys, task.queries[number].answers) for number, keys in ranked.items()]))


def _bm25s(texts: Sequence[str]) -> Scores:
    bm25s, stemmer = importlib.import_module("bm25s"), importlib.import_module("Stemmer").Stemmer("english")

    def tokens(some: Sequence[str]) -> Any:
        return bm25s.tokenize(list(some), stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False)

    index = bm25s.BM25()
    index.index(tokens(texts), show_progress=False)
    return lambda text: index.get_scores(tokens([text])[0] or [""])


def _rapidfuzz(texts: Sequence[str]) -> Scores:
    process, fuzz = (importlib.import_module(f"rapidfuzz.{name}") for name in ("process", "fuzz"))
    folded = [text.casefold() for text in texts]
    return lambda text: process.cdist([text.casefold()], folded, scorer=fuzz.token_set_ratio)[0]
