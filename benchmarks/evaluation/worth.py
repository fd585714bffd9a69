"""Check-worthiness: sentences judged one by one, and lines picked from whole debates.

What the prior learned from is no part of the figures: ClaimBuster's crowd is what it was trained on, so only other
files of that folder count. Debates: fitted to the training folder and measured on a test folder when there is one;
without one, each fifth of the transcripts is ranked by what the others taught. Many of these debates are also in
ClaimBuster, so without a test folder the prior has seen some lines; debates after 2016 it has not.
"""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score, f1_score

from benchmarks.claimbuster import AGREED, CROWD, Judged, read_judged
from benchmarks.evaluation.debates import Scores, Transcript, mean_average_precision, rank, read_transcript
from benchmarks.evaluation.rows import OURS, Row, absent
from claims.splitting.signs import read_signs
from claims.splitting.worth import Line, weigh_all

HAND = "hand features only"
RANDOM = "random"
SENTENCES_F1, SENTENCES_AP, SENTENCES_A_SECOND = 0.83, 0.91, 3_000
DEBATES = {"checkworthy_debates_2020": 0.10, "checkworthy_debates_2019": 0.16}
FOLDS = 5
PRIOR_SEES_UNTIL = "2017"


def measure(data: Path) -> Iterator[Row]:
    files = [file for file in _files(data, "claimbuster*") if file.name not in {CROWD, AGREED}]
    if not files:
        yield absent("claimbuster")
    for file in files:
        yield from _measure_sentences(file)
    for name, target in DEBATES.items():
        yield from _measure_debates(data / name, target)


def _files(data: Path, folder: str) -> list[Path]:
    found = (file for one in sorted(data.glob(folder)) for file in sorted(one.rglob("*")))
    return [file for file in found if file.suffix in {".csv", ".tsv", ".json", ".jsonl"}]


def _measure_sentences(file: Path) -> Iterator[Row]:
    rows = read_judged(file)
    worth = np.array([one.worth for one in rows], dtype=bool)
    if not worth.any() or worth.all():
        return
    name = f"{file.parent.name} {file.stem}"
    started = time.process_time()
    ours = _values(rows, words_known=True)
    seconds = time.process_time() - started
    share = float(worth.mean())
    yield Row(
        name, "F1 at 0.5", OURS, f1_score(worth, ours >= 0.5, zero_division=0), SENTENCES_F1, f"{len(rows):,} sentences"
    )
    yield Row(name, "average precision", OURS, average_precision_score(worth, ours), SENTENCES_AP)
    hand = _values(rows, words_known=False)
    yield Row(name, "F1 at 0.5", HAND, f1_score(worth, hand >= 0.5, zero_division=0))
    yield Row(name, "average precision", HAND, average_precision_score(worth, hand))
    yield Row(name, "average precision", RANDOM, share)
    yield Row(name, "sentences a second", OURS, len(rows) / max(seconds, 1e-9), SENTENCES_A_SECOND, "with reasons")


def _values(rows: Sequence[Judged], *, words_known: bool) -> Scores:
    lines = [Line(one.text, read_signs(one.text)) for one in rows]
    return np.array([one.value for one in weigh_all(lines, words_known=words_known)])


def _measure_debates(folder: Path, target: float) -> Iterator[Row]:
    tested, learned_from = [], []
    for file in sorted(folder.rglob("*.tsv")):
        is_test = any(part.lower().startswith("test") for part in file.relative_to(folder).parts[:-1])
        (tested if is_test else learned_from).append(read_transcript(file))
    if tested:
        yield from _measure_on_test(_short(folder), learned_from, tested, target)
    elif learned_from:
        yield from _measure_in_turns(_short(folder), learned_from, target)
    else:
        yield absent(folder.name)


def _short(folder: Path) -> str:
    return folder.name.removeprefix("checkworthy_")


def _measure_on_test(
    name: str, learned_from: list[Transcript], tested: list[Transcript], target: float
) -> Iterator[Row]:
    note = f"{len(tested)} test transcripts, fitted to {len(learned_from)}"
    if learned_from:
        yield Row(name, "MAP", OURS, mean_average_precision(tested, rank(learned_from, tested)), target, note)
    yield from _compare(name, tested)


def _measure_in_turns(name: str, transcripts: list[Transcript], target: float) -> Iterator[Row]:
    scores = _rank_in_turns(transcripts)
    note = f"{len(transcripts)} transcripts, each fifth in turn"
    yield Row(name, "MAP", OURS, mean_average_precision(transcripts, scores), target, note)
    yield from _compare(name, transcripts)
    late = [place for place, one in enumerate(transcripts) if one.name >= PRIOR_SEES_UNTIL]
    if late:
        some, theirs = [transcripts[place] for place in late], [scores[place] for place in late]
        note = f"{len(some)} transcripts the prior has not seen"
        yield Row(f"{name}, 2017 on", "MAP", OURS, mean_average_precision(some, theirs), None, note)
        yield from _compare(f"{name}, 2017 on", some)


def _rank_in_turns(transcripts: list[Transcript]) -> list[Scores]:
    scores: dict[int, Scores] = {}
    for fold in range(FOLDS):
        places = range(fold, len(transcripts), FOLDS)
        others = [one for place, one in enumerate(transcripts) if place % FOLDS != fold]
        scores |= zip(places, rank(others, [transcripts[place] for place in places]), strict=True)
    return [scores[place] for place in range(len(transcripts))]


def _compare(name: str, transcripts: list[Transcript]) -> Iterator[Row]:
    """The shipped prior alone, and chance."""
    yield Row(
        name, "MAP", "shipped prior alone", mean_average_precision(transcripts, [one.by_prior for one in transcripts])
    )
    chance = np.random.default_rng(0)
    yield Row(
        name, "MAP", RANDOM, mean_average_precision(transcripts, [chance.random(len(one.texts)) for one in transcripts])
    )
