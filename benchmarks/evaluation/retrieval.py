"""Posts against the fact-checked claims they repeat: is the right claim among the first five, and is it said so?

MAP@5 over the queries that have an answer. Some 180 answers of 2020 lie twice among the claims, in the same words;
the official answers name only the first of the two. Ties are therefore broken in the order of the file, for every
tool; the rows "copies as one" take either copy for right.

"Likely the same" is judged twice for each query, once with its answer among the claims and once with it hidden, when
the best of the rest must not be marked.
"""

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.evaluation import rerankers, retrieval_peers
from benchmarks.evaluation.retrieval_sets import FIRST, Task, average_precision, read_task
from benchmarks.evaluation.rows import OURS, Row, absent, not_installed
from claims.retrieval import (
    Found,
    Hit,
    Index,
    Weights,
    build_index,
    encode_rows,
    fit_weights,
    open_encoder,
    query_text,
    rank,
    semantic_available,
)
from claims.retrieval.learning import precise_from

MOST = 50  # rows of either search that are weighed
TARGETS = {"retrieval_2020": (0.92, 0.93), "retrieval_2022": (0.88, 0.90)}  # as shipped, and with a fitted re-ranker
SHOWN = 0.2  # score from which a desk is shown a match
MAP = f"MAP@{FIRST}"
BUILD = Path(__file__).resolve().parents[2] / "build"
T = TypeVar("T")
Parts = Mapping[str, float]
PRECISION, RECALL = "likely the same: precision", "likely the same: recall"


def measure(data: Path) -> Iterator[Row]:
    """The rows of every set of posts there is."""
    for name, targets in TARGETS.items():
        if (data / name / "docs.jsonl").exists():
            yield from _measured(read_task(data / name), *targets)
        else:
            yield absent(name)


def _measured(task: Task, shipped: float, fitted: float) -> Iterator[Row]:
    yield from retrieval_peers.measure(task)
    index, seconds = _timed(lambda: _built(task))
    yield Row(task.name, "index built, seconds", OURS, seconds, note=f"{len(task.rows)} claims")
    _, seconds = _timed(lambda: [index.find(text=task.queries[number].text, limit=MOST) for number in task.asked[:200]])
    yield Row(task.name, "one search, ms", f"{OURS}, words", 1000 * seconds / len(task.asked[:200]), note="at most 2")
    yield from _as_shipped(task, Answers(task, index, {}), f"{OURS}, words", None)
    if not semantic_available():
        yield not_installed(task.name, MAP, "semantic")
        return
    answers = Answers(task, index, _cosines(task))
    yield from _as_shipped(task, answers, OURS, shipped)
    yield from _fitted(task, answers, fitted)


class Answers:
    """What is found for each query, before it is ranked."""

    def __init__(self, task: Task, index: Index, cosines: Mapping[int, np.ndarray]) -> None:
        self._task = task
        self._cosines = cosines
        self._found = [self._find(index, number) for number in range(len(task.queries))]

    def _find(self, index: Index, number: int) -> list[Found]:
        near = np.argsort(-self._cosines[number], kind="stable")[:MOST] if self._cosines else ()
        also = [self._task.rows[place].id for place in near]
        return index.find(text=self._task.queries[number].text, limit=MOST, also=also)

    def ranked(self, number: int, *, hidden: bool = False, weights: Weights | None = None) -> list[Hit]:
        """All that was found, best first; with ``hidden`` as if the answers and their copies were not there."""
        found = self._found[number]
        if hidden:
            answers = self._task.same_words(self._task.queries[number].answers)
            found = [one for one in found if self._task.copies[one.id] not in answers]
        cosines = {one.id: float(self._cosines[number][int(one.id)]) for one in found} if self._cosines else None
        return rank(found=found, cosines=cosines, weights=weights, limit=len(found))


def _as_shipped(task: Task, answers: Answers, tool: str, target: float | None) -> Iterator[Row]:
    ranked = {number: [hit.id for hit in answers.ranked(number)] for number in task.asked}
    yield Row(task.name, MAP, tool, mean_precision(task, ranked), target, note=task.note)
    yield Row(task.name, f"{MAP}, copies as one", tool, _mean_of_copies(task, ranked))
    yield from _likely(task, answers, tool)


def _likely(task: Task, answers: Answers, tool: str) -> Iterator[Row]:
    best = [answers.ranked(number, hidden=hidden)[:1] for number in task.asked for hidden in (False, True)]
    owners = [number for number in task.asked for _ in range(2)]
    right = np.array(
        [
            bool(hits) and task.copies[hits[0].id] in task.same_words(task.queries[number].answers)
            for hits, number in zip(best, owners, strict=True)
        ]
    )
    marked = np.array([bool(hits) and hits[0].likely_same for hits in best])
    scores = np.array([hits[0].score if hits else 0.0 for hits in best])
    point = precise_from(scores, right.astype(float))
    there = _share(right, scores >= point, len(task.asked))
    note = f"95 of 100 are right from {point:.3f}, where the recall is {there:.2f}"
    yield Row(task.name, PRECISION, tool, float(right[marked].mean()) if marked.any() else None, 0.95, note)
    yield Row(task.name, RECALL, tool, _share(right, marked, len(task.asked)))


def _share(right: np.ndarray, marked: np.ndarray, most: int) -> float:
    return float((right & marked).sum()) / most


def _fitted(task: Task, answers: Answers, target: float) -> Iterator[Row]:
    """A re-ranker learned from other queries, never shipped; and what a desk would learn from the same answers."""
    by_desk: dict[int, list[str]] = {}
    reranked: dict[int, list[str]] = {}
    for fold in task.folds:
        learned = [(answers.ranked(number), task.queries[number].answers) for number in fold.learn]
        weights = fit_weights(examples=list(_judged(task, learned)))
        by_desk |= {number: [hit.id for hit in answers.ranked(number, weights=weights)] for number in fold.judge}
        rerank = rerankers.fit(learned)
        reranked |= {number: rerank(answers.ranked(number)) for number in fold.judge}
    yield Row(task.name, MAP, f"{OURS}, desk weights", mean_precision(task, by_desk), note="learned from those shown")
    yield Row(task.name, MAP, f"{OURS}, re-ranked", mean_precision(task, reranked), target, note=task.note)
    yield Row(task.name, f"{MAP}, copies as one", f"{OURS}, re-ranked", _mean_of_copies(task, reranked))


def _judged(task: Task, learned: Sequence[tuple[Sequence[Hit], Collection[str]]]) -> Iterator[tuple[Parts, bool]]:
    """What a desk would have been shown of these, and what it would have said."""
    for hits, right in learned:
        for hit in hits[:FIRST]:
            if hit.score >= SHOWN:
                yield hit.parts, task.copies[hit.id] in task.same_words(right)


def mean_precision(task: Task, ranked: Mapping[int, Sequence[str]]) -> float:
    """MAP@5 against the official answers."""
    return _mean(average_precision(keys, task.queries[number].answers) for number, keys in ranked.items())


def _mean_of_copies(task: Task, ranked: Mapping[int, Sequence[str]]) -> float:
    return _mean(
        average_precision(
            list(dict.fromkeys(task.copies[key] for key in keys)), task.same_words(task.queries[number].answers)
        )
        for number, keys in ranked.items()
    )


def _mean(values: Iterator[float]) -> float:
    return float(np.mean(list(values)))


def _built(task: Task) -> Index:
    folder = BUILD / "eval-index" / task.name
    build_index(folder=folder, rows=task.rows)
    return Index.open(folder=folder)


def _cosines(task: Task) -> dict[int, np.ndarray]:
    """Of each query with every claim. Encoding the claims takes minutes: their vectors are kept in ``build``."""
    encoder = open_encoder()
    kept = BUILD / f"vectors-{task.name}-{task.content_hash[:16]}-{encoder.name}.npy"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        np.save(kept, encode_rows(encoder=encoder, rows=task.rows), allow_pickle=False)
    vectors = np.load(kept, allow_pickle=False)
    asked = encoder.encode(texts=[query_text(query.text) for query in task.queries])
    return dict(enumerate(asked @ vectors.T))


def _timed(action: Callable[[], T]) -> tuple[T, float]:
    started = time.process_time()
    return action(), time.process_time() - started
